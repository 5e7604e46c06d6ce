import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsInView, scrolledTo, sortBy, tempoRange } from '../../../src/renderer/screens/tracks'

describe('the head of a column', () => {
  it('sorts by its column, the second time the other way round', () => {
    const first = sortBy('artist', { by: 'title', descending: false })
    expect(first).toEqual({ by: 'artist', descending: false })
    expect(sortBy('artist', first)).toEqual({ by: 'artist', descending: true })
  })
  it('shows the most played first', () => expect(sortBy('plays', { by: 'title', descending: false }).descending).toBe(true))
})

describe('the range of tempo', () => {
  it('is open where nothing is typed', () => {
    expect(tempoRange('', ' ')).toBeNull()
    expect(tempoRange('120', '')).toEqual({ least: 120, most: Infinity })
    expect(tempoRange('', '99,5')).toEqual({ least: 0, most: 99.5 })
  })
  it('does not mind what is no number', () => expect(tempoRange('fast', '-3')).toBeNull())
})

describe('a long list', () => {
  it('makes every row that is in sight and few others, wherever it is scrolled to', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 20, max: 2000 }), (count, part, height) => {
        const row = 64
        const scrolled = part * Math.max(0, count * row - height)
        const { first, end } = rowsInView(scrolled, height, row, count)
        expect(first).toBeLessThanOrEqual(Math.floor(scrolled / row))
        expect(end).toBeGreaterThanOrEqual(Math.min(count, Math.ceil((scrolled + height) / row)))
        expect(end - first).toBeLessThanOrEqual(Math.ceil(height / row) + 14)
      }),
    )
  })

  it('makes some rows before it knows how high they are', () => {
    expect(rowsInView(0, 0, 0, 10_000)).toEqual({ first: 0, end: 12 })
    expect(rowsInView(0, 0, 0, 3)).toEqual({ first: 0, end: 3 })
  })

  it('scrolls no further than it must', () => {
    expect([scrolledTo(5, 0, 640, 64), scrolledTo(12, 0, 640, 64), scrolledTo(2, 640, 640, 64)]).toEqual([0, 192, 128])
  })
})
