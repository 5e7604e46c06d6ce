import type { Bridge, WorkoutChoice } from '../../core/ipc/contract'
import type { Direction, Edits, Taste } from '../../core/music/director/direction'
import { shortlist } from '../../core/music/director/shortlist'
import { stopsOf, type Stop } from '../../core/music/director/stops'
import { alternatives, type Swap } from '../../core/music/director/swap'
import { draftOf, type Draft } from '../../core/music/draft'
import type { PolicyPatch } from '../../core/music/policy'
import type { Track } from '../../core/music/track'
import type { Preferences } from '../../core/settings'
import { cuesOf } from '../../core/workout/cue'
import { compile } from '../../core/workout/plan'
import type { Seconds } from '../../core/workout/workout'
import type { Preview } from '../audio/ports'
import { makeSetlist, type Directed, type Solve } from '../director/director'
import { sameStop, zoomFor } from '../screens/plan'
import type { Wave } from '../screens/wave'
import { createChoices } from './choices'
import { createStore, type Store } from './store'

export interface PlannerState {
  /** The workout that is planned; null while the plan is closed. */
  readonly choice: Pick<WorkoutChoice, 'id' | 'from' | 'workout'> | null
  readonly draft: Draft | null
  /** The draft is kept with its workout. */
  readonly kept: boolean
  /** Null until it is solved for the first time. */
  readonly directed: Directed | null
  readonly stops: readonly Stop[]
  /** The stop that is looked at, by its place. */
  readonly at: number
  /** The next best for it. */
  readonly swaps: readonly Swap[]
  /** The overviews of the tracks that are played, as they come. */
  readonly waves: ReadonlyMap<string, Wave>
  readonly busy: boolean
  /** What of the session is being listened to. */
  readonly listening: { readonly from: Seconds; readonly to: Seconds } | null
  /** How many times wider than the screen it is drawn. */
  readonly zoom: number
  /** What was decided before, the last at the end, to be gone back to. */
  readonly past: readonly Pick<PlannerState, 'draft' | 'kept'>[]
}

/** What the planner needs of the desk. */
export interface PlannerParts {
  readonly bridge: Bridge
  readonly chosen: () => NonNullable<PlannerState['choice']>
  readonly tracks: () => Promise<readonly Track[]>
  /** Which of them are songs of the soundtrack. */
  readonly mapped: (tracks: readonly Track[]) => Promise<Taste['mapped']>
  readonly preferences: () => Preferences
  readonly prefer: (patch: Partial<Preferences>) => void
  /** Takes the list of workouts anew. */
  readonly reload: () => Promise<void>
  readonly preview: Preview
  readonly solve: Solve
  readonly attempt: (work: Promise<unknown>) => Promise<void>
  readonly tell: (text: string) => void
  readonly report: (text: string) => void
}

export type Planner = ReturnType<typeof createPlanner>

/** So much is heard of a join, half before the boundary and half after; seconds. */
const listenFor = 15
/** Widths of the drawing, as times the screen. */
export const zooms = [1, 2, 4, 8, 16] as const
/** So many decisions can be taken back. */
const longestPast = 100
/** News of the library come by the hundred: the plan is made anew at most so often, in milliseconds. */
export const planEvery = 1000

const closed = { choice: null, draft: null, kept: false, directed: null, stops: [], at: 0, swaps: [], busy: false, listening: null, past: [] } as const satisfies Partial<PlannerState>

