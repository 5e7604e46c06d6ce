import type { Account } from '../../core/journal'
import type { Bridge } from '../../core/ipc/contract'
import type { Taste } from '../../core/music/director/direction'
import type { Draft } from '../../core/music/draft'
import type { Track } from '../../core/music/track'
import type { Plan } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'
import { makeDirection, makeSetlist, type FactsOf, type Solve } from '../director/director'
import { neededFirst } from './ahead'
import type { DeskState, Session } from './desk'
import type { Store } from './store'

/** `--start` waits no longer than this for the analysis of its tracks, in milliseconds. */
export const patienceMs = 20_000

/** The tracks of an interrupted session are waited for so often, and so long each time, in ms. */
const looks = { most: 20, everyMs: 250 } as const

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

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Starts the chosen workout: when the user says so, or, where `--start` asked for it, as soon as its music is known. */
export function createStarter({ bridge, runner, store, chosen, tracks, mapped, draftFor, paused, solve, before, running, attempt, tell }: StarterParts) {
  const { get, set } = store
  let patient = true
  /** What the last session was made of. */
  let last: { readonly workout: Workout; readonly selected: string } | null = null
  const factsOf: FactsOf = (ids) => bridge.call('track.facts', { ids: [...ids] })

  async function begin(workout: Workout, selected: string): Promise<string | null> {
    const { preferences } = get()
    last = { workout, selected }
    const draft = await draftFor(selected)
    const all = await tracks()
    const songs = await mapped(all)
    return runner.start(workout, preferences, (plan) => makeSetlist({ plan, workout, tracks: all, preferences, mapped: songs, ...draft }, factsOf, solve))
  }

  /** All tracks, once those of the rest of a session are among them, or are not to be expected. */
  async function known(account: Account): Promise<readonly Track[]> {
    const wanted = account.music.filter(({ end }) => end > account.last.at).map(({ track }) => track.id)
    for (let look = 1; ; look++) {
      const all = await tracks()
      const ids = new Set(all.map(({ id }) => id))
      if (look === looks.most || wanted.every((id) => ids.has(id))) return all
      await new Promise((resolve) => setTimeout(resolve, looks.everyMs))
    }
  }

  /** The same music at the same places; what must be replaced is chosen from what there is now. */
  async function resume(account: Account): Promise<string | null> {
    const { preferences } = get()
    const { workout, seed } = account.start
    const { edits } = account
    last = { workout, selected: get().workouts.find(({ workout: one }) => one.name === workout.name)?.id ?? 'quick' }
    const all = await known(account)
    const songs = await mapped(all)
    const music = async (plan: Plan) => {
      const direction = await makeDirection({ plan, workout, tracks: all, preferences, mapped: songs, seed, edits }, factsOf)
      return { direction, setlist: { seed, music: account.music, warnings: [], arc: [], cost: 0 } }
    }
    return runner.start(workout, preferences, music, account)
  }

  async function run(work: () => Promise<string | null>): Promise<void> {
    const { loaded, starting } = get()
    if (!loaded || starting === 'now' || runner.view()) return
    set({ starting: 'now' })
    before()
    const reason = await work().catch(messageOf)
    set({ starting: 'no' })
    if (reason === null) return running()
    tell(reason)
    if (starting === 'waiting') await attempt(bridge.call('session.refused', { reason }))
  }

  /** Nothing that is likely to be needed still waits for its analysis, or nobody works on it. */
  const heard = async (): Promise<boolean> => paused() || neededFirst(chosen(), await tracks(), get().preferences).length === 0

  /** Starts what `--start` asked for, as soon as the music is known well enough: the drops of tracks that were not heard yet fall nowhere. */
  function startIfReady(): void {
    const { library, starting } = get()
    if (starting !== 'waiting' || !library || library.scanning) return
    void attempt(heard().then((good) => (good || !patient) && get().starting === 'waiting' ? run(() => begin(chosen(), get().selected)) : undefined))
  }

  return {
    start: () => run(() => begin(chosen(), get().selected)),
    /** The workout of the last session, again. */
    repeat: () => run(() => begin(last?.workout ?? chosen(), last?.selected ?? get().selected)),
    /** Goes on with the interrupted session. */
    async goOn(): Promise<void> {
      const { interrupted } = get()
      if (interrupted) await run(() => resume(interrupted))
    },
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
