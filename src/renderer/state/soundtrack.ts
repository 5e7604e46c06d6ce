import type { Args, Bridge, CatalogChoice, Soundtrack } from '../../core/ipc/contract'
import type { Catalog } from '../../core/music/catalog'
import type { Edited } from '../../core/music/catalog/edit'
import { partsOf, type Part } from '../../core/music/catalog/mapped'
import { songLine } from '../../core/music/catalog/missing'
import type { Track } from '../../core/music/track'
import { songOrder } from '../screens/soundtrack'
import { createStore, type Store } from './store'

/** What lies beside the list of songs: what is known of one, a search for its file, its facts to be changed, or those of a new one. */
export type Beside = 'song' | 'pick' | 'facts' | 'new'

export interface SoundtrackState {
  /** Null until main has answered. */
  readonly soundtrack: Soundtrack | null
  readonly catalogs: readonly CatalogChoice[]
  /** Id of the song that the list stands on. */
  readonly current: string | null
  readonly beside: Beside
  /** The track that the search for a file stands on. */
  readonly candidate: Track | null
}

type Song = Soundtrack['songs'][number]

/** The catalog that is in use, and what of it was found. */
export interface Finder {
  readonly store: Store<SoundtrackState>
  /** Listens to the main process until the returned function is called. */
  open(): () => void
  load(): Promise<void>
  /** What was found for the song that the list stands on. */
  standing(): Song | null
  stand(song: string): void
  /** The user's word on a song. What a song without a file cannot be asked is not asked. */
  confirm(): Promise<void>
  refuse(): Promise<void>
  unlink(): Promise<void>
  pick(song: string, file: string): Promise<void>
  /** What was dragged in from outside is this song. */
  drop(song: string, files: readonly object[]): Promise<void>
  /** Uses another catalog. */
  choose(id: string): Promise<void>
  /** Keeps an edited catalog, and uses it; says why where it breaks a rule. */
  keep(edited: Edited): Promise<void>
  remove(id: string): Promise<void>
  bring(): Promise<void>
  send(format: Args<'catalog.export'>['format']): Promise<void>
  save(what: Args<'soundtrack.save'>['what']): Promise<void>
  /** Which tracks a session should prefer: by id, the song that each is or stands in for. */
  parts(tracks: readonly Track[]): Promise<ReadonlyMap<string, Part>>
}

export interface FinderParts {
  readonly bridge: Bridge
  readonly attempt: (work: Promise<unknown>) => Promise<void>
  readonly tell: (text: string) => void
  readonly report: (text: string) => void
  /** The id of the catalog in use. */
  readonly chosen: () => string
  readonly use: (id: string) => void
}

/** Changes of the library come by the hundred: they are looked at so often at most, in milliseconds. */
export const lookEvery = 2000

/** The songs that are missing, one to a line. */
export const missingLines = ({ catalog, songs }: Soundtrack): string =>
  catalog.tracks.filter((_, i) => songs[i]?.state === 'none').map(songLine).join('\n')

export function createFinder({ bridge, attempt, tell, report, chosen, use }: FinderParts): Finder {
  const store = createStore<SoundtrackState>({ soundtrack: null, catalogs: [], current: null, beside: 'song', candidate: null })
  const { get, set } = store
  let asked = 0
  let waiting: ReturnType<typeof setTimeout> | undefined

  /** Only the latest answer counts. */
  async function ask(answering: Promise<Soundtrack>): Promise<void> {
    const turn = ++asked
    await attempt(
      answering.then((soundtrack) => {
        if (turn !== asked) return
        const ids = soundtrack.catalog.tracks.map(({ id }) => id)
        const { current } = get()
        const first = songOrder(soundtrack.catalog)[0]?.id ?? null
        set({ soundtrack, current: current !== null && ids.includes(current) ? current : first })
      }),
    )
  }

  async function load(): Promise<void> {
    await attempt(bridge.call('catalog.list').then((catalogs) => set({ catalogs })))
    const { catalogs } = get()
    const id = catalogs.some(({ id }) => id === chosen()) ? chosen() : catalogs[0]?.id
    if (id !== undefined) await ask(bridge.call('soundtrack.state', { catalog: id }))
  }

  const standing = (): Song | null => get().soundtrack?.songs.find(({ song }) => song === get().current) ?? null

  async function say(song: string, word: Args<'soundtrack.decide'>['say']): Promise<void> {
    const { soundtrack } = get()
    if (soundtrack) await ask(bridge.call('soundtrack.decide', { catalog: soundtrack.catalog.id, song, say: word }))
  }

  async function choose(id: string): Promise<void> {
    use(id)
    set({ current: null, beside: 'song', candidate: null })
    await load()
  }

  const saved = (work: Promise<{ saved: string } | { failed: { message: string } } | null>) =>
    attempt(work.then((answer) => answer && ('saved' in answer ? report(`Saved as ${answer.saved}.`) : tell(answer.failed.message))))

  return {
    store,
    load,
    standing,
    choose,
    open() {
      const ends = [
        bridge.on('library.changed', () => {
          if (waiting !== undefined) return
          waiting = setTimeout(() => {
            waiting = undefined
            void load()
          }, lookEvery)
        }),
        () => clearTimeout(waiting),
      ]
      return () => ends.forEach((end) => end())
    },
    stand: (song) => set({ current: song, beside: 'song', candidate: null }),
    async confirm() {
      const song = standing()
      if (song?.file) await say(song.song, { kind: 'confirm', file: song.file })
    },
    async refuse() {
      const song = standing()
      if (song?.file) await say(song.song, { kind: 'not', file: song.file })
    },
    async unlink() {
      const song = standing()
      if (song) await say(song.song, { kind: 'unlink' })
    },
    async pick(song, file) {
      set({ beside: 'song', candidate: null, current: song })
      await say(song, { kind: 'pick', file })
    },
    async drop(song, files) {
      const { soundtrack } = get()
      const [token] = await bridge.take(files)
      if (!soundtrack || token === undefined) return
      set({ current: song, beside: 'song' })
      await attempt(
        bridge.call('soundtrack.drop', { catalog: soundtrack.catalog.id, song, token }).then((answer) => {
          if ('failed' in answer) return tell(answer.failed.message)
          return ask(Promise.resolve(answer))
        }),
      )
    },
    async keep(edited) {
      if (!edited.ok) return tell(edited.error.message)
      // The schema made lists that can be changed; nobody does.
      await attempt(bridge.call('catalog.save', { catalog: edited.value as Catalog }))
      if (edited.value.id === get().soundtrack?.catalog.id) await load()
      else await choose(edited.value.id)
    },
    async remove(id) {
      await attempt(bridge.call('catalog.remove', { id }))
      await load()
    },
    async bring() {
      await attempt(
        bridge.call('catalog.import').then((answer) => {
          if (answer === null) return
          if ('failed' in answer) return tell([answer.failed.message, answer.failed.mend].filter(Boolean).join('. '))
          if (answer.leftOut.length > 0) tell(answer.leftOut.join('\n'))
          return choose(answer.imported)
        }),
      )
    },
    async send(format) {
      const { soundtrack } = get()
      if (soundtrack) await saved(bridge.call('catalog.export', { id: soundtrack.catalog.id, format }))
    },
    async save(what) {
      const { soundtrack } = get()
      if (soundtrack) await saved(bridge.call('soundtrack.save', { catalog: soundtrack.catalog.id, what }))
    },
    async parts(tracks) {
      await load()
      const { soundtrack } = get()
      return soundtrack ? partsOf(soundtrack, tracks) : new Map()
    },
  }
}
