import { describe, expect, test } from 'vitest'
import { ReportSchema, type Report } from '../../src/core/report'

const report: Report = {
  app: '0.1.0',
  electron: '33.2.1',
  workout: 'Boxing',
  startedAt: '2026-11-22T19:37:40.123Z',
  outcome: 'finished',
  done: { work: 180, rounds: 1, pauses: 1, songs: 1, bells: 2 },
  segments: [
    { phase: 'prep', round: null, start: 0, end: 10, actualStart: 0, actualEnd: 10.002 },
    { phase: 'work', round: 1, start: 10, end: 190, actualStart: null, actualEnd: null },
  ],
  cues: [
    { kind: 'bell-start', planned: 10, scheduled: 10.0004, error: 0.0004 },
    { kind: 'beep', planned: 187, scheduled: null, error: null },
  ],
  music: [
    { segment: 0, file: '日本/"a"\n.mp3', title: 'A', artist: null, tempo: null, rate: 1, offset: 1.5, start: 0, end: 10, gain: 0, join: 'cut', drop: 4.2, reason: 'tempo unknown' },
  ],
  moments: [{ kind: 'drop', file: 'a.mp3', planned: 4.2, heard: 4.2003, error: 0.0003 }],
  events: [
    { kind: 'pause', time: 5, at: 5, reason: 'the machine went to sleep' },
    { kind: 'resume', time: 9, at: 5 },
    { kind: 'interrupted', time: 11, at: 7, reason: 'the program ended' },
    { kind: 'seek', time: 12, from: 8, to: 18 },
    { kind: 'skip', time: 13, from: 18, to: 190 },
    { kind: 'ban', time: 13.5, file: 'b.mp3' },
    { kind: 'error', time: 14, message: 'a.mp3: is not audio' },
  ],
}
const at = (path: readonly (string | number)[], value: unknown): unknown => {
  const copy: unknown = structuredClone(report)
  const owner = path.slice(0, -1).reduce<unknown>((inner, key) => (inner as Record<string | number, unknown>)[key], copy)
  ;(owner as Record<string | number, unknown>)[path.at(-1) ?? ''] = value
  return copy
}

describe('a report', () => {
  test('comes back the same after a round through JSON', () => {
    expect(ReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report)
  })

  test('may be empty but for its head', () => {
    const empty = { ...report, outcome: 'stopped', segments: [], cues: [], music: [], moments: [], events: [] }
    expect(ReportSchema.parse(empty)).toEqual(empty)
  })

  test.each<readonly [string, readonly (string | number)[], unknown]>([
    ['a time that is no number', ['segments', 0, 'start'], NaN],
    ['an endless time', ['cues', 0, 'scheduled'], Infinity],
    ['a time as text', ['music', 0, 'start'], '0'],
    ['an unknown phase', ['segments', 0, 'phase'], 'run'],
    ['an unknown cue', ['cues', 0, 'kind'], 'gong'],
    ['an unknown event', ['events', 0, 'kind'], 'sleep'],
    ['an event without its time', ['events', 0, 'time'], undefined],
    ['a round that is not whole', ['segments', 1, 'round'], 1.5],
    ['a start in local time', ['startedAt'], '2026-11-22T19:37:40'],
    ['an unknown outcome', ['outcome'], 'crashed'],
    ['a field that is not documented', ['folder'], '/home/me/Music'],
    ['a field in an event that is not its own', ['events', 3, 'reason'], 'x'],
    ['rounds that are not whole', ['done', 'rounds'], 1.5],
  ])('refuses %s', (_what, path, value) => {
    expect(ReportSchema.safeParse(at(path, value)).success).toBe(false)
  })
})
