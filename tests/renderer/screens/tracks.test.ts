import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { found, rowsInView, scrolledTo, sorted, type ListedTrack } from '../../../src/renderer/screens/tracks'

const track = (title: string, more: Partial<ListedTrack> = {}): ListedTrack => ({
  id: '0000000000000000',
  file: `${title}.mp3`,
  title,
  artist: null,
  album: null,
  duration: 200,
  tempo: null,
  tempoFrom: null,
  ...more,
})
const titles = (tracks: readonly ListedTrack[]) => tracks.map(({ title }) => title)

describe('the search', () => {
  const tracks = [track('Someday', { artist: 'Flipsyde', tempo: 94.6 }), track('Café Noir', { album: 'Never Back Down' }), track('Headstrong')]

  it('gives everything where nothing is asked', () => expect(found(tracks, '  ')).toBe(tracks))
  it('wants every word, from any field, in any order', () => {
    expect(titles(found(tracks, 'flip some'))).toEqual(['Someday'])
    expect(titles(found(tracks, 'noir never'))).toEqual(['Café Noir'])
    expect(titles(found(tracks, 'some noir'))).toEqual([])
  })
  it('does not mind accents and capitals', () => expect(titles(found(tracks, 'CAFE'))).toEqual(['Café Noir']))
  it('finds a tempo as it is shown', () => expect(titles(found(tracks, '95'))).toEqual(['Someday']))
})

it('sorts as people do, by title, then artist', () => {
  expect(titles(sorted([track('Track 10'), track('track 2'), track('Angel')]))).toEqual(['Angel', 'track 2', 'Track 10'])
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
