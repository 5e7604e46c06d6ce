import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createConverter } from '../../../../src/core/music/signal/converter'

const sine = (hertz: number, rate: number, length: number, from = 0) => Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hertz * (i + from)) / rate))
const dB = (ratio: number) => 20 * Math.log10(ratio)

describe('sound at another rate', () => {
  it.each([
    [44_100, 48_000, 100], [48_000, 44_100, 100 + 5 / 147], [44_100, 44_122.071, 100.37], [96_000, 48_000, 100], [22_050, 48_000, 100], [44_100, 192_000, 100],
  ])('is what it was from %d to %d Hz, 80 dB above any error, and to a part of a sample at its place', (from, to, start) => {
    for (const hertz of [50, 997, 0.4 * Math.min(from, to)]) {
      const converter = createConverter(from / to, start)
      const out = converter.process([sine(hertz, from, 8000)])[0]!
      // What lies before the first sample is silence, and the filter looks back at it.
      const right = sine(hertz, to, out.length, (start * to) / from)
      const worst = out.reduce((most, one, i) => Math.max(most, Math.abs(one - right[i]!)), 0)
      expect(out.length).toBeGreaterThan(7000 * (to / from))
      expect(dB(worst), `${hertz} Hz`).toBeLessThan(-72)
      const power = out.reduce((sum, one, i) => sum + (one - right[i]!) ** 2, 0) / out.length
      expect(dB(Math.sqrt(2 * power)), `${hertz} Hz`).toBeLessThan(-80)
    }
  })

  it('has nothing of what the lower rate cannot hold', () => {
    const out = createConverter(48_000 / 22_050, 100).process([sine(14_000, 48_000, 8000)])[0]!
    expect(dB(Math.max(...out.map(Math.abs)))).toBeLessThan(-75)
  })

  it('is the same in pieces of any length as in one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 12 }), fc.oneof(fc.constantFrom(0.2, 147 / 160, 160 / 147, 2), fc.double({ min: 0.2, max: 4, noNaN: true })), fc.double({ min: -50, max: 50, noNaN: true }), (lengths, step, from) => {
        const total = lengths.reduce((a, b) => a + b, 0)
        const [left, right] = [sine(3000, 44_100, total), sine(5000, 44_100, total)]
        const whole = createConverter(step, from).process([left, right], true)
        const converter = createConverter(step, from)
        const pieces: Float32Array[][] = []
        let at = 0
        lengths.forEach((length, i) => {
          pieces.push(converter.process([left.subarray(at, at + length), right.subarray(at, at + length)], i === lengths.length - 1))
          at += length
        })
        for (const channel of [0, 1]) expect(pieces.flatMap((piece) => [...piece[channel]!])).toEqual([...whole[channel]!])
        // Its beginning may have been put on a row of the filter, a part of a sample away.
        expect(Math.abs(whole[0]!.length - Math.max(0, (total - from) / step))).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('is silent before the first sample and after the last', () => {
    const out = createConverter(0.5, -100).process([new Float32Array(50).fill(1)], true)[0]!
    expect(Math.max(...out.subarray(0, 140).map(Math.abs))).toBe(0)
    expect(out[250]).toBeCloseTo(1, 3)
    expect(out.length).toBe(300)
  })
})
