import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { createWatchWith } from '../../../src/main/library/watch'
import { house } from './house'

const quick = () => createWatchWith({ quietMs: 20, latestMs: 200, pollMs: 50 })
const patience = { timeout: 10_000, interval: 10 }

/** A library that looks at its folder for real. */
async function watched(files: Record<string, string>) {
  const disk = house(files)
  await disk.store.close()
  const run = disk.open(quick())
  await run.library.setFolders([disk.music])
  const become = (titles: readonly string[]) => vi.waitFor(() => expect(run.titles()).toEqual(titles), patience)
  return { ...disk, ...run, become }
}

describe('a library that watches its folders', () => {
  it('follows files that are added, changed, renamed and removed', async () => {
    const { become, write, at, tracks } = await watched({ 'a.mp3': '{"title":"A"}' })
    write('music/b.mp3', '{"title":"B"}')
    await become(['A', 'B'])
    write('music/b.mp3', '{"title":"Changed"}')
    await become(['A', 'Changed'])
    const [{ id } = { id: '' }] = tracks()
    renameSync(at('music/a.mp3'), at('music/z.mp3'))
    await become(['Changed', 'A'])
    expect(tracks()[1]?.id).toBe(id)
    rmSync(at('music/b.mp3'))
    await become(['A'])
  })
  it('follows what happens in folders that came later, and whole folders that go', async () => {
    const { become, write, at, base, library } = await watched({ 'a.mp3': '{"title":"A"}' })
    mkdirSync(`${base}/made/deep`, { recursive: true })
    writeFileSync(`${base}/made/deep/b.mp3`, '{"title":"B"}')
    renameSync(at('made'), at('music/made'))
    await become(['A', 'B'])
    write('music/made/deep/c.mp3', '{"title":"C"}')
    await become(['A', 'B', 'C'])
    renameSync(at('music/made/deep'), at('music/0'))
    await become(['B', 'C', 'A'])
    write('music/0/d.mp3', '{"title":"D"}')
    await become(['B', 'C', 'D', 'A'])
    rmSync(at('music/0'), { recursive: true })
    await become(['A'])
    expect(library.status()).toMatchObject({ tracks: 1, leftOut: 0 })
  })
  it('follows what happens in each of many folders', async () => {
    const { write, titles } = await watched(Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}/a.mp3`, `{"title":"Old ${i}"}`])))
    for (const folder of [0, 124, 249]) {
      let n = 0
      await vi.waitFor(() => {
        write(`music/${folder}/a.mp3`, `{"title":"New ${folder} ${n++}"}`)
        expect(titles().some((title) => title.startsWith(`New ${folder} `))).toBe(true)
      }, patience)
    }
  })
  it('reads only what has changed', async () => {
    const { become, write, read } = await watched({ 'a.mp3': '{"title":"A"}', 'sub/b.mp3': '{"title":"B"}' })
    read.length = 0
    write('music/sub/c.mp3', '{"title":"C"}')
    await become(['A', 'B', 'C'])
    expect(read).toEqual(['sub/c.mp3'])
  })
  it('misses its drive, and finds it again when it is plugged in', async () => {
    const { music, at, tracks, library } = await watched({ 'a.mp3': '{"title":"A"}' })
    const away = (is: boolean) => vi.waitFor(() => expect([tracks()[0]?.away ?? false, library.status().folders[0]?.away]).toEqual([is, is]), patience)
    renameSync(music, at('unplugged'))
    await library.rescan()
    await away(true)
    renameSync(at('unplugged'), music)
    await away(false)
  })
})
