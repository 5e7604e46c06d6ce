import { oneLine } from '../../core/line'
import { isLegacy, sameTrack } from '../database/shelf'
import type { Store } from '../database/store'
import { log } from '../log'
import type { Found } from './scan'
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
  readonly store: Pick<Store, 'keep'>
  /** Files that are not where they were: what is read now may be one of them, moved. */
  readonly gone: readonly Entry[]
  readonly changed: () => void
}

/**
 * Takes in files as they are read: into the database first, which answers with what the user said of them, then into the
 * list. While the database writes, the next ones gather.
 */
export function createIntake({ stock, store, gone, changed }: IntakeOptions) {
  /** By what they were called, and by what they held. */
  const lost = new Map<string, Entry[]>()
  for (const entry of gone) {
    if ('failed' in entry.told) continue
    for (const name of [entry.told.identity, entry.told.content]) lost.set(name, [...(lost.get(name) ?? []), entry])
  }
  const left = new Set(gone.map(({ found }) => found.path))
  const waiting: Read[] = []
  /** Those that may have been moved and tagged anew: what was only moved has the first choice. */
  const late: Read[] = []
  let working: Promise<void> | null = null

  const lostAs = (name: string | undefined): Entry | undefined => lost.get(name ?? '')?.find(({ found }) => left.has(found.path))

  /** The track as it was before: at this place, or at the place that it was moved from. */
  function beforeOf({ found, told }: Read): Entry | undefined {
    const here = stock.at(found.path)
    if ('failed' in told) return here
    if (here && !('failed' in here.told) && sameTrack(here.told, told, isLegacy(here.found))) return here
    const moved = lostAs(told.identity) ?? lostAs(told.content) ?? lostAs(told.was)
    if (moved) left.delete(moved.found.path)
    return moved
  }

  async function keep(some: readonly Read[]): Promise<void> {
    const entries = some.map((read) => {
      const { found, folder, told } = read
      const before = beforeOf(read)
      const id = before?.id ?? stock.idFor(found.path, 'failed' in told ? undefined : told.content)
      return { found, folder, told, id, from: before?.found.path ?? found.path }
    })
    const lasting = entries.map(({ found: { path, size, modifiedMs, file }, folder, told, id, from }) => ({ path, size, modifiedMs, folder, file, id, told, from }))
    const notes = await store.keep(lasting).catch((error: unknown) => {
      log('the library could not be kept', error)
      return []
    })
    entries.forEach(({ found, folder, told, id, from }, i) => {
      // What was heard while the database wrote counts as well.
      const now = stock.at(from)
      const same = now && !('failed' in now.told) && !('failed' in told) && now.told.content === told.content && now.heard?.held === undefined
      if (from !== found.path) stock.remove(from)
      stock.put({ found, folder, told, id, heard: same ? now.heard : null, note: notes[i] ?? null, away: false })
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
      const read = { found, folder, told: safe }
      const other = !('failed' in safe) && !stock.at(found.path) && !lostAs(safe.identity) && (lostAs(safe.content) ?? lostAs(safe.was))
      if (other) return void late.push(read)
      waiting.push(read)
      working ??= work()
    },
    /** Resolves when all is taken in. */
    async settled(): Promise<void> {
      while (working) await working
      waiting.push(...late.splice(0))
      await work()
    },
    /** Files that are gone and were not found at another place. */
    left: (): readonly string[] => [...left],
  }
}
