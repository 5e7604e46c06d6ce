import type { Page } from '@playwright/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { mediaUrl } from '../../src/core/ipc/contract'
import { ReportSchema, type Report } from '../../src/core/report'
import { defaultPolicy } from '../../src/core/music/policy'
import { expect, ours, readJson, test, type Stage } from './support/app'
import { beatsOf, writeGroove, type Groove } from './support/groove'
import { firstOnset, highPass, level, onset, rate, readCue } from './support/hearing'
import { placeOf } from './support/place'

type Music = Report['music'][number]

interface Heard {
  readonly sound: Float32Array
  readonly report: Report
}

/** Waits until all tracks are analysed, plays a workout and records it. */
async function perform(stage: Stage, workout: object, preferences: object, music: string | null, look?: (page: Page) => Promise<void>): Promise<Heard> {
  const [file, report, data] = ['workout.json', 'report.json', 'data'].map((name) => join(stage.folder, name)) as [string, string, string]
  writeFileSync(file, JSON.stringify(workout))
  mkdirSync(data)
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ version: 1, preferences }))
  const { app, page } = await stage.launch('--workout', file, '--report', report, '--quit-when-done', ...(music === null ? [] : ['--music', music]))
  const analysed = () => page.evaluate(() => window.roundhouse.call('analysis.state')).then(({ done, failed, total }) => total > 0 && done + failed === total)
  await expect.poll(analysed, { timeout: 60_000 }).toBe(true)
  await look?.(page)
  const recording = await stage.record()
  const closed = app.waitForEvent('close', { timeout: 150_000 })
  await page.keyboard.press(' ')
  await closed
  return { sound: await recording.stop(), report: ReportSchema.parse(readJson(report)) }
}

const note = (type: string, errors: readonly number[]) =>
  test.info().annotations.push({ type, description: `worst ${(1000 * Math.max(...errors.map(Math.abs))).toFixed(2)} ms of ${errors.length}` })

interface Truth {
  readonly tracks: readonly { readonly file: string; readonly tempo: number; readonly drops: readonly { readonly time: number }[] }[]
}

/** The samples of the library's tracks as the application decodes them, by file. */
async function decoded(page: Page): Promise<Map<string, Float32Array>> {
  const { tracks } = await page.evaluate(() => window.roundhouse.call('library.changes', { since: 0 }))
  const sounds = new Map<string, Float32Array>()
  for (const { id, file } of tracks) {
    const text = await page.evaluate(
      async ([url, hertz]) => {
        const sound = await new OfflineAudioContext(1, 1, hertz).decodeAudioData(await (await fetch(url)).arrayBuffer())
        const channels = Array.from({ length: sound.numberOfChannels }, (_, c) => sound.getChannelData(c))
        const whole = Int16Array.from(channels[0] ?? [], (_, i) => (32_000 * channels.reduce((sum, channel) => sum + channel[i]!, 0)) / channels.length)
        const bytes = new Uint8Array(whole.buffer)
        let binary = ''
        for (let i = 0; i < bytes.length; i += 32_768) binary += String.fromCharCode(...bytes.subarray(i, i + 32_768))
        return btoa(binary)
      },
      [mediaUrl(id), rate] as const,
    )
    const bytes = Buffer.from(text, 'base64')
    sounds.set(file, Float32Array.from({ length: bytes.length >> 1 }, (_, i) => bytes.readInt16LE(2 * i) / 32_000))
  }
  return sounds
}

test('lands the drops of the demo tracks on the bell', async ({ stage }) => {
  let tracks = new Map<string, Float32Array>()
  const workout = { name: 'Drops', prep: 4, rounds: 4, intervals: [{ work: 9, rest: 6 }] }
  const { sound, report } = await perform(stage, workout, { duck: 24 }, null, async (page) => void (tracks = await decoded(page)))
  const truth = readJson(ours('resources/demo/truth.json')) as Truth
  const clear = highPass(sound)
  const bell = highPass(readCue(ours('resources/cues/fight-bell-start.wav')))
  const zero = firstOnset(clear, bell) - report.cues.find(({ kind }) => kind === 'bell-start')!.planned

  const errors = report.music.flatMap((one) => {
    const { drop, rate: speed, offset, start, file } = one
    if (drop === null || !report.cues.some(({ kind, planned }) => kind === 'bell-start' && planned === drop)) return []
    const rung = onset(clear, bell, zero + drop - 0.1, zero + drop + 0.1)
    const planned = offset + (drop - start) * speed
    const actual = truth.tracks.find((track) => file.endsWith(track.file))!.drops.map(({ time }) => time).reduce((a, b) => (Math.abs(b - planned) < Math.abs(a - planned) ? b : a))
    // The bell and what it lowers are over then; what is heard tells where in the track one is.
    const later = 2.2
    const place = placeOf(tracks.get(file)!, sound, rung + later, planned + later * speed, { speed })
    return [rung + later + (actual - place) / speed - rung]
  })
  note('drop against bell', errors)
  expect(errors.length).toBeGreaterThanOrEqual(2)
  expect(Math.max(...errors.map(Math.abs))).toBeLessThanOrEqual(0.01)
  for (const { error } of report.moments) expect(Math.abs(error ?? 1)).toBeLessThanOrEqual(0.02)
  expect(report.moments.filter(({ kind }) => kind === 'drop')).toHaveLength(report.music.filter(({ drop }) => drop !== null).length)
})

