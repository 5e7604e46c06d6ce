import type { Store } from '../database/store'
import { log } from '../log'
import { createComparison } from './compare'
import type { Entry } from './entry'
import { takeScan, type Folder } from './folder'
import { createIntake } from './intake'
import { scanFolder, within, type Found } from './scan'
import type { Stock } from './stock'
import type { TagResult } from './tagger'

export interface SearchOptions {
  readonly stock: Stock
  readonly store: Pick<Store, 'keep' | 'forget'>
  /** Reads files: `readAll` with its workers. */
  readonly readTags: (files: readonly Found[], each: (file: Found, result: TagResult) => void, signal: AbortSignal) => Promise<void>
  readonly changed: () => void
  readonly folders: () => readonly Folder[]
  /** Comes before a scan: takes what is stored. */
  readonly load: () => Promise<void>
  /** Comes after all folders were scanned. */
  readonly last: (search: (folder: Folder) => Promise<void>) => Promise<void>
  /** A folder was seen with files in it, on a device that is not the one of the last time. */
  readonly seen: (folder: Folder) => void
  /** A scan of a music folder, or a part of it, has looked into these folders; real paths. */
  readonly visited: (folder: Folder, folders: readonly string[]) => void
}

/** A music folder, or a part of it by its real path. */
interface Part {
  readonly folder: Folder
  readonly from: string | null
}

/**
 * Brings the stock up to date with the disk, one scan at a time: looks at every file, reads what is new or changed, and
 * then lets go of what is gone. The old tracks stay meanwhile, so that a session never loses its music to a scan.
 */
export function createSearch({ stock, store, readTags, changed, folders, load, last, seen, visited }: SearchOptions) {
  let current: { readonly abort: AbortController; readonly done: Promise<void> } | null = null
  let progress: { done: number; total: number } | null = null
  /** What is to be looked at after the scan that runs. */
  let later: Part[] = []

  /** A file in two folders, one of which holds the other, belongs to the first. */
  const takenBy = (path: string, folder: Folder): boolean => {
    const owner = stock.at(path)?.folder
    if (owner === undefined || owner === folder.path) return false
    const order = folders().map(({ path }) => path)
    return order.indexOf(owner) < order.indexOf(folder.path) && order.includes(owner)
  }

  async function walk({ folder, from }: Part, taken: Set<string>, signal: AbortSignal): Promise<{ fresh: readonly Found[]; gone: readonly Entry[] }> {
    const comparison = createComparison((path) => {
      const entry = stock.at(path)
      return entry?.folder === folder.path ? entry : undefined
    })
    const each = (found: Found) => {
      if (taken.has(found.path) || takenBy(found.path, folder)) return
      taken.add(found.path)
      comparison.see(found)
    }
    const scan = await scanFolder(folder.path, { ...(from !== null && { from }), signal, each })
    if (signal.aborted) return { fresh: [], gone: [] }
    // Not only this part cannot be read.
    if (from !== null && scan.problem !== null) return walk({ folder, from: null }, taken, signal)
    const known = stock.of(folder.path).filter(({ found: { path } }) => from === null || within(from, path))
    const { kept, fresh, gone, away } = comparison.end(known, scan, from === null ? folder.device : null)
    for (const { found: { path } } of kept) {
      // As it is now: much may have been said of it since the scan came by.
      const entry = stock.at(path)
      if (entry && (entry.away || entry.heard?.held !== undefined)) stock.put({ ...entry, away: false, heard: entry.heard?.state === 'waiting' ? null : entry.heard })
    }
    for (const entry of away) if (!entry.away) stock.put({ ...entry, away: true })
    if (from === null) {
      const device = folder.device
      takeScan(folder, scan, away.length > 0 && scan.problem === null && scan.unread.length === 0)
      if (folder.device !== device) seen(folder)
    }
    visited(folder, scan.folders)
    changed()
    return { fresh, gone }
  }

  async function scan(parts: readonly Part[], signal: AbortSignal): Promise<void> {
    const taken = new Set<string>()
    const fresh: Found[] = []
    /** The music folder of each, by its path. */
    const folderOf = new Map<string, string>()
    const gone: Entry[] = []
    for (const part of parts) {
      if (signal.aborted) return
      const result = await walk(part, taken, signal)
      for (const found of result.fresh) {
        fresh.push(found)
        folderOf.set(found.path, part.folder.path)
      }
      for (const entry of result.gone) gone.push(entry)
    }
    const intake = createIntake({ stock, store, gone, changed })
    const reading = { done: 0, total: fresh.length }
    progress = fresh.length > 0 ? reading : null
    await readTags(fresh, (found, told) => {
      reading.done++
      intake.add(found, folderOf.get(found.path) ?? '', told)
    }, signal)
    await intake.settled()
    progress = null
    if (signal.aborted) return
    const left = intake.left()
    left.forEach((path) => stock.remove(path))
    if (left.length > 0) await store.forget(left)
    changed()
  }

  /** Takes the place of the scan that runs. */
  async function start(parts: () => readonly Part[]): Promise<void> {
    current?.abort.abort()
    const before = current?.done
    const abort = new AbortController()
    const { signal } = abort
    const work = async () => {
      await before
      if (!signal.aborted) await load()
      if (!signal.aborted) await scan(parts(), signal)
      if (!signal.aborted) await last((folder) => scan([{ folder, from: null }], signal))
    }
    const done = work()
      .catch((error: unknown) => log('scan', error))
      .then(() => {
        if (current?.abort !== abort) return
        current = null
        progress = null
        changed()
        if (!signal.aborted && later.length > 0) void some()
      })
    current = { abort, done }
    changed()
    await done
  }

  /** Those that are waiting, none within another. */
  function some(): Promise<void> {
    // A shorter path comes first, so that what lies in it finds it there.
    const sorted = later.toSorted((a, b) => (a.from?.length ?? 0) - (b.from?.length ?? 0))
    const parts: Part[] = []
    for (const one of sorted) {
      const covered = parts.some(({ folder, from }) => folder === one.folder && (from === null || (one.from !== null && within(from, one.from))))
      if (!covered) parts.push(one)
    }
    later = []
    return start(() => parts.filter(({ folder }) => folders().includes(folder)))
  }

  return {
    all(): Promise<void> {
      later = []
      return start(() => folders().map((folder) => ({ folder, from: null })))
    },
    /** Something has happened in this part of a music folder, by its real path; null for all of it. */
    async part(folder: Folder, from: string | null): Promise<void> {
      later.push({ folder, from })
      if (!current) await some()
    },
    async cancel(): Promise<void> {
      const running = current
      running?.abort.abort()
      await running?.done
    },
    running: () => current !== null,
    progress: () => (progress ? { ...progress } : null),
  }
}
