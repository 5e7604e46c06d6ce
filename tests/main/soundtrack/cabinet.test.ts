import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addTrack, newCatalog } from '../../../src/core/music/catalog/edit'
import { openCabinet } from '../../../src/main/soundtrack/cabinet'
import { temporaryFolder } from '../folder'

const catalog = (id: string, ...titles: string[]) =>
  titles.reduce((made, title) => {
    const next = addTrack(made, { title })
    if (!next.ok) throw new Error(next.error.message)
    return next.value
  }, { id, name: id.toUpperCase(), tracks: [] } as Parameters<typeof addTrack>[0])

function cabinet(bundled: Record<string, string>, user: Record<string, string> = {}) {
  const base = temporaryFolder()
  for (const [folder, files] of [['bundled', bundled], ['user', user]] as const) {
    mkdirSync(join(base, folder))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(base, folder, name), text)
  }
  const broken: string[] = []
  const open = () => openCabinet({ bundled: join(base, 'bundled'), user: join(base, 'user') }, (file) => broken.push(file))
  return { base, broken, open }
}

describe('the catalogs', () => {
  const film = JSON.stringify(catalog('film', 'One', 'Two'))

  it('are those that the app brings along and the user’s, which stay over a restart', async () => {
    const { open } = cabinet({ 'film.json': film })
    const made = newCatalog('My own', ['film'])
    if (!made.ok) throw new Error(made.error.message)
    await (await open()).save(made.value)
    expect((await open()).list()).toEqual([
      { id: 'film', name: 'FILM', songs: 2, from: 'bundled' },
      { id: 'my-own', name: 'My own', songs: 0, from: 'user' },
    ])
  })

  it('leave out what would hold up the start, and name it', async () => {
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`c${String(i).padStart(3, '0')}.json`, JSON.stringify(catalog(`c${String(i).padStart(3, '0')}`))]))
    const { open, broken } = cabinet({ 'film.json': film }, many)
    expect((await open()).ids()).toHaveLength(201)
    expect(broken).toEqual(['c200.json'])
    const huge = cabinet({ 'film.json': film }, { 'huge.json': '['.repeat(10_000_001) })
    expect((await huge.open()).ids()).toEqual(['film'])
    expect(huge.broken).toEqual(['huge.json'])
  })

  it('take an edited one in the place of a bundled one, and give that back', async () => {
    const { open, base } = cabinet({ 'film.json': film })
    const one = await open()
    await one.save(catalog('film', 'One', 'Two', 'Three'))
    const two = await open()
    expect(two.get('film')).toMatchObject({ from: 'changed', catalog: { tracks: [{ title: 'One' }, { title: 'Two' }, { title: 'Three' }] } })
    await two.remove('film')
    expect((await open()).list()).toMatchObject([{ id: 'film', songs: 2, from: 'bundled' }])
    expect(existsSync(join(base, 'user', 'film.json'))).toBe(false)
    expect(readFileSync(join(base, 'bundled', 'film.json'), 'utf8')).toBe(film)
  })

  it('name those that cannot be read, and pass for no other one', async () => {
    const { open, broken } = cabinet({ 'film.json': film }, { 'bad.json': '{', 'sly.json': film })
    expect((await open()).ids()).toEqual(['film'])
    expect(broken).toEqual(['bad.json', 'sly.json'])
  })
})
