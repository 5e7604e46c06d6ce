import { describe, expect, it } from 'vitest'
import { ANALYSIS_RATE, createResampler } from '../../../../src/core/music/signal/resample'
import { noise, sine } from '../signals'

const RATES = [8000, 11_025, 16_000, 22_050, 32_000, 37_000, 44_100, 48_000, 88_200, 96_000, 192_000, 352_800, 384_000, 768_000]

function resampled(channels: readonly Float32Array[], rate: number, size = 10_000): Float32Array {
  const heard: number[] = []
  const resampler = createResampler(rate, (block, length) => heard.push(...block.subarray(0, length)))
  for (let at = 0; at < channels[0]!.length; at += size) resampler.process(channels.map((channel) => channel.subarray(at, at + size)))
  resampler.finish()
  return Float32Array.from(heard)
}

/** The largest difference, away from the ends. */
const apart = (one: Float32Array, two: Float32Array): number => {
  let most = 0
  for (let i = 1000; i < two.length - 200; i++) most = Math.max(most, Math.abs(one[i]! - two[i]!))
  return most
}

describe('resample', () => {
  it('gives what a tone is at the analysis rate, in time to a part of a sample', () => {
    for (const rate of RATES) {
      const heard = resampled([sine(1000, 0, 1, rate)], rate)
      expect(heard).toHaveLength(ANALYSIS_RATE)
      // 12 Hz of high-pass turns 1 kHz by 0.7 degrees; 50 dB of filters leave 0.3 %.
      expect(apart(heard, sine(1000, 0, 1, ANALYSIS_RATE)), `${rate} Hz`).toBeLessThan(0.022)
    }
  })

  it('folds nothing from above into what is heard', () => {
    for (const rate of RATES.filter((one) => one >= 32_000)) {
      for (const hz of [6600, 9000, 11_500, 15_000]) {
        const heard = resampled([sine(hz, 0, 1, rate)], rate)
        expect(apart(heard, new Float32Array(heard.length)), `${hz} Hz at ${rate} Hz`).toBeLessThan(0.01)
      }
    }
  })

  it('does not depend on the blocks', () => {
    for (const rate of RATES) {
      const channels = [noise(-6, 1, rate, 1), noise(-6, 1, rate, 2)]
      expect(apart(resampled(channels, rate, 777), resampled(channels, rate, 1 << 20)), `${rate} Hz`).toBeLessThan(1e-6)
    }
  })

  it('takes the mean of the channels, and damaged samples for silence', () => {
    const rate = 44_100
    const sound = sine(500, -6, 1, rate)
    const damaged = noise(-6, 1, rate)
    const silent = damaged.slice()
    ;[NaN, Infinity, -Infinity, 1e30, -17].forEach((value, i) => {
      damaged[9000 + 5000 * i] = value
      silent[9000 + 5000 * i] = 0
    })
    for (const more of [[], [sound], [sound, sound]]) {
      const mean = silent.map((x, i) => more.reduce((sum, channel) => sum + channel[i]!, x) / (more.length + 1))
      expect(apart(resampled([damaged, ...more], rate), resampled([mean], rate)), `${more.length + 1} channels`).toBeLessThan(1e-6)
    }
  })
})
