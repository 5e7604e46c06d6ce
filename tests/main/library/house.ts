import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Track } from '../../../src/core/music/track'
import { identityOf } from '../../../src/main/database/content'
import { openStore } from '../../../src/main/database/store'
import { createLibrary } from '../../../src/main/library/library'
import type { Found } from '../../../src/main/library/scan'
import type { TagResult } from '../../../src/main/library/tagger'
import type { CreateWatch } from '../../../src/main/library/watch'
import { temporaryFolder } from '../folder'

/** What reading a file gives, as the file says: a JSON of its tags and its `audio`, or no audio file. */
function told(path: string): TagResult {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    return { failed: 'gone' }
  }
  if (text.startsWith('coded as ')) return { failed: 'no way', unplayable: text.slice(9) }
  if (!text.startsWith('{')) return { failed: text === 'forbidden' ? 'no permission to read it' : 'not an audio file that can be read' }
  const { audio, ...tags } = { title: 'x', artist: null, album: null, duration: 100, tempo: null, audio: text, ...JSON.parse(text) }
  const content = createHash('sha256').update(audio).digest('hex').slice(0, 32)
  return { ...tags, content, identity: identityOf(content, tags.title, tags.artist) }
}

const blind: CreateWatch = () => ({ follow: () => undefined, leave: () => undefined, close: () => undefined })

/** Runs of the app over one disk: `open` begins the next, with the real database. */
export function house(files: Record<string, string>, demo: Record<string, string> = {}) {
  const base = temporaryFolder()
  const at = (...parts: string[]) => join(base, ...parts)
  const write = (name: string, text: string) => {
    mkdirSync(at(name, '..'), { recursive: true })
    writeFileSync(at(name), text)
  }
  mkdirSync(at('music'))
  mkdirSync(at('demo'))
  for (const [name, text] of Object.entries(files)) write(join('music', name), text)
  for (const [name, text] of Object.entries(demo)) write(join('demo', name), text)
  const read: string[] = []
  const hooks = { beforeFile: async (_file: Found): Promise<void> => undefined }

  function open(createWatch: CreateWatch = blind) {
    const store = openStore(at('data'), 1)
    let changes = 0
    const readTags = async (found: readonly Found[], each: (file: Found, result: TagResult) => void, signal: AbortSignal) => {
      for (const file of found) {
        await hooks.beforeFile(file)
        if (signal.aborted) return
        read.push(file.file)
        each(file, told(file.path))
      }
    }
    const library = createLibrary({ demoFolder: at('demo'), store, readTags, createWatch, changed: () => changes++ })
    onTestFinished(() => library.close())
    /** The list as a page has it that has followed every change. */
    const page = new Map<string, Track>()
    let revision = 0
    const tracks = (): Track[] => {
      for (let more = true; more; ) {
        const news = library.changes(revision)
        news.tracks.forEach((track) => page.set(track.id, track))
        news.removed.forEach((id) => page.delete(id))
        ;({ revision, more } = news)
      }
      return [...page.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1))
    }
    return { library, store, tracks, titles: () => tracks().map(({ title }) => title), changes: () => changes }
  }
  return { base, at, music: at('music'), write, read, hooks, open, ...open() }
}
