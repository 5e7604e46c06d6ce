import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { musicAt, planSetlist, replaceTrack, type Music } from '../../../src/core/music/setlist'
import { feel, tempoOf } from '../../../src/core/music/tempo'
import type { Track } from '../../../src/core/music/track'
import { builtin } from '../../../src/core/workout/builtin'
import type { Phase, Plan } from '../../../src/core/workout/plan'
import type { Workout } from '../../../src/core/workout/workout'
import { crossfade, plan, planOf, track, tracks } from '../arbitraries'

const of = (more: Partial<Workout>): Plan => planOf({ name: 'Any', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 60, rest: 0 }], cooldown: 0, ...more })
const boxing = planOf(builtin['boxing'] as Workout)
const seed = fc.integer()
/** A track shorter than this cannot be joined at both ends and be heard between. */
const shortest = (overlap: number) => 5 + overlap
const distance = ({ tempo }: Track, phase: Phase) => (tempo === null ? Infinity : feel(tempo, tempoOf[phase]).distance)
const phaseOf = (plan: Plan, { segment }: Music): Phase => plan.segments[segment]?.phase ?? 'prep'
const ids = (music: readonly Music[]) => music.map(({ track }) => track.id)

/** Runs a check over any plan, library, crossfade and seed. */
const forAll = (check: (plan: Plan, playable: readonly Track[], music: readonly Music[], overlap: number) => void) =>
  fc.assert(
    fc.property(plan, tracks(), crossfade, seed, (one, library, overlap, luck) => {
      const playable = library.filter(({ duration }) => duration >= shortest(overlap))
      check(one, playable, planSetlist(one, library, { crossfade: overlap, seed: luck }).music, overlap)
    }),
    { numRuns: 200 },
  )

describe('a setlist', () => {
  test('covers all of the plan, stretch touching stretch, wherever one track is long enough to play', () => {
    forAll((one, playable, music) => {
      if (playable.length === 0) {
        expect(music).toEqual([])
        return
      }
      expect(music[0]?.start).toBe(0)
      expect(music.at(-1)?.end).toBe(one.duration)
      music.forEach(({ start, end, segment }, i) => {
        if (i > 0) expect(start).toBe(music[i - 1]?.end)
        expect(end).toBeGreaterThan(start)
        const { start: from = NaN, end: to = NaN } = one.segments[segment] ?? {}
        expect(start >= from && end <= to).toBe(true)
      })
    })
  })

  test('stays within each track, half a crossfade before and after included', () => {
    forAll((_one, _playable, music, overlap) => {
      for (const { track, offset, start, end, rate } of music) {
        expect(offset - overlap / 2).toBeGreaterThanOrEqual(0)
        expect(offset + (end - start) * rate + overlap / 2).toBeLessThanOrEqual(track.duration + 1e-6)
      }
    })
  })

  test('has no stubs: a stretch is 2.5 s or longer, or all of a segment that is shorter', () => {
    forAll((one, _playable, music) => {
      for (const { start, end, segment } of music) {
        const { start: from = NaN, end: to = NaN } = one.segments[segment] ?? {}
        expect(end - start).toBeGreaterThanOrEqual(Math.min(2.5, to - from) - 1e-6)
      }
    })
  })

  test('takes a track that fits wherever there is one, and says whether it does', () => {
    forAll((one, playable, music) => {
      for (const stretch of music) {
        const phase = phaseOf(one, stretch)
        expect(stretch.fits).toBe(distance(stretch.track, phase) === 0)
        expect(stretch.fits).toBe(playable.some((other) => distance(other, phase) === 0))
      }
    })
  })

  test('takes the nearest where nothing fits, but not the same twice running if there is another', () => {
    forAll((one, playable, music) => {
      music.forEach((stretch, i) => {
        if (stretch.fits) return
        const phase = phaseOf(one, stretch)
        const others = playable.filter(({ id }) => id !== music[i - 1]?.track.id)
        const nearest = Math.min(...(others.length > 0 ? others : playable).map((other) => distance(other, phase)))
        expect(distance(stretch.track, phase)).toBe(nearest)
      })
    })
  })

  test('repeats no track before everything that fits the phase was used', () => {
    forAll((one, playable, music) => {
      music.forEach((stretch, i) => {
        const before = new Set(ids(music.slice(0, i)))
        if (!stretch.fits || !before.has(stretch.track.id)) return
        const phase = phaseOf(one, stretch)
        expect(playable.filter((other) => distance(other, phase) === 0).filter(({ id }) => !before.has(id))).toEqual([])
      })
    })
  })

  test('never plays one track twice running while another fits', () => {
    forAll((one, playable, music) => {
      music.forEach((stretch, i) => {
        if (stretch.track.id !== music[i - 1]?.track.id) return
        const phase = phaseOf(one, stretch)
        expect(playable.filter((other) => other.id !== stretch.track.id && distance(other, phase) === 0)).toEqual([])
      })
    })
  })

  test('is the same for the same plan, tracks and seed, in whatever order the tracks come', () => {
    fc.assert(
      fc.property(plan, tracks(), crossfade, seed, (one, library, overlap, luck) => {
        const setlist = planSetlist(one, library, { crossfade: overlap, seed: luck })
        expect(planSetlist(one, structuredClone(library), { crossfade: overlap, seed: luck })).toEqual(setlist)
        expect(planSetlist(one, library.toReversed(), { crossfade: overlap, seed: luck })).toEqual(setlist)
      }),
    )
  })

  test('differs from seed to seed', () => {
    const library = Array.from({ length: 40 }, (_, i) => track(i + 1, { tempo: 132 + (i % 20) }))
    const orders = new Set(Array.from({ length: 20 }, (_, luck) => ids(planSetlist(boxing, library, { crossfade: 3, seed: luck }).music).join()))
    expect(orders.size).toBeGreaterThan(15)
  })
})

