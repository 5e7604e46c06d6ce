import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { writePlaylist } from '../../../../src/core/music/playlist/playlist'
import { entry, error, reading, songs } from './reading'

describe('M3U', () => {
  it('gives title, artist and length, from a file with a byte-order mark and CRLF', () => {
    expect(reading('\uFEFF#EXTM3U\r\n#PLAYLIST:Gym\r\n#EXTINF:312,Kanye West - Stronger\r\nC:\\Music\\s.mp3\r\n\r\n#EXTINF:-1 tvg-id="1",Alone\r\nb.mp3', 'm3u8')).toEqual({
      name: 'Gym',
      entries: [entry({ title: 'Stronger', artist: 'Kanye West', duration: 312, file: 'C:\\Music\\s.mp3' }), entry({ title: 'Alone', file: 'b.mp3' })],
      left: [],
    })
  })

  it('without #EXTINF or #EXTM3U takes the names of the files', () => {
    expect(songs('# a comment\nrock/03 - TV on the Radio - Wolf_Like_Me.mp3\nC:\\m\\Be Safe.flac\nfile:///m/My%20Song.mp3\nhttps://host/x/1-02%20A%20-%20B.mp3?c=1', 'm3u8')).toEqual([['TV on the Radio', 'Wolf Like Me'], [null, 'Be Safe'], [null, 'My Song'], ['A', 'B']])
  })

  it('may have commas and dashes in attributes, lengths in milliseconds or as a clock, no length, no comma, and lines that CR alone ends', () => {
    const read = reading('#EXTINF:123 tvg-name="a, b" x=1,Artist - Title, too\ra.mp3\r#EXTINF:187341,A - B\r#EXTINF:3:20,C - D\r#EXTINF:,E - F\r#EXTINF:G - H\r#EXTINF:60\ri.mp3', 'm3u8')
    expect(read.entries.map(({ artist, title, duration }) => [artist, title, duration])).toEqual([['Artist', 'Title, too', 123], ['A', 'B', 187.341], ['C', 'D', 200], ['E', 'F', null], ['G', 'H', null], [null, 'i', 60]])
    expect(read.left).toEqual([])
  })

  it('names the line of a value that was left out, and of a text that was cut', () => {
    expect(reading('#EXTM3U\n#EXTINF:soon,A - B\na.mp3', 'm3u8')).toEqual({ name: null, entries: [entry({ title: 'B', artist: 'A', file: 'a.mp3' })], left: ['Left out: 1 value', 'line 2: "soon" is no length'] })
    const long = reading(`#EXTINF:1,${'x'.repeat(1_000_000)}`, 'm3u8')
    expect([long.entries[0]?.title.length, long.left]).toEqual([300, ['Left out: 1 value', 'line 1: the title was cut after 300 characters']])
  })

  it('is written so that no name is taken for a comment, or for two lines', () => {
    const files = ['#1/a.mp3', ' a.mp3', '/m/a\nb.mp3', 'C:\\a\nb.mp3', '/m/a ', 'a\nb.mp3']
    const text = writePlaylist({ name: 'a\nb', entries: files.map((file) => entry({ title: 'one\n#EXTM3U\r/etc/x', file })) }, 'm3u8')
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual(['./#1/a.mp3', './ a.mp3', 'file:///m/a%0Ab.mp3', 'file:///C:/a%0Ab.mp3', 'file:///m/a%20'])
    expect(reading(text, 'm3u8').entries.map(({ file }) => file)).toEqual([...files.slice(0, 5), null])
  })

  it('gives every absolute path back that it was written with', () => {
    const path = fc.string({ unit: fc.oneof(fc.constantFrom('#', '%20', ' ', '\n', '\r', '\\', '\u2028', '\u0085'), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 })), maxLength: 20 }).filter((one) => !/\0/.test(one)).map((one) => `/${one}`)
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 5 }), (paths) => {
        expect(reading(writePlaylist({ name: null, entries: paths.map((file) => entry({ title: 'A', file })) }, 'm3u8'), 'm3u8').entries.map(({ file }) => file)).toEqual(paths)
      }),
      { numRuns: 500 },
    )
  })
})

describe('PLS', () => {
  it('gives files, titles and lengths in the order of their numbers', () => {
    expect(reading('[playlist]\r\nFile2=/m/b.mp3\r\nTitle2=A - B\r\nLength2=-1\r\nfile1 = file:///m/One%20Two.mp3\r\nLength1=61\r\nNumberOfEntries=2\r\nVersion=2\r\n', 'pls').entries).toEqual([
      entry({ title: 'One Two', duration: 61, file: '/m/One Two.mp3' }), entry({ title: 'B', artist: 'A', file: '/m/b.mp3' }),
    ])
  })
  it('names what it leaves out', () => {
    expect(reading('[playlist]\nFile1=a.mp3\nLength2=5\n', 'pls').left).toEqual(['Left out: 1 song', 'entry 2: there is no title'])
    expect(error('[playlist]\nNumberOfEntries=0', 'pls')).toBe('the playlist has no songs.')
  })
})
