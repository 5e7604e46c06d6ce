import { renameSync, rmSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Catalog } from '../../../src/core/music/catalog'
import { addTrack } from '../../../src/core/music/catalog/edit'
import type { Cabinet } from '../../../src/main/soundtrack/cabinet'
import { createSoundtrack } from '../../../src/main/soundtrack/soundtrack'
import { house } from '../library/house'

const song = (title: string, artist: string) => ({ title, artist, duration: 200 })
const catalog = [song('Headstrong', 'Trapt'), song('False Pretense', 'The Red Jumpsuit Apparatus'), song('Someday', 'Flipsyde')].reduce<Catalog>(
  (made, facts) => {
    const next = addTrack(made, facts)
    if (!next.ok) throw new Error(next.error.message)
    return next.value
  },
  { id: 'film', name: 'Film', tracks: [] },
)
const tags = (title: string, artist: string, audio: string) => JSON.stringify({ title, artist, duration: 200, audio })

function film(files: Record<string, string>) {
  const { open, ...rest } = house(files)
  const cabinet = Promise.resolve({ get: (id: string) => (id === 'film' ? { catalog, from: 'bundled' } : null) } as Cabinet)
  const begin = () => {
    const run = open()
    const soundtrack = createSoundtrack({ cabinet, library: run.library, store: run.store })
    const rows = async () => {
      soundtrack.stale()
      return (await soundtrack.state('film')).songs.map(({ song, state, by, file }) => [song, state, by, file === null ? null : (run.library.track(file)?.file ?? '?')])
    }
    const idOf = (file: string) => run.tracks().find((track) => track.file === file)?.id ?? ''
    return { ...run, soundtrack, rows, idOf }
  }
  return { ...rest, begin }
}

it('names the files of songs by their tracks, and says what is missing', async () => {
  const { begin, music } = film({ 'a.mp3': tags('Headstrong', 'Trapt', 'one'), 'b.mp3': tags('Other', 'Somebody', 'two') })
  const { library, rows } = begin()
  await library.setFolders([music])
  expect(await rows()).toEqual([
    ['headstrong', 'strong', 'auto', 'a.mp3'],
    ['false-pretense', 'none', 'auto', null],
    ['someday', 'none', 'auto', null],
  ])
})

it('keeps the user’s word over a restart, a rescan, and a move of the file', async () => {
  const { begin, music, at } = film({ 'a.mp3': tags('Headstrong', 'Trapt', 'one'), 'b.mp3': tags('Other', 'Somebody', 'two') })
  const first = begin()
  await first.library.setFolders([music])
  await first.soundtrack.decide('film', 'someday', { kind: 'pick', file: first.idOf('b.mp3') })
  await first.soundtrack.decide('film', 'headstrong', { kind: 'not', file: first.idOf('a.mp3') })
  const expected = [['headstrong', 'none', 'auto', null], ['false-pretense', 'none', 'auto', null], ['someday', 'strong', 'user', 'b.mp3']]
  expect(await first.rows()).toEqual(expected)
  await first.store.close()

  renameSync(at('music', 'b.mp3'), at('music', 'c.mp3'))
  const second = begin()
  await second.library.setFolders([music])
  expect((await second.rows())[2]).toEqual(['someday', 'strong', 'user', 'c.mp3'])
  await second.soundtrack.decide('film', 'someday', { kind: 'unlink' })
  expect((await second.rows())[2]).toEqual(['someday', 'none', 'user', null])
})

it('finds by the title that the user has given a track', async () => {
  const { begin, music } = film({ 'a.mp3': tags('Track 1', 'Various', 'one') })
  const { library, rows, idOf } = begin()
  await library.setFolders([music])
  expect((await rows())[0]?.[1]).toBe('none')
  await library.say([idOf('a.mp3')], { title: 'Headstrong', artist: 'Trapt' })
  expect((await rows())[0]).toEqual(['headstrong', 'strong', 'auto', 'a.mp3'])
})

it('misses a song whose file is gone, and refuses a catalog that there is not', async () => {
  const { begin, music, at } = film({ 'a.mp3': tags('Headstrong', 'Trapt', 'one'), 'b.mp3': tags('Other', 'Somebody', 'two') })
  const { library, rows, soundtrack } = begin()
  await library.setFolders([music])
  rmSync(at('music', 'a.mp3'))
  await library.rescan()
  expect((await rows())[0]).toEqual(['headstrong', 'none', 'auto', null])
  await expect(soundtrack.state('none')).rejects.toThrow('there is no catalog none')
})

it('never takes for a song what was put in the place of its file while it was looked for', async () => {
  const { begin, music, write } = film({ 'a.mp3': tags('Headstrong', 'Trapt', 'one') })
  const { library, rows, store } = begin()
  await library.setFolders([music])
  const match = store.match.bind(store)
  store.match = async (...asked) => {
    const found = await match(...asked)
    write('music/a.mp3', tags('Other', 'Somebody', 'two'))
    await library.rescan()
    return found
  }
  expect((await rows())[0]).toEqual(['headstrong', 'none', 'auto', null])
})
