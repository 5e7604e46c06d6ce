import { watch as watchFolder, type FSWatcher } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Folder } from './folder'
import { kinds, within } from './scan'

export interface Watch {
  /** Watches these folders of a music folder, by their real paths: all that a scan of the first of them visited. */
  follow(folder: Folder, visited: readonly string[]): void
  leave(folder: Folder): void
  close(): void
}

/** `dirty` is told what part of a music folder is to be looked at; null for all of it. */
export type CreateWatch = (dirty: (folder: Folder, path: string | null) => void) => Watch

export interface Pace {
  /** Nothing has happened in a folder for so long: what was being copied is there. */
  readonly quietMs: number
  /** A folder where something happens all the time is looked at as often. */
  readonly latestMs: number
  /** A music folder that is away, or cannot be watched, is looked for as often. */
  readonly pollMs: number
}
const usual: Pace = { quietMs: 700, latestMs: 5000, pollMs: 5000 }
/** Polls until a music folder that cannot be watched is scanned. */
const blindPolls = 24
/** Folders that are begun to be watched at once: each takes some 10 microseconds of the main process. */
const lot = 100

/** Says nothing of a file of ours: a picture, a list, a part of a download. A name without an ending may be a folder. */
const idle = (event: string, name: string | null): boolean => {
  if (name === null) return false
  if (name.startsWith('.')) return true
  const kind = extname(name).toLowerCase()
  return event === 'change' && !kinds.has(kind)
}

/**
 * Watches every folder by itself: Node's recursive watching does so too where the system has none, but walks the disk
 * without pause. What a watch misses, the next scan finds.
 */
export const createWatchWith = (pace: Pace = usual): CreateWatch => (dirty) => {
  const watched = new Map<Folder, Map<string, FSWatcher>>()
  const waiting = new Map<string, { readonly timer: NodeJS.Timeout; readonly since: number }>()
  const blind = new Set<Folder>()
  let polls = 0

  function note(folder: Folder, path: string | null): void {
    const key = `${folder.id}\n${path ?? ''}`
    const before = waiting.get(key)
    const since = before?.since ?? performance.now()
    clearTimeout(before?.timer)
    const wait = Math.max(0, Math.min(pace.quietMs, since + pace.latestMs - performance.now()))
    const timer = setTimeout(() => {
      waiting.delete(key)
      dirty(folder, path)
    }, wait)
    waiting.set(key, { timer, since })
  }

  function open(folder: Folder, path: string, root: boolean): FSWatcher | null {
    try {
      const watcher = watchFolder(path, { persistent: false }, (event, name) => {
        if (!idle(event, name)) note(folder, root ? null : path)
      })
      // The folder itself is gone; what holds it tells.
      watcher.on('error', () => watcher.close())
      return watcher
    } catch {
      // More folders than the system lets us watch, or one that is gone again.
      blind.add(folder)
      return null
    }
  }

  /** Lot by lot, so that thousands of folders hold up nobody. */
  async function openAll(folder: Folder, now: Map<string, FSWatcher>, visited: readonly string[], root: string | undefined): Promise<void> {
    const paths = visited.filter((path) => !now.has(path))
    for (let at = 0; at < paths.length; at += lot) {
      if (at > 0) await new Promise((resolve) => setImmediate(resolve))
      for (const path of paths.slice(at, at + lot)) {
        // The music folder was left meanwhile, or followed once more.
        if (watched.get(folder) !== now || now.has(path)) continue
        const watcher = open(folder, path, path === root)
        if (watcher) now.set(path, watcher)
      }
    }
  }

  const poll = setInterval(() => {
    polls++
    for (const folder of watched.keys()) {
      if (folder.away) void stat(folder.path).then(() => folder.away && dirty(folder, null), () => undefined)
      else if (blind.has(folder) && polls % blindPolls === 0) dirty(folder, null)
    }
  }, pace.pollMs)
  poll.unref()

  const leave = (folder: Folder) => {
    for (const watcher of watched.get(folder)?.values() ?? []) watcher.close()
    watched.delete(folder)
    blind.delete(folder)
  }

  return {
    leave,
    follow(folder, visited) {
      const now = watched.get(folder) ?? new Map<string, FSWatcher>()
      watched.set(folder, now)
      const [first] = visited
      const there = new Set(visited)
      for (const [path, watcher] of now) {
        // A folder that was moved away keeps its watch on Linux, under its old name.
        if (there.has(path) || (first !== undefined && !within(first, path))) continue
        watcher.close()
        now.delete(path)
      }
      const root = now.size === 0 ? first : [...now.keys()].reduce((a, b) => (a.length <= b.length ? a : b))
      void openAll(folder, now, visited, root)
    },
    close() {
      clearInterval(poll)
      for (const { timer } of waiting.values()) clearTimeout(timer)
      for (const folder of watched.keys()) leave(folder)
    },
  }
}
