import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ceiling, limit, limiterCurve } from '../../../src/core/music/limiter'

const sample = fc.double({ min: -20, max: 20, noNaN: true })

describe('limiter', () => {
  it('leaves untouched what is not loud', () => {
    fc.assert(fc.property(fc.double({ min: -0.8, max: 0.8, noNaN: true }), (x) => void expect(limit(x)).toBe(x)))
  })

  it('lets nothing above the ceiling out, which is below full scale', () => {
    expect(ceiling).toBeLessThan(1)
    fc.assert(fc.property(sample, (x) => void expect(Math.abs(limit(x))).toBeLessThanOrEqual(ceiling)))
  })

  it('never turns round, treats both sides alike, and makes nothing louder', () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        expect(Math.sign(limit(a) - limit(b)) * Math.sign(a - b)).toBeGreaterThanOrEqual(0)
        expect(limit(-a)).toBe(-limit(a))
        expect(Math.abs(limit(a))).toBeLessThanOrEqual(Math.abs(a))
      }),
    )
  })

  it('has no edge: its slope never changes by more than the curve needs', () => {
    const slope = (x: number) => (limit(x + 1e-4) - limit(x)) / 1e-4
    for (let x = 0.7; x < 1.4; x += 0.001) expect(Math.abs(slope(x + 0.001) - slope(x))).toBeLessThan(0.01)
  })

  it('is the same as a table, exactly so where nothing is touched', () => {
    const range = 4
    const points = 8193
    const curve = limiterCurve(range, points)
    const through = (x: number) => {
      const at = ((x / range + 1) / 2) * (points - 1)
      const left = Math.min(Math.floor(at), points - 2)
      return (curve[left] as number) * (left + 1 - at) + (curve[left + 1] as number) * (at - left)
    }
    expect(curve[(points - 1) / 2]).toBe(0)
    fc.assert(fc.property(fc.double({ min: -4, max: 4, noNaN: true }), (x) => void expect(Math.abs(through(x) - limit(x))).toBeLessThan(1e-5)))
  })
})
