import { expect, it } from 'vitest'
import { addTrack } from '../../../../src/core/music/catalog/edit'
import type { Catalog } from '../../../../src/core/music/catalog'
import { mappedOf, partsOf } from '../../../../src/core/music/catalog/mapped'
import type { Track } from '../../../../src/core/music/track'

const catalog = [120, 140, 90].reduce<Catalog>(
  (made, tempo, i) => {
    const next = addTrack(made, { title: `Song ${i}`, tempo })
    if (!next.ok) throw new Error(next.error.message)
    return next.value
  },
  { id: 'film', name: 'Film', tracks: [] },
)
const track = (id: string, tempo: number, more: Partial<Track> = {}): Track => ({ id, file: `${id}.mp3`, title: id, artist: null, album: null, duration: 200, tempo, tempoFrom: 'tag', ...more })
const found = (song: string, file: string | null, state: 'strong' | 'ambiguous' | 'none' = 'strong') => ({ song, state, by: 'auto' as const, file, distance: null, reasons: [], others: [] })
const shown = (songs: Parameters<typeof partsOf>[0]['songs'], tracks: readonly Track[]) =>
  [...partsOf({ catalog, songs }, tracks)].map(([id, { song, standIn }]) => [id, song.title, standIn !== null]).toSorted()

it('gives each found song its track, and each other one the nearest that is free', () => {
  const songs = [found('song-0', 'a'), found('song-1', null, 'none'), found('song-2', null, 'none')]
  expect(shown(songs, [track('a', 140), track('b', 141), track('c', 91), track('d', 60)])).toEqual([
    ['a', 'Song 0', false],
    ['b', 'Song 1', true],
    ['c', 'Song 2', true],
  ])
})

it('counts a song as missing whose file is away or banned, and takes no file that waits to be checked', () => {
  const songs = [found('song-0', 'a'), found('song-1', 'b'), found('song-2', 'c', 'ambiguous')]
  expect(shown(songs, [track('a', 120, { away: true }), track('b', 140, { mark: 'banned' }), track('c', 120), track('d', 119)])).toEqual([['d', 'Song 0', true]])
})

it('tells the director the genre of a song that is there; that of a stand-in is not known', () => {
  const film = { ...catalog, tracks: catalog.tracks.map((song) => ({ ...song, genre: 'indie rock' })) }
  const songs = [found('song-0', 'a'), found('song-1', null, 'none'), found('song-2', null, 'none')]
  const mapped = mappedOf(partsOf({ catalog: film, songs }, [track('a', 120), track('b', 141)]))
  expect([mapped.get('a'), mapped.get('b')]).toMatchObject([{ title: 'Song 0', genre: 'indie rock' }, { title: 'Song 1', standIn: true, genre: null }])
})
