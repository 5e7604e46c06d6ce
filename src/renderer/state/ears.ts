import type { Track } from '../../core/music/track'
import type { OpenRecording, Recording } from './bench'
import { createStore, type Store } from './store'

export interface EarsState {
  /** Id of the track that is heard, or is being loaded to be. */
  readonly id: string | null
  readonly listening: ReturnType<Recording['state']>
}

/** One track of a list at a time, to hear what it is. */
export interface Ears {
  readonly store: Store<EarsState>
  /** Plays a track instead of the one before; ends the one that plays. */
  toggle(track: Pick<Track, 'id' | 'duration'>): void
  stop(): void
  level(volume: number, muted: boolean): void
}

/** Where a track is heard from, as a part of its length: most songs have begun by then. */
const begin = 0.25

export function createEars(open: OpenRecording): Ears {
  const silent = { id: null, listening: 'paused' } as const
  const store = createStore<EarsState>(silent)
  let recording: Recording | null = null
  let level: readonly [volume: number, muted: boolean] = [1, false]

  function stop(): void {
    recording?.close()
    recording = null
    store.set(silent)
  }

  return {
    store,
    stop,
    toggle({ id, duration }) {
      const { id: before, listening } = store.get()
      stop()
      if (before === id && listening !== 'failed') return
      let opened: Recording | null = null
      let began = false
      opened = open(id, duration, () => {
        if (opened === null || recording !== opened) return
        const state = opened.state()
        began ||= state === 'playing'
        // It has come to its end.
        if (began && state === 'paused') return stop()
        store.set({ listening: state === 'paused' ? 'loading' : state })
      })
      recording = opened
      store.set({ id, listening: opened.state() })
      recording.level(...level)
      recording.play(begin * duration)
    },
    level(...next) {
      level = next
      recording?.level(...level)
    },
  }
}
