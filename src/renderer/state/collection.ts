import type { Answer, Bridge, Edit } from '../../core/ipc/contract'
import { createSearch, type Query, type Search, type Sort } from '../../core/music/search'
import type { Mark, Track } from '../../core/music/track'
import type { Progress } from '../screens/tracks'
import { createMirror, type Mirror } from './mirror'
import { createStore, type Store } from './store'

export interface CollectionState {
  /** Null until they are asked for. */
  readonly tracks: readonly Track[] | null
  readonly query: Query
  readonly sort: Sort
  /** Id of the track that the list stands on. */
  readonly current: string | null
  /** The track that the list stands on is being put right. */
  readonly editing: boolean
  /** How far the analysis is; null until main tells. */
  readonly progress: Progress | null
}

export const everything: Query = { text: '', tempo: null, phase: null }

/** All tracks, and how far they are known. */
export interface Collection {
  readonly store: Store<CollectionState>
  readonly mirror: Mirror
  /** Prepares every track once: all lists share it. */
  readonly search: Search
  /** The track that the list stands on. */
  standing(): Track | null
  /** Listens to the main process until the returned function is called. */
  open(): () => void
  /** Asks for the tracks anew. */
  load(): Promise<void>
  /** Marks a track, or takes the mark back where it has it. */
  mark(track: Track, mark: Mark): Promise<void>
  edit(edit: Edit): Promise<void>
  /** Shows a track's file in the system's file manager. */
  show(track: Pick<Track, 'id'>): Promise<void>
  /** Takes in what was dragged in from outside. */
  drop(files: readonly object[]): Promise<void>
  /** All files that were left out. */
  problems(): Promise<Answer<'library.problems'>>
  /** Stops the scan. */
  cancel(): Promise<void>
  /** Holds the analysis, or lets it go on. */
  pause(paused: boolean): Promise<void>
}

/** Changes of the library come by the hundred: the tracks are asked for at most so often, in milliseconds. */
export const listEvery = 1000

export function createCollection(bridge: Bridge, attempt: (work: Promise<unknown>) => Promise<void>): Collection {
  const store = createStore<CollectionState>({
    tracks: null,
    query: everything,
    sort: { by: 'title', descending: false },
    current: null,
    editing: false,
    progress: null,
  })
  const search = createSearch()
  const mirror = createMirror((since) => bridge.call('library.changes', { since }), search.prepare)
  let waiting: ReturnType<typeof setTimeout> | undefined

  const load = () => attempt(mirror.tracks().then((tracks) => store.set({ tracks })))

  /** Only a list that somebody has looked at is kept up to date. */
  function refresh(): void {
    if (waiting !== undefined || store.get().tracks === null) return
    waiting = setTimeout(() => {
      waiting = undefined
      void load()
    }, listEvery)
  }

  /** What the user did to a track shows at once. */
  const done = (work: Promise<unknown>) => attempt(work).then(load)

  return {
    store,
    mirror,
    search,
    load,
    standing: () => store.get().tracks?.find(({ id }) => id === store.get().current) ?? null,
    open() {
      void attempt(bridge.call('analysis.state').then((progress) => store.set({ progress: store.get().progress ?? progress })))
      const ends = [
        bridge.on('library.changed', refresh),
        bridge.on('analysis.progress', (progress) => {
          store.set({ progress })
          refresh()
        }),
        () => clearTimeout(waiting),
      ]
      return () => ends.forEach((end) => end())
    },
    mark: ({ id, mark: before }, mark) => done(bridge.call('track.mark', { ids: [id], mark: before === mark ? null : mark })),
    edit: (edit) => done(bridge.call('track.edit', edit)),
    show: ({ id }) => attempt(bridge.call('track.show', { id })),
    drop: (files) => attempt(bridge.take(files).then((tokens) => bridge.call('library.drop', { tokens: [...tokens] }))),
    async problems() {
      let problems: Answer<'library.problems'> = []
      await attempt(bridge.call('library.problems').then((all) => (problems = all)))
      return problems
    },
    cancel: () => attempt(bridge.call('library.cancel')),
    async pause(paused) {
      const { progress } = store.get()
      if (progress) store.set({ progress: { ...progress, paused } })
      await attempt(bridge.call('analysis.pause', { paused }))
    },
  }
}
