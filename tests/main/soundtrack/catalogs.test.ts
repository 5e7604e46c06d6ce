import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Soundtrack } from '../../../src/core/ipc/contract'
import { catalogOf, first } from '../../../src/main/soundtrack/catalogs'
import { reportOf } from '../../../src/main/soundtrack/report'
import { temporaryFolder } from '../folder'

const bundled = { bundled: resolve(import.meta.dirname, '../../../resources/catalogs'), user: '/nowhere' }
const small = { id: 'small', name: 'Small', tracks: [{ id: 'be-safe', title: 'Be Safe', artist: 'The Cribs', year: null, album: null, onAlbum: null, inFilm: null, role: null, tempo: null, tempoAlt: null, duration: null, key: null, energy: null }] }

describe('a catalog that is named on the command line', () => {
  it('is one that the app brings along', async () => {
    expect(await catalogOf(first, bundled, '/nowhere')).toMatchObject({ ok: true, value: { catalog: { id: first }, leftOut: [] } })
  })
  it('is one of the user’s, also in the place of one that the app brings along', async () => {
    const places = { ...bundled, user: temporaryFolder() }
    for (const id of ['small', first]) writeFileSync(join(places.user, `${id}.json`), JSON.stringify({ ...small, id }))
    expect(await catalogOf('small', places, '/nowhere')).toMatchObject({ ok: true, value: { catalog: { name: 'Small' } } })
    expect(await catalogOf(first, places, '/nowhere')).toMatchObject({ ok: true, value: { catalog: { id: first, name: 'Small' } } })
    expect(await catalogOf('none', places, '/nowhere')).toMatchObject({ ok: false, error: { message: expect.stringMatching(/never-back-down, small/) } })
  })
  it('is refused where the user’s file of it is broken', async () => {
    const places = { ...bundled, user: temporaryFolder() }
    writeFileSync(join(places.user, `${first}.json`), '{')
    expect(await catalogOf(first, places, '/nowhere')).toMatchObject({ ok: false, error: { message: expect.stringContaining(`${first}.json`) } })
  })
  it('is a file', async () => {
    const path = join(temporaryFolder(), 'my.json')
    writeFileSync(path, JSON.stringify(small))
    expect(await catalogOf('my.json', bundled, path)).toMatchObject({ ok: true, value: { catalog: { id: 'small' } } })
  })
  it('is a playlist', async () => {
    const path = join(temporaryFolder(), 'mine.m3u8')
    writeFileSync(path, '#EXTM3U\n#EXTINF:300,The Cribs - Be Safe\nbe safe.mp3\n')
    expect(await catalogOf('mine.m3u8', bundled, path)).toMatchObject({ ok: true, value: { catalog: { tracks: [{ title: 'Be Safe', artist: 'The Cribs', duration: 300 }] }, leftOut: [] } })
    writeFileSync(path, '#EXTM3U\n#EXTINF:long,The Cribs - Be Safe\nbe safe.mp3\n')
    expect(await catalogOf('mine.m3u8', bundled, path)).toMatchObject({ ok: true, value: { leftOut: ['Left out: 1 value', 'line 2: "long" is no length'] } })
    writeFileSync(path, '#EXTM3U\n#EXTINF:1,\n')
    expect(await catalogOf('mine.m3u8', bundled, path)).toMatchObject({ ok: false, error: { message: expect.stringMatching(/'mine.m3u8'.*line 2/), mend: expect.stringContaining('title') } })
  })
  it.each([
    ['is not there', null, /never-back-down/],
    ['is no catalog', '[]', /catalog/],
    ['breaks a rule', JSON.stringify({ ...small, tracks: [{ ...small.tracks[0], title: '' }] }), /title/],
  ])('is refused by its name where it %s', async (_what, text, said) => {
    const path = join(temporaryFolder(), 'my.json')
    if (text !== null) writeFileSync(path, text)
    const read = await catalogOf('my.json', bundled, path)
    expect(read).toMatchObject({ ok: false, error: { message: expect.stringMatching(said) } })
    expect(read).toMatchObject({ error: { message: expect.stringContaining("'my.json'") } })
  })
})

it('the report names each song with its file and the others', async () => {
  const read = await catalogOf('small', { bundled: '/nowhere', user: temporaryFolder() }, await smallFile())
  if (!read.ok) throw new Error(read.error.message)
  const found: Soundtrack['songs'][number] = { song: 'be-safe', by: 'auto', state: 'strong', file: 'a', distance: 0.1, reasons: ['why'], others: [{ id: 'b', distance: 0.3, reasons: ['live'] }] }
  expect(reportOf(read.value.catalog, [found], (id) => `${id}.mp3`)).toEqual({
    catalog: 'small',
    tracks: [{ title: 'Be Safe', artist: 'The Cribs', state: 'strong', file: 'a.mp3', distance: 0.1, reasons: ['why'], others: [{ file: 'b.mp3', distance: 0.3 }] }],
  })
  expect(reportOf(read.value.catalog, [{ ...found, state: 'none', file: null, distance: null, others: [] }], (id) => `${id}.mp3`)).toMatchObject({ tracks: [{ state: 'none', file: null, distance: null, others: [] }] })
})

async function smallFile(): Promise<string> {
  const path = join(temporaryFolder(), 'small.json')
  writeFileSync(path, JSON.stringify(small))
  return path
}
