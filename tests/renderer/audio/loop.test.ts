import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { follow, Loop } from '../../../src/renderer/audio/loop'

const ramp = (length: number) => Float32Array.from({ length }, (_, i) => i)

describe('a loop', () => {
  it('plays the last whole bars over and over, whatever the pieces it is asked for in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 1, max: 120, noNaN: true }), fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 8 }), (length, bar, pieces) => {
        const loop = new Loop([ramp(length)], bar)
        const bars = Math.floor(length / bar)
        const size = bars > 0 ? Math.round(bars * bar) : length
        const made = pieces.flatMap((piece) => [...loop.next(piece)[0]!])
        expect(made).toEqual(made.map((_, i) => length - size + (i % size)))
      }),
    )
  })

  it('takes all that there is where nobody knows its bars', () => {
    expect([...new Loop([ramp(4)], null).next(6)[0]!]).toEqual([0, 1, 2, 3, 0, 1])
  })
})

describe('sound that follows other sound', () => {
  it('begins where that ended, and is itself after 5 ms', () => {
    const samples = new Float32Array(1000).fill(0.5)
    follow([samples], [-0.4], 48_000)
    expect(samples[0]).toBeCloseTo(-0.4, 6)
    expect(Math.max(...samples.slice(1, 300).map((one, i) => Math.abs(one - samples[i]!)))).toBeLessThan(0.01)
    expect(Array.from(samples.subarray(240))).toEqual(Array<number>(760).fill(0.5))
  })
})