const grooves: readonly Groove[] = [
  { name: 'lower', tempo: 134, hertz: 440, firstBeat: 0.31, bars: 12, seed: 1 },
  { name: 'upper', tempo: 147, hertz: 587.33, firstBeat: 0.52, bars: 13, seed: 2 },
]
const target = 140

test('locks the tempo, keeps the pitch, and joins on the beat without a click or a gap', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  const samples = new Map(grooves.map((groove) => [`${groove.name}.wav`, writeGroove(music, groove)]))
  // 24 s are 14 bars at 140 BPM, and more than either piece has: each is looped on bar lines, and they join on one.
  const workout = { name: 'Locked', prep: 0, rounds: 2, intervals: [{ work: 24, rest: 0 }] }
  const { sound, report } = await perform(stage, workout, { cueVolume: 0, duck: 0, music: { ...defaultPolicy, tempo: 'lock', work: target } }, music)
  const zero = sound.findIndex((one) => Math.abs(one) > 0.003) / rate
  const place = (one: Music, at: number, seconds = 2) =>
    placeOf(samples.get(one.file)!, sound, zero + at, one.offset + (at - one.start) * one.rate, { speed: one.rate, seconds, reach: 0.12 })
  const grooveOf = (one: Music) => grooves.find(({ name }) => one.file === `${name}.wav`)!

  // Tempo: how far one gets in the track between two places; pitch: which of many near tones is the loudest.
  for (const one of report.music.filter(({ start, end }) => end - start > 9)) {
    const [from, to] = [one.start + 2, one.end - 4]
    const tempo = (grooveOf(one).tempo * (place(one, to) - place(one, from))) / (to - from)
    expect(Math.abs(tempo / target - 1), `tempo of ${one.file}`).toBeLessThanOrEqual(0.001)
    const cents = Array.from({ length: 161 }, (_, i) => (i - 80) / 4)
    const tone = (by: number) => level(sound, grooveOf(one).hertz * 2 ** (by / 1200), zero + from, zero + to)
    const heard = cents.reduce((a, b) => (tone(b) > tone(a) ? b : a))
    expect(Math.abs(heard), `pitch of ${one.file}`).toBeLessThanOrEqual(5)
  }

  // Through a crossfade each beat of one falls on a beat of the other.
  const joins = report.music.flatMap((one, i) => (one.join === 'beat' ? [{ before: report.music[i - 1]!, after: one }] : []))
  expect(joins.length).toBeGreaterThanOrEqual(1)
  const beats = (one: Music, near: number): number[] => {
    const at = near < one.start + 3 ? near + 1.6 : near - 3.6
    const here = place(one, at)
    // One of them may be at its last beat: its grid goes on.
    return beatsOf({ ...grooveOf(one), bars: 30 }).map((beat) => at + (beat - here) / one.rate)
  }
  const errors = joins.flatMap(({ before, after }) => {
    const old = beats(before, after.start)
    return beats(after, after.start)
      .filter((beat) => Math.abs(beat - after.start) < 0.5)
      .map((beat) => Math.min(...old.map((other) => Math.abs(other - beat))))
  })
  note('beat against beat', errors)
  expect(Math.max(...errors)).toBeLessThanOrEqual(0.01)

  // Where voices change, no step between two samples is larger than at the same place of the bars around it, where the drums are
  // the same; and it is nowhere quieter than elsewhere.
  const changes = report.music.slice(1).filter(({ join: how }) => how !== 'through').map(({ start }) => start)
  const around = 0.06
  const stepAt = (at: number): number => {
    let most = 0
    for (let i = Math.round((zero + at - around) * rate); i < (zero + at + around) * rate; i++) most = Math.max(most, Math.abs(sound[i]! - sound[i - 1]!))
    return most
  }
  const steps = changes.map((at) => {
    const bars = [-3, -2, -1, 1, 2, 3].map((bar) => at + (bar * 240) / target).filter((other) => other > 0.5 && other < 47 && changes.every((change) => Math.abs(change - other) > 2 * around))
    return { here: stepAt(at), like: Math.max(...bars.map(stepAt)) }
  })
  const quiet = { near: 1, far: 1 }
  const frame = rate / 100
  for (let i = Math.round((zero + 0.5) * rate); i < (zero + 47) * rate; i += frame) {
    const where = changes.some((at) => Math.abs(i / rate - zero - at) < around) ? 'near' : 'far'
    let power = 0
    for (let k = i; k < i + frame; k++) power += sound[k]! ** 2
    quiet[where] = Math.min(quiet[where], Math.sqrt(power / frame))
  }
  test.info().annotations.push({ type: 'joins', description: JSON.stringify({ steps, quiet }) })
  expect(changes.length).toBeGreaterThanOrEqual(3)
  for (const { here, like } of steps) expect(here).toBeLessThanOrEqual(1.5 * like)
  expect(quiet.near).toBeGreaterThan(0.6 * quiet.far)
})
