import type { Heard } from '../../core/music/track'
import { createChanges } from './changes'
import { entryOf, type Entry, type Facts } from './entry'
import { idOf, type Problem } from './scan'

/** How much of a folder there is. */
interface Tally {
  tracks: number
  failed: number
  readonly unplayable: Map<string, number>
}

type State = 'waiting' | 'done' | 'failed'
const stateOf = ({ heard }: Entry): State => heard?.state ?? 'waiting'

/** All files of the folders in memory, found by path and by id, counted, and their changes told. Folders that are hidden are held but not told. */
export function createStock() {
  const folders = new Map<string, Map<string, Entry>>()
  const folderOf = new Map<string, string>()
  const pathOf = new Map<string, string>()
  const hidden = new Set<string>()
  const tallies = new Map<string, Tally>()
  const states: Record<State, number> = { waiting: 0, done: 0, failed: 0 }
  const unheard = new Set<string>()
  let analysing = 0
  const changes = createChanges()

  const at = (path: string): Entry | undefined => folders.get(folderOf.get(path) ?? '')?.get(path)
  const byId = (id: string): Entry | undefined => at(pathOf.get(id) ?? '')

  function count(entry: Entry, by: 1 | -1): void {
    const tally = tallies.get(entry.folder) ?? { tracks: 0, failed: 0, unplayable: new Map() }
    tallies.set(entry.folder, tally)
    if ('failed' in entry.told) {
      tally.failed += by
      const { unplayable } = entry.told
      if (unplayable !== undefined) tally.unplayable.set(unplayable, (tally.unplayable.get(unplayable) ?? 0) + by)
    }
    if (!entry.track) return
    tally.tracks += by
    if (hidden.has(entry.folder)) return
    // What is away or held up waits for its file, not for its turn.
    if ((entry.away || entry.heard?.held !== undefined) && stateOf(entry) === 'waiting') return
    states[stateOf(entry)] += by
    if (entry.track.tempo === null && stateOf(entry) === 'waiting') analysing += by
    if (by === 1 && entry.heard === null) unheard.add(entry.id)
    else unheard.delete(entry.id)
  }

  function remove(path: string): void {
    const entry = at(path)
    if (!entry) return
    count(entry, -1)
    folders.get(entry.folder)?.delete(path)
    folderOf.delete(path)
    if (pathOf.get(entry.id) === path) {
      pathOf.delete(entry.id)
      changes.remove(entry.id)
    }
  }

  /**
   * An id for a file: from its path and what it holds, unless a track that was moved away from there still has it. Something
   * else at the same place is another track: nobody who asks for the one gets the other.
   */
  function idFor(path: string, content = ''): string {
    for (let n = 0; ; n++) {
      const id = idOf([path, content, ...(n === 0 ? [] : [n])].join('\n'))
      const holder = pathOf.get(id)
      if (holder === undefined || holder === path) return id
    }
  }

  function put(facts: Facts): void {
    const { found: { path }, folder } = facts
    const holder = pathOf.get(facts.id)
    const entry = entryOf(holder === undefined || holder === path ? facts : { ...facts, id: idFor(path, 'failed' in facts.told ? undefined : facts.told.content) })
    const before = at(path)
    if (before?.folder === folder && before.id === entry.id) count(before, -1)
    else remove(path)
    folders.set(folder, (folders.get(folder) ?? new Map<string, Entry>()).set(path, entry))
    folderOf.set(path, folder)
    count(entry, 1)
    if (entry.track) pathOf.set(entry.id, path)
    else if (pathOf.get(entry.id) === path) pathOf.delete(entry.id)
    if (hidden.has(folder)) return
    if (entry.track) changes.put(entry.track)
    else changes.remove(entry.id)
  }

  return {
    put,
    remove,
    at,
    byId,
    idFor,
    changes: changes.since,
    of: (folder: string): readonly Entry[] => [...(folders.get(folder)?.values() ?? [])],
    drop(folder: string): void {
      for (const path of folders.get(folder)?.keys() ?? []) remove(path)
      folders.delete(folder)
      tallies.delete(folder)
    },
    /** Tells the tracks of a folder, or takes them back. */
    show(folder: string, on: boolean): void {
      if (on !== hidden.has(folder)) return
      const entries = [...(folders.get(folder)?.values() ?? [])]
      entries.forEach((entry) => count(entry, -1))
      if (on) hidden.delete(folder)
      else hidden.add(folder)
      for (const entry of entries) {
        count(entry, 1)
        if (entry.track && on) changes.put(entry.track)
        else changes.remove(entry.id)
      }
    },
    /** @param heard null: to be looked at again */
    hear(id: string, heard: Heard | null): void {
      const entry = byId(id)
      if (entry) put({ ...entry, heard })
    },
    /** Some tracks whose audio nobody has looked after yet. */
    unheard(most: number): readonly Entry[] {
      const some: Entry[] = []
      for (const id of unheard) {
        const entry = byId(id)
        if (entry) some.push(entry)
        if (some.length >= most) break
      }
      return some
    },
    tally: (folder: string): Readonly<Tally> => tallies.get(folder) ?? { tracks: 0, failed: 0, unplayable: new Map() },
    counts: () => ({ total: states.waiting + states.done + states.failed, done: states.done, failed: states.failed, analysing }),
    /** How many files of a folder are sound that nothing here decodes, by coding. */
    unplayable: (folder: string): ReadonlyMap<string, number> => tallies.get(folder)?.unplayable ?? new Map(),
    problems: (folder: string): readonly Problem[] =>
      (tallies.get(folder)?.failed ?? 0) === 0 ? [] : [...(folders.get(folder)?.values() ?? [])].flatMap(({ found: { file }, told }) => ('failed' in told ? [{ file, reason: told.failed }] : [])),
  }
}

export type Stock = ReturnType<typeof createStock>
