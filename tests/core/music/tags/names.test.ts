import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOf, lineOf, namesOf, put, type Fields } from '../../../../src/core/music/tags/names'

const fields = (values: Readonly<Record<string, string | readonly string[]>>): Fields =>
  new Map(Object.entries(values).map(([id, value]) => [keyOf(id), typeof value === 'string' ? [value] : value]))
const names = (...tags: Readonly<Record<string, string | readonly string[]>>[]) => namesOf(tags.map(fields))

describe('the artist', () => {
  it('is all who are named, each once, in one field or several', () => {
    expect(names({ ARTIST: ['How To', 'deadmau5', 'How To'] }).artist).toBe('How To, deadmau5')
    expect(names({ TPE1: 'AC/DC' }).artist).toBe('AC/DC')
  })
  it('is written as on the cover where a list of them stands beside it', () => {
    expect(names({ ARTIST: 'A feat. B', ARTISTS: ['A', 'B'] }).artist).toBe('A feat. B')
    expect(names({ 'TXXX:Artists': ['A', 'B'] }).artist).toBe('A, B')
  })
  it('is the album’s where the track names none, but for various ones, else who performs', () => {
    expect(names({ albumartist: 'Some Band' }).artist).toBe('Some Band')
    expect(names({ TPE2: 'Various Artists' }).artist).toBeNull()
    expect(names({ ALBUMARTIST: 'Various Artists', PERFORMER: 'Some Band' }).artist).toBe('Some Band')
    expect(names({ ARTIST: ' \0', aART: 'Some Band' }).artist).toBe('Some Band')
  })
  it('of a poorer tag counts before the album’s of a better one', () => {
    expect(names({ TPE2: 'The Label' }, { ARTIST: 'Somebody' }).artist).toBe('Somebody')
  })
})

describe('the names', () => {
  it('are those of the first tag that tells each', () => {
    expect(names({ TIT2: 'Long title' }, { TITLE: 'Long ti', ALBUM: 'Record' })).toEqual({ title: 'Long title', artist: null, album: 'Record', tempo: null })
    expect(names({ 'TRACK:TITLE': 'Song', 'ALBUM:TITLE': 'Record', 'ALBUM:ARTIST': 'Band' })).toEqual({ title: 'Song', artist: 'Band', album: 'Record', tempo: null })
  })
  it('have one title, the first', () => expect(names({ TIT2: ['One', 'Two'] }).title).toBe('One'))
  it('are there in whatever a program calls them', () => {
    for (const id of ['TBPM', 'TBP', 'TXXX:BPM', 'txxx:fBPM', '----:com.apple.iTunes:BPM', '----:org.example:tempo', 'tmpo', 'Bpm', 'FBPM', 'track:BPM', 'BEATS_PER_MINUTE']) expect([id, names({ [id]: '128' }).tempo]).toEqual([id, 128])
    for (const id of ['TIT2', 'TT2', '©nam', 'INAM', 'title', 'segment:title']) expect([id, names({ [id]: 'x' }).title]).toEqual([id, 'x'])
  })
  it('have the exact tempo where a whole one stands beside it, and another tempo only where there is none', () => {
    expect(names({ TBPM: '129', 'TXXX:BPM': '129.97' }).tempo).toBe(129.97)
    expect(names({ tmpo: '130', '----:com.apple.iTunes:BPM': '129.97' }).tempo).toBe(129.97)
    expect(names({ TBPM: '128', TEMPO: '64.5' }).tempo).toBe(128)
    expect(names({ TBPM: '0', TEMPO: '64.5' }).tempo).toBe(64.5)
  })
  it('are one line of a sane length or nothing, whatever stands in the tags', () => {
    const value = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('x'.repeat(1000), '\0\u0085\u2028', 'a\nb'))
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.constantFrom('TIT2', 'TPE1', 'TALB', 'ARTISTS', 'TPE2', 'BPM'), fc.array(value)), { maxLength: 3 }), (tags) => {
        for (const text of Object.values(names(...tags)).filter((one) => typeof one === 'string')) {
          expect(text).toMatch(/^\P{Cc}+$/u)
          expect([...text].length).toBeLessThanOrEqual(300)
        }
      }),
    )
    expect([lineOf(' a\0b '), lineOf('\0')]).toEqual(['a b', null])
  })
  it('come from so many values of a field and no more', () => {
    const all = new Map<string, string[]>()
    for (let i = 0; i < 1000; i++) put(all, 'ARTIST', `${i}`, `${i} too`)
    expect(all.get('ARTIST')).toHaveLength(64)
  })
})
