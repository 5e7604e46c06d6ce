import { dirname } from 'node:path'
import type { Changes, LibraryStatus } from '../../core/ipc/contract'
import type { Heard, Track } from '../../core/music/track'
import type { Note, NotePatch } from '../database/notes'
import type { Store } from '../database/store'
import { log } from '../log'
import { newFolder, type Folder } from './folder'
import type { Found, Problem } from './scan'
import { createSearch, type SearchOptions } from './searching'
import { createStock } from './stock'
import type { CreateWatch } from './watch'

export interface LibraryOptions extends Pick<SearchOptions, 'readTags'> {
  /** Holds the tracks that stand in where no folder gives any; null where none shall. */
  readonly demoFolder: string | null
  readonly store: Pick<Store, 'page' | 'keep' | 'forget' | 'empty' | 'note' | 'played' | 'fact' | 'setFact'>
  readonly createWatch: CreateWatch
  /** Something that `status` or `changes` tells has changed. May come very often. */
  readonly changed: () => void
}

/** A file with what the analysis needs to know of its track. */
export type Unlooked = Found & { readonly duration: number; readonly content: string }

export type Library = ReturnType<typeof createLibrary>

/** Taken from the database at once: more would hold up the main process. */
const pageSize = 250
/** Problems that the status names. */
const named = 100

