import { describe, expect, it } from 'vitest'
import { createLevelMeter } from '../../../../src/core/music/level/meter'
import { feedChannels, joined, noise, sine } from '../signals'

const rate = 48_000

function loudness(channels: readonly Float32Array[], sampleRate = rate, size = 65_536): number | null {
  return feedChannels(createLevelMeter({ sampleRate, channels: channels.length }), channels, size).loudness
}

const stereo = (...parts: readonly [level: number, seconds: number][]): Float32Array[] => {
  const samples = joined(...parts.map(([level, seconds]) => sine(1000, level, seconds, rate)))
  return [samples, samples]
}

/** The recommendation word for word: its coefficients for 48 kHz, direct form 1, blocks of 400 ms each 100 ms. */
function byTheBook(channels: readonly Float32Array[]): number {
  const filter = (x: Float32Array | Float64Array, [b0, b1, b2]: number[], [a1, a2]: number[]) => {
    const y = new Float64Array(x.length)
    for (let n = 0; n < x.length; n++) {
      y[n] = b0! * x[n]! + b1! * (x[n - 1] ?? 0) + b2! * (x[n - 2] ?? 0) - a1! * (y[n - 1] ?? 0) - a2! * (y[n - 2] ?? 0)
    }
    return y
  }
  const weighted = channels.map((channel) => filter(
    filter(channel, [1.53512485958697, -2.69169618940638, 1.19839281085285], [-1.69065929318241, 0.73248077421585]),
    [1, -2, 1], [-1.99004745483398, 0.99007225036621],
  ))
  const blocks: number[] = []
  for (let at = 0; at + 0.4 * rate <= channels[0]!.length; at += 0.1 * rate) {
    blocks.push(weighted.reduce((sum, y) => sum + y.subarray(at, at + 0.4 * rate).reduce((total, one) => total + one * one, 0) / (0.4 * rate), 0))
  }
  const lufs = (power: number) => -0.691 + 10 * Math.log10(power)
  const mean = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length
  const audible = blocks.filter((block) => lufs(block) > -70)
  return lufs(mean(audible.filter((block) => lufs(block) > lufs(mean(audible)) - 10)))
}

describe('integrated loudness', () => {
  it('of a 1 kHz stereo sine is its level (EBU Tech 3341, cases 1 and 2)', () => {
    expect(loudness(stereo([-23, 20]))).toBeCloseTo(-23, 1)
    expect(loudness(stereo([-33, 20]))).toBeCloseTo(-33, 1)
  })

  it('leaves out what is 10 LU below the rest, and what is below -70 LUFS (cases 3, 4 and 5)', () => {
    expect(loudness(stereo([-36, 10], [-23, 60], [-36, 10]))).toBeCloseTo(-23, 1)
    expect(loudness(stereo([-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]))).toBeCloseTo(-23, 1)
    expect(loudness(stereo([-26, 20], [-20, 20.1], [-26, 20]))).toBeCloseTo(-23, 1)
  })

  it('weighs surround more and leaves the LFE channel out (case 6)', () => {
    const at = (level: number) => sine(1000, level, 20, rate)
    const [front, centre, side] = [at(-28), at(-24), at(-30)]
    expect(loudness([front, front, centre, side, side])).toBeCloseTo(-23, 1)
    expect(loudness([front, front, centre, at(0), side, side])).toBeCloseTo(-23, 1)
  })

  it('is what the recommendation computes, for noise and music-like changes', () => {
    const one = joined(noise(-20, 3, rate, 1), noise(-40, 2, rate, 2), sine(60, -6, 2.35, rate))
    const two = joined(sine(5000, -12, 4, rate), noise(-14, 3.35, rate, 3))
    expect(Math.abs(loudness([one, two])! - byTheBook([one, two]))).toBeLessThan(0.005)
    expect(Math.abs(loudness([one])! - byTheBook([one, one]))).toBeLessThan(0.005)
  })

  it('of one channel is that of two alike, since both speakers play it', () => {
    const [left, right] = stereo([-23, 5])
    expect(loudness([left!])).toBeCloseTo(loudness([left!, right!])!, 6)
  })

  it('is the same at every sample rate', () => {
    for (const sampleRate of [6000, 8000, 11_025, 22_050, 44_100, 88_200, 96_000, 192_000, 384_000, 768_000]) {
      const low = [sine(100, -20, 3, sampleRate)]
      expect(loudness(low, sampleRate)).toBeCloseTo(loudness([sine(100, -20, 3, rate)])!, 1)
      const mid = [sine(997, -20, 3, sampleRate)]
      expect(Math.abs(loudness(mid, sampleRate)! - loudness([sine(997, -20, 3, rate)])!)).toBeLessThan(sampleRate < 8000 ? 0.4 : sampleRate < 22_050 ? 0.3 : 0.1)
    }
  })

  it('is null below 400 ms and in silence', () => {
    expect(loudness([new Float32Array(0)])).toBe(null)
    expect(loudness([sine(1000, -23, 0.39, rate)])).toBe(null)
    expect(loudness([sine(1000, -23, 0.4, rate)])).not.toBe(null)
    expect(loudness([new Float32Array(5 * rate)])).toBe(null)
    expect(loudness([sine(1000, -75, 2, rate)])).toBe(null)
  })

  it('does not depend on the blocks', () => {
    const channels = [noise(-10, 2.345, 44_100), noise(-20, 2.345, 44_100, 2)]
    const whole = loudness(channels, 44_100, 1e9)
    for (const size of [777, 2048, 10_000]) expect(loudness(channels, 44_100, size)).toBe(whole)
  })

  it('takes NaN, infinities and sizes no sound has for 0, in any channel', () => {
    const good = [noise(-20, 2, rate, 1), noise(-20, 2, rate, 2), noise(-20, 2, rate, 3)]
    const holes = good.map((channel) => channel.slice())
    const damaged = good.map((channel) => channel.slice())
    for (let i = 17, n = 0; i < good[0]!.length; i += 3001, n++) {
      holes[n % 3]![i] = 0
      damaged[n % 3]![i] = [NaN, Infinity, -Infinity, 1e30, -17][n % 5]!
    }
    expect(loudness(damaged)).toBe(loudness(holes))
    expect(loudness([new Float32Array(rate).fill(NaN)])).toBe(null)
  })

  it('is refused for no channels and for more than 8', () => {
    expect(() => createLevelMeter({ sampleRate: rate, channels: 0 })).toThrow(RangeError)
    expect(() => createLevelMeter({ sampleRate: rate, channels: 9 })).toThrow(RangeError)
  })
})
