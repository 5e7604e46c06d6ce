import { basename } from 'node:path'
import type { LibraryStatus } from '../../core/ipc/contract'
import { tempoOfTrack, type Heard, type Track } from '../../core/music/track'
import { log } from '../log'
import { idOf, oneLine, scanFolder, type Found, type Problem } from './scan'
import type { TagResult } from './tagger'

export interface LibraryOptions {
  /** Holds the tracks that stand in where no folder gives any. */
  readonly demoFolder: string
  /** Reads the tags of files: `readAll` with its workers. */
  readonly readTags: (files: readonly Found[], each: (file: Found, result: TagResult) => void, signal: AbortSignal) => Promise<void>
  /** Something that `status` or `tracks` tells has changed. May come very often. */
  readonly changed: () => void
}

interface Entry {
  readonly found: Found
  readonly track: Track
  /** BPM by the tag. */
  readonly tag: number | null
  /** What its audio told; null until somebody has looked. */
  readonly heard: Heard | null
}

/** A file with what the analysis needs to know of its track. */
export type Unlooked = Found & { readonly duration: number }

interface Folder {
  readonly id: string
  readonly path: string
  entries: Map<string, Entry>
  problems: Problem[]
  problem: string | null
}

export type Library = ReturnType<typeof createLibrary>

const newFolder = (path: string): Folder => ({ id: idOf(path), path, entries: new Map(), problems: [], problem: null })
const unchanged = (a: Found, b: Found) => a.path === b.path && a.size === b.size && a.modifiedMs === b.modifiedMs

function entryOf(found: Found, tags: Exclude<TagResult, { failed: string }>): Entry {
  const { title, artist, album, duration, tempo } = tags
  const track: Track = { id: found.id, file: found.file, title, artist, album, duration, ...tempoOfTrack(tempo, null) }
  return { found, track, tag: tempo, heard: null }
}

function withHeard({ found, track, tag }: Entry, heard: Heard): Entry {
  const { state, reason, tempo, tempoConfidence } = heard
  const analysis = { state, reason, confidence: tempo === null ? null : tempoConfidence }
  return { found, tag, heard, track: { ...track, ...tempoOfTrack(tag, heard), analysis } }
}

/** The tracks of the music folders. It keeps the old ones while it scans, so that a session never loses its music to a rescan. */
export function createLibrary({ demoFolder, readTags, changed }: LibraryOptions) {
  let folders: Folder[] = []
  const demo = newFolder(demoFolder)
  let scanning = false
  let current: { readonly abort: AbortController; readonly done: Promise<void> } | null = null

  const ownEntries = () => folders.flatMap(({ entries }) => [...entries.values()])
  const usesDemo = () => !scanning && folders.every(({ entries }) => entries.size === 0)
  const entries = () => (usesDemo() ? [...demo.entries.values()] : ownEntries())
  const find = (id: string) => [...folders, demo].map((folder) => folder.entries.get(id)).find((entry) => entry !== undefined)

  async function scan(folder: Folder, taken: Set<string>, signal: AbortSignal): Promise<void> {
    const result = await scanFolder(folder.path)
    if (signal.aborted) return
    // A file in two folders, one of which holds the other, belongs to the first.
    const files = result.files.filter(({ id }) => !taken.has(id))
    files.forEach(({ id }) => taken.add(id))
    const old = folder.entries
    const kept = files.flatMap((found) => {
      const entry = old.get(found.id)
      return entry && unchanged(entry.found, found) ? [[found.id, entry] as const] : []
    })
    folder.entries = new Map(kept)
    folder.problem = result.problem
    folder.problems = [...result.problems]
    changed()
    const fresh = files.filter(({ id }) => !folder.entries.has(id))
    await readTags(
      fresh,
      (found, tags) => {
        if ('failed' in tags) folder.problems.push({ file: found.file, reason: tags.failed })
        else folder.entries.set(found.id, entryOf(found, tags))
        changed()
      },
      signal,
    )
  }

  async function scanAll(signal: AbortSignal): Promise<void> {
    const taken = new Set<string>()
    for (const folder of folders) if (!signal.aborted) await scan(folder, taken, signal)
    if (!signal.aborted && ownEntries().length === 0) await scan(demo, new Set(), signal)
  }

  async function rescan(): Promise<void> {
    current?.abort.abort()
    const before = current?.done
    const abort = new AbortController()
    scanning = true
    changed()
    const done = (async () => {
      await before
      if (abort.signal.aborted) return
      await scanAll(abort.signal).catch((error: unknown) => log('scan', error))
      if (abort.signal.aborted) return
      scanning = false
      changed()
    })()
    current = { abort, done }
    await done
  }

  return {
    /** Scans all folders again. Resolves when this scan has ended, or when a later one has taken its place. */
    rescan,

    /** Makes these the music folders, and scans. */
    setFolders(paths: readonly string[]): Promise<void> {
      folders = [...new Set(paths)].map((path) => folders.find((folder) => folder.path === path) ?? newFolder(path))
      return rescan()
    },

    folders: (): readonly { readonly id: string; readonly path: string }[] => folders.map(({ id, path }) => ({ id, path })),

    status: (): LibraryStatus => ({
      folders: folders.map(({ id, path, entries: { size }, problem }) => ({ id, name: oneLine(basename(path)) || path, tracks: size, problem })),
      demo: usesDemo(),
      tracks: entries().length,
      scanning,
      analysing: entries().filter(({ heard, track }) => track.tempo === null && (heard === null || heard.state === 'waiting')).length,
      problems: [...folders, ...(usesDemo() ? [demo] : [])].flatMap(({ problems }) => problems),
    }),

    tracks: (): readonly Track[] => entries().map(({ track }) => track),

    /** Where a track's file is; undefined for an id that the library does not hold. */
    pathOf: (id: string): string | undefined => find(id)?.found.path,

    /** Some of the tracks whose audio nobody has looked after yet. */
    unlooked: (most: number): readonly Unlooked[] =>
      entries()
        .filter(({ heard }) => heard === null)
        .slice(0, most)
        .map(({ found, track: { duration } }) => ({ ...found, duration })),

    /** How many tracks there are, how many have their analysis, and how many never will. */
    counts(): { readonly total: number; readonly done: number; readonly failed: number } {
      const states = entries().map(({ heard }) => heard?.state)
      return { total: states.length, done: states.filter((one) => one === 'done').length, failed: states.filter((one) => one === 'failed').length }
    },

    /** Takes what the audio of tracks told. */
    setHeard(news: readonly (readonly [id: string, heard: Heard])[]): void {
      for (const [id, heard] of news) {
        for (const { entries } of [...folders, demo]) {
          const entry = entries.get(id)
          if (entry) entries.set(id, withHeard(entry, heard))
        }
      }
      changed()
    },
  }
}
