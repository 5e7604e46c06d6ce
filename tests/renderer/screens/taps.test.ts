import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tapped, tapTempo } from '../../../src/renderer/screens/taps'

const onBeat = (bpm: number, count: number, slip: (i: number) => number = () => 0) => Array.from({ length: count }, (_, i) => 3 + (i * 60) / bpm + slip(i))

describe('tapping', () => {
  it('collects taps', () => {
    expect([1, 1.5, 2].reduce<readonly number[]>(tapped, [])).toEqual([1, 1.5, 2])
  })

  it('begins anew after a long gap and after a jump back', () => {
    expect([1, 1.5, 9].reduce<readonly number[]>(tapped, [])).toEqual([9])
    expect([5, 5.5, 2].reduce<readonly number[]>(tapped, [])).toEqual([2])
  })

  it('shows no tempo before the second tap', () => {
    expect([[], [1]].map(tapTempo)).toEqual([null, null])
  })

  it('shows the tempo of even taps from the second on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 210 }), fc.integer({ min: 2, max: 8 }), (bpm, count) => {
        expect(tapTempo(onBeat(bpm, count))).toBeCloseTo(bpm, 3)
      }),
    )
  })

  it('is not moved far by unsteady hands, nor by a beat left out', () => {
    expect(tapTempo(onBeat(120, 8, (i) => 0.02 * Math.sin(i * 9.7)))).toBeGreaterThan(117)
    expect(tapTempo(onBeat(120, 8, (i) => 0.02 * Math.sin(i * 9.7)))).toBeLessThan(123)
    expect(tapTempo(onBeat(120, 8).filter((_, i) => i !== 4))).toBeCloseTo(120, 3)
  })
})
