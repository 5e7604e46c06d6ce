import type { Bridge, LibraryStatus, WorkoutChoice } from '../../core/ipc/contract'
import { mappedOf, type Part } from '../../core/music/catalog/mapped'
import type { Taste } from '../../core/music/director/direction'
import type { Track } from '../../core/music/track'
import { defaultPreferences, type Preferences } from '../../core/settings'
import { quickWorkout } from '../../core/workout/builtin'
import type { CueKind } from '../../core/workout/cue'
import type { Scheme, Workout } from '../../core/workout/workout'
import type { Preview } from '../audio/ports'
import { makeSetlist, solveAside, type FactsOf, type Solve } from '../director/director'
import type { Runner } from '../runner'
import { createAhead, neededFirst } from './ahead'
import { createBench, type Bench, type OpenRecording } from './bench'
import { createCollection, type Collection } from './collection'
import { createEars, type Ears } from './ears'
import { createFinder, type Finder } from './soundtrack'
import { createPlanner, type Planner } from './planner'
import { createStore, type Store } from './store'

export interface Audition {
  /** Plays one cue now. `volume` is a slider's position, 0 to 1. */
  cue(scheme: Scheme, kind: CueKind, volume: number): void
  track: OpenRecording
  /** A part of a session that is planned. */
  readonly plan: Preview
}

/** What the screens use of the runner. */
export type Session = Pick<Runner, 'view' | 'subscribe' | 'start' | 'toggle' | 'pause' | 'move' | 'skipTrack' | 'ban' | 'like' | 'stop' | 'close' | 'adjust'>

export interface Notice {
  readonly id: number
  readonly text: string
}

/** What the screens share, apart from the running session, which the runner knows. */
export interface DeskState {
  readonly loaded: boolean
  readonly screen: 'home' | 'settings' | 'tracks' | 'track' | 'soundtrack' | 'plan'
  readonly keys: boolean
  readonly fullscreen: boolean
  /** Id of a workout, or 'quick'. */
  readonly selected: string
  readonly preferences: Preferences
  readonly workouts: readonly WorkoutChoice[]
  readonly library: LibraryStatus | null
  readonly notices: readonly Notice[]
  /** The songs of the soundtrack that the running session has, by the id of the track. */
  readonly parts: ReadonlyMap<string, Part>
  /** 'waiting': `--start` waits for the music to be read; 'now': the runner makes ready. */
  readonly starting: 'no' | 'waiting' | 'now'
}

/** Everything that the screens can ask for. */
export interface Desk {
  readonly store: Store<DeskState>
  readonly runner: Session
  readonly audition: Audition
  readonly collection: Collection
  readonly bench: Bench
  readonly ears: Ears
  readonly finder: Finder
  readonly planner: Planner
  /** Loads what the screens show and listens to the main process, until the returned function is called. */
  open(): () => void
  start(): Promise<void>
  select(id: string): void
  /** Takes a change over at once; it is saved a moment later, together with what follows it. */
  prefer(patch: Partial<Preferences>): void
  openWorkout(): Promise<void>
  removeWorkout(id: string): Promise<void>
  addFolder(): Promise<void>
  removeFolder(id: string): Promise<void>
  rescan(): Promise<void>
  fullscreen(on: boolean): void
  tell(text: string): void
  dismiss(id: number): void
}

/** `--start` waits no longer than this for the analysis of its tracks, and settings are saved this long after the last change. In milliseconds. */
export const patience = { startMs: 20_000, saveMs: 300 } as const

