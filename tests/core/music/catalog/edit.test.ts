import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Catalog } from '../../../../src/core/music/catalog'
import { addTrack, catalogFrom, editTrack, freeId, moveTrack, newCatalog, playlistOf, removeTrack, renameCatalog, type Edited } from '../../../../src/core/music/catalog/edit'
import { formats, readPlaylist, writePlaylist } from '../../../../src/core/music/playlist/playlist'
import { builtInCatalog } from '../matching/cases'

const value = (edited: Edited): Catalog => {
  if (!edited.ok) throw new Error(edited.error.message)
  return edited.value
}
const ids = ({ tracks }: Catalog) => tracks.map(({ id }) => id)
const mine = () => ['Hurt', 'Closer', 'Hurt'].reduce((catalog, title) => value(addTrack(catalog, { title })), value(newCatalog('Mine', ['mine'])))

describe('a catalog of the user', () => {
  it('gets an id from its name, another one where it is taken, and one also for a name of signs', () => {
    expect(mine().id).toBe('mine-2')
    expect([freeId('Déjà Vu!', []), freeId('???', []), freeId('夜に駆ける', [])]).toEqual(['deja-vu', 'track', '夜に駆ける'.normalize('NFKD')])
  })
  it('takes tracks in any place, each with an id of its own', () => {
    expect(ids(mine())).toEqual(['hurt', 'closer', 'hurt-2'])
    expect(ids(value(addTrack(mine(), { title: 'First' }, 0)))).toEqual(['first', 'hurt', 'closer', 'hurt-2'])
  })
  it('keeps the ids through every edit', () => {
    const edited = value(editTrack(mine(), 'hurt', { title: 'Pain', tempo: 100 }))
    expect(edited.tracks[0]).toMatchObject({ id: 'hurt', title: 'Pain', tempo: 100, artist: null })
    expect(ids(value(moveTrack(edited, 'hurt', 99)))).toEqual(['closer', 'hurt-2', 'hurt'])
    expect(ids(value(moveTrack(edited, 'hurt-2', 0)))).toEqual(['hurt-2', 'hurt', 'closer'])
    expect(ids(value(removeTrack(edited, 'closer')))).toEqual(['hurt', 'hurt-2'])
    expect(value(renameCatalog(edited, 'Yours'))).toMatchObject({ id: 'mine-2', name: 'Yours' })
  })
  it('refuses what the schema refuses, and tracks that it has not', () => {
    expect(editTrack(mine(), 'hurt', { tempo: -1 })).toMatchObject({ ok: false, error: { code: 'bad-catalog', message: expect.stringContaining('tracks[0].tempo') } })
    for (const edited of [editTrack(mine(), 'x', {}), moveTrack(mine(), 'x', 0), removeTrack(mine(), 'x')]) expect(edited).toMatchObject({ ok: false, error: { code: 'unknown-track' } })
  })
})

test('moving a track changes nothing but the order', () => {
  fc.assert(
    fc.property(fc.nat(25), fc.integer({ min: -3, max: 25 }), (from, to) => {
      const catalog = builtInCatalog()
      const id = ids(catalog)[from % catalog.tracks.length] ?? ''
      const moved = value(moveTrack(catalog, id, to))
      expect(ids(moved).toSorted()).toEqual(ids(catalog).toSorted())
      expect(ids(moved).indexOf(id)).toBe(Math.min(19, Math.max(0, to)))
    }),
  )
})

test.each(formats)('a catalog goes out as %s and comes back with the same songs', (format) => {
  const catalog = builtInCatalog()
  const text = writePlaylist(playlistOf(catalog, new Map([['stronger', 'Kanye West/Stronger.mp3']])), format)
  expect(text).toMatch(/Kanye(?: |%20)West\/Stronger\.mp3/)
  const read = readPlaylist(text, format)
  if (!read.ok) throw new Error(read.error.message)
  const back = value(catalogFrom(read.value, 'Never Back Down (2008)', ['never-back-down-2008']))
  expect(back).toMatchObject({ id: 'never-back-down-2008-2', name: catalog.name })
  const facts = ({ tracks }: Catalog) => tracks.map(({ title, artist, album, duration }) => [title, artist, album, duration])
  expect(facts(back)).toEqual(facts(catalog))
})

test('a file’s name that no catalog may have names one all the same', () => {
  const entries = [{ title: 'constructor', artist: null, album: null, duration: null, tempo: null, file: null }]
  const names = ['a\nb', '\u0000', 'x'.repeat(400), '__proto__'].map((name) => value(catalogFrom({ name: null, entries }, name, [])))
  expect(names.map(({ id, name }) => [id.length, name.slice(0, 10)])).toEqual([[3, 'a b'], [8, 'Playlist'], [50, 'xxxxxxxxxx'], [5, '__proto__']])
})

test('every name that can be imported makes good ids', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).filter((text) => /^[^\p{Cc}\u2028\u2029]*$/u.test(text) && text.trim() !== ''), { minLength: 1, maxLength: 5 }), (titles) => {
      const entries = titles.map((title) => ({ title, artist: null, album: null, duration: null, tempo: null, file: null }))
      expect(catalogFrom({ name: null, entries }, titles[0] ?? '', [])).toMatchObject({ ok: true })
    }),
  )
})
