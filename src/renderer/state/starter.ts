import type { Bridge } from '../../core/ipc/contract'
import type { Taste } from '../../core/music/director/direction'
import type { Draft } from '../../core/music/draft'
import type { Track } from '../../core/music/track'
import type { Preferences } from '../../core/settings'
import { compile } from '../../core/workout/plan'
import { sentence } from '../../core/result'
import type { Workout } from '../../core/workout/workout'
import { makeSetlist, type Directed, type FactsOf, type Solve } from '../director/director'
import { neededFirst } from './ahead'
import type { DeskState, Session } from './desk'
import type { Store } from './store'

/** `--start` waits no longer than this for the analysis of its tracks, in milliseconds. */
export const patienceMs = 20_000
/** The next session's music is made when nothing that it follows from has changed for so long, in milliseconds. */
export const quietMs = 500

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
  /** The music of the session that START would run, made before it is asked for. */
  let made: { readonly wish: string; readonly directed: Promise<Directed> } | null = null
  let looking: ReturnType<typeof setTimeout> | undefined

  const wishOf = (workout: Workout, { music, crossfade }: Preferences): string => JSON.stringify([get().selected, workout, music, crossfade])
  const free = (): boolean => get().loaded && get().starting === 'no' && get().screen === 'home' && !runner.view()

  async function make(workout: Workout, preferences: Preferences): Promise<Directed> {
    const plan = compile(workout)
    if (!plan.ok) throw new Error(sentence(plan.error))
    const draft = await draftFor(get().selected)
    const all = await tracks()
    const songs = await mapped(all)
    const factsOf: FactsOf = (ids) => bridge.call('track.facts', { ids: [...ids] })
    return makeSetlist({ plan: plan.value, workout, tracks: all, preferences, mapped: songs, ...draft }, factsOf, solve)
  }

  /** The music for a session that starts now: what is shown, what is made, or else it is made now. */
  async function music(workout: Workout, preferences: Preferences): Promise<Directed> {
    const shown = planned(get().selected)
    if (shown) return shown
    const ready = made?.wish === wishOf(workout, preferences) ? made.directed : null
    made = null
    return (await ready?.catch(() => null)) ?? make(workout, preferences)
  }

  function look(): void {
    looking = undefined
    const workout = chosen()
    const { preferences } = get()
    if (!free() || !compile(workout).ok) return
    const mine = (made = { wish: wishOf(workout, preferences), directed: make(workout, preferences) })
    // What fails here is tried again, and told, at the start.
    mine.directed.then((directed) => made === mine && free() && runner.ready(workout, preferences, directed), () => undefined)
  }

  /** What the music of the next session is made from may have changed: it is made anew once that is over. */
  function changed(): void {
    made = null
    if (free()) runner.ready(chosen(), get().preferences)
    clearTimeout(looking)
    looking = setTimeout(look, quietMs)
  }

  async function start(): Promise<void> {
    const { loaded, starting } = get()
    if (!loaded || starting === 'now' || runner.view()) return
    set({ starting: 'now' })
    before()
    const workout = chosen()
    const { preferences } = get()
    const reason = await runner.start(workout, preferences, () => music(workout, preferences), starting === 'waiting').catch(messageOf)
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
