import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { sentence } from '../../../../src/core/result'
import { formatOf, formats, readPlaylist, writePlaylist, type Entry, type Format, type Playlist } from '../../../../src/core/music/playlist/playlist'

const entry = (more: Partial<Entry> & { title: string }): Entry => ({ artist: null, album: null, duration: null, tempo: null, file: null, ...more })
const good = (text: string, format: Format): Playlist => {
  const read = readPlaylist(text, format)
  if (!read.ok) throw new Error(sentence(read.error))
  return read.value
}
const error = (text: string, format: Format): string => {
  const read = readPlaylist(text, format)
  return read.ok ? 'read' : sentence(read.error)
}

describe('what is written is read again', () => {
  const line = fc
    .oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.constantFrom('a, "b"; c', "'=1+1", '=SUM(A1)', '-x', '<b>&amp;</b>', ']]>', 'A - B', '#EXTINF:1,x', 'x\ty', ' - ', '1:30'))
    .map((text) => text.replaceAll(/[\p{Cc}\u2028\u2029\uFEFF]/gu, '').trim())
    .filter((text) => text !== '')
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
  const entries = fc.array(
    fc.record({
      title: line, artist: maybe(line), album: maybe(line), duration: maybe(fc.integer({ min: 1, max: 86_400_000 }).map((ms) => ms / 1000)),
      tempo: maybe(fc.integer({ min: 1, max: 9990 }).map((tenths) => tenths / 10)), file: maybe(fc.constantFrom('a b.mp3', '../x/Ünï & <co>.flac', 'file:///c/%20.mp3', '=a.mp3')),
    }),
    { minLength: 1, maxLength: 5 },
  )
  test.each(formats)('%s', (format) => {
    fc.assert(
      fc.property(entries, maybe(line), (all, name) => {
        const wanted = all.map((one) => ({ ...one, tempo: format === 'm3u8' ? null : one.tempo }))
        expect(good(writePlaylist({ name, entries: all }, format), format)).toEqual({ name: format === 'csv' ? null : name, entries: wanted })
      }),
      { numRuns: 300 },
    )
  })
})

describe('M3U', () => {
  it('gives title, artist and length, from a file with a byte-order mark and CRLF', () => {
    expect(good('\uFEFF#EXTM3U\r\n#PLAYLIST:Gym\r\n#EXTINF:312,Kanye West - Stronger\r\nC:\\Music\\s.mp3\r\n\r\n#EXTINF:-1 tvg-id="1",Alone\r\nb.mp3', 'm3u8')).toEqual({
      name: 'Gym',
      entries: [entry({ title: 'Stronger', artist: 'Kanye West', duration: 312, file: 'C:\\Music\\s.mp3' }), entry({ title: 'Alone', file: 'b.mp3' })],
    })
  })
  it('without #EXTINF takes the names of the files', () => {
    expect(good('# a comment\nrock/03 - TV on the Radio - Wolf_Like_Me.mp3\nC:\\m\\Be Safe.flac', 'm3u8').entries.map(({ artist, title }) => [artist, title])).toEqual([['TV on the Radio', 'Wolf Like Me'], [null, 'Be Safe']])
  })
  it('names the line of what is wrong', () => {
    expect(error('#EXTM3U\n#EXTINF:soon,A - B\na.mp3', 'm3u8')).toBe('line 2: the length "soon" is no number.')
    expect(error(`#EXTM3U\n#EXTINF:1,${'x'.repeat(10_000_000)}\na.mp3`, 'm3u8')).toBe('line 2: the title has 10000000 characters. It may have 300.')
  })
})

describe('CSV', () => {
  it('is separated by commas, semicolons or tabs, with lengths as a clock, seconds or milliseconds', () => {
    expect(good('Title;Artist;Length;BPM\nStronger;Kanye West;5:12;103,99\n', 'csv').entries).toEqual([entry({ title: 'Stronger', artist: 'Kanye West', duration: 312, tempo: 103.99 })])
    expect(good('artist\ttitle\tduration\nA\tB\t1:02:03.5', 'csv').entries).toEqual([entry({ title: 'B', artist: 'A', duration: 3723.5 })])
    expect(good('Track Name,Artist Name(s),Track Duration (ms)\nB,A,161920', 'csv').entries).toEqual([entry({ title: 'B', artist: 'A', duration: 161.92 })])
  })
  it('may have line ends, separators and quotes in a quoted cell', () => {
    expect(good('title,artist\n"Say ""Hi"",\nyou",A\n', 'csv').entries).toEqual([entry({ title: 'Say "Hi", you', artist: 'A' })])
  })
  test.each([
    ['name the columns', 'Stronger,Kanye West\n', 'line 1: no column is called "title". The first line must name the columns: title, artist, duration, tempo.'],
    ['close a quote', 'title\na\n"b\nc', 'line 3: a quoted cell is never closed. Close it with ".'],
    ['put nothing after a quote', 'title\n"a"b', 'line 2: there is text after a closing quote. Double the quotes within a cell.'],
    ['have a title, counting lines within cells', 'title,artist\n"a\nb",x\n,y', 'line 4: there is no title.'],
    ['have numbers as tempo', 'title,tempo\na,fast', 'line 2: the tempo "fast" is no number.'],
    ['have a tempo that can be', 'title,tempo\na,-5', 'line 2: the tempo must be above 0 and at most 999 BPM.'],
    ['have a song', 'title\n', 'the playlist has no songs.'],
  ])('must %s', (_rule, text, expected) => {
    expect(error(text, 'csv')).toBe(expected)
  })
  it('that a spreadsheet opens runs no formula', () => {
    expect(writePlaylist({ name: null, entries: [entry({ title: '=HYPERLINK("x")' })] }, 'csv')).toContain(`"'=HYPERLINK(""x"")"`)
  })
})

