import type { Bridge } from '../../core/ipc/contract'
import type { Taste } from '../../core/music/director/direction'
import type { Draft } from '../../core/music/draft'
import type { Track } from '../../core/music/track'
import type { Workout } from '../../core/workout/workout'
import { makeSetlist, type FactsOf, type Solve } from '../director/director'
import { neededFirst } from './ahead'
import type { DeskState, Session } from './desk'
import type { Store } from './store'

/** `--start` waits no longer than this for the analysis of its tracks, in milliseconds. */
export const patienceMs = 20_000

/** What starting a session needs of the desk. */
export interface StarterParts {
  readonly bridge: Bridge
  readonly runner: Session
  readonly store: Store<DeskState>
  readonly chosen: () => Workout
  readonly tracks: () => Promise<readonly Track[]>
  /** Which of them are songs of the soundtrack. */
  readonly mapped: (tracks: readonly Track[]) => Promise<Taste['mapped']>
  /** What was decided on the music of a workout. */
  readonly draftFor: (workout: string) => Promise<Draft>
  /** The user wants no analysis now: nothing is to be waited for. */
  readonly paused: () => boolean
  readonly solve: Solve
  /** A session is about to be made. */
  readonly before: () => void
  /** It runs. */
  readonly running: () => void
  readonly attempt: (work: Promise<unknown>) => Promise<void>
  readonly tell: (text: string) => void
}

/** In words for the user: Electron puts the name of the call before what main says. */
export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^Error invoking remote method '[^']*': (Error: )?/, '')

/** Starts the chosen workout: when the user says so, or, where `--start` asked for it, as soon as its music is known. */
export function createStarter({ bridge, runner, store, chosen, tracks, mapped, draftFor, paused, solve, before, running, attempt, tell }: StarterParts) {
  const { get, set } = store
  let patient = true

  async function refusal(workout: Workout): Promise<string | null> {
    try {
      const { preferences, selected } = get()
      const draft = await draftFor(selected)
      const all = await tracks()
      const songs = await mapped(all)
      const factsOf: FactsOf = (ids) => bridge.call('track.facts', { ids: [...ids] })
      return await runner.start(workout, preferences, (plan) => makeSetlist({ plan, workout, tracks: all, preferences, mapped: songs, ...draft }, factsOf, solve))
    } catch (error) {
      return messageOf(error)
    }
  }

  async function start(): Promise<void> {
    const { loaded, starting } = get()
    if (!loaded || starting === 'now' || runner.view()) return
    set({ starting: 'now' })
    before()
    const reason = await refusal(chosen())
    set({ starting: 'no' })
    if (reason === null) return running()
    tell(reason)
    if (starting === 'waiting') await attempt(bridge.call('session.refused', { reason }))
  }

  /** Nothing that is likely to be needed still waits for its analysis, or nobody works on it. */
  const known = async (): Promise<boolean> => paused() || neededFirst(chosen(), await tracks(), get().preferences).length === 0

  /** Starts what `--start` asked for, as soon as the music is known well enough: the drops of tracks that were not heard yet fall nowhere. */
  function startIfReady(): void {
    const { library, starting } = get()
    if (starting !== 'waiting' || !library || library.scanning) return
    void attempt(known().then((good) => (good || !patient) && get().starting === 'waiting' ? start() : undefined))
  }

  return {
    start,
    startIfReady,
    /** Its patience begins now; the returned function ends it. */
    open(): () => void {
      const waiting = setTimeout(() => {
        patient = false
        startIfReady()
      }, patienceMs)
      return () => clearTimeout(waiting)
    },
  }
}
