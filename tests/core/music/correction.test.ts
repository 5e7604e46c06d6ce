import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StoredAnalysisSchema, type StoredAnalysis } from '../../../src/core/music/analysis'
import { corrected, CorrectionSchema, decidesTempo, inForce, type Correction } from '../../../src/core/music/correction'

const brief = (x: number) => Math.round(1e5 * x) / 1e5

/** A steady piece of `tempo` BPM, its first beat at `first`, in bars of four from the beat `bar` on. */
function piece(tempo: number, first = 0.2, bar = 0, duration = 60): StoredAnalysis {
  const beats: number[] = []
  for (let i = 0; first + (i * 60) / tempo < duration; i++) beats.push(brief(first + (i * 60) / tempo))
  return {
    version: 1, duration, tempo, tempoConfidence: 0.8,
    tempoReadings: [{ tempo, weight: 0.7 }, { tempo: tempo * 2, weight: 0.3 }],
    steady: true, beats, downbeats: beats.filter((_, i) => i % 4 === bar), beatsPerBar: 4,
    drops: [{ time: 30, buildUp: 22, strength: 0.6 }], sections: [], joins: [{ time: 10, ease: 0.5 }],
    loudness: -10, truePeak: -1, energy: 0.5, key: '8A', keyConfidence: 0.5,
    silence: { leading: 0, trailing: 0 }, waveform: { low: [], mid: [], high: [] }, reason: null,
  }
}
const times = (factor: 2 | 0.5 | 0.6666666666666666 | 1.5): Correction => ({ kind: 'times', factor })
const [double, half, twoThirds, threeHalves] = [times(2), times(0.5), times(2 / 3 as 0.6666666666666666), times(1.5)]
const tapsAt = (tempo: number, from: number, count = 8) => Array.from({ length: count }, (_, i) => from + (i * 60) / tempo)
const intervals = (beats: readonly number[]) => beats.slice(1).map((beat, i) => beat - beats[i]!)

const pieces = fc.record({ tempo: fc.integer({ min: 60, max: 180 }), first: fc.double({ min: 0, max: 0.33, noNaN: true }), bar: fc.integer({ min: 0, max: 3 }) })
  .map(({ tempo, first, bar }) => piece(tempo, first, bar))
const corrections: fc.Arbitrary<Correction> = fc.oneof(
  fc.constantFrom(double, half, twoThirds, threeHalves),
  fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 8, maxLength: 20 }).map((taps) => ({ kind: 'tap' as const, taps })),
  fc.double({ min: -2, max: 2, noNaN: true }).map((by) => ({ kind: 'nudge' as const, by })),
  fc.double({ min: 0, max: 60, noNaN: true }).map((time) => ({ kind: 'drop' as const, time })),
  fc.constant<Correction>({ kind: 'reset' }),
)

describe('a factor', () => {
  it.each([[double, 240], [half, 60], [twoThirds, 80], [threeHalves, 180]])('%j moves tempo, readings and beats together', (factor, tempo) => {
    const seen = corrected(piece(120), [factor])
    expect(seen.tempo).toBe(tempo)
    expect(seen.tempoReadings[0]).toEqual({ tempo, weight: 1 })
    for (const interval of intervals(seen.beats)) expect(interval).toBeCloseTo(60 / tempo, 3)
  })
  it('keeps the beats of the music when it halves, from a downbeat on', () => {
    const own = piece(120, 0.2, 1)
    const { beats, downbeats } = corrected(own, [half])
    expect(beats).toEqual(own.beats.filter((_, i) => i % 2 === 1))
    expect(downbeats[0]).toBe(own.downbeats[0])
  })
  it('and its inverse change nothing in tempo and beats', () => {
    fc.assert(fc.property(pieces, fc.constantFrom([double, half], [half, double], [twoThirds, threeHalves], [threeHalves, twoThirds], [double, twoThirds, threeHalves, half]), (own, pair) => {
      const seen = corrected(own, pair)
      expect([seen.tempo, seen.beats, seen.downbeats]).toEqual([own.tempo, own.beats, own.downbeats])
    }))
  })
  it('is not taken where no music would be as fast or slow', () => {
    expect(corrected(piece(180), [double, double, double]).tempo).toBe(360)
  })
})

