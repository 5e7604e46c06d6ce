import { spawn } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ReportSchema, type Report } from '../../src/core/report'
import { cueLength } from '../../src/core/workout/cue'
import { expect, minimize, ours, readJson, test, type Stage } from './support/app'
import { firstOnset, highPass, level, longestGap, onset, peak, readCue } from './support/hearing'
import { writeTone } from './support/tone'

/** Low enough to lie below all cues, and far enough apart to be told from each other within 50 ms. */
const pitches: Record<string, number> = { warm: 100, fast: 160, quick: 220, slow: 280, calm: 340 }

function setUp({ folder }: Stage): string[] {
  const music = join(folder, 'music')
  mkdirSync(music)
  const tempi: Record<string, number> = { warm: 105, fast: 140, quick: 150, slow: 84, calm: 96 }
  for (const [name, tempo] of Object.entries(tempi)) {
    writeTone(music, { name, tempo, seconds: 60, hertz: () => pitches[name] as number })
  }
  const workout = join(folder, 'workout.json')
  writeFileSync(workout, JSON.stringify({ name: 'Three by twenty', prep: 5, rounds: 3, intervals: [{ work: 20, rest: 10 }] }))
  return ['--workout', workout, '--music', music, '--start', '--quit-when-done', '--report', join(folder, 'report.json')]
}

interface Heard {
  readonly sound: Float32Array
  readonly report: Report
  /** Seconds of the recording at which the plan begins. */
  readonly zero: number
}

const kinds = ['bell-start', 'bell-end'] as const
const cueSound = (kind: string) => highPass(readCue(ours(`resources/cues/fight-${kind}.wav`)))

/** Where each bell of the plan was heard, in seconds after the first, beside where it should be. */
function bells({ sound, report, zero }: Heard): { planned: number; heard: number }[] {
  const clear = highPass(sound)
  const cues = new Map<string, Float32Array>(kinds.map((kind) => [kind, cueSound(kind)]))
  return report.cues.flatMap(({ kind, planned }) => {
    const cue = cues.get(kind)
    return cue ? [{ planned, heard: onset(clear, cue, zero + planned - 0.25, zero + planned + 0.25) - zero }] : []
  })
}

async function perform(stage: Stage, play: (options: string[]) => Promise<void>): Promise<Heard> {
  const options = setUp(stage)
  const recording = await stage.record()
  await play(options)
  const sound = await recording.stop()
  const report = ReportSchema.parse(readJson(join(stage.folder, 'report.json')))
  const bell = report.cues.find(({ kind }) => kind === 'bell-start')?.planned ?? 0
  return { sound, report, zero: firstOnset(highPass(sound), cueSound('bell-start')) - bell }
}

function expectBellsOnTime(heard: Heard) {
  const all = bells(heard)
  const errors = all.map(({ planned, heard: at }) => Math.abs(at - planned))
  const worst = Math.max(...errors)
  test.info().annotations.push({ type: 'worst bell', description: `${(worst * 1000).toFixed(2)} ms of ${all.length}` })
  expect(all).toHaveLength(5)
  expect(worst).toBeLessThanOrEqual(0.02)
}

test('plays a workout in time with the music: bells, ducking, joins and levels as planned', async ({ stage }) => {
  const heard = await perform(stage, async (options) => {
    const { code, out, err } = await stage.run(...options)
    expect(err).not.toContain('rror:')
    expect(code).toBe(0)
    expect(out).toMatch(/work/i)
  })
  const { sound, report, zero } = heard
  expectBellsOnTime(heard)
  expect(report.outcome).toBe('finished')
  expect(report.segments.map(({ phase }) => phase)).toEqual(['prep', 'work', 'rest', 'work', 'rest', 'work'])
  for (const { error } of report.cues) expect(Math.abs(error ?? 1)).toBeLessThanOrEqual(0.02)

  // What the report says plays is heard, at its full level away from cues and joins.
  for (const { title, start, end, segment } of report.music) {
    const clear = zero + start + Math.min(4, 0.3 * (end - start))
    expect(level(sound, pitches[title] as number, clear - 0.2, clear + 0.2), `music of segment ${segment}`).toBeGreaterThan(0.1)
  }
  const music = report.segments.at(-1)?.end ?? 0
  expect(longestGap(sound, zero + 0.1, zero + music, 0.005)).toBeLessThan(0.05)
  expect(peak(sound)).toBeLessThan(1)

  // Under a cue the music is at least 9 dB lower, and 1.5 s after it, it is back, unless another cue follows.
  const musicAt = (time: number) =>
    Math.hypot(...Object.values(pitches).map((hertz) => level(sound, hertz, zero + time - 0.05, zero + time + 0.05)))
  const full = musicAt(5 + 9)
  for (const { kind, planned } of report.cues.filter(({ planned: at }) => at > 0.5 && at < music - 0.5)) {
    const under = planned + Math.min(0.1, cueLength[kind] / 2)
    expect(20 * Math.log10(full / musicAt(under)), `${kind} at ${planned} s`).toBeGreaterThan(9)
    const back = planned + cueLength[kind] + 1.4
    if (report.cues.some((cue) => cue.planned > planned && cue.planned < back + 0.2)) continue
    expect(20 * Math.log10(full / musicAt(back)), `after ${kind} at ${planned} s`).toBeLessThan(1)
  }
})

test('rings on time while the window is minimised', async ({ stage }) => {
  const heard = await perform(stage, async (options) => {
    const { app, page } = await stage.launch(...options)
    const closed = app.waitForEvent('close', { timeout: 120_000 })
    await minimize(app, page)
    await closed
  })
  expectBellsOnTime(heard)
})

test('rings on time while both cores are busy', async ({ stage }) => {
  const busy = [0, 1].map(() => spawn(process.execPath, ['-e', 'for (;;) Math.sqrt(2)'], { stdio: 'ignore' }))
  try {
    const heard = await perform(stage, async (options) => {
      expect((await stage.run(...options)).code).toBe(0)
    })
    expectBellsOnTime(heard)
  } finally {
    for (const child of busy) child.kill('SIGKILL')
  }
})
