import fc from 'fast-check'
import { oneLine } from '../../../../src/core/line'
import { describe, expect, it, test } from 'vitest'
import { catalogLimits } from '../../../../src/core/music/catalog'
import { formatOf, formats, writePlaylist, type Readable } from '../../../../src/core/music/playlist/playlist'
import { error, reading } from './reading'

const readables: readonly Readable[] = [...formats, 'pls', 'xml']

describe('what is written is read again', () => {
  const line = fc
    .oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.constantFrom('a, "b"; c', "'=1+1", '=SUM(A1)', '-x', '<b>&amp;</b>', ']]>', 'A - B', '#EXTINF:1,x', 'x\ty', ' - ', '1:30'))
    .map((text) => oneLine(text.replaceAll(/[\p{Cc}\u2028\u2029\uFEFF]/gu, '')))
    .filter((text) => text !== '')
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
  const entries = fc.array(
    fc.record({
      title: line, artist: maybe(line), album: maybe(line), duration: maybe(fc.integer({ min: 1, max: 86_400_000 }).map((ms) => ms / 1000)),
      tempo: maybe(fc.integer({ min: 1, max: 9990 }).map((tenths) => tenths / 10)),
      file: maybe(fc.constantFrom('a b.mp3', '../x/Ünï & <co>.flac', '=a.mp3', '/m/#1?/100%20.mp3', 'C:\\m\\a.mp3', '\\\\nas\\m\\a.mp3', '#1.mp3', 'https://host/a%20b.mp3?x=1&y=2')),
    }),
    { minLength: 1, maxLength: 5 },
  )
  test.each(formats)('%s', (format) => {
    fc.assert(
      fc.property(entries, maybe(line), (all, name) => {
        const wanted = all.map((one) => ({ ...one, tempo: format === 'm3u8' ? null : one.tempo }))
        expect(reading(writePlaylist({ name, entries: all }, format), format)).toEqual({ name: format === 'csv' ? null : name, entries: wanted, left: [] })
      }),
      { numRuns: 300 },
    )
  })
})

test('whatever a file holds, reading it ends in a playlist or a sentence', () => {
  const piece = fc.constantFrom(
    '<', '>', '"', '&', 'title', ',', ';', '\n', '#EXTINF:', '<track>', '<playlist>', ']]>', '<![CDATA[', '{', '[', ':', '1', '\u0000', '\uD800', ' - ',
    '[playlist]\n', 'File1=', '<plist>', '<dict>', '<key>Tracks</key>', '</', '/>', '{"playlist":{"track":[', '<!DOCTYPE ', 'file:///', '%',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }), fc.constantFrom(...readables), (pieces, format) => {
      expect(error(pieces.join(''), format)).toMatch(/^(read|.+\.)$/s)
    }),
    { numRuns: 1000 },
  )
})

describe('a huge file', () => {
  it('is read once from front to end, or refused', () => {
    const long = 'x'.repeat(1_000_000)
    for (const format of readables) {
      for (const text of [`"${long}`, `<${long}`, '&'.repeat(100_000), '\n'.repeat(100_000), ' '.repeat(1_000_000), `#EXTINF:${'1 '.repeat(100_000)}`, `#EXTINF:1${' a="'.repeat(100_000)}`, `<a ${'b="c" '.repeat(50_000)}`, '['.repeat(100_000), '<3'.repeat(100_000), `title\n${'"a\n'.repeat(100_000)}`, `title\n${'""a,'.repeat(100_000)}`, `title${',"'.repeat(100_000)}`]) {
        expect(error(text, format)).toMatch(/^(read|.+\.)$/s)
      }
      expect(error(' '.repeat(20_000_001), format)).toBe('the playlist is over 20 MB long.')
    }
  })

  const many = 400_000
  const times = (one: (n: number) => string) => Array.from({ length: many }, (_, n) => one(n)).join('\n')
  test.each<[Readable, string]>([
    ['csv', `title\n${times((n) => `t${n}`)}`],
    ['m3u8', times((n) => `t${n}.mp3`)],
    ['pls', `[playlist]\n${times((n) => `File${n}=t${n}.mp3`)}`],
    ['jspf', `{"playlist":{"track":[${times(() => '{"title":"t"},')}{"title":"t"}]}}`.replace('{"title":"t"},', '')],
    ['xspf', `<playlist><trackList>${times(() => '<track><title>t</title></track>')}</trackList></playlist>`],
  ])('of many songs (%s) gives as many as a catalog has room for, and tells how many were left out', (format, text) => {
    const read = reading(text, format)
    expect(read.entries.length).toBe(catalogLimits.tracks)
    expect(read.left).toEqual(['Left out: 398000 songs', 'The last 398000: a catalog has at most 2000 songs'])
  })

  it('of songs that cannot be taken names the first of them', () => {
    const { left } = reading(`title,artist\nx,y\n${',a\n'.repeat(100_000)}`, 'csv')
    expect([left.length, left[0], left[1], left.at(-1)]).toEqual([22, 'Left out: 100000 songs', 'line 3: there is no title', 'and others'])
  })
})

test('a format goes by what a file begins with, and else by the ending of its name', () => {
  const named = ['A.M3U', 'a.m3u8', 'b.xspf', 'c.jspf', 'd.csv', 'e.tsv', 'e.txt', 'e.pls', 'e.xml', 'f.mp3', 'csv.', 'constructor'].map((name) => formatOf(name))
  expect(named).toEqual(['m3u8', 'm3u8', 'xspf', 'jspf', 'csv', 'csv', 'csv', 'pls', 'xml', null, null, null])
  const begun = ['\uFEFF#EXTM3U', '\n#extinf:1,', '[Playlist]', '<?xml ?>', '<plist>', '{ "playlist" : {', '{"id": 1}', 'title'].map((text) => formatOf('a.txt', text))
  expect(begun).toEqual(['m3u8', 'm3u8', 'pls', 'xml', 'xml', 'jspf', 'csv', 'csv'])
})
