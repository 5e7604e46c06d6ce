import type { Bridge } from '../../core/ipc/contract'
import { sorted, type ListedTrack, type Progress } from '../screens/tracks'
import { createMirror, type Mirror } from './mirror'
import { createStore, type Store } from './store'

export interface CollectionState {
  /** Null until they are asked for. */
  readonly tracks: readonly ListedTrack[] | null
  readonly query: string
  /** Id of the track that the list stands on. */
  readonly current: string | null
  /** How far the analysis is; null until main tells. */
  readonly progress: Progress | null
}

/** All tracks, and how far they are known. */
export interface Collection {
  readonly store: Store<CollectionState>
  readonly mirror: Mirror
  /** Listens to the main process until the returned function is called. */
  open(): () => void
  /** Asks for the tracks anew. */
  load(): Promise<void>
  /** Holds the analysis, or lets it go on. */
  pause(paused: boolean): Promise<void>
}

/** Changes of the library come by the hundred: the tracks are asked for at most so often, in milliseconds. */
export const listEvery = 1000

export function createCollection(bridge: Bridge, attempt: (work: Promise<unknown>) => Promise<void>): Collection {
  const store = createStore<CollectionState>({ tracks: null, query: '', current: null, progress: null })
  const mirror = createMirror((since) => bridge.call('library.changes', { since }))
  let waiting: ReturnType<typeof setTimeout> | undefined

  const load = () => attempt(mirror.tracks().then((tracks) => store.set({ tracks: sorted(tracks) })))

  /** Only a list that somebody has looked at is kept up to date. */
  function refresh(): void {
    if (waiting !== undefined || store.get().tracks === null) return
    waiting = setTimeout(() => {
      waiting = undefined
      void load()
    }, listEvery)
  }

  return {
    store,
    mirror,
    load,
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
    async pause(paused) {
      const { progress } = store.get()
      if (progress) store.set({ progress: { ...progress, paused } })
      await attempt(bridge.call('analysis.pause', { paused }))
    },
  }
}
