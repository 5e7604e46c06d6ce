import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile, segmentAt } from '../../../src/core/workout/plan'
import type { Workout } from '../../../src/core/workout/workout'
import { plan, planOf, workout } from '../arbitraries'

const of = (more: Partial<Workout>): Workout => ({ name: 'Any', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 60, rest: 0 }], cooldown: 0, ...more })
const ms = (seconds: number) => Math.round(seconds * 1000)

describe('a plan', () => {
  test('is made of segments that touch, are never empty and sum up to its duration, to the millisecond', () => {
    fc.assert(
      fc.property(workout, (one) => {
        const { segments, duration } = planOf(one)
        expect(segments[0]?.start).toBe(0)
        expect(segments.at(-1)?.end).toBe(duration)
        segments.forEach((segment, i) => {
          expect(segment.index).toBe(i)
          expect(segment.end).toBeGreaterThan(segment.start)
          if (i > 0) expect(segment.start).toBe(segments[i - 1]?.end)
        })
        const round = one.intervals.reduce((sum, { work, rest }) => sum + ms(work) + ms(rest), 0)
        const lastRest = ms(one.intervals.at(-1)?.rest ?? 0)
        expect(ms(duration)).toBe(ms(one.prep) + ms(one.warmup) + round * one.rounds - lastRest + ms(one.cooldown))
      }),
    )
  })

  test('has the phases in order, each as long as the workout says', () => {
    fc.assert(
      fc.property(workout, (one) => {
        const expected = [
          ['prep', one.prep, null],
          ['warmup', one.warmup, null],
          ...Array.from({ length: one.rounds }, (_, r) => one.intervals.flatMap(({ work, rest }) => [['work', work, r + 1], ['rest', rest, r + 1]])).flat().slice(0, -1),
          ['cooldown', one.cooldown, null],
        ].filter(([, seconds]) => seconds !== 0)
        expect(planOf(one).segments.map(({ phase, start, end, round }) => [phase, (ms(end) - ms(start)) / 1000, round])).toEqual(expected)
      }),
    )
  })

  test('has no rest after the last round, but all others', () => {
    const { segments } = planOf(of({ rounds: 2, intervals: [{ work: 10, rest: 5 }, { work: 20, rest: 6 }], cooldown: 30 }))
    expect(segments.map(({ phase, end }) => [phase, end])).toEqual([
      ['work', 10], ['rest', 15], ['work', 35], ['rest', 41], ['work', 51], ['rest', 56], ['work', 76], ['cooldown', 106],
    ])
  })

  test('carries labels to the works, and an empty label is none', () => {
    const { segments } = planOf(of({ intervals: [{ work: 10, rest: 5, label: ' Jab ' }, { work: 10, rest: 0, label: '  ' }] }))
    expect(segments.map(({ label }) => label)).toEqual(['Jab', null, null])
  })

  test('adds no rounding up over 999 segments of a tenth too much', () => {
    const { segments, duration } = planOf(of({ rounds: 999, intervals: [{ work: 1.1, rest: 0 }] }))
    expect(segments).toHaveLength(999)
    expect(duration).toBe(1098.9)
    expect(segments.every(({ end }, i) => end === ((i + 1) * 1100) / 1000)).toBe(true)
  })
})

describe('compile', () => {
  test.each([
    ['6 h to the second', of({ rounds: 3, intervals: [{ work: 7200, rest: 0 }] })],
    ['999 segments', of({ rounds: 999, intervals: [{ work: 1, rest: 0 }] })],
    ['999 segments that alternate', of({ rounds: 500, intervals: [{ work: 1, rest: 1 }] })],
    ['the shortest', of({ intervals: [{ work: 1, rest: 0 }] })],
  ])('accepts what is just inside: %s', (_what, one) => {
    expect(compile(one).ok).toBe(true)
  })

  test.each([
    ['6 h and 1 s', of({ prep: 1, rounds: 3, intervals: [{ work: 7200, rest: 0 }] }), 'bad-plan', /lasts 21601 s, at most 21600 s/],
    ['6 h and 1 ms', of({ rounds: 6, intervals: [{ work: 3600, rest: 0 }, { work: 1.001, rest: 0 }] }), 'bad-plan', /at most 21600 s/],
    ['1000 segments', of({ prep: 1, rounds: 999, intervals: [{ work: 1, rest: 0 }] }), 'bad-plan', /has 1000 segments, at most 999/],
    ['1001 segments with rests', of({ rounds: 501, intervals: [{ work: 1, rest: 1 }] }), 'bad-plan', /has 1001 segments/],
    ['a million segments, unrolled never', of({ rounds: 999, intervals: Array(999).fill({ work: 7200, rest: 7200 }) }), 'bad-plan', /segments, at most 999/],
    ['a bad length', of({ prep: NaN }), 'bad-workout', /^prep: must be/],
  ] as const)('refuses what is just outside and says why: %s', (_what, one, code, rule) => {
    expect(compile(one)).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(rule) } })
  })

  test('accepts everything inside the limits', () => {
    fc.assert(
      fc.property(workout, (one) => {
        expect(compile(one).ok).toBe(true)
      }),
    )
  })

  test('accepts any lengths of a plan exactly when it lasts no more than 6 h', () => {
    const long = fc.integer({ min: 1000, max: 7_200_000 })
    fc.assert(
      fc.property(fc.array(long, { minLength: 1, maxLength: 10 }), (lengths) => {
        const one = of({ intervals: lengths.map((length) => ({ work: length / 1000, rest: 0 })) })
        expect(compile(one).ok).toBe(lengths.reduce((sum, length) => sum + length, 0) <= 21_600_000)
      }),
    )
  })
})

describe('segmentAt', () => {
  test('finds the half-open segment of every time, and the nearest one outside of the plan', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0, max: 1, noNaN: true }), (one, part) => {
        const at = part * one.duration
        const { start, end } = segmentAt(one, at)
        expect(start <= at && (at < end || at === one.duration)).toBe(true)
        one.segments.forEach((segment) => {
          expect(segmentAt(one, segment.start)).toBe(segment)
          expect(segmentAt(one, segment.end - 0.0001)).toBe(segment)
        })
        expect(segmentAt(one, -1)).toBe(one.segments[0])
        expect(segmentAt(one, one.duration + 1)).toBe(one.segments.at(-1))
      }),
    )
  })
})
