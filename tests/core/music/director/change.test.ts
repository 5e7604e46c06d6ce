import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { direct } from '../../../../src/core/music/director/direct'
import { noEdits, type Direction } from '../../../../src/core/music/director/direction'
import { replaceTrack, unstretched } from '../../../../src/core/music/director/replace'
import { alternatives } from '../../../../src/core/music/director/swap'
import { parted } from '../../../../src/core/music/moments'
import type { Music } from '../../../../src/core/music/setlist'
import { builtin } from '../../../../src/core/workout/builtin'
import type { Workout } from '../../../../src/core/workout/workout'
import { planOf } from '../../arbitraries'
import { collection, direction, directionOf, song } from '../library'

const boxing = planOf(builtin['boxing'] as Workout)
const without = (one: Direction, id: string): Direction => ({ ...one, tracks: one.tracks.filter((track) => track.id !== id) })
const playable = ({ tracks, crossfade, taste }: Direction) => tracks.filter(({ id, duration }) => duration >= 5 + crossfade && !taste.banned.has(id))

/** As much music as before, one stretch after the other, each within its track. */
function expectAsMuch(music: readonly Music[], before: readonly Music[]): void {
  const seconds = (list: readonly Music[]) => list.reduce((sum, { start, end }) => sum + end - start, 0)
  expect(seconds(music)).toBeCloseTo(seconds(before), 5)
  music.forEach(({ start, end, offset, rate, track }, i) => {
    expect(start).toBeGreaterThanOrEqual((music[i - 1]?.end ?? 0) - 1e-6)
    expect(offset).toBeGreaterThanOrEqual(0)
    expect(offset + (end - start) * rate).toBeLessThanOrEqual(track.duration + 1e-6)
  })
}

describe('a track that failed is replaced', () => {
  test('from then on and nowhere else: what was played and what is sound stays, and the plan stays covered', () => {
    fc.assert(
      fc.property(direction, fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (one, pick, part) => {
        const setlist = direct(one)
        const bad = setlist.music[pick % setlist.music.length]?.track.id
        fc.pre(bad !== undefined && playable(one).length > 1)
        const from = part * one.plan.duration
        const { music } = replaceTrack(setlist, without(one, bad), bad, from)
        expect(music.filter(({ track, end }) => track.id === bad && end > from)).toEqual([])
        const about = ({ track, start, end, offset, rate }: (typeof music)[number]) => [track.id, start, end, offset, rate].join()
        const now = new Set(music.map(about))
        expect(setlist.music.filter(({ track, end }) => track.id !== bad || end <= from).every((kept) => now.has(about(kept)))).toBe(true)
        expectAsMuch(music, setlist.music)
      }),
    )
  })

  test('by one that the rest does not use, with its drop on the bell all the same', () => {
    const songs = Array.from({ length: 40 }, (_, i) => song(i + 1, { tempo: i < 20 ? 138 : 90, duration: 260 }))
    const one = directionOf(boxing, songs)
    const setlist = direct(one)
    const opening = setlist.music.find(({ role, segment }) => role === 'bell' && segment > 4)!
    const { music } = replaceTrack(setlist, without(one, opening.track.id), opening.track.id, 0)
    const instead = music.find(({ segment, drop }) => segment === opening.segment && drop !== null)!
    expect([instead.drop, instead.role]).toEqual([opening.drop, 'bell'])
    expect(setlist.music.some(({ track }) => track.id === instead.track.id)).toBe(false)
  })

  test('with what does not change left as the same objects', () => {
    const one = directionOf(boxing, collection(300, 4))
    const setlist = direct(one)
    const bad = setlist.music.at(-1)!.track.id
    const { music } = replaceTrack(setlist, without(one, bad), bad, 0)
    expect(music.slice(0, 10).every((stretch, i) => stretch === setlist.music[i])).toBe(true)
  })

  test('by silence where no other is left', () => {
    const one = directionOf(boxing, [song(1)])
    expect(replaceTrack(direct(one), { ...one, tracks: [] }, song(1).track.id, 0).music).toEqual([])
  })
})

