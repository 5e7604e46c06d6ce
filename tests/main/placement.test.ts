import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeWindow, smallest } from '../../src/main/placement'

const laptop = { x: 0, y: 25, width: 1366, height: 743 }
const second = { x: 1366, y: 0, width: 1920, height: 1080 }
const left = { x: 1500, y: 100, width: 1280, height: 800, maximized: false }

describe('a window', () => {
  it('opens where it was left', () => {
    expect(placeWindow(left, [laptop, second])).toEqual({ x: 1500, y: 100, width: 1280, height: 800 })
  })
  it('opens where the system likes when its screen is gone', () => {
    expect(placeWindow(left, [laptop])).toEqual({ width: 1280, height: 743 })
  })
  it('can always be taken hold of, and is never too large or too small', () => {
    const number = fc.integer({ min: -5000, max: 5000 })
    const size = fc.integer({ min: 320, max: 16384 })
    fc.assert(
      fc.property(number, number, size, size, (x, y, width, height) => {
        const placed = placeWindow({ x, y, width, height, maximized: false }, [laptop, second])
        expect(placed.width).toBeGreaterThanOrEqual(smallest.width)
        expect(placed.width).toBeLessThanOrEqual(1920)
        expect(placed.height).toBeLessThanOrEqual(1080)
        if (placed.x === undefined || placed.y === undefined) return
        expect(placed.x + placed.width).toBeGreaterThan(0)
        expect(placed.x).toBeLessThan(3286)
        expect(placed.y).toBeGreaterThanOrEqual(0)
        expect(placed.y).toBeLessThan(1080)
      }),
    )
  })
})
