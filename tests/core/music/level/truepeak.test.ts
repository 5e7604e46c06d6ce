import { describe, expect, it } from 'vitest'
import { createLevelMeter } from '../../../../src/core/music/level/meter'
import { interpolatorOf } from '../../../../src/core/music/level/oversample'
import { feedChannels, joined, noise, sine } from '../signals'

function truePeak(channels: readonly Float32Array[], sampleRate = 48_000, size = 65_536): number | null {
  return feedChannels(createLevelMeter({ sampleRate, channels: channels.length }), channels, size).truePeak
}

/** The same filter at every place, nothing passed over. dB. */
function everywhere(samples: Float32Array, times: number): number {
  const { reach, phases, rows } = interpolatorOf(times)
  let peak = 0
  for (let n = -reach; n < samples.length + reach; n++) {
    peak = Math.max(peak, Math.abs(samples[n] ?? 0))
    for (let p = 0; p < phases; p++) {
      let sum = 0
      for (let k = 0; k < 2 * reach; k++) sum += rows[2 * reach * p + k]! * (samples[n - reach + 1 + k] ?? 0)
      peak = Math.max(peak, Math.abs(sum))
    }
  }
  return 20 * Math.log10(Math.fround(peak))
}

/** A sine of EBU Tech 3341: its frequency a part of the sample rate, its peaks between the samples. */
const between = (part: number, degrees: number, size: number) =>
  Float32Array.from({ length: 48_000 }, (_, i) => size * Math.sin(2 * Math.PI * part * i + (degrees * Math.PI) / 180))

describe('true peak', () => {
  it('is found between the samples (EBU Tech 3341, cases 15 to 19)', () => {
    for (const [part, degrees, size, expected] of [
      [1 / 4, 0, 0.5, -6], [1 / 4, 45, 0.5, -6], [1 / 6, 60, 0.5, -6], [1 / 8, 67.5, 0.5, -6], [1 / 4, 45, 1.41, 3],
    ] as const) {
      // The sine fades in and out: a sudden start would itself peak higher.
      const samples = between(part, degrees, size).map((x, i) => x * Math.min(1, i / 4800, (47_999 - i) / 4800))
      const peak = truePeak([samples, samples])!
      expect(peak).toBeLessThan(expected + 0.2)
      expect(peak).toBeGreaterThan(expected - 0.4)
    }
  })

  it('is that of the filter at every place, though most of the work is left undone', () => {
    const rough = noise(-3, 0.4, 48_000)
    const clipped = sine(997, 8, 0.4, 48_000).map((x) => Math.max(-1, Math.min(1, x)))
    const burst = joined(new Float32Array(2047), noise(0, 0.001, 48_000, 3), new Float32Array(3000))
    const mixed = sine(110, -4, 0.4, 48_000).map((x, i) => x + 0.3 * rough[i]!)
    for (const samples of [rough, clipped, burst, mixed]) {
      expect(truePeak([samples])).toBeCloseTo(everywhere(samples, 4), 5)
      expect(truePeak([samples], 96_000)).toBeCloseTo(everywhere(samples, 2), 5)
    }
  })

  it('is the sample peak at 192 kHz', () => {
    const samples = noise(-3, 0.1, 192_000)
    expect(truePeak([samples], 192_000)).toBeCloseTo(everywhere(samples, 1), 5)
  })

  it('is found wherever in a chunk it lies, and at the very end', () => {
    for (const at of [0, 1, 15, 16, 2032, 2040, 2047, 2048, 2049, 4095, 4096]) {
      const samples = new Float32Array(at + 2)
      samples[at] = samples[at + 1] = 0.5
      const middle = truePeak([samples])!
      expect(middle).toBeCloseTo(everywhere(samples, 4), 5)
      expect(middle).toBeGreaterThan(20 * Math.log10(0.6))
    }
  })

  it('is the largest of all channels, the LFE channel too', () => {
    const quiet = sine(300, -20, 0.5, 48_000)
    const loud = sine(300, -5, 0.5, 48_000)
    for (let channel = 0; channel < 6; channel++) {
      const channels = Array.from({ length: 6 }, (_, c) => (c === channel ? loud : quiet))
      expect(truePeak(channels)).toBeCloseTo(-5, 1)
    }
  })

  it('of silence is null', () => {
    expect(truePeak([new Float32Array(48_000)])).toBe(null)
    expect(truePeak([new Float32Array(0)])).toBe(null)
    expect(truePeak([new Float32Array(48_000).fill(NaN)])).toBe(null)
  })

  it('takes NaN and infinities for 0', () => {
    const samples = sine(300, -5, 0.5, 48_000)
    const holes = samples.slice()
    for (let i = 5; i < samples.length; i += 997) {
      samples[i] = i % 2 ? NaN : -Infinity
      holes[i] = 0
    }
    expect(truePeak([samples])).toBe(truePeak([holes]))
  })

  it('does not depend on the blocks', () => {
    const channels = [noise(-3, 0.5, 44_100), sine(999, -3, 0.5, 44_100)]
    const whole = truePeak(channels, 44_100, 1e9)
    for (const size of [100, 2048, 5000]) expect(truePeak(channels, 44_100, size)).toBe(whole)
  })
})
