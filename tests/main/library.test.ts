import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LibraryStatusSchema } from '../../src/core/ipc/contract'
import { TrackSchema, type Heard } from '../../src/core/music/track'
import { createLibrary } from '../../src/main/library/library'
import type { Found } from '../../src/main/library/scan'
import type { TagResult } from '../../src/main/library/tagger'
import { temporaryFolder } from './folder'

/** Tags as the content of the file says: a JSON of some of them, or no audio file. */
const tagsIn = (text: string): TagResult =>
  text.startsWith('{') ? { title: 'x', artist: null, album: null, duration: 100, tempo: null, ...JSON.parse(text) } : { failed: 'not audio' }

function house(files: Record<string, string>, demo: Record<string, string> = {}) {
  const base = temporaryFolder()
  const write = (folder: string, name: string, text: string) => {
    mkdirSync(join(base, folder, name, '..'), { recursive: true })
    writeFileSync(join(base, folder, name), text)
  }
  mkdirSync(join(base, 'music'))
  mkdirSync(join(base, 'demo'))
  for (const [name, text] of Object.entries(files)) write('music', name, text)
  for (const [name, text] of Object.entries(demo)) write('demo', name, text)
  let changes = 0
  const read: string[] = []
  const readTags = async (found: readonly Found[], each: (file: Found, result: TagResult) => void, signal: AbortSignal) => {
    for (const file of found) {
      await Promise.resolve()
      if (signal.aborted) return
      read.push(file.file)
      each(file, tagsIn(readFileSync(file.path, 'utf8')))
    }
  }
  const library = createLibrary({ demoFolder: join(base, 'demo'), readTags, changed: () => changes++ })
  return { base, music: join(base, 'music'), library, read, write, changes: () => changes }
}
const titles = (library: ReturnType<typeof house>['library']) => library.tracks().map(({ title }) => title)

describe('the library', () => {
  it('tells its folders, tracks and problems', async () => {
    const { library, music } = house({ 'a.mp3': '{"title":"A","tempo":128}', 'sub/b.mp3': '{"title":"B"}', 'bad.mp3': 'text' })
    await library.setFolders([music])
    const status = library.status()
    expect(status).toEqual({
      folders: [{ id: expect.any(String), name: 'music', tracks: 2, problem: null }],
      demo: false, tracks: 2, scanning: false, analysing: 1, problems: [{ file: 'bad.mp3', reason: 'not audio' }],
    })
    expect(LibraryStatusSchema.parse(status)).toEqual(status)
    expect(library.tracks().map((track) => TrackSchema.parse(track))).toMatchObject([
      { title: 'A', tempo: 128, tempoFrom: 'tag' },
      { title: 'B', file: 'sub/b.mp3', tempo: null, tempoFrom: null },
    ])
  })
  it('scans from the first moment, and says so until all is read', async () => {
    const { library, music } = house({ 'a.mp3': '{}' })
    const scan = library.setFolders([music])
    expect(library.status()).toMatchObject({ scanning: true, demo: false, tracks: 0 })
    await scan
    expect(library.status()).toMatchObject({ scanning: false, tracks: 1 })
  })
  it('knows where a track is, and nothing else', async () => {
    const { library, music } = house({ 'a.mp3': '{}' })
    await library.setFolders([music])
    expect(library.tracks().map(({ id }) => library.pathOf(id))).toEqual([join(music, 'a.mp3')])
    expect(library.pathOf('0123456789abcdef')).toBeUndefined()
  })
  it('holds a file once that lies in two of its folders', async () => {
    const { library, music } = house({ 'sub/a.mp3': '{}' })
    await library.setFolders([music, join(music, 'sub')])
    expect(library.status()).toMatchObject({ tracks: 1, folders: [{ tracks: 1 }, { tracks: 0 }] })
  })
})

describe('the demo tracks', () => {
  const demo = { 'd.mp3': '{"title":"Demo"}' }
  it('stand in where there is no folder, or none gives a track', async () => {
    const { library, music } = house({ 'bad.mp3': 'text' }, demo)
    await library.setFolders([])
    expect([titles(library), library.status()]).toMatchObject([['Demo'], { demo: true, tracks: 1, folders: [] }])
    await library.setFolders([music])
    expect([titles(library), library.status()]).toMatchObject([['Demo'], { demo: true, folders: [{ tracks: 0 }], problems: [{ file: 'bad.mp3' }] }])
  })
  it('go when there is music', async () => {
    const { library, music } = house({ 'a.mp3': '{"title":"A"}' }, demo)
    await library.setFolders([])
    await library.setFolders([music])
    expect([titles(library), library.status().demo]).toEqual([['A'], false])
  })
})

