import { describe, expect, it, test } from 'vitest'
import { writePlaylist } from '../../../../src/core/music/playlist/playlist'
import { entry, error, reading, songs } from './reading'

describe('a table', () => {
  it('is separated by commas, semicolons, tabs or bars, with lengths as a clock, seconds or milliseconds', () => {
    expect(reading('Title;Artist;Length;BPM\nStronger;Kanye West;5:12;103,99\n', 'csv').entries).toEqual([entry({ title: 'Stronger', artist: 'Kanye West', duration: 312, tempo: 103.99 })])
    expect(reading('artist\ttitle\tduration\nA\tB\t1:02:03.5', 'csv').entries).toEqual([entry({ title: 'B', artist: 'A', duration: 3723.5 })])
    expect(reading('Track Name,Artist Name(s),Track Duration (ms)\nB,A,161920', 'csv').entries).toEqual([entry({ title: 'B', artist: 'A', duration: 161.92 })])
    expect(songs('title|artist\nA, b|C', 'csv')).toEqual([['C', 'A, b']])
  })

  it('may have line ends, separators and quotes in a quoted cell, and spaces around one', () => {
    expect(songs('title,artist\n"Say ""Hi"",\nyou",A\n', 'csv')).toEqual([['A', 'Say "Hi", you']])
    expect(songs('TITLE, ARTIST\n"The Look", "Doe, Jane" \n', 'csv')).toEqual([['Doe, Jane', 'The Look']])
  })

  it('may have quotes that are only signs', () => {
    expect(songs('title,artist\n"12" Mix",A\n12" Mix,B\n"Heroes" (Live),C\n"never closed,D\nlast,E', 'csv')).toEqual([['A', '12" Mix'], ['B', '12" Mix'], ['C', '"Heroes" (Live)'], ['D', '"never closed'], ['E', 'last']])
  })

  test.each([
    ['Exportify', 'Track URI,Track Name,Album Name,Artist Name(s),Release Date,Duration (ms),Popularity,Added At,Danceability,Tempo,Time Signature\nspotify:track:1,B,C,"A;X",2007-01-01,200000,71,,0.6,103.992,4'],
    ['an older Exportify', '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Album Name","Album Artist Name(s)","Track Number","Track Duration (ms)"\n"spotify:track:1","B","x","A;X","C","Various","7","200000"'],
    ['Apple Music', 'Track name\tArtist name\tAlbum\tPlaylist name\tType\tISRC\tDuration\nB\tA;X\tC\tGym\tPlaylist\tUS1\t3:20'],
    ['rekordbox', '#\tArtwork\tTrack Title\tArtist\tAlbum\tGenre\tBPM\tRating\tTime\tKey\tDate Added\r\n1\t\tB\tA;X\tC\tHouse\t128.00\t     \t03:20\t5A\t2021-12-24\r\n'],
    ['iTunes', 'Name\tArtist\tComposer\tAlbum\tGrouping\tGenre\tSize\tTime\tTrack Number\tYear\tBPM\tLocation\rB\tA;X\t\tC\t\tRock\t1\t200\t7\t2007\t128\tMac HD:Users:me:b.mp3\r'],
    ['iTunes in German', 'Name\tInterpret\tKomponist\tAlbum\tDauer\nB\tA;X\t\tC\t200'],
    ['Serato', 'name,artist,album,length,bpm,key\nB,A;X,C,03:20.00,128.0,5A'],
  ])('of %s is read', (_who, text) => {
    expect(reading(text, 'csv')).toMatchObject({ entries: [{ title: 'B', artist: 'A;X', album: 'C', duration: 200 }], left: [] })
  })

  it('may have a line before the columns’ names: what Shazam and Excel put there', () => {
    expect(songs('Shazam Library\nIndex,TagTime,Title,Artist,URL,TrackKey\n1,2023-05-25,"Drive By","Train",https://x/y,55\n', 'csv')).toEqual([['Train', 'Drive By']])
    expect(songs('sep=;\nTitle;Artist\nOne;A\n', 'csv')).toEqual([['A', 'One']])
  })

  it('has the title in the column that is called so, and not where a track’s number is', () => {
    expect(songs('Track,Title,Artist\n1,One,A', 'csv')).toEqual([['A', 'One']])
  })

  it('gives what it can, and names the lines and values that were left out, counting lines within cells', () => {
    const read = reading('title,artist,length,tempo\n"a\nb",x,soon,fast\n,,,\n\n,y,,\nc,z,3m 20s,128 bpm', 'csv')
    expect(read.entries).toEqual([entry({ title: 'a b', artist: 'x' }), entry({ title: 'c', artist: 'z', duration: 200, tempo: 128 })])
    expect(read.left).toEqual(['Left out: 1 song and 2 values', 'line 2: "soon" is no length', 'line 2: "fast" is no tempo', 'line 6: there is no title'])
  })

  it('takes the name of a file for a title that is not there', () => {
    expect(songs('title,artist,file\n,A,/m/03 - One.mp3', 'csv')).toEqual([['A', 'One']])
  })

  it('may call its columns like a part of every object', () => {
    expect(songs('__proto__,constructor,title,toString\na,b,One,c', 'csv')).toEqual([[null, 'One']])
  })

  test.each([
    ['names no column', 'Stronger,Kanye West\n', 'no column of the table is called "title". The first line must name the columns: title, artist, duration, tempo.'],
    ['has no song', 'title\n', 'the playlist has no songs.'],
    ['has no title', 'title,artist\n,A\n,B\n,C', "none of the songs can be taken (line 2: there is no title, and 2 more). Each needs a title, or a file's name."],
  ])('that %s is refused', (_rule, text, expected) => {
    expect(error(text, 'csv')).toBe(expected)
  })

  it('that a spreadsheet opens runs no formula', () => {
    expect(writePlaylist({ name: null, entries: [entry({ title: '=HYPERLINK("x")' })] }, 'csv')).toContain(`"'=HYPERLINK(""x"")"`)
  })
})