describe('the tracks of a workout', () => {
  const fast = Array.from({ length: 12 }, (_, i) => track(i + 1, { tempo: 135 + i, duration: 240 }))
  const slow = Array.from({ length: 12 }, (_, i) => track(i + 101, { tempo: 75 + i, duration: 240 }))

  test('are fast for work and slow for rest, and all different where there are enough', () => {
    const { music } = planSetlist(boxing, [...fast, ...slow.map((one) => ({ ...one, tempo: (one.tempo ?? 0) + 15 }))], { crossfade: 3, seed: 1 })
    const rounds = music.filter((one) => phaseOf(boxing, one) !== 'prep')
    expect(rounds).toHaveLength(23)
    expect(new Set(ids(rounds)).size).toBe(23)
    for (const { track, segment } of rounds) expect((track.tempo ?? 0) > 120).toBe(boxing.segments[segment]?.phase === 'work')
  })

  test('fill a segment one after the other when they are shorter than it', () => {
    const { music } = planSetlist(of({ intervals: [{ work: 180, rest: 0 }] }), fast.map((one) => ({ ...one, duration: 63 })), { crossfade: 3, seed: 1 })
    expect(music.map(({ start, end }) => [start, end])).toEqual([[0, 60], [60, 120], [120, 180]])
    expect(new Set(ids(music)).size).toBe(3)
  })

  test('go on where they were left when they come back and what is left lasts, else begin anew', () => {
    const song = track(1, { tempo: 140, duration: 100 })
    const { music } = planSetlist(of({ rounds: 3, intervals: [{ work: 40, rest: 0 }] }), [song], { crossfade: 2, seed: 1 })
    expect(music.map(({ offset, start, end }) => [offset, end - start])).toEqual([[1, 40], [41, 40], [1, 40]])
  })

  test('that are shorter than 5 s and a crossfade are left out; with no other there is no music', () => {
    const one = of({ intervals: [{ work: 20, rest: 0 }] })
    const jingle = track(1, { duration: 6 })
    expect(planSetlist(one, [jingle], { crossfade: 3, seed: 1 }).music).toEqual([])
    expect(planSetlist(one, [], { crossfade: 3, seed: 1 }).music).toEqual([])
    expect(ids(planSetlist(one, [jingle, track(2)], { crossfade: 3, seed: 1 }).music)).toEqual([track(2).id])
  })

  test('of 6 s, alone and joined by 1 s, still carry a round', () => {
    const { music } = planSetlist(of({ intervals: [{ work: 20, rest: 0 }] }), [track(1, { duration: 6 })], { crossfade: 1, seed: 1 })
    expect(music.map(({ start, end, offset }) => [start, end, offset])).toEqual([[0, 5, 0.5], [5, 10, 0.5], [10, 15, 0.5], [15, 20, 0.5]])
  })

  test('carry works that touch alone where they alone fit: no slow song is put between', () => {
    const emom = planOf(builtin['emom'] as Workout)
    const { music } = planSetlist(emom, [fast[0] as Track, ...slow.map((one) => ({ ...one, tempo: 100 }))], { crossfade: 3, seed: 1 })
    expect(music.filter((one) => phaseOf(emom, one) === 'work').every(({ fits }) => fits)).toBe(true)
  })

  test('hold out over 999 segments of 1 s with a crossfade of 12 s', () => {
    const one = of({ rounds: 500, intervals: [{ work: 1, rest: 1 }] })
    const { music } = planSetlist(one, [...fast, ...slow], { crossfade: 12, seed: 1 })
    expect(music).toHaveLength(999)
    expect(music.at(-1)?.end).toBe(999)
  })

  test('give the reason in words that a person reads', () => {
    const reason = (tempo: number | null, phase: 'work' | 'rest') => {
      const one = of(phase === 'work' ? {} : { rounds: 2, intervals: [{ work: 10, rest: 10 }] })
      return planSetlist(one, [track(1, { tempo })], { crossfade: 3, seed: 1 }).music.find((stretch) => phaseOf(one, stretch) === phase)?.reasons.join('; ')
    }
    expect(reason(140, 'work')).toBe('140 BPM, within 130-160 for work')
    expect(reason(72.25, 'work')).toBe('72.3 BPM felt as 144.5 BPM, within 130-160 for work')
    expect(reason(174, 'rest')).toBe('174 BPM felt as 87 BPM, within 70-110 for rest')
    expect(reason(120, 'work')).toBe('120 BPM, nearest to 130-160 for work')
    expect(reason(null, 'work')).toBe('tempo unknown, nothing nearer for work')
  })
})

