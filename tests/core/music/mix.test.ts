import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amplitude, ducking, ducksOf, fadeAt, voicesBetween, voicesOf, type Voice } from '../../../src/core/music/mix'
import { direct } from '../../../src/core/music/director/direct'
import type { Music, Setlist } from '../../../src/core/music/setlist'
import { cueLength, cuesOf } from '../../../src/core/workout/cue'
import type { Seconds } from '../../../src/core/workout/workout'
import { plan, planOf, track } from '../arbitraries'
import { direction } from './library'

/** Any setlist that the director lays, as it is heard; segments down to 1 s, crossfades up to 12 s. */
const forAll = (check: (voices: readonly Voice[], setlist: Setlist) => void) =>
  fc.assert(
    fc.property(direction, (one) => {
      const setlist = direct(one)
      check(voicesOf(setlist), setlist)
    }),
  )

const joint = (overlap: Seconds) => ({ join: 'fade', overlap, sound: 'full', drop: null, role: null }) as const
const setlistOf = (lengths: readonly Seconds[], overlap: Seconds, duration = 60): Pick<Setlist, 'music'> => {
  let at = 0
  const music = lengths.map((length, i): Music => {
    const start = at
    at += length
    return { segment: i, track: track(i + 1, { duration }), start, end: at, offset: 10, rate: 1, gain: -3, fits: true, ...joint(i === 0 ? 0.3 : Math.min(overlap, length, lengths[i - 1] ?? 0)), slot: i, reasons: [] }
  })
  return { music }
}

describe('the voices of a setlist', () => {
  test('are one for each run of stretches that go through, around it, within its track', () => {
    forAll((voices, { music }) => {
      expect(voices.map(({ index }) => index)).toEqual([...music.keys()].filter((i) => music[i]?.join !== 'through'))
      voices.forEach((voice, i) => {
        const run = music.slice(voice.index, voices[i + 1]?.index)
        expect(voice.from <= run[0]!.start && voice.to >= run.at(-1)!.end).toBe(true)
        expect(voice.offset).toBeGreaterThanOrEqual(-1e-6)
        expect(voice.offset + (voice.to - voice.from) * voice.rate).toBeLessThanOrEqual(run[0]!.track.duration + 1e-5)
        for (const { start, offset, track } of run) {
          expect(voice.trackId).toBe(track.id)
          expect(voice.offset + (start - voice.from) * voice.rate).toBeCloseTo(offset, 5)
        }
        const held = run.filter(({ sound }) => sound === 'under').reduce((sum, { start, end }) => sum + end - start, 0)
        expect(voice.under.reduce((sum, { from, to }) => sum + to - from, 0)).toBeCloseTo(held, 6)
      })
    })
  })

  test('are never more than two at once, and none only where the setlist is silent', () => {
    forAll((voices, { music }) => {
      voices.forEach(({ from, to }, i) => {
        expect(voices[i + 1]?.from ?? to).toBeGreaterThanOrEqual(from)
        expect(voices[i + 2]?.from ?? to).toBeGreaterThanOrEqual(to - 1e-6)
      })
      for (const { start, end } of music) expect(voices.some(({ from, to }) => from <= start && to >= end)).toBe(true)
    })
  })

  test('cross with equal power: the squares of all fades add up to 1, all the time that there is music', () => {
    fc.assert(
      fc.property(direction, fc.array(fc.double({ min: 0.05, max: 0.95, noNaN: true }), { minLength: 5, maxLength: 20 }), (one, places) => {
        const setlist = direct(one)
        const voices = voicesOf(setlist)
        const { music } = setlist
        const silent = (at: number) => !music.some(({ start, end }) => at >= start && at < end)
        const fresh = music.filter(({ start }, i) => music[i - 1]?.end !== start)
        const ends = music.filter(({ end }, i) => music[i + 1]?.start !== end)
        const joins = voices.slice(1).flatMap(({ from, fadeIn }) => [0.1, 0.5, 0.9].map((part) => from + part * fadeIn))
        for (const at of [...places.map((part) => part * one.plan.duration), ...joins]) {
          if (silent(at) || fresh.some(({ start, overlap }) => at >= start && at < start + overlap) || ends.some(({ end }) => at >= end && at < end + 3)) continue
          expect(voices.reduce((sum, voice) => sum + fadeAt(voice, at) ** 2, 0)).toBeCloseTo(1, 4)
        }
      }),
    )
  })

  test('overlap by the crossfade around each join, or by the shorter neighbour where that is less', () => {
    const voices = voicesOf(setlistOf([20, 20, 1, 20], 4))
    expect(voices.map(({ from, to, fadeIn, fadeOut, offset }) => [from, to, fadeIn, fadeOut, offset])).toEqual([
      [0, 22, 0.3, 4, 10],
      [18, 40.5, 4, 1, 8],
      [39.5, 41.5, 1, 1, 9.5],
      [40.5, 64, 1, 3, 9.5],
    ])
    expect(voices.every(({ gain, rate }) => gain === -3 && rate === 1)).toBe(true)
  })

  test('of 1 s segments with a crossfade of 12 s overlap by 1 s and still are two at most', () => {
    const voices = voicesOf(setlistOf(Array(20).fill(1), 12))
    for (let at = 0.3; at < 20; at += 0.01) {
      const sounding = voices.filter((voice) => fadeAt(voice, at) > 0)
      expect(sounding.length).toBeLessThanOrEqual(2)
      expect(sounding.reduce((sum, voice) => sum + fadeAt(voice, at) ** 2, 0)).toBeCloseTo(1, 6)
    }
  })

  test('begin softly, and end under the finish no later than their track does', () => {
    const ending = (duration: Seconds) => {
      const last = voicesOf(setlistOf([20], 3, duration))[0]
      return [last?.fadeIn, last?.to, last?.fadeOut]
    }
    expect(ending(60)).toEqual([0.3, 23, 3])
    expect(ending(31)).toEqual([0.3, 21, 1])
    expect(ending(30)).toEqual([0.3, 20, 0])
  })

  test('of no music are none', () => {
    expect(voicesOf({ music: [] })).toEqual([])
  })
})

