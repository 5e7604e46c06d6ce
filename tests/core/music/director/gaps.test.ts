import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { direct } from '../../../../src/core/music/director/direct'
import type { Direction, Facts } from '../../../../src/core/music/director/direction'
import { joined } from '../../../../src/core/music/director/joins'
import { replaceTrack, unstretched } from '../../../../src/core/music/director/replace'
import { voicesOf } from '../../../../src/core/music/mix'
import type { Music, Setlist } from '../../../../src/core/music/setlist'
import { planOf } from '../../arbitraries'
import { direction, directionOf, song, type Song } from '../library'

type Pieces = NonNullable<Facts['music']>

/** The same song with only these pieces of it being music; its beats, drops and joins are still all over it. */
const parted = ({ track, facts }: Song, pieces: readonly (readonly [start: number, end: number, loudness?: number])[]): Song =>
  ({ track, facts: facts && { ...facts, music: pieces.map(([start, end, loudness = -9]) => ({ start, end, loudness })) } })

/** Pieces of a track by up to five cuts, every other of which ends one: any length, at the ends too. */
const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 })
const piecesBy = (places: readonly number[], duration: number): Pieces => {
  const bounds = [0, ...places.toSorted((a, b) => a - b).map((part) => part * duration), duration]
  const pieces = bounds.slice(1).map((end, i) => ({ start: bounds[i]!, end, loudness: -9 })).filter((_, i) => i % 2 === 0)
  return pieces.filter(({ start, end }) => end - start >= 5)
}
const gapped = fc.tuple(direction, fc.array(cuts, { minLength: 14, maxLength: 14 })).map(([one, places]): Direction => ({
  ...one,
  facts: new Map([...one.facts].map(([id, facts], i) => [id, { ...facts, music: piecesBy(places[i % places.length]!, facts.duration) }])),
}))

/** What is heard of a track, fades included, and does not lie within one of its pieces. */
const strayed = ({ music }: Setlist, { facts }: Direction): string[] => voicesOf({ music }).flatMap(({ trackId, offset, from, to, rate }) => {
  const end = offset + (to - from) * rate
  const pieces = facts.get(trackId)?.music ?? [{ start: -Infinity, end: Infinity }]
  return pieces.some((piece) => offset >= piece.start - 1e-6 && end <= piece.end + 1e-6) ? [] : [`${offset} to ${end} of ${JSON.stringify(pieces)}`]
})

describe('a track with gaps', () => {
  test('is never laid across one, whatever the plan, the pieces and the policy', () => {
    fc.assert(fc.property(gapped, (one) => {
      expect(strayed(direct(one), one)).toEqual([])
    }), { numRuns: 1000 })
  })

  test('is not after another track failed or where nothing can be stretched either', () => {
    fc.assert(fc.property(gapped, fc.double({ min: 0, max: 1, noNaN: true }), (one, part) => {
      const setlist = direct(one)
      const at = part * one.plan.duration
      expect(strayed(unstretched(setlist, one, at), one)).toEqual([])
      const bad = setlist.music.find(({ end }) => end > at)?.track.id
      if (bad !== undefined && one.tracks.some(({ id }) => id !== bad)) expect(strayed(replaceTrack(setlist, one, bad, at), one)).toEqual([])
    }), { numRuns: 300 })
  })

  test('fades no further than its piece reaches, on either side of a join', () => {
    const overlap = (to: number, from: number): number => {
      const like = { rate: 1, gain: 0, join: 'fade', overlap: 0, sound: 'full', drop: null, role: null, fits: true, reasons: [] } as const
      const before: Music = { ...like, segment: 0, slot: 0, track: song(1).track, start: 0, end: 60, offset: 5, within: { from: 0, to } }
      const after: Music = { ...like, segment: 1, slot: 1, track: song(2).track, start: 60, end: 120, offset: 100, within: { from, to: 220 } }
      return joined([before, after], new Map(), 12)[1]!.overlap
    }
    expect([overlap(66, 99), overlap(66, 90), overlap(90, 90)]).toEqual([2, 2, 12])
    expect(overlap(66.5, 90)).toBe(3)
  })

  const round = planOf({ name: 'Any', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 180, rest: 0 }], cooldown: 0 })

  test('yields to one that lasts, where a round is longer than its pieces', () => {
    const hidden = parted(song(1), [[0, 60], [160, 220]])
    const songs = [hidden, ...Array.from({ length: 7 }, (_, i) => song(i + 2))]
    for (let seed = 1; seed <= 20; seed++) expect(direct(directionOf(round, songs, { seed })).music.map(({ track }) => track.id)).not.toContain(hidden.track.id)
  })

  test('is left for another one where it ends before the round does', () => {
    const { music } = direct(directionOf(round, [parted(song(1), [[0, 60], [160, 220]]), parted(song(2), [[0, 70], [150, 220]])]))
    expect(music.filter(({ slot }, i) => i > 0 && slot !== music[i - 1]!.slot).length).toBeGreaterThanOrEqual(1)
    expect(music.at(-1)!.end).toBe(180)
  })

  test('gives the piece with the drop that is wanted', () => {
    const short = planOf({ name: 'Any', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 60, rest: 0 }], cooldown: 0 })
    const { music } = direct(directionOf(short, [parted(song(1, { drops: [90], duration: 240 }), [[0, 120], [140, 240]])]))
    expect(music.map(({ role }) => role)).toContain('bell')
    expect(music.every(({ offset }) => offset >= 140)).toBe(true)
  })

  test('gives no drop whose build-up would come from before a gap', () => {
    const plan = planOf({ name: 'Any', prep: 60, warmup: 0, rounds: 1, intervals: [{ work: 60, rest: 0 }], cooldown: 0 })
    const entrance = song(1, { drops: [60], duration: 240 })
    const at = entrance.facts!.drops[0]!.time
    const one = directionOf(plan, [parted(entrance, [[0, at - 10], [at - 0.1, 240]]), song(2, { tempo: 100, drops: [] })])
    const setlist = direct(one)
    expect(strayed(setlist, one)).toEqual([])
    expect(setlist.music.some(({ reasons }) => reasons.includes('builds up to the bell'))).toBe(false)
    expect(direct(directionOf(plan, [entrance, song(2, { tempo: 100, drops: [] })])).music.some(({ reasons }) => reasons.includes('builds up to the bell'))).toBe(true)
  })

  test('is levelled by its piece', () => {
    const { music } = direct(directionOf(round, [parted(song(1, { duration: 500, truePeak: -20, drops: [] }), [[0, 60, -9], [100, 500, -20]])]))
    expect(music.every(({ gain }) => gain === 6)).toBe(true)
  })

  test('is not played where no piece of it is long enough, nor is one in which nothing sounds', () => {
    const silent = song(2)
    const none = [parted(song(1), [[10, 16]]), { ...silent, facts: { ...silent.facts!, silence: { leading: 220, trailing: 220 } } }]
    expect(direct(directionOf(round, none)).music).toEqual([])
    expect(direct(directionOf(round, [...none, song(3)])).music.every(({ track }) => track.id === song(3).track.id)).toBe(true)
  })

  test('is one piece where an older analysis knows of no gaps', () => {
    const songs = [song(1), song(2, { tempo: 139 })]
    const whole = songs.map((one) => parted(one, [[0, 220]]))
    expect(direct(directionOf(round, whole))).toEqual(direct(directionOf(round, songs)))
  })
})