/** The workout that START would run. */
export function chosen({ selected, workouts, preferences }: Pick<DeskState, 'selected' | 'workouts' | 'preferences'>): Workout {
  return workouts.find(({ id }) => id === selected)?.workout ?? quickWorkout(preferences.quick)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

export function createDesk(bridge: Bridge, runner: Session, audition: Audition, solve: Solve = solveAside): Desk {
  const store = createStore<DeskState>({
    loaded: false,
    screen: 'home',
    keys: false,
    fullscreen: false,
    selected: 'quick',
    preferences: defaultPreferences(),
    workouts: [],
    library: null,
    notices: [],
    parts: new Map(),
    starting: 'no',
  })
  const { get, set } = store
  let notices = 0
  let unsaved: Partial<Preferences> = {}
  let saving: ReturnType<typeof setTimeout> | undefined
  let patient = true

  const tell = (text: string) => set({ notices: [...get().notices, { id: ++notices, text }] })
  const attempt = (work: Promise<unknown>): Promise<void> => work.then(() => undefined, (error) => tell(messageOf(error)))

  function save(): void {
    clearTimeout(saving)
    if (Object.keys(unsaved).length === 0) return
    const patch = unsaved
    unsaved = {}
    void attempt(bridge.call('preferences.set', patch))
  }

  function prefer(patch: Partial<Preferences>): void {
    const preferences = { ...get().preferences, ...patch }
    set({ preferences })
    runner.adjust(preferences)
    unsaved = { ...unsaved, ...patch }
    if (['selected', 'quick', 'crossfade', 'music'].some((name) => name in patch)) ahead.changed('choice')
    clearTimeout(saving)
    saving = setTimeout(save, patience.saveMs)
  }

  const collection = createCollection(bridge, attempt)
  const ahead = createAhead(
    bridge,
    collection.mirror.tracks,
    () => {
      const { loaded, preferences, screen } = get()
      // A track that somebody looks at comes before all; while a session runs its music is chosen already.
      return loaded && screen !== 'track' && !runner.view() ? { workout: chosen(get()), preferences } : null
    },
    attempt,
  )

  /** Which tracks are songs of the soundtrack, for the director. */
  async function songsOf(tracks: readonly Track[]): Promise<Taste['mapped']> {
    const parts = await finder.parts(tracks)
    set({ parts })
    return mappedOf(parts)
  }

  async function refusal(workout: Workout): Promise<string | null> {
    try {
      const { preferences, selected } = get()
      const draft = await planner.draftFor(selected)
      const tracks = await collection.mirror.tracks()
      const mapped = await songsOf(tracks)
      const factsOf: FactsOf = (ids) => bridge.call('track.facts', { ids: [...ids] })
      return await runner.start(workout, preferences, (plan) => makeSetlist({ plan, workout, tracks, preferences, mapped, ...draft }, factsOf, solve))
    } catch (error) {
      return messageOf(error)
    }
  }

  async function start(): Promise<void> {
    const { loaded, starting } = get()
    if (!loaded || starting === 'now' || runner.view()) return
    set({ starting: 'now' })
    save()
    const reason = await refusal(chosen(get()))
    set({ starting: 'no' })
    if (reason === null) {
      planner.leave()
      return set({ screen: 'home' })
    }
    tell(`${reason}`)
    if (starting === 'waiting') await attempt(bridge.call('session.refused', { reason }))
  }

  /** Nothing that is likely to be needed still waits for its analysis, or nobody works on it. */
  async function known(): Promise<boolean> {
    if (collection.store.get().progress?.paused) return true
    return neededFirst(chosen(get()), await collection.mirror.tracks(), get().preferences).length === 0
  }

  /** Starts what `--start` asked for, as soon as the music is known well enough: the drops of tracks that were not heard yet fall nowhere. */
  function startIfReady(): void {
    const { library, starting } = get()
    if (starting !== 'waiting' || !library || library.scanning) return
    void attempt(known().then((good) => (good || !patient) && get().starting === 'waiting' ? start() : undefined))
  }

  async function load(): Promise<void> {
    const [launch, preferences, workouts, library] = await Promise.all([
      bridge.call('launch'),
      bridge.call('preferences.get'),
      bridge.call('workouts.list'),
      bridge.call('library.status'),
    ])
    const wanted = launch.workout ?? preferences.selected
    const selected = workouts.some(({ id }) => id === wanted) ? wanted : 'quick'
    set({ loaded: true, preferences, workouts, selected, library: get().library ?? library, starting: launch.start ? 'waiting' : 'no' })
    launch.notices.forEach(tell)
    void finder.load()
    startIfReady()
    ahead.changed('choice')
  }

  const planner = createPlanner({
    bridge,
    chosen: () => ({ id: get().selected, from: get().workouts.find(({ id }) => id === get().selected)?.from ?? 'builtin', workout: chosen(get()) }),
    tracks: collection.mirror.tracks,
    mapped: songsOf,
    preferences: () => get().preferences,
    prefer,
    reload: async () => set({ workouts: await bridge.call('workouts.list') }),
    preview: {
      play(...what) {
        runner.adjust(get().preferences)
        return audition.plan.play(...what)
      },
      stop: () => audition.plan.stop(),
    },
    solve,
    attempt,
    tell,
  })
  const bench = createBench(bridge, audition.track, attempt)
  const ears = createEars(audition.track)
  const finder = createFinder({ bridge, attempt, tell, chosen: () => get().preferences.catalog, use: (catalog) => prefer({ catalog }) })

  return {
    store,
    runner,
    audition,
    collection,
    bench,
    ears,
    finder,
    planner,
    tell,
    start,
    prefer,
    open() {
      const waiting = setTimeout(() => {
        patient = false
        startIfReady()
      }, patience.startMs)
      const ends = [
        () => clearTimeout(waiting),
        ahead.close,
        collection.open(),
        finder.open(),
        // The turn of the track on the bench may have come.
        bridge.on('analysis.progress', () => {
          bench.look()
          planner.news()
        }),
        bridge.on('library.changed', (library) => {
          set({ library })
          planner.news()
          startIfReady()
          if (library.tracks > 0) ahead.changed('library')
        }),
        bridge.on('window.changed', ({ fullscreen }) => set({ fullscreen })),
        bridge.on('power.suspend', () => runner.pause('the computer went to sleep')),
        bridge.on('app.closing', () => {
          save()
          runner.stop()
        }),
      ]
      void attempt(load())
      return () => ends.forEach((end) => end())
    },
    select(id) {
      set({ selected: id })
      prefer({ selected: id })
    },
    async openWorkout() {
      await attempt(
        bridge.call('workouts.open').then(async (answer) => {
          if (!answer) return
          if ('failed' in answer) return tell([answer.failed.message, answer.failed.mend].filter(Boolean).join('. '))
          set({ workouts: await bridge.call('workouts.list') })
          this.select(answer.opened.id)
        }),
      )
    },
    async removeWorkout(id) {
      await attempt(bridge.call('workouts.remove', { id }).then(async () => set({ workouts: await bridge.call('workouts.list') })))
      if (!get().workouts.some((choice) => choice.id === get().selected)) this.select('quick')
    },
    addFolder: () => attempt(bridge.call('library.addFolder')),
    removeFolder: (id) => attempt(bridge.call('library.removeFolder', { id })),
    rescan: () => attempt(bridge.call('library.rescan')),
    fullscreen(on) {
      void attempt(bridge.call('window.fullscreen', { on }))
    },
    dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  }
}
