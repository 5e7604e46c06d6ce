import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { direct } from '../../../../src/core/music/director/direct'
import type { Direction } from '../../../../src/core/music/director/direction'
import { musicAt, type Music, type Setlist } from '../../../../src/core/music/setlist'
import { direction, idOf } from '../library'

const forAll = (check: (setlist: Setlist, direction: Direction) => void, runs = 150) =>
  fc.assert(fc.property(direction, (one) => check(direct(one), one)), { numRuns: runs })

const placeAt = ({ offset, start, rate }: Music, at: number): number => offset + (at - start) * rate
const endPlace = (one: Music): number => placeAt(one, one.end)
const usable = ({ tracks, crossfade, taste }: Direction) => tracks.filter(({ id, duration }) => duration >= 5 + crossfade && !taste.banned.has(id))

describe('a setlist, whatever the plan, the tracks and the policy', () => {
  test('covers every second of the plan but the silent rests, one stretch after the other, each within one segment', () => {
    forAll(({ music }, one) => {
      if (usable(one).length === 0) {
        expect(music).toEqual([])
        return
      }
      let at = 0
      for (const { index, phase, start, end } of one.plan.segments) {
        const own = music.filter(({ segment }) => segment === index)
        if (phase === 'rest' && one.policy.rest === 'silence') {
          expect(own).toEqual([])
          at = end
          continue
        }
        expect(own[0]?.start).toBeCloseTo(start, 6)
        for (const stretch of own) {
          expect(stretch.start).toBeCloseTo(at, 6)
          expect(stretch.end).toBeGreaterThan(stretch.start)
          at = stretch.end
        }
        expect(at).toBeCloseTo(end, 6)
      }
      expect(at).toBe(one.plan.duration)
    })
  })

  test('stays within each track, the halves of the crossfades included', () => {
    forAll(({ music }) => {
      music.forEach((stretch, i) => {
        const after = music[i + 1]
        const tail = after && after.join !== 'through' && after.start === stretch.end ? after.overlap / 2 : 0
        const before = music[i - 1]?.end === stretch.start ? stretch.overlap / 2 : 0
        expect(stretch.offset - before * stretch.rate).toBeGreaterThanOrEqual(-1e-6)
        expect(endPlace(stretch) + tail * stretch.rate).toBeLessThanOrEqual(stretch.track.duration + 1e-6)
      })
    })
  })

  test('keeps the rates within the limit, at 1 where tempo is off or nothing is analysed', () => {
    forAll(({ music }, { policy, facts }) => {
      for (const { rate, track } of music) {
        expect(Math.abs(rate - 1)).toBeLessThanOrEqual(policy.limit + 1e-9)
        if (policy.tempo === 'off' || !facts.has(track.id)) expect(rate).toBe(1)
      }
    })
  })

  test('tells the truth about locked tempi: to 0.1 % of what is said', () => {
    forAll(({ music }) => {
      for (const { rate, track, reasons } of music) {
        const said = reasons.map((reason) => /locked to ([\d.]+)/.exec(reason)?.[1]).find((found) => found !== undefined)
        if (said === undefined) continue
        const heard = [1, 2, 0.5].map((times) => ((track.tempo ?? NaN) * times * rate) / Number(said))
        expect(heard.some((ratio) => Math.abs(ratio - 1) <= 0.001)).toBe(true)
      }
    })
  })

  test('tells the truth about drops: where one is claimed, the arithmetic gives a drop of the track, on the bell if it says so', () => {
    let seen = 0
    forAll(({ music }, { facts, plan }) => {
      for (const stretch of music) {
        const { drop, role, start, end, segment, track } = stretch
        if (drop === null) {
          expect(role).toBeNull()
          continue
        }
        seen++
        expect(drop >= start - 1e-6 && drop < end).toBe(true)
        const place = placeAt(stretch, drop)
        expect(Math.min(...facts.get(track.id)!.drops.map(({ time }) => Math.abs(time - place)))).toBeLessThan(0.001)
        const within = plan.segments[segment]!
        expect(within.phase).toBe('work')
        expect(Math.abs(drop - (role === 'bell' ? within.start : within.end - 30))).toBeLessThan(0.001)
      }
    })
    expect(seen).toBeGreaterThan(20)
  })

  test('tells the truth about bar lines: who leaves on one does, and a jump goes from one to another', () => {
    forAll(({ music }, { facts, crossfade }) => {
      const offLine = (track: string, place: number) => Math.min(Infinity, ...(facts.get(track)?.downbeats ?? []).map((line) => Math.abs(line - place)))
      music.forEach((stretch, i) => {
        const next = music[i + 1]
        const last = next?.slot !== stretch.slot
        if (last && stretch.reasons.includes('leaves on a bar line')) expect(offLine(stretch.track.id, endPlace(stretch))).toBeLessThan(0.01)
        // Where there is no overlap to be had, what begins anew in mid-bar is cut too.
        if (!last && next?.join === 'cut' && facts.has(stretch.track.id) && crossfade > 0.1) {
          expect(offLine(stretch.track.id, endPlace(stretch))).toBeLessThan(0.012)
          expect(offLine(next.track.id, next.offset)).toBeLessThan(0.012)
        }
      })
    })
  })

  test('goes through where it says so: same track, same rate, no place left out', () => {
    forAll(({ music }) => {
      music.forEach((stretch, i) => {
        if (stretch.join !== 'through') return
        const before = music[i - 1]!
        expect([before.track.id, before.rate, before.end, stretch.overlap]).toEqual([stretch.track.id, stretch.rate, stretch.start, 0])
        expect(stretch.offset).toBeCloseTo(endPlace(before), 5)
      })
    })
  })

  test('never plays what is banned, and plays no peak above -1 dBTP', () => {
    forAll(({ music }, { taste, facts }) => {
      for (const { track, gain } of music) {
        expect(taste.banned.has(track.id)).toBe(false)
        const { loudness = null, truePeak = null } = facts.get(track.id) ?? {}
        if (loudness !== null && truePeak !== null) expect(gain + truePeak).toBeLessThanOrEqual(-1 + 1e-9)
        if (loudness !== null) expect(gain + loudness).toBeLessThanOrEqual(-14 + 1e-9)
      }
    })
  })

  test('repeats no track while another one that fits the phase is not used at all', () => {
    forAll(({ music }, one) => {
      const slots = new Map(music.map(({ slot, track }) => [slot, track.id]))
      const uses = new Map<string, number>()
      for (const id of slots.values()) uses.set(id, (uses.get(id) ?? 0) + 1)
      const fresh = usable(one).filter(({ id }) => !uses.has(id))
      for (const [slot, id] of slots) {
        const own = music.find((stretch) => stretch.slot === slot)!
        if (uses.get(id) === 1 || !own.fits) continue
        const alone = fresh.map(({ id: other }) => direct({ ...one, tracks: one.tracks.filter(({ id: any }) => any === other) }).music.find(({ segment, sound }) => segment === own.segment && sound === own.sound))
        expect(alone.filter((other) => other?.fits && other.segment === own.segment && music.filter(({ segment }) => segment === own.segment).length === 1)).toEqual([])
      }
    }, 40)
  })

  test('is the same for the same direction, in whatever order the tracks come', () => {
    forAll((setlist, one) => {
      expect(direct(structuredClone(one))).toEqual(setlist)
      expect(direct({ ...one, tracks: one.tracks.toReversed() })).toEqual(setlist)
    }, 60)
  })

  test('holds to what the user locked, where the track can be played', () => {
    fc.assert(
      fc.property(direction, fc.nat(), fc.integer({ min: 1, max: 14 }), (one, pick, number) => {
        const segment = pick % one.plan.segments.length
        const before = direct(one)
        const own = before.music.find((stretch) => stretch.segment === segment)
        fc.pre(own !== undefined && usable(one).some(({ id }) => id === idOf(number)))
        const { music, warnings } = direct({ ...one, edits: { ...one.edits, locks: [{ segment, track: idOf(number) }] } })
        const kept = music.some((stretch) => stretch.track.id === idOf(number) && Math.abs(stretch.segment - segment) <= 12)
        expect(kept || warnings.some((warning) => warning.includes('you chose'))).toBe(true)
      }),
    )
  })

  test('has a height of the arc for each segment, and music for each time that is not silent', () => {
    forAll((setlist, { plan }) => {
      expect(setlist.arc).toHaveLength(plan.segments.length)
      expect(setlist.arc.every((height) => height >= 0 && height <= 1)).toBe(true)
      for (const stretch of setlist.music) expect(musicAt(setlist, stretch.start)).toBe(stretch)
    })
  })
})
