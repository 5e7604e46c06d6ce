import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, ours, readJson, test } from './support/app'

interface Stretch {
  readonly file: string
  readonly offset: number
  readonly rate: number
  readonly tempo: number | null
  readonly start: number
  readonly end: number
  readonly gain: number
  readonly join: string
  readonly drop: number | null
  readonly reasons: readonly string[]
}
interface Report {
  readonly seed: number
  readonly warnings: readonly string[]
  readonly segments: readonly { readonly phase: string; readonly round: number | null; readonly start: number; readonly end: number; readonly music: readonly Stretch[] }[]
}
interface Truth {
  readonly file: string
  readonly tempo: number
  readonly duration: number
  readonly drops: readonly { readonly time: number }[]
}

test('--plan lays the demo tracks over a workout: all of it covered, drops where they truly are, the same every time', async ({ stage }) => {
  const workout = join(stage.folder, 'workout.json')
  writeFileSync(workout, JSON.stringify({ name: 'Three', prep: 10, rounds: 3, intervals: [{ work: 60, rest: 30 }], cooldown: 40 }))
  const file = join(stage.folder, 'setlist.json')
  const args = ['--plan', '--workout', workout, '--music', ours('resources/demo'), '--report', file]
  const first = await stage.run(...args)
  expect(first.code, first.err).toBe(0)
  expect(first.out).toBe('')
  const report = readJson(file) as Report
  const truths = new Map((readJson(ours('resources/demo/truth.json')) as { tracks: Truth[] }).tracks.map((truth) => [truth.file, truth]))

  expect(report.segments.map(({ phase }) => phase)).toEqual(['prep', 'work', 'rest', 'work', 'rest', 'work', 'cooldown'])
  let drops = 0
  for (const { start, end, music } of report.segments) {
    expect(music[0]?.start).toBeCloseTo(start, 5)
    expect(music.at(-1)?.end).toBeCloseTo(end, 5)
    for (const [i, one] of music.entries()) {
      const truth = truths.get(one.file)!
      if (i > 0) expect(one.start).toBeCloseTo(music[i - 1]!.end, 5)
      expect(Math.abs(one.rate - 1)).toBeLessThanOrEqual(0.06)
      expect(one.offset).toBeGreaterThanOrEqual(0)
      expect(one.offset + (one.end - one.start) * one.rate).toBeLessThanOrEqual(truth.duration + 0.1)
      if (one.drop === null) continue
      drops++
      const place = one.offset + (one.drop - one.start) * one.rate
      const off = Math.min(...truth.drops.map(({ time }) => Math.abs(time - place)))
      expect(off, `${one.file}: drop at ${place}`).toBeLessThan(0.05)
    }
  }
  expect(drops).toBeGreaterThan(0)
  const bells = report.segments.filter(({ phase }) => phase === 'work').map(({ start }) => start)
  for (const { drop } of report.segments.flatMap(({ music }) => music)) if (drop !== null) expect(bells.some((bell) => Math.abs(bell - drop) < 0.001)).toBe(true)

  const second = await stage.run(...args)
  expect(second.err).toMatch(/files are known already/)
  expect(readJson(file)).toEqual(report)
})

test('--plan has status 1 where there is no music, and 2 without a workout', async ({ stage }) => {
  const file = join(stage.folder, 'setlist.json')
  const { code, err } = await stage.run('--plan', '--workout', 'tabata', '--music', stage.folder, '--report', file)
  expect([code, err]).toEqual([1, expect.stringContaining('There is no music')])
  expect((readJson(file) as Report).segments.every(({ music }) => music.length === 0)).toBe(true)
  expect((await stage.run('--plan', '--music', stage.folder, '--report', file)).code).toBe(2)
})