describe('XSPF', () => {
  const wrap = (tracks: string) => `<?xml version="1.0"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Gym</title>\n<trackList>${tracks}</trackList></playlist>`
  it('gives what a track has, in milliseconds, with CDATA, comments and characters by number', () => {
    expect(good(wrap('<!-- <track> --><track><location>a.mp3</location><location>b.mp3</location><title>R&amp;B &#x41;<![CDATA[ <3]]></title><creator>X</creator><duration>161920</duration><extension application="x"><title>no</title></extension></track>'), 'xspf')).toEqual({
      name: 'Gym', entries: [entry({ title: 'R&B A <3', artist: 'X', duration: 161.92, file: 'a.mp3' })],
    })
  })
  test.each([
    ['a document type, and so a bomb of entities', '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><playlist/>', 'line 1: a document type is not allowed'],
    ['an entity of its own', wrap('\n<track><title>&b;</title></track>'), 'line 4: an "&" begins no known character'],
    ['deep nesting', '<a>'.repeat(100_000), 'nested too deep'],
    ['a tag that is not closed', wrap('<track><title>x</track>'), 'line 3: </track> closes nothing'],
    ['an end that is missing', '<playlist>\n<trackList>', 'line 2: <trackList> is never closed'],
    ['a second root', '<playlist/><playlist/>', 'line 1: there is a second root'],
    ['another XML', '<rss/>', 'line 1: the file holds no <playlist>'],
    ['a track without a title', wrap('\n\n<track><creator>X</creator></track>'), 'line 5: there is no title'],
    ['no XML', 'hello', 'line 1: there is text outside of the playlist'],
    ['a length in words', wrap('<track><title>x</title><duration>long</duration></track>'), 'line 3: the length "long" is no number'],
  ])('is refused with %s', (_what, text, expected) => {
    expect(error(text, 'xspf')).toContain(expected)
  })
})

describe('JSPF', () => {
  it('names the line of bad JSON, or the track of a bad one', () => {
    expect(error('{\n "playlist": {\n  oops', 'jspf')).toMatch(/^line 3: is not JSON/)
    expect(error('{"playlist": {"track": [{"title": "a"}, {"creator": "b"}]}}', 'jspf')).toBe('playlist.track[1].title: must be a text.')
    expect(error('{"playlist": {"track": [{"title": "a"}, {"title": ""}]}}', 'jspf')).toBe('track 2: there is no title.')
  })
})

test('whatever a file holds, reading it ends in a playlist or a sentence', () => {
  const piece = fc.constantFrom('<', '>', '"', '&', 'title', ',', ';', '\n', '#EXTINF:', '<track>', '<playlist>', ']]>', '<![CDATA[', '{', '[', ':', '1', '\u0000', '\uD800', ' - ')
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 30 }), fc.constantFrom(...formats), (pieces, format) => {
      expect(error(pieces.join(''), format)).toMatch(/^(read|.+\.)$/s)
    }),
    { numRuns: 500 },
  )
})

test('huge lines and files are refused or read without trouble', () => {
  const long = 'x'.repeat(10_000_000)
  for (const format of formats) {
    for (const text of [long, `"${long}`, `<${long}`, '&'.repeat(5_000_000), '\n'.repeat(5_000_000), ' '.repeat(10_000_000), `title\n${long}`]) expect(error(text, format)).not.toBe('read')
    expect(error(' '.repeat(20_000_001), format)).toBe('the playlist is over 20 MB long.')
  }
})

test('a format goes by the ending of the name', () => {
  expect(['A.M3U', 'a.m3u8', 'b.xspf', 'c.jspf', 'd.csv', 'e.tsv', 'f.mp3', 'csv.'].map(formatOf)).toEqual(['m3u8', 'm3u8', 'xspf', 'jspf', 'csv', 'csv', null, null])
})
