import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cuesBetween, cuesOf, type Cue } from '../../../src/core/workout/cue'
import type { Plan } from '../../../src/core/workout/plan'
import type { Workout } from '../../../src/core/workout/workout'
import { length, plan, planOf } from '../arbitraries'

const boundaryKinds: readonly string[] = ['bell-start', 'bell-end', 'zero', 'finish']
const of = (more: Partial<Workout>): Plan => planOf({ name: 'Any', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 60, rest: 0 }], cooldown: 0, ...more })
const kindsAndTimes = (cues: readonly Cue[]) => cues.map(({ kind, at }) => [kind, at])
const ms = (seconds: number) => Math.round(seconds * 1000)

describe('the cues of a plan', () => {
  test('sound exactly once at every boundary: what begins counts more than what ends, and the finish is its own', () => {
    fc.assert(
      fc.property(plan, fc.boolean(), (one, halfway) => {
        const cues = cuesOf(one, { halfway })
        const expected = [
          ...one.segments.map(({ phase, start, index }) => {
            const endsWork = one.segments[index - 1]?.phase === 'work'
            return { kind: phase === 'work' ? 'bell-start' : endsWork ? 'bell-end' : 'zero', at: start, segment: index }
          }),
          { kind: 'finish', at: one.duration, segment: one.segments.length - 1 },
        ]
        expect(cues.filter(({ kind }) => boundaryKinds.includes(kind))).toEqual(expected)
        const boundaries = new Set(expected.map(({ at }) => ms(at)))
        expect(cues.filter(({ at }) => boundaries.has(ms(at)))).toEqual(expected)
      }),
    )
  })

  test('come in order of time, no two at once, each within its segment', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const cues = cuesOf(one, { halfway: true })
        cues.forEach(({ at, segment, kind }, i) => {
          if (i > 0) expect(ms(at)).toBeGreaterThan(ms(cues[i - 1]?.at ?? NaN))
          const { start = NaN, end = NaN } = one.segments[segment] ?? {}
          expect(at >= start && (at < end || kind === 'finish')).toBe(true)
        })
      }),
    )
  })

  test('count down with beeps 3, 2 and 1 s before every boundary, as many as the segment has room for', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const beeps = cuesOf(one, { halfway: true }).filter(({ kind }) => kind === 'beep')
        const expected = one.segments.flatMap(({ start, end }) => [3000, 2000, 1000].map((before) => ms(end) - before).filter((at) => at > ms(start)))
        expect(beeps.map(({ at }) => ms(at))).toEqual(expected)
      }),
    )
  })

  test('warn with the clapper 10 s before the end of every work of 30 s or more, and of nothing else', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const clappers = cuesOf(one, { halfway: true }).filter(({ kind }) => kind === 'clapper')
        const expected = one.segments.filter(({ phase, start, end }) => phase === 'work' && ms(end) - ms(start) >= 30_000)
        expect(clappers.map(({ at, segment }) => [ms(at), segment])).toEqual(expected.map(({ end, index }) => [ms(end) - 10_000, index]))
      }),
    )
  })

  test('mark the middle of every work of 60 s or more, unless that is switched off', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const halfways = (halfway: boolean) => cuesOf(one, { halfway }).filter(({ kind }) => kind === 'halfway')
        const expected = one.segments.filter(({ phase, start, end }) => phase === 'work' && ms(end) - ms(start) >= 60_000)
        expect(halfways(true).map(({ segment }) => segment)).toEqual(expected.map(({ index }) => index))
        expected.forEach(({ start, end }, i) => expect(halfways(true)[i]?.at).toBeCloseTo((start + end) / 2, 6))
        expect(halfways(false)).toEqual([])
      }),
    )
  })

  test('do not depend on where in the plan a segment lies: 30 s, 60 s and 3 s mean the same after any prep', () => {
    fc.assert(
      fc.property(length(20_000), fc.constantFrom(3, 30, 60), (prep, work) => {
        const after = cuesOf(of({ prep, intervals: [{ work, rest: 0 }] }), { halfway: true }).filter(({ segment }) => segment === 1)
        const alone = cuesOf(of({ intervals: [{ work, rest: 0 }] }), { halfway: true })
        expect(after.map(({ kind, at }) => [kind, ms(at) - ms(prep)])).toEqual(alone.map(({ kind, at }) => [kind, ms(at)]))
      }),
    )
  })

  test('of one short round are these', () => {
    expect(kindsAndTimes(cuesOf(of({ prep: 3, rounds: 2, intervals: [{ work: 30, rest: 2 }], cooldown: 1 }), { halfway: true }))).toEqual([
      ['zero', 0], ['beep', 1], ['beep', 2],
      ['bell-start', 3], ['clapper', 23], ['beep', 30], ['beep', 31], ['beep', 32],
      ['bell-end', 33], ['beep', 34],
      ['bell-start', 35], ['clapper', 55], ['beep', 62], ['beep', 63], ['beep', 64],
      ['bell-end', 65],
      ['finish', 66],
    ])
  })

  test('part works that touch by the starting bell alone', () => {
    const cues = cuesOf(of({ rounds: 2, intervals: [{ work: 20, rest: 0 }] }), { halfway: true })
    expect(kindsAndTimes(cues).filter(([kind]) => kind !== 'beep')).toEqual([['bell-start', 0], ['bell-start', 20], ['finish', 40]])
  })
})

describe('cuesBetween', () => {
  test('over any split of time gives every cue exactly once', () => {
    const share = fc.double({ min: 0, max: 1.1, noNaN: true })
    fc.assert(
      fc.property(plan, fc.array(share, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 20 }), (one, shares, picks) => {
        const cues = cuesOf(one, { halfway: true })
        // Cuts lie anywhere, and on purpose at the very times of cues.
        const cuts = [...shares.map((part) => part * one.duration), ...picks.map((pick) => cues[pick % cues.length]?.at ?? 0)].sort((a, b) => a - b)
        const edges = [0, ...cuts, one.duration + 1].sort((a, b) => a - b)
        const heard = edges.slice(1).flatMap((to, i) => cuesBetween(cues, edges[i] ?? NaN, to))
        expect(heard).toEqual(cues.filter(({ at }) => at < (edges.at(-1) ?? NaN)))
        expect(heard).toHaveLength(cues.length)
      }),
    )
  })

  test('is half-open: from is in, to is not, an empty or backward window holds nothing', () => {
    const cues = cuesOf(of({ intervals: [{ work: 20, rest: 0 }] }), { halfway: true })
    expect(kindsAndTimes(cuesBetween(cues, 0, 17))).toEqual([['bell-start', 0]])
    expect(kindsAndTimes(cuesBetween(cues, 17, 18))).toEqual([['beep', 17]])
    expect(cuesBetween(cues, 17, 17)).toEqual([])
    expect(cuesBetween(cues, 18, 17)).toEqual([])
  })
})
