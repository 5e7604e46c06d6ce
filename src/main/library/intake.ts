import type { Store } from '../database/store'
import { log } from '../log'
import { oneLine, type Found } from './scan'
import type { Entry } from './entry'
import type { Stock } from './stock'
import type { TagResult } from './tagger'

/** Kept in the database at once, at most: what a crash may lose, and what one message holds. */
const most = 200

interface Read {
  readonly found: Found
  readonly folder: string
  readonly told: TagResult
}

export interface IntakeOptions {
  readonly stock: Stock
  readonly store: Pick<Store, 'keep' | 'forget'>
  /** Files that are not where they were: what is read now may be one of them, moved. */
  readonly gone: readonly Entry[]
  readonly changed: () => void
}

/**
 * Takes in files as they are read: into the database first, which answers with what the user said of them, then into the
 * list. While the database writes, the next ones gather.
 */
export function createIntake({ stock, store, gone, changed }: IntakeOptions) {
  const lost = new Map<string, Entry[]>()
  for (const entry of gone) {
    if ('failed' in entry.told) continue
    lost.set(entry.told.identity, [...(lost.get(entry.told.identity) ?? []), entry])
  }
  const left = new Set(gone.map(({ found }) => found.path))
  const waiting: Read[] = []
  let working: Promise<void> | null = null

  /** The file as it was before: at this place, or at the place that it was moved from. */
  function beforeOf({ found, told }: Read): Entry | undefined {
    const same = stock.at(found.path)
    if (same || 'failed' in told) return same
    const moved = lost.get(told.identity)?.pop()
    if (moved) left.delete(moved.found.path)
    return moved
  }

  async function keep(some: readonly Read[]): Promise<void> {
    const entries = some.map((read) => {
      const before = beforeOf(read)
      const { found, folder, told } = read
      const known = before && !('failed' in before.told) && !('failed' in told) && before.told.content === told.content
      return { found, folder, told, id: before?.id ?? stock.idFor(found.path), heard: known ? before.heard : null, from: before?.found.path }
    })
    const lasting = entries.map(({ found: { path, size, modifiedMs, file }, folder, told, id }) => ({ path, size, modifiedMs, folder, file, id, told }))
    const moved = entries.flatMap(({ from, found: { path } }) => (from === undefined || from === path ? [] : [from]))
    const notes = await store.keep(lasting).catch((error: unknown) => {
      log('the library could not be kept', error)
      return []
    })
    if (moved.length > 0) await store.forget(moved).catch((error: unknown) => log('database', error))
    entries.forEach(({ found, folder, told, id, heard, from }, i) => {
      if (from !== undefined && from !== found.path) stock.remove(from)
      stock.put({ found, folder, told, id, heard, note: notes[i] ?? null, away: false })
    })
    changed()
  }

  async function work(): Promise<void> {
    while (waiting.length > 0) await keep(waiting.splice(0, most))
    working = null
  }

  return {
    add(found: Found, folder: string, told: TagResult): void {
      const safe = 'failed' in told ? { ...told, failed: oneLine(told.failed) } : told
      waiting.push({ found, folder, told: safe })
      working ??= work()
    },
    /** Resolves when all is taken in. */
    settled: async (): Promise<void> => {
      while (working) await working
    },
    /** Files that are gone and were not found at another place. */
    left: (): readonly string[] => [...left],
  }
}
