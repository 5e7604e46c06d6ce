import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ceiling, Limiter } from '../../../src/core/music/limiter'

const rate = 48_000

/** Limits a mono signal in blocks of 128, as an audio worklet does. */
function limit(signal: Float32Array): { out: Float32Array; latency: number } {
  const limiter = new Limiter(rate, 1)
  const out = new Float32Array(signal.length)
  for (let at = 0; at < signal.length; at += 128) {
    limiter.process([signal.subarray(at, at + 128)], [out.subarray(at, at + 128)])
  }
  return { out, latency: limiter.latency }
}

const tone = (length: number, level: number) => Float32Array.from({ length }, (_, i) => level * Math.sin(i * 0.13))
const peak = (signal: Float32Array) => signal.reduce((most, one) => Math.max(most, Math.abs(one)), 0)

describe('limiter', () => {
  it('lets through untouched what stays below the ceiling, late by its latency', () => {
    const signal = tone(4096, 0.8)
    const { out, latency } = limit(signal)
    expect(out.subarray(latency)).toEqual(signal.subarray(0, signal.length - latency))
  })

  it('lets nothing above the ceiling out, whatever comes in', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: 1, maxLength: 3000 }), (samples) => {
        expect(peak(limit(Float32Array.from(samples)).out)).toBeLessThanOrEqual(Math.fround(ceiling))
      }),
      { numRuns: 50 },
    )
  })

  it('is down before a burst arrives and moves without a step', () => {
    const signal = tone(rate / 4, 0.5)
    for (let i = 6000; i < 8000; i++) signal[i] = signal[i]! * 4
    const { out, latency } = limit(signal)
    const gains: number[] = []
    for (let i = 0; i < signal.length - latency; i++) {
      if (Math.abs(signal[i]!) > 0.1) gains.push(out[i + latency]! / signal[i]!)
    }
    const steps = gains.slice(1).map((gain, i) => Math.abs(gain - gains[i]!))
    expect(Math.max(...steps)).toBeLessThan(0.02)
    expect(Math.min(...gains)).toBeCloseTo(ceiling / 2, 2)
  })

  it('comes back to untouched after a burst', () => {
    const signal = tone(rate * 3, 0.5)
    signal.fill(3, 1000, 1010)
    const { out, latency } = limit(signal)
    const last = signal.length - 1000
    expect(out.subarray(last + latency, last + latency + 200)).toEqual(signal.subarray(last, last + 200))
  })
})
