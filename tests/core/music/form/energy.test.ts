import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { energyOf, energyPartsOf, type EnergyParts } from '../../../../src/core/music/form/energy'
import { ANALYSIS_RATE } from '../../../../src/core/music/signal/resample'
import { play } from '../band'
import { chord, joined, noise, textureOf } from '../signals'

const parts = fc.record({
  loudness: fc.oneof(fc.constant(null), fc.double({ min: -70, max: 3, noNaN: true })),
  density: fc.double({ min: 0, max: 10, noNaN: true }),
  brightness: fc.oneof(fc.constant(-Infinity), fc.double({ min: -60, max: 0, noNaN: true })),
})

describe('energy', () => {
  it('lies between 0 and 1, whatever the music', () => {
    fc.assert(fc.property(parts, (one: EnergyParts) => {
      const energy = energyOf(one)
      expect(energy).toBeGreaterThanOrEqual(0)
      expect(energy).toBeLessThanOrEqual(1)
    }))
    expect(energyOf({ loudness: null, density: 0, brightness: -Infinity })).toBe(0)
    expect(energyOf({ loudness: -4, density: 4, brightness: -1 })).toBe(1)
  })

  it('never falls as the music gets louder, busier or brighter', () => {
    fc.assert(fc.property(parts, fc.double({ min: 0, max: 20, noNaN: true }), (one, more) => {
      const energy = energyOf(one)
      expect(energyOf({ ...one, loudness: (one.loudness ?? -70) + more })).toBeGreaterThanOrEqual(energy)
      expect(energyOf({ ...one, density: one.density + more })).toBeGreaterThanOrEqual(energy)
      expect(energyOf({ ...one, brightness: one.brightness + more })).toBeGreaterThanOrEqual(energy)
    }))
  })

  it('of soft chords is below 0.3, of fast drums with noise above 0.7', () => {
    const soft = joined(...Array.from({ length: 8 }, () => chord([48, 60, 64, 67], 2)))
    expect(energyOf(energyPartsOf(textureOf(soft), -28))).toBeLessThan(0.3)
    const hiss = noise(-18, 16, ANALYSIS_RATE)
    const fast = play('rock', 190, 16).samples.map((x, i) => x + hiss[i]!)
    expect(energyOf(energyPartsOf(textureOf(fast), -7))).toBeGreaterThan(0.7)
  })

  it('does not count the silence around a piece', () => {
    const beat = play('house', 128, 16).samples
    const padded = joined(beat, new Float32Array(16 * ANALYSIS_RATE))
    expect(energyPartsOf(textureOf(padded), -10).density).toBeCloseTo(energyPartsOf(textureOf(beat), -10).density, 1)
  })

  it('of silence is 0', () => {
    expect(energyOf(energyPartsOf(textureOf(new Float32Array(ANALYSIS_RATE)), null))).toBe(0)
    expect(energyOf(energyPartsOf(textureOf(new Float32Array(0)), null))).toBe(0)
  })
})
