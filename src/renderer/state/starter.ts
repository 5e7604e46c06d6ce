import type { Account } from '../../core/journal'
import type { Bridge } from '../../core/ipc/contract'
import type { Taste } from '../../core/music/director/direction'
import type { Draft } from '../../core/music/draft'
import type { Track } from '../../core/music/track'
import type { Preferences } from '../../core/settings'
import { compile, type Plan } from '../../core/workout/plan'
import { sentence } from '../../core/result'
import type { Workout } from '../../core/workout/workout'
import { makeDirection, makeSetlist, type Directed, type FactsOf, type Solve } from '../director/director'
import { neededFirst } from './ahead'
import type { DeskState, Session } from './desk'
import type { Store } from './store'

/** `--start` waits no longer than this for the analysis of its tracks, in milliseconds. */
export const patienceMs = 20_000
/** The next session's music is made when nothing that it follows from has changed for so long, in milliseconds. */
export const quietMs = 500

/** The tracks of an interrupted session are waited for so often, and so long each time, in ms. */
const looks = { most: 20, everyMs: 250 } as const

/** A workout, and the id that it is chosen by. */
interface Choice {
  readonly workout: Workout
  readonly selected: string
}

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
  /** The music of a workout, where the plan of it is open and shows it. */
  readonly planned: (workout: string) => Directed | null
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
export function createStarter({ bridge, runner, store, chosen, tracks, mapped, draftFor, planned, paused, solve, before, running, attempt, tell }: StarterParts) {
  const { get, set } = store
  let patient = true
  /** What the last session was made of. */
  let last: Choice | null = null
  /** The music of the session that START would run, made before it is asked for. */
  let made: { readonly wish: string; readonly directed: Promise<Directed> } | null = null
  let looking: ReturnType<typeof setTimeout> | undefined
  const factsOf: FactsOf = (ids) => bridge.call('track.facts', { ids: [...ids] })

  const choice = (): Choice => ({ workout: chosen(), selected: get().selected })
  const wishOf = ({ workout, selected }: Choice, { music, crossfade }: Preferences): string => JSON.stringify([selected, workout, music, crossfade])
  const free = (): boolean => get().loaded && get().starting === 'no' && get().screen === 'home' && !runner.view()

  async function make({ workout, selected }: Choice, preferences: Preferences): Promise<Directed> {
    const plan = compile(workout)
    if (!plan.ok) throw new Error(sentence(plan.error))
    const draft = await draftFor(selected)
    const all = await tracks()
    const songs = await mapped(all)
    return makeSetlist({ plan: plan.value, workout, tracks: all, preferences, mapped: songs, ...draft }, factsOf, solve)
  }

  /** The music for a session that starts now: what is shown, what is made, or else it is made now. */
  async function music(of: Choice, preferences: Preferences): Promise<Directed> {
    const shown = planned(of.selected)
    if (shown) return shown
    const ready = made?.wish === wishOf(of, preferences) ? made.directed : null
    made = null
    return (await ready?.catch(() => null)) ?? make(of, preferences)
  }

  function look(): void {
    looking = undefined
    const of = choice()
    const { preferences } = get()
    if (!free() || !compile(of.workout).ok) return
    const mine = (made = { wish: wishOf(of, preferences), directed: make(of, preferences) })
    // What fails here is tried again, and told, at the start.
    mine.directed.then((directed) => made === mine && free() && runner.ready(of.workout, preferences, directed), () => undefined)
  }

  /** What the music of the next session is made from may have changed: it is made anew once that is over. */
  function changed(): void {
    made = null
    if (free()) runner.ready(chosen(), get().preferences)
    clearTimeout(looking)
    looking = setTimeout(look, quietMs)
  }

  function begin(of: Choice, waits = false): Promise<string | null> {
    const { preferences } = get()
    last = of
    return runner.start(of.workout, preferences, () => music(of, preferences), waits)
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
    const { workout } = account.start
    const of = (last = { workout, selected: get().workouts.find(({ workout: one }) => one.name === workout.name)?.id ?? 'quick' })
    const again = async (plan: Plan): Promise<Directed> => {
      const { seed, music, edits } = account
      const all = await known(account)
      const direction = await makeDirection({ plan, workout, tracks: all, preferences, mapped: await mapped(all), seed, edits }, factsOf)
      return { direction, setlist: { seed, music, warnings: [], arc: [], cost: 0 } }
    }
    // One that was interrupted before its music came gets it now.
    return runner.start(workout, preferences, account.music.length > 0 ? again : () => make(of, preferences), false, account)
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
    void attempt(heard().then((good) => (good || !patient) && get().starting === 'waiting' ? run(() => begin(choice(), true)) : undefined))
  }

  return {
    start: () => run(() => begin(choice())),
    /** The workout of the last session, again. */
    repeat: () => run(() => begin(last ?? choice())),
    /** Goes on with the interrupted session. */
    async goOn(): Promise<void> {
      const { interrupted } = get()
      if (interrupted) await run(() => resume(interrupted))
    },
    startIfReady,
    changed,
    /** Its patience begins now; the returned function ends it. */
    open(): () => void {
      const waiting = setTimeout(() => {
        patient = false
        startIfReady()
      }, patienceMs)
      return () => {
        clearTimeout(waiting)
        clearTimeout(looking)
      }
    },
  }
}
