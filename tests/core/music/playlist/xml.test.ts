import { describe, expect, it, test } from 'vitest'
import { writePlaylist } from '../../../../src/core/music/playlist/playlist'
import { readXml } from '../../../../src/core/music/playlist/xml'
import { entry, error, reading, songs } from './reading'

const wrap = (tracks: string) => `<?xml version="1.0"?>\n<playlist version="1" xmlns="http://xspf.org/ns/0/"><title>Gym</title>\n<trackList>${tracks}</trackList></playlist>`

describe('XSPF', () => {
  it('gives what a track has, in milliseconds, with CDATA, comments and characters by number', () => {
    const track = '<!-- <track> --><track><location>a%20b.mp3</location><location>c.mp3</location><title>R&amp;B &#x41;<![CDATA[ <3]]></title><creator>X</creator><duration>161920</duration><extension application="x"><title>no</title></extension></track>'
    expect(reading(wrap(track), 'xspf')).toEqual({ name: 'Gym', entries: [entry({ title: 'R&B A <3', artist: 'X', duration: 161.92, file: 'a b.mp3' })], left: [] })
  })

  it('may have no title, which is optional: the file’s name gives it, and a song without either is left out by its line', () => {
    const read = reading(wrap('<track><location>file:///music/Band/02%20-%20My%20Song.flac</location></track>\n<track><creator>X</creator></track><track><title>Second</title></track>'), 'xspf')
    expect(read.entries.map(({ title, file }) => [title, file])).toEqual([['My Song', '/music/Band/02 - My Song.flac'], ['Second', null]])
    expect(read.left).toEqual(['Left out: 1 song', 'line 4: there is no title'])
  })

  it('may have signs that nobody escaped, and entities that nobody knows', () => {
    expect(songs(wrap('<track><title>I <3 R&B &toString; &eacute;</title></track>'), 'xspf')).toEqual([[null, 'I <3 R&B &toString; &eacute;']])
  })

  it('that is broken gives what comes before', () => {
    expect(reading(wrap('<track><title>a</title></track>\n<track><title>b</titel></track>'), 'xspf')).toMatchObject({ entries: [{ title: 'a' }], left: ['Left out: 1 value', 'The rest: line 4: </titel> closes nothing that is open'] })
    expect(songs('<playlist><trackList><track><title>a</title></track><track><title>cut sh', 'xspf')).toEqual([[null, 'a']])
  })

  test.each([
    ['declarations of its own, and so a bomb of entities', '<!DOCTYPE lolz [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><playlist/>', 'line 1: a document type with declarations'],
    ['deep nesting', '<a>'.repeat(100_000), 'nested too deep'],
    ['a tag that is not closed', wrap('<track><title>x</track>'), 'line 3: </track> closes nothing'],
    ['an end that is missing', '<playlist>\n<trackList>', 'line 2: <trackList> is never closed'],
    ['a second root', '<playlist/><playlist/>', 'line 1: there is a second root'],
    ['another XML', '<constructor/>', 'the file holds no playlist'],
    ['no track that can be taken', wrap('\n\n<track><creator>X</creator></track>'), 'line 5: there is no title'],
    ['no XML', 'hello', 'line 1: there is text outside of the playlist'],
  ])('is refused with %s', (_what, text, expected) => {
    expect(error(text, 'xspf')).toContain(expected)
  })

  it('is written with locations as URIs and nothing that XML has no place for', () => {
    const text = writePlaylist({ name: null, entries: [entry({ title: 'a\u0000\uFFFE\uD800& <b>', file: 'C:\\#1\\ü.mp3' }), entry({ title: 'b', file: '../a b.mp3' })] }, 'xspf')
    expect(text).toContain('<location>file:///C:/%231/%C3%BC.mp3</location>')
    expect(text).toContain('<location>../a%20b.mp3</location>')
    expect(text).not.toMatch(/[\u0000\uFFFE]|\p{Cs}/u)
    expect(songs(text, 'xspf')).toEqual([[null, 'a & <b>'], [null, 'b']])
  })
})

it('the collection of rekordbox gives its tracks', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<DJ_PLAYLISTS Version="1.0.0"><PRODUCT Name="rekordbox"/><COLLECTION Entries="2">
<TRACK TrackID="1" Name="B &amp; C" Artist="A" Album="D" TotalTime="200" AverageBpm="128.00" Location="file://localhost/C:/Music/%231.mp3"><TEMPO Inizio="0.1" Bpm="128.00"/></TRACK>
<TRACK TrackID="2" Location="file://localhost/Users/me/My%20Song.mp3"/>
</COLLECTION><PLAYLISTS><NODE Type="0"><TRACK Key="1"/></NODE></PLAYLISTS></DJ_PLAYLISTS>`
  expect(reading(text, 'xml')).toEqual({ name: null, entries: [entry({ title: 'B & C', artist: 'A', album: 'D', duration: 200, tempo: 128, file: 'C:\\Music\\#1.mp3' }), entry({ title: 'My Song', file: '/Users/me/My Song.mp3' })], left: [] })
})

it('the library of iTunes gives its tracks, and no playlist a second time', () => {
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>Major Version</key><integer>1</integer>
<key>Tracks</key><dict>
<key>12</key><dict><key>Track ID</key><integer>12</integer><key>Name</key><string>B &#38; C</string><key>Artist</key><string>A</string><key>Album</key><string>D</string>
<key>Total Time</key><integer>200000</integer><key>BPM</key><integer>128</integer><key>Disabled</key><true/><key>Location</key><string>file://localhost/C:/Music/%231.mp3</string></dict>
<key>13</key><dict><key>__proto__</key><string>x</string><key>Location</key><string>file:///Users/me/My%20Song.mp3</string></dict>
</dict>
<key>Playlists</key><array><dict><key>Name</key><string>Library</string><key>Playlist Items</key><array><dict><key>Track ID</key><integer>12</integer></dict></array></dict></array>
<key>Music Folder</key><string>file:///Users/me/</string></dict></plist>`
  expect(reading(text, 'xml')).toEqual({ name: null, entries: [entry({ title: 'B & C', artist: 'A', album: 'D', duration: 200, tempo: 128, file: 'C:\\Music\\#1.mp3' }), entry({ title: 'My Song', file: '/Users/me/My Song.mp3' })], left: [] })
})

test('of the text between two tags no more is gone through than a field can hold, however many entities and pieces it has', () => {
  const told: number[] = []
  const read = readXml(`<a>${'&amp;'.repeat(2_800_000)}<b/><![CDATA[${'x'.repeat(5_000_000)}]]><c/>${'y<!---->'.repeat(500_000)}</a>`, { text: (_path, text) => told.push(text.length) })
  expect(read.ok).toBe(true)
  expect(told.slice(0, 2)).toEqual([4000, 20_000])
  expect(told.length).toBe(20_002)
})