describe('taps', () => {
  it('of another tempo give it, and a grid that is where the taps were', () => {
    const seen = corrected(piece(120), [{ kind: 'tap', taps: tapsAt(97, 5) }])
    expect(seen.tempo).toBeCloseTo(97, 2)
    expect(seen.beats.some((beat) => Math.abs(beat - 5) < 0.001)).toBe(true)
    expect(seen.downbeats.some((beat) => Math.abs(beat - 5) < 0.001)).toBe(true)
  })
  it('may be shaky, miss a beat and slip once', () => {
    fc.assert(fc.property(fc.integer({ min: 70, max: 170 }), fc.array(fc.double({ min: -0.015, max: 0.015, noNaN: true }), { minLength: 16, maxLength: 16 }), fc.integer({ min: 3, max: 11 }), (tempo, shake, lost) => {
      const taps = tapsAt(tempo, 10, 16).map((time, i) => time + shake[i]!).filter((_, i) => i !== lost)
      const slipped = [...taps, 10 + (60 / tempo) * (lost + 0.45)]
      const seen = corrected({ ...piece(120), tempo: null, beats: [], downbeats: [] }, [{ kind: 'tap', taps: slipped }])
      expect(Math.abs(seen.tempo! / tempo - 1)).toBeLessThan(0.01)
    }))
  })
  it('near a simple ratio of the analysis take its exact tempo and its beats', () => {
    const own = piece(120, 0.2)
    const seen = corrected(own, [{ kind: 'tap', taps: tapsAt(60.5, 10.21) }])
    expect(seen.tempo).toBe(60)
    for (const beat of seen.beats) expect(own.beats.some((one) => Math.abs(one - beat) < 1e-4)).toBe(true)
    expect(seen.beats.some((beat) => Math.abs(beat - 10.2) < 1e-4)).toBe(true)
  })
  it('that agree in nothing change nothing', () => {
    const own = piece(120)
    const seen = corrected(own, [{ kind: 'tap', taps: [1, 1.01, 1.02, 1.03, 1.04, 1.05, 1.06, 1.07] }])
    expect(seen.beats).toEqual(own.beats)
  })
  it('fewer than eight are refused at the door', () => {
    expect(CorrectionSchema.safeParse({ kind: 'tap', taps: tapsAt(120, 0, 7) }).success).toBe(false)
    expect(CorrectionSchema.safeParse({ kind: 'times', factor: 3 }).success).toBe(false)
  })
})

describe('a nudge', () => {
  it('moves every beat and downbeat by so much, and adds up', () => {
    const own = piece(120, 0.2)
    const seen = corrected(own, [{ kind: 'nudge', by: 0.03 }, { kind: 'nudge', by: -0.01 }])
    expect(seen.beats.slice(0, 3)).toEqual([0.22, 0.72, 1.22])
    expect(seen.downbeats[0]).toBe(0.22)
    expect(seen.tempo).toBe(120)
  })
  it('lets a beat come in at one end that goes out at the other', () => {
    const seen = corrected(piece(120, 0.2), [{ kind: 'nudge', by: 0.4 }])
    expect(seen.beats[0]).toBeCloseTo(0.1, 4)
    expect(seen.beats.at(-1)).toBeLessThan(60)
  })
})

describe('a marked drop', () => {
  it('is the first, with the build-up that was found, and the last mark counts', () => {
    const { drops } = corrected(piece(120), [{ kind: 'drop', time: 12 }, { kind: 'drop', time: 30.4 }])
    expect(drops).toEqual([{ time: 30.4, buildUp: 22, strength: 1 }])
  })
  it('has four bars of build-up where none was found', () => {
    expect(corrected(piece(120), [{ kind: 'drop', time: 20 }]).drops[0]).toEqual({ time: 20, buildUp: 12, strength: 1 })
  })
})

describe('whatever the user says', () => {
  it('a reset gives the analysis as it was', () => {
    fc.assert(fc.property(pieces, fc.array(corrections, { maxLength: 6 }), (own, said) => {
      expect(corrected(own, [...said, { kind: 'reset' }])).toEqual(own)
      expect(inForce([...said, { kind: 'reset' }])).toEqual([])
      expect(decidesTempo([...said, { kind: 'reset' }])).toBe(false)
    }))
  })
  it('the outcome can be stored, its beats rise within the piece and its downbeats are beats', () => {
    fc.assert(fc.property(pieces, fc.array(corrections, { maxLength: 6 }), (own, said) => {
      const seen = corrected(own, said)
      StoredAnalysisSchema.parse(seen)
      for (const interval of intervals(seen.beats)) expect(interval).toBeGreaterThan(0)
      expect(seen.beats.every((beat) => beat >= 0 && beat < own.duration)).toBe(true)
      expect(seen.downbeats.every((beat) => seen.beats.includes(beat))).toBe(true)
    }), { numRuns: 300 })
  })
})