/** The music of the chosen workout before it starts: solved, looked at, and changed stop by stop. */
export function createPlanner({ bridge, chosen, tracks, mapped, preferences, prefer, reload, preview, solve, attempt, tell, report }: PlannerParts) {
  const store: Store<PlannerState> = createStore<PlannerState>({ ...closed, waves: new Map(), zoom: 1 })
  const { get, set } = store
  let turn = 0
  /** The direction with no more than the tracks that come into question: the next best are the same, but come within a frame. */
  let near: Direction | null = null
  let waiting: ReturnType<typeof setTimeout> | undefined

  const keptFor = (workout: string): Promise<Draft | null> => bridge.call('setlist.kept', { workout })
  const current = (): Stop | undefined => get().stops[get().at]

  /** Solves what is wanted now. Only the latest wish counts. */
  async function replan(): Promise<void> {
    const { choice, draft } = get()
    if (!choice || !draft) return
    const mine = ++turn
    set({ busy: true })
    await attempt(
      (async () => {
        const compiled = compile(choice.workout)
        if (!compiled.ok) throw new Error(compiled.error.message)
        const all = await tracks()
        const wish = { plan: compiled.value, workout: choice.workout, tracks: all, preferences: preferences(), mapped: await mapped(all), ...draft }
        const directed = await makeSetlist(wish, (ids) => bridge.call('track.facts', { ids: [...ids] }), solve)
        if (mine !== turn) return
        const before = current()
        const stops = stopsOf(directed.setlist, directed.direction)
        const at = Math.max(0, stops.findIndex((stop) => before && sameStop(stop, before)))
        const { direction } = directed
        const wanted = new Set(shortlist({ ...direction, facts: new Map() }))
        near = { ...direction, tracks: direction.tracks.filter(({ id }) => wanted.has(id)) }
        // Opened, it is drawn so wide that its rounds can be told apart.
        const wide = get().directed === null ? { zoom: zoomFor(compiled.value, zooms) } : {}
        set({ directed, stops, at, swaps: swapsAt(directed, stops[at]), ...wide })
        void look(directed)
      })(),
    )
    if (mine === turn) set({ busy: false })
  }

  const swapsAt = ({ setlist }: Directed, stop: Stop | undefined): Swap[] =>
    !near || !stop || stop.slot === null ? [] : alternatives(setlist, near, stop.home, { slot: stop.slot })

  /** Fetches the overviews that are not there yet. */
  async function look({ setlist, direction }: Directed): Promise<void> {
    const ids = [...new Set(setlist.music.map(({ track }) => track.id))].filter((id) => direction.facts.has(id) && !get().waves.has(id))
    await attempt(
      Promise.all(ids.map(async (id) => {
        const { analysis } = await bridge.call('track.analysis', { id })
        if (analysis) set({ waves: new Map(get().waves).set(id, { waveform: analysis.waveform, duration: analysis.duration }) })
      })),
    )
  }

  function change(draft: Draft): void {
    const { draft: before, kept, past } = get()
    void decide({ draft, kept: true }, [...past, { draft: before, kept }].slice(-longestPast))
  }
  /** Takes over what was decided, keeps it with the workout or lets it go, and plans anew. */
  function decide({ draft, kept }: Pick<PlannerState, 'draft' | 'kept'>, past: PlannerState['past']): Promise<void> {
    const { choice } = get()
    if (!choice) return Promise.resolve()
    hush()
    set({ draft, kept, past })
    return Promise.all([attempt(bridge.call('setlist.keep', { workout: choice.id, draft: kept ? draft : null })), replan()]).then(() => undefined)
  }
  function edit(edits: Edits): void {
    const { draft } = get()
    if (draft) change({ ...draft, edits })
  }
  function hush(): void {
    if (get().listening) preview.stop()
    set({ listening: null })
  }
  function stand(at: number): void {
    const { stops, directed } = get()
    const place = Math.min(stops.length - 1, Math.max(0, at))
    if (place === get().at || !directed) return
    set({ at: place, swaps: swapsAt(directed, stops[place]) })
  }

  return {
    store,
    ...createChoices(get, edit),
    stand,
    /** Plans the chosen workout. */
    async open(): Promise<void> {
      const choice = chosen()
      set({ ...closed, choice, busy: true })
      await attempt(
        keptFor(choice.id).then((draft) => {
          if (get().choice === choice) set({ draft: draft ?? draftOf(Math.random()), kept: draft !== null })
        }),
      )
      await replan()
    },
    leave(): void {
      hush()
      clearTimeout(waiting)
      waiting = undefined
      turn++
      set(closed)
    },
    /** What a session of a workout is to be made from: what is planned now, else what is kept, else anything. */
    async draftFor(workout: string): Promise<Draft> {
      const { choice, draft } = get()
      return (choice?.id === workout && draft) || ((await keptFor(workout)) ?? draftOf(Math.random()))
    },
    /** The music of a workout, where this plan is its and all of it is as it is shown. */
    planned(workout: string): Directed | null {
      const { choice, directed, busy } = get()
      return choice?.id === workout && !busy ? directed : null
    },
    /** There may be other music, or more may be known of it. */
    news(): void {
      if (waiting !== undefined || !get().choice) return
      waiting = setTimeout(() => {
        waiting = undefined
        void replan()
      }, planEvery)
    },
    move: (way: 1 | -1) => stand(get().at + way),
    shuffle(): void {
      const { draft } = get()
      if (draft) change({ ...draft, seed: draftOf(Math.random()).seed })
    },
    /** Forgets what was decided, and what is kept. */
    async forget(): Promise<void> {
      const { draft, kept, past } = get()
      await decide({ draft: draftOf(Math.random()), kept: false }, [...past, { draft, kept }].slice(-longestPast))
    },
    /** Goes back to how it was before the last decision. */
    undo(): void {
      const { past } = get()
      const last = past.at(-1)
      if (last) void decide(last, past.slice(0, -1))
    },
    /** Changes how music is chosen: for this workout where it has its own word on it, else for all. */
    async rule(patch: PolicyPatch): Promise<void> {
      const { choice } = get()
      if (!choice) return
      const own = choice.workout.music ?? {}
      const said = (Object.keys(patch) as (keyof PolicyPatch)[]).some((key) => own[key] !== undefined)
      if (said && choice.from !== 'user') return tell('The workout file itself says how its music is chosen.')
      if (said) {
        await attempt(bridge.call('workouts.music', { id: choice.id, music: { ...own, ...patch } }).then(reload))
        // The plan may have been closed meanwhile, or be that of another workout.
        if (get().choice?.id !== choice.id) return
        set({ choice: chosen() })
      } else {
        const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
        prefer({ music: { ...preferences().music, ...given } })
      }
      await replan()
    },
    /** Plays the music around the beginning of the stop as the session will, or stops it. */
    async listen(): Promise<void> {
      const { directed, listening, choice } = get()
      const stop = current()
      if (listening) return hush()
      if (!directed || !stop) return
      const { plan } = directed.direction
      const from = Math.min(Math.max(0, stop.start - listenFor / 2), Math.max(0, plan.duration - listenFor))
      const span = { from, to: Math.min(plan.duration, from + listenFor) }
      set({ listening: span })
      const { scheme } = preferences()
      const of = { setlist: directed.setlist, cues: cuesOf(plan, preferences()), scheme: scheme === 'workout' ? (choice?.workout.scheme ?? 'fight') : scheme }
      await attempt(preview.play(of, span.from, span.to))
      if (get().listening === span) set({ listening: null })
    },
    zoom(way: 1 | -1): void {
      const place = zooms.indexOf(get().zoom as (typeof zooms)[number]) + way
      set({ zoom: zooms[Math.min(zooms.length - 1, Math.max(0, place))]! })
    },
    /** Writes the tracks in their order to a file that the user names. */
    async exportList(): Promise<void> {
      const { directed, choice } = get()
      if (!directed || !choice || directed.setlist.music.length === 0) return
      const ids = directed.setlist.music.filter(({ slot }, i, all) => slot !== all[i - 1]?.slot).map(({ track }) => track.id)
      await attempt(
        bridge.call('setlist.export', { name: choice.workout.name, tracks: ids }).then((written) => {
          if (written) report(`The setlist is written to ${written.file}.`)
        }),
      )
    },
  }
}