describe('a fade', () => {
  const voice: Voice = { index: 0, trackId: '', from: 10, to: 30, offset: 0, rate: 1, bar: null, gain: 0, join: 'fade', fadeIn: 4, fadeOut: 2, under: [] }

  test('rises from 0 to 1, stays, and falls to 0', () => {
    expect([9.99, 10, 12, 14, 20, 28, 29, 30, 31].map((at) => Number(fadeAt(voice, at).toFixed(2)))).toEqual([0, 0, 0.71, 1, 1, 1, 0.71, 0, 0])
  })

  test('of no length is a switch', () => {
    const hard = { ...voice, fadeIn: 0, fadeOut: 0 }
    expect([9.99, 10, 29.99, 30].map((at) => fadeAt(hard, at))).toEqual([0, 1, 1, 0])
  })
})

describe('voicesBetween', () => {
  test('gives exactly the voices that sound at some time of a window', () => {
    forAll((voices) => {
      for (const { from, to } of voices.slice(0, 8)) {
        const length = (to - from) / 3
        for (const start of [from - length, from, from + length, to - length / 2, to]) {
          const sounding = voices.filter((voice) => Math.max(voice.from, start) < Math.min(voice.to, start + length))
          expect(voicesBetween(voices, start, start + length).map(({ index }) => index)).toEqual(sounding.map(({ index }) => index))
        }
      }
    })
  })
})

describe('ducks', () => {
  test('are disjoint, in order, with room to come back between, and cover every cue from just before to its end', () => {
    fc.assert(
      fc.property(plan, fc.boolean(), (one, halfway) => {
        const cues = cuesOf(one, { halfway })
        const ducks = ducksOf(cues)
        ducks.forEach(({ from, to }, i) => {
          expect(to).toBeGreaterThan(from)
          if (i > 0) expect(from - (ducks[i - 1]?.to ?? NaN)).toBeGreaterThanOrEqual(ducking.bridge)
        })
        for (const { at, kind } of cues) {
          expect(ducks.filter(({ from, to }) => from <= at - ducking.attack && to >= at + cueLength[kind])).toHaveLength(1)
        }
      }),
    )
  })

  test('begin and end with a cue: no music is lowered for nothing', () => {
    fc.assert(
      fc.property(plan, (one) => {
        const cues = cuesOf(one, { halfway: true })
        for (const { from, to } of ducksOf(cues)) {
          expect(cues.some(({ at }) => at - ducking.attack === from)).toBe(true)
          expect(cues.some(({ at, kind }) => at + cueLength[kind] === to)).toBe(true)
        }
      }),
    )
  })

  test('hold through a countdown, and let the music back before the clapper', () => {
    const ducks = ducksOf(cuesOf(planOf({ name: 'Any', prep: 5, warmup: 0, rounds: 1, intervals: [{ work: 40, rest: 0 }], cooldown: 0 }), { halfway: true }))
    const rounded = ducks.map(({ from, to }) => [Number(from.toFixed(3)), Number(to.toFixed(3))])
    expect(rounded).toEqual([[-0.06, 0.5], [1.94, 6.2], [34.94, 35.6], [41.94, 48.5]])
    expect(ducksOf([])).toEqual([])
  })

  test('last as long as the longest cue in them, also when a short one begins later and ends sooner', () => {
    const ducks = ducksOf([{ kind: 'bell-end', at: 10, segment: 0 }, { kind: 'beep', at: 10.5, segment: 0 }])
    expect(ducks).toEqual([{ from: 10 - ducking.attack, to: 10 + cueLength['bell-end'] }])
  })

  test('come back sooner than they are bridged', () => {
    expect(ducking.release).toBeLessThan(ducking.bridge)
  })
})

test('amplitude is the factor of a gain in dB', () => {
  expect([0, -20, 20, -6, -12].map((dB) => Number(amplitude(dB).toFixed(4)))).toEqual([1, 0.1, 10, 0.5012, 0.2512])
})
