import type { Bridge, Correction, TrackAnalysis } from '../../core/ipc/contract'
import { LEAST_TAPS } from '../../core/music/correction'
import type { Seconds } from '../../core/workout/workout'
import { tapped } from '../screens/taps'
import type { ListedTrack } from '../screens/tracks'
import { step } from '../screens/wave'
import { createStore, type Store } from './store'

/** One track to listen to, from anywhere in it. */
export interface Recording {
  state(): 'loading' | 'paused' | 'playing' | 'failed'
  /** Seconds of the track that are heard now, or were last. */
  at(): Seconds
  play(from: Seconds): void
  pause(): void
  /** Clicks on these beats while it plays; null for none. */
  tick(beats: readonly Seconds[] | null): void
  /** `volume` is a slider's position, 0 to 1. */
  level(volume: number, muted: boolean): void
  close(): void
}

/** Opens a track to listen to. `changed` is called at every change of its state. */
export type OpenRecording = (id: string, duration: Seconds, changed: () => void) => Recording

export interface BenchState {
  readonly track: ListedTrack | null
  /** Null until main has answered. */
  readonly answer: TrackAnalysis | null
  readonly listening: ReturnType<Recording['state']>
  /** Where the track stands; while it plays, where it began to. */
  readonly at: Seconds
  readonly taps: readonly Seconds[]
  readonly ticking: boolean
}

/** One track: heard, looked at and corrected. */
export interface Bench {
  readonly store: Store<BenchState>
  take(track: ListedTrack): void
  /** Asks again, where the analysis was not there yet. */
  look(): void
  leave(): void
  /** Where it stands or plays now. */
  at(): Seconds
  toggle(): void
  /** Plays from there. */
  play(from: Seconds): void
  /** Moves by a mark of the grid, and goes on playing where it played. */
  step(what: 'beats' | 'downbeats', way: 1 | -1): void
  /** One tap on the beat; the last of eight makes the tempo. Where nothing plays it only begins to. */
  tap(): void
  tick(): void
  level(volume: number, muted: boolean): void
  /** Has the track analysed again, before all others. */
  again(): Promise<void>
  /** In this order, each on the one before. */
  correct(...corrections: readonly Correction[]): Promise<void>
}

const empty = { track: null, answer: null, listening: 'loading', at: 0, taps: [] } as const satisfies Partial<BenchState>

export function createBench(bridge: Bridge, open: OpenRecording, attempt: (work: Promise<unknown>) => Promise<void>): Bench {
  const store = createStore<BenchState>({ ...empty, ticking: false })
  const { get, set } = store
  let recording: Recording | null = null
  let asked = 0
  let level: readonly [volume: number, muted: boolean] = [1, false]

  const at = (): Seconds => (recording && get().listening === 'playing' ? recording.at() : get().at)
  const hearTicks = () => recording?.tick(get().ticking ? (get().answer?.analysis?.beats ?? null) : null)

  /** Only the latest answer counts, and only while its track is still here. */
  async function ask(id: string, answering: Promise<TrackAnalysis>): Promise<void> {
    const turn = ++asked
    await attempt(
      answering.then((answer) => {
        if (turn !== asked || get().track?.id !== id) return
        set({ answer })
        hearTicks()
      }),
    )
  }

  function go(to: Seconds): void {
    set({ at: to, taps: [] })
    if (get().listening === 'playing') recording?.play(to)
  }

  function play(from: Seconds): void {
    const { track } = get()
    if (!recording || !track) return
    set({ at: from, taps: [] })
    recording.play(from < track.duration - 0.05 ? from : 0)
  }

  return {
    store,
    at,
    play,
    take(track) {
      recording?.close()
      set({ ...empty, track })
      recording = open(track.id, track.duration, () => {
        const listening = recording?.state() ?? 'loading'
        set(get().listening === 'playing' && listening !== 'playing' ? { listening, at: recording?.at() ?? 0 } : { listening })
      })
      recording.level(...level)
      set({ listening: recording.state() })
      void ask(track.id, bridge.call('track.analysis', { id: track.id }))
      void attempt(bridge.call('analysis.first', { ids: [track.id] }))
    },
    look() {
      const { track, answer } = get()
      if (track && answer && !answer.analysis) void ask(track.id, bridge.call('track.analysis', { id: track.id }))
    },
    leave() {
      recording?.close()
      recording = null
      asked++
      set(empty)
    },
    toggle() {
      if (get().listening === 'playing') recording?.pause()
      else play(get().at)
    },
    step(what, way) {
      const { track, answer, listening } = get()
      if (!track) return
      const marks = answer?.analysis?.[what] ?? []
      const [now, playing] = [at(), listening === 'playing']
      // Without a grid a second stands for a beat, and four for a bar.
      const length = what === 'beats' ? 1 : 4
      const blind = Math.min(track.duration, Math.max(0, now + way * length))
      go(marks.length > 0 ? step(marks, now, way, playing, track.duration) : blind)
    },
    tap() {
      const { track, listening } = get()
      if (!track) return
      if (listening !== 'playing') return play(get().at)
      const taps = tapped(get().taps, at())
      set({ taps: taps.length < LEAST_TAPS ? taps : [] })
      if (taps.length >= LEAST_TAPS) void this.correct({ kind: 'tap', taps: [...taps] })
    },
    tick() {
      set({ ticking: !get().ticking })
      hearTicks()
    },
    level(...next) {
      level = next
      recording?.level(...level)
    },
    async again() {
      const { track } = get()
      if (track) await ask(track.id, bridge.call('track.again', { id: track.id }))
    },
    async correct(...corrections) {
      const { track } = get()
      if (!track) return
      // Main takes calls in the order in which they come.
      await Promise.all(corrections.map((correction) => ask(track.id, bridge.call('track.correct', { id: track.id, correction }))))
    },
  }
}
