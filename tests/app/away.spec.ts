import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultPolicy } from '../../src/core/music/policy'
import { ReportSchema } from '../../src/core/report'
import { expect, readJson, test } from './support/app'
import { firstOnset, highPass, level, longestGap, rate, readCue } from './support/hearing'
import { ours } from './support/app'
import { writeTone } from './support/tone'

/** The pitch tells the second of the track, below all cues. */
const pitchAt = (second: number) => 80 + 10 * second
const names = ['Ladder', 'Steps']

test('while its folder is away the music plays on from memory, then loops on its bars, says so, and is in its place within 3 s of the return', async ({ stage }) => {
  const [music, data, plan, file] = ['music', 'data', 'workout.json', 'report.json'].map((name) => join(stage.folder, name)) as [string, string, string, string]
  mkdirSync(music)
  mkdirSync(data)
  for (const name of names) writeTone(music, { name, tempo: 140, seconds: 70, hertz: pitchAt })
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ version: 1, preferences: { crossfade: 0, music: { ...defaultPolicy, tempo: 'off' } } }))
  writeFileSync(plan, JSON.stringify({ name: 'One', rounds: 1, intervals: [{ work: 60 }] }))
  const recording = await stage.record()
  const { page } = await stage.launch('--workout', plan, '--music', music, '--start', '--report', file)
  const left = async () => {
    const [minutes, seconds] = (await page.locator('[role=timer]').textContent({ timeout: 20_000 }))?.split(':') ?? []
    return 60 * Number(minutes) + Number(seconds)
  }
  const comes = (seconds: number) => expect.poll(left, { timeout: 20_000, intervals: [50] }).toBeLessThanOrEqual(seconds)
  await comes(57)
  renameSync(music, `${music} away`)
  const away = page.locator('main').getByText('The music is away')
  await expect(away).toBeVisible()
  // What is in memory lasts for 12 s.
  await comes(40)
  await expect(away).toBeVisible()
  renameSync(`${music} away`, music)
  await expect(away).toBeHidden({ timeout: 3000 })
  await comes(33)
  await page.mouse.move(300, 300)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Press again to stop' }).click()
  await expect.poll(() => existsSync(file)).toBe(true)
  const sound = await recording.stop()
  const report = ReportSchema.parse(readJson(file))

  expect(report.events.flatMap((event) => (event.kind === 'error' && !event.message.includes('device') ? [event.message] : []))).toEqual(['the music is away: its files cannot be read', 'the music is back'])
  expect(report.music).toHaveLength(1)
  const { offset } = report.music[0]!
  const zero = firstOnset(highPass(sound), highPass(readCue(ours('resources/cues/fight-bell-start.wav'))))
  const heard = (at: number) => {
    const levels = Array.from({ length: 70 }, (_, second) => level(sound, pitchAt(second), zero + at - 0.1, zero + at + 0.1))
    return levels.indexOf(Math.max(...levels))
  }
  // In the middle of a second of the track.
  const middle = (at: number) => at + Math.ceil(offset + at) - offset - at + 0.5
  const places = [2, 6, 10, 19, 24, 25].map((at) => ({ at: middle(at), heard: heard(middle(at)), due: Math.floor(offset + middle(at)) }))
  test.info().annotations.push({ type: 'places', description: places.map((one) => `${one.at.toFixed(1)}: ${one.heard}/${one.due}`).join(', ') })
  for (const { at, heard: place, due } of places) {
    if (at < 19 || at > 23) expect(place, `at ${at}`).toBe(due)
    else expect(place, `at ${at}`).toBeLessThan(due)
  }
  expect(longestGap(sound, zero + 1, zero + 26, 0.005)).toBeLessThan(0.03)
  expect(sound.length / rate).toBeGreaterThan(26)
})