/** The tracks of the music folders: those that are stored at once, then what a scan makes of them. */
export function createLibrary({ demoFolder, store, readTags, createWatch, changed }: LibraryOptions) {
  const stock = createStock()
  const demo = newFolder(demoFolder ?? '')
  let folders: readonly Folder[] = []
  let demoShown = false
  stock.show(demo.path, false)

  const quiet = (error: unknown) => log('database', error)
  const ownTracks = () => folders.reduce((sum, { path }) => sum + stock.tally(path).tracks, 0)

  async function load(some: readonly Folder[]): Promise<void> {
    const fresh = some.filter(({ loaded }) => !loaded)
    if (fresh.length === 0) return
    for (const folder of fresh) {
      folder.loaded = true
      const device = await store.fact(deviceFact(folder)).catch(quiet)
      folder.device = device ? Number(device) : null
    }
    const paths = fresh.map(({ path }) => path)
    for (let after = 0; ; ) {
      const page = await store.page(paths, after, pageSize).catch(quiet)
      if (!page || page.files.length === 0) break
      after = page.last
      for (const { path, size, modifiedMs, folder, file, id, told, note } of page.files) {
        if (stock.at(path)) continue
        stock.put({ found: { id, path, size, modifiedMs, file }, folder, id, told, note, heard: null, away: false })
      }
      changed()
    }
  }

  /** The demo tracks are there while there is no other, and go with the first one. */
  async function settleDemo(search: (folder: Folder) => Promise<void>): Promise<void> {
    const wanted = demoFolder !== null && ownTracks() === 0
    if (wanted && !demo.loaded) await load([demo])
    if (wanted) await search(demo)
    demoShown = wanted
    stock.show(demo.path, wanted)
  }

  const search = createSearch({
    stock, store, readTags,
    folders: () => folders,
    changed() {
      if (demoShown && ownTracks() > 0) {
        demoShown = false
        stock.show(demo.path, false)
      }
      changed()
    },
    load: () => load(folders),
    last: settleDemo,
    visited: (folder, visited) => watch.follow(folder, visited),
    seen: (folder) => void store.setFact(deviceFact(folder), String(folder.device)).catch(quiet),
  })

  const watch = createWatch((folder, path) => void search.part(folder, path))

  const known = (ids: readonly string[]) => ids.flatMap((id) => stock.byId(id) ?? [])

  /** Has the database note something of tracks, and shows it with every copy of them. */
  async function note(ids: readonly string[], write: (identities: readonly string[]) => Promise<readonly (Note | null)[]>): Promise<void> {
    const identities = [...new Set(known(ids).flatMap(({ told }) => ('failed' in told ? [] : [told.identity])))]
    if (identities.length === 0) return
    const notes = await write(identities)
    const said = new Map(identities.map((identity, i) => [identity, notes[i] ?? null]))
    for (const { path } of [...folders, demo]) {
      for (const entry of stock.of(path)) {
        const now = 'failed' in entry.told ? undefined : said.get(entry.told.identity)
        if (now !== undefined) stock.put({ ...entry, note: now })
      }
    }
    changed()
  }

  const told = (): readonly Folder[] => [...folders, ...(demoShown ? [demo] : [])]

  function unplayable(): LibraryStatus['unplayable'] {
    const all = new Map<string, number>()
    for (const { path } of told()) for (const [coding, files] of stock.unplayable(path)) all.set(coding, (all.get(coding) ?? 0) + files)
    return [...all].flatMap(([coding, files]) => (files > 0 ? [{ coding, files }] : [])).toSorted((a, b) => b.files - a.files)
  }

  const problems = (): readonly Problem[] => told().flatMap(({ path, problems }) => [...problems, ...stock.problems(path)])

  return {
    /** Scans all folders again. Resolves when this scan has ended, or when a later one has taken its place. */
    rescan: search.all,
    /** Ends the scan that runs; what was read is kept. */
    cancel: search.cancel,

    /** Makes these the music folders, and scans. What the library knew of a folder that was one of them is forgotten. */
    async setFolders(paths: readonly string[]): Promise<void> {
      const before = folders
      folders = [...new Set(paths)].map((path) => before.find((folder) => folder.path === path) ?? newFolder(path))
      for (const folder of before) {
        if (folders.includes(folder)) continue
        stock.drop(folder.path)
        watch.leave(folder)
        void store.empty(folder.path).catch(quiet)
      }
      await search.all()
    },

    folders: (): readonly Folder[] => folders,

    status(): LibraryStatus {
      const { total, analysing } = stock.counts()
      const left = problems()
      return {
        folders: folders.map(({ id, name, path, away, problem }) => ({ id, name, tracks: stock.tally(path).tracks, away, problem })),
        demo: demoShown,
        tracks: demoShown ? stock.tally(demo.path).tracks : ownTracks(),
        scanning: search.running(),
        scan: search.progress(),
        analysing: total === 0 ? 0 : analysing,
        problems: left.slice(0, named),
        unplayable: unplayable(),
        leftOut: left.length,
      }
    },

    problems,
    changes: (since: number): Changes => stock.changes(since),
    track: (id: string): Track | null => stock.byId(id)?.track ?? null,
    /** Where a track's file is; undefined for an id that the library does not hold. */
    pathOf: (id: string): string | undefined => stock.byId(id)?.found.path,

    /** What a track holds, as it was read last. */
    contentOf(id: string): string | undefined {
      const told = stock.byId(id)?.told
      return !told || 'failed' in told ? undefined : told.content
    },
    /** A track's file is not as it is known: its place is looked at again. */
    doubt(id: string): void {
      const entry = stock.byId(id)
      const folder = folders.find(({ path }) => path === entry?.folder)
      if (entry && folder) void search.part(folder, dirname(entry.found.path))
    },

    /** The track of a file. */
    idAt: (path: string): string | undefined => (stock.at(path)?.track ? stock.at(path)?.id : undefined),
    /** What a track's decisions and notes are kept under. */
    identityOf(id: string): string | undefined {
      const told = stock.byId(id)?.told
      return !told || 'failed' in told ? undefined : told.identity
    },
    /** The folders whose tracks are told, by their paths. */
    shown: (): readonly string[] => [...folders.map(({ path }) => path), ...(demoShown ? [demo.path] : [])],

    /** Some of the tracks whose audio nobody has looked after yet. */
    unlooked: (most: number): readonly Unlooked[] =>
      stock.unheard(most).flatMap(({ id, found, told }) => ('failed' in told ? [] : [{ ...found, id, duration: told.duration, content: told.content }])),

    /** How many tracks there are, how many have their analysis, and how many never will. */
    counts: stock.counts,

    /** Takes what the audio of tracks told; null where they are to be looked at again. */
    setHeard(news: readonly (readonly [id: string, heard: Heard | null])[]): void {
      for (const [id, heard] of news) stock.hear(id, heard)
      changed()
    },

    /** Takes what the user says of tracks. */
    say: (ids: readonly string[], patch: NotePatch): Promise<void> => note(ids, (identities) => store.note(identities, patch)),

    close: watch.close,

    /** Counts a session for the tracks that were heard in it. @param at when it began, ISO 8601 */
    played: (ids: readonly string[], at: string): Promise<void> => note(ids, (identities) => store.played(identities, at)),
  }
}

const deviceFact = ({ path }: Folder): string => `device ${path}`