describe('a track that failed is replaced', () => {
  test('from then on and nowhere else: what was played and what is sound stays, and the plan stays covered', () => {
    fc.assert(
      fc.property(plan, tracks(), crossfade, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (one, library, overlap, pick, part) => {
        const setlist = planSetlist(one, library, { crossfade: overlap, seed: 7 })
        const bad = setlist.music[pick % setlist.music.length]?.track.id
        const others = library.filter(({ id }) => id !== bad)
        fc.pre(bad !== undefined && others.some(({ duration }) => duration >= shortest(overlap)))
        const from = part * one.duration
        const { music } = replaceTrack(setlist, one, others, bad, from, overlap)
        expect(music.filter(({ track, end }) => track.id === bad && end > from)).toEqual([])
        const kept = setlist.music.filter(({ track, end }) => track.id !== bad || end <= from)
        expect(kept.every((stretch) => music.some(({ track, start, offset }) => track.id === stretch.track.id && start === stretch.start && offset === stretch.offset))).toBe(true)
        music.forEach(({ start, offset, end, track }, i) => {
          expect(start).toBe(music[i - 1]?.end ?? 0)
          expect(offset - overlap / 2).toBeGreaterThanOrEqual(0)
          expect(offset + (end - start) + overlap / 2).toBeLessThanOrEqual(track.duration + 1e-6)
        })
        expect(music.at(-1)?.end).toBe(one.duration)
      }),
    )
  })

  test('by one that the rest of the setlist does not use, where there is one', () => {
    const library = Array.from({ length: 13 }, (_, i) => track(i + 1, { tempo: 134 + i, duration: 240 }))
    const rounds = of({ rounds: 12, intervals: [{ work: 180, rest: 0 }] })
    for (let luck = 0; luck < 20; luck++) {
      const setlist = planSetlist(rounds, library, { crossfade: 3, seed: luck })
      const bad = setlist.music[2]?.track.id ?? ''
      const { music } = replaceTrack(setlist, rounds, library.filter(({ id }) => id !== bad), bad, 360, 3)
      expect(new Set(ids(music)).size).toBe(12)
    }
  })

  test('by silence where no other is left', () => {
    const one = of({})
    const setlist = planSetlist(one, [track(1)], { crossfade: 3, seed: 1 })
    expect(replaceTrack(setlist, one, [], track(1).id, 0, 3)).toMatchObject({ seed: 1, music: [] })
  })
})

test('musicAt finds the half-open stretch of every time, and nothing outside of the plan', () => {
  const one = of({ rounds: 3, intervals: [{ work: 30, rest: 10 }] })
  const setlist = planSetlist(one, [track(1), track(2, { tempo: 90 })], { crossfade: 3, seed: 1 })
  for (const stretch of setlist.music) {
    expect(musicAt(setlist, stretch.start)).toBe(stretch)
    expect(musicAt(setlist, stretch.end - 0.001)).toBe(stretch)
  }
  expect([musicAt(setlist, -0.001), musicAt(setlist, one.duration)]).toEqual([undefined, undefined])
})