describe('a session in which nothing can be stretched', () => {
  test('keeps its tracks in their places, each at its own speed from then on, without a hole and within the track', () => {
    fc.assert(
      fc.property(direction, fc.double({ min: 0, max: 1, noNaN: true }), (one, part) => {
        const from = part * one.plan.duration
        const setlist = parted(direct(one), from)
        const { music } = unstretched(setlist, one, from)
        const tracks = (list: typeof music) => [...new Set(list.map(({ slot, track }) => `${slot} ${track.id}`))]
        expect(tracks(music)).toEqual(tracks(setlist.music))
        expect(music.filter(({ end, rate }) => end > from && rate !== 1)).toEqual([])
        expectAsMuch(music, setlist.music)
      }),
    )
  })

  test('has its drops on the bells all the same', () => {
    const songs = Array.from({ length: 40 }, (_, i) => song(i + 1, { tempo: i < 20 ? 136 : 90, duration: 260 }))
    const one = directionOf(boxing, songs)
    const setlist = direct(one)
    const { music } = unstretched(setlist, one, 0)
    const drops = (list: typeof music) => list.flatMap(({ drop, track }) => (drop === null ? [] : [`${drop.toFixed(6)} ${track.id}`]))
    expect(setlist.music.filter(({ rate }) => rate !== 1).length).toBeGreaterThan(10)
    expect(drops(setlist.music).length).toBeGreaterThan(6)
    expect(drops(music)).toEqual(drops(setlist.music))
    for (const { drop, offset, start, rate, track } of music) {
      if (drop === null) continue
      const place = offset + (drop - start) * rate
      const { drops } = songs.find((other) => other.track.id === track.id)!.facts!
      expect(Math.min(...drops.map(({ time }) => Math.abs(time - place)))).toBeLessThan(1e-6)
    }
  })
})

describe('the alternatives of a segment', () => {
  const one = directionOf(boxing, collection(500, 6))
  const setlist = direct(one)

  test('are other tracks, the cheapest first, each with words; to lock one brings it there and keeps most of the rest', () => {
    const swaps = alternatives(setlist, one, 5)
    expect(swaps).toHaveLength(8)
    const now = setlist.music.find(({ segment, reasons }) => segment === 5 && !reasons.includes('builds up to the bell'))!
    swaps.forEach(({ track, cost, words }, i) => {
      expect(track.id).not.toBe(now.track.id)
      expect(cost).toBeGreaterThanOrEqual(swaps[i - 1]?.cost ?? -1e-6)
      expect(words[0]).toMatch(/BPM/)
    })
    const swapped = direct({ ...one, edits: { ...noEdits, locks: [{ segment: 5, track: swaps[0]!.track.id }] } })
    expect(swapped.music.findLast(({ segment }) => segment === 5)!.track.id).toBe(swaps[0]!.track.id)
    expect(swapped.music.find(({ segment }) => segment === 5)!.reasons.join()).toContain('your choice')
  })

  test('know what a swap costs: the setlist with the swap costs so much more, or less where the rest is solved anew', () => {
    for (const { track, cost } of alternatives(setlist, one, 7, { most: 4 })) {
      const swapped = direct({ ...one, edits: { ...noEdits, locks: [{ segment: 7, track: track.id }] } })
      expect(swapped.cost).toBeLessThanOrEqual(setlist.cost + cost + 0.3)
      expect(swapped.cost).toBeGreaterThanOrEqual(setlist.cost - 0.3)
    }
  })

  test('are none where there is no other track, or nothing plays', () => {
    const alone = directionOf(boxing, [song(1)])
    expect(alternatives(direct(alone), alone, 3)).toEqual([])
    const none = directionOf(boxing, [])
    expect(alternatives(direct(none), none, 3)).toEqual([])
  })
})