describe('a folder that is gone', () => {
  it('stays, with a problem and without tracks, and works again when it is back', async () => {
    const { library, music, write } = house({ 'a.mp3': '{}' })
    await library.setFolders([music])
    rmSync(music, { recursive: true })
    await library.rescan()
    expect(library.status().folders).toEqual([{ id: expect.any(String), name: 'music', tracks: 0, problem: expect.stringContaining('does not exist') }])
    write('music', 'a.mp3', '{}')
    await library.rescan()
    expect(library.status().folders).toMatchObject([{ tracks: 1, problem: null }])
  })
})

describe('a later scan', () => {
  it('reads only what is new or changed, and forgets what is gone', async () => {
    const { library, music, read, write } = house({ 'a.mp3': '{"title":"A"}', 'b.mp3': '{"title":"B"}', 'c.mp3': '{"title":"C"}' })
    await library.setFolders([music])
    read.length = 0
    rmSync(join(music, 'a.mp3'))
    write('music', 'b.mp3', '{"title":"Changed"}')
    write('music', 'd.mp3', '{"title":"D"}')
    await library.rescan()
    expect(read).toEqual(['b.mp3', 'd.mp3'])
    expect(titles(library).sort()).toEqual(['C', 'Changed', 'D'])
  })
  it('takes the place of one that still runs', async () => {
    const { library, music, read } = house(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.mp3`, '{}'])))
    await Promise.all([library.setFolders([music]), library.rescan(), library.rescan()])
    expect(library.status()).toMatchObject({ scanning: false, tracks: 50 })
    expect(read).toHaveLength(50)
  })
})

describe('what the audio tells', () => {
  const heard = (tempo: number | null, more: Partial<Heard> = {}): Heard => ({ state: 'done', reason: null, tempo, tempoConfidence: 0.9, tempoReadings: [], corrected: false, ...more })
  it('is asked for once for each track, and decides the tempo where it is sure', async () => {
    const { library, music, changes } = house({ 'a.mp3': '{"tempo":100}', 'b.mp3': '{}', 'c.mp3': '{"tempo":90}', 'd.mp3': '{}' })
    await library.setFolders([music])
    const before = changes()
    const [a, b, c, d] = library.unlooked(10)
    expect([a, b, c, d].map((one) => one?.file)).toEqual(['a.mp3', 'b.mp3', 'c.mp3', 'd.mp3'])
    library.setHeard([[a!.id, heard(140)], [b!.id, heard(141)], [c!.id, heard(142, { tempoConfidence: 0.29 })]])
    library.setHeard([[d!.id, heard(null, { state: 'failed', reason: 'its audio cannot be decoded' })]])
    expect(library.unlooked(10)).toEqual([])
    expect(library.tracks().map(({ tempo, tempoFrom }) => [tempo, tempoFrom])).toEqual([[140, 'audio'], [141, 'audio'], [90, 'tag'], [null, null]])
    expect(library.tracks()[3]?.analysis).toEqual({ state: 'failed', confidence: null, reason: 'its audio cannot be decoded' })
    expect([library.counts(), library.status().analysing]).toEqual([{ total: 4, done: 3, failed: 1 }, 0])
    expect(changes()).toBeGreaterThan(before)
  })
  it('is asked for a few at a time', async () => {
    const { library, music } = house({ 'a.mp3': '{}', 'b.mp3': '{}', 'c.mp3': '{}' })
    await library.setFolders([music])
    expect(library.unlooked(2)).toHaveLength(2)
  })
  it('is kept over a later scan', async () => {
    const { library, music } = house({ 'a.mp3': '{}' })
    await library.setFolders([music])
    library.setHeard([[library.unlooked(1)[0]?.id ?? '', heard(140)]])
    await library.rescan()
    expect(library.tracks()).toMatchObject([{ tempo: 140, tempoFrom: 'audio' }])
  })
})
