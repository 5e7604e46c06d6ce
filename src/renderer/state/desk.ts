import { accountOf, type Account } from '../../core/journal'
import type { Answer, Bridge, LibraryStatus, WorkoutChoice } from '../../core/ipc/contract'
import { mappedOf } from '../../core/music/catalog/mapped'
import type { Taste } from '../../core/music/director/direction'
import type { Track } from '../../core/music/track'
import { defaultPreferences, type Preferences } from '../../core/settings'
import { quickWorkout } from '../../core/workout/builtin'
import type { CueKind } from '../../core/workout/cue'
import type { Scheme, Workout } from '../../core/workout/workout'
import type { Preview } from '../audio/ports'
import { solveAside, type Solve } from '../director/director'
import type { Runner } from '../runner'
import { createAhead } from './ahead'
import { createBench, type Bench, type OpenRecording } from './bench'
import { createCollection, type Collection } from './collection'
import { createEars, type Ears } from './ears'
import { createFinder, type Finder } from './soundtrack'
import { createPlanner, type Planner } from './planner'
import { createSample, type Sample } from './sample'
import { createSaving } from './saving'
import { createStarter, messageOf } from './starter'
import { createStore, type Store } from './store'
import { listenToMain } from './told'
import { createWorkouts } from './workouts'

export interface Audition {
  /** Plays one cue now. `volume` is a slider's position, 0 to 1. */
  cue(scheme: Scheme, kind: CueKind, volume: number): void
  track: OpenRecording
  /** A part of a session that is planned. */
  readonly plan: Preview
}

/** What the screens use of the runner. */
export type Session = Pick<Runner, 'view' | 'subscribe' | 'ready' | 'start' | 'toggle' | 'pause' | 'move' | 'goBack' | 'skipTrack' | 'ban' | 'undo' | 'like' | 'stop' | 'close' | 'adjust'>

export interface Notice {
  readonly id: number
  readonly text: string
}

/** Good news are shown so long, in milliseconds. */
const newsMs = 5000

/** What the screens share, apart from the running session, which the runner knows. */
export interface DeskState {
  readonly loaded: boolean
  readonly screen: 'home' | 'settings' | 'tracks' | 'track' | 'soundtrack' | 'plan'
  readonly keys: boolean
  /** A session that nobody runs any more: the user is asked whether it is to go on. */
  readonly interrupted: Account | null
  /** The window is to close while a session runs: the user is asked whether that is to end. */
  readonly leaving: boolean
  readonly fullscreen: boolean
  /** Id of a workout, or 'quick'. */
  readonly selected: string
  readonly preferences: Preferences
  readonly workouts: readonly WorkoutChoice[]
  readonly library: LibraryStatus | null
  /** What went wrong, until it is dismissed. */
  readonly notices: readonly Notice[]
  /** What went well, for a moment. */
  readonly news: string | null
  /** What main has just told, for a screen that has no room for all notices. */
  readonly urgent: string | null
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
  readonly sample: Sample
  /** Loads what the screens show and listens to the main process, until the returned function is called. */
  open(): () => void
  start(): Promise<void>
  /** The workout of the last session, again. */
  repeat(): Promise<void>
  /** Goes on with the interrupted session. */
  goOn(): Promise<void>
  /** Keeps the interrupted session as stopped. */
  keep(): Promise<void>
  /** Shows the log of the last session in its folder. */
  showLog(): Promise<void>
  /** Whether the session is to end and the window to close. */
  answer(end: boolean): void
  select(id: string): void
  /** Takes a change over at once; it is saved a moment later, together with what follows it. */
  prefer(patch: Partial<Preferences>): void
  openWorkout(): Promise<void>
  removeWorkout(id: string): Promise<void>
  addFolder(): Promise<void>
  removeFolder(id: string): Promise<void>
  rescan(): Promise<void>
  fullscreen(on: boolean): void
  /** Something is wrong. */
  tell(text: string): void
  /** Something was done. */
  report(text: string): void
  dismiss(id: number): void
}

/** The workout that START would run. */
export function chosen({ selected, workouts, preferences }: Pick<DeskState, 'selected' | 'workouts' | 'preferences'>): Workout {
  return workouts.find(({ id }) => id === selected)?.workout ?? quickWorkout(preferences.quick)
}

export function createDesk(bridge: Bridge, runner: Session, audition: Audition, solve: Solve = solveAside): Desk {
  const store = createStore<DeskState>({
    loaded: false,
    screen: 'home',
    keys: false,
    interrupted: null,
    leaving: false,
    fullscreen: false,
    selected: 'quick',
    preferences: defaultPreferences(),
    workouts: [],
    library: null,
    notices: [],
    news: null,
    urgent: null,
    starting: 'no',
  })
  const { get, set } = store
  let notices = 0
  let fading: ReturnType<typeof setTimeout> | undefined

  /** What is told already is not told twice. */
  const tell = (text: string) => set({ notices: [...get().notices.filter((notice) => notice.text !== text), { id: ++notices, text }] })
  const report = (text: string) => {
    clearTimeout(fading)
    set({ news: text })
    fading = setTimeout(() => set({ news: null }), newsMs)
  }
  const attempt = (work: Promise<unknown>): Promise<void> => work.then(() => undefined, (error) => tell(messageOf(error)))

  const saving = createSaving(bridge, attempt)

  function prefer(patch: Partial<Preferences>): void {
    const preferences = { ...get().preferences, ...patch }
    set({ preferences })
    runner.adjust(preferences)
    saving.soon(patch)
    // It shows only once main has it.
    if ('size' in patch) saving.now()
    if (['selected', 'quick', 'crossfade', 'music'].some((name) => name in patch)) ahead.changed('choice')
    if (['selected', 'quick', 'crossfade', 'music', 'catalog', 'scheme'].some((name) => name in patch)) starter.changed()
  }

  function select(id: string): void {
    set({ selected: id })
    prefer({ selected: id })
  }

  const workouts = createWorkouts({ bridge, store, select, attempt, tell })
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
  const songsOf = async (tracks: readonly Track[]): Promise<Taste['mapped']> => mappedOf(await finder.parts(tracks))

  /** @param start another session is to start at once: it is not asked for then */
  function offer(interrupted: NonNullable<Answer<'session.interrupted'>>, start: boolean): void {
    if ('kept' in interrupted) return tell(interrupted.kept)
    const account = accountOf(interrupted.entries)
    if (account && start) tell(`The session ${account.plan.name} was interrupted; it is kept as stopped.`)
    else if (account) set({ interrupted: account })
  }

  function answer(end: boolean): void {
    set({ leaving: false })
    // One that has ended meanwhile only waits to be reported.
    if (end && runner.view()?.done) runner.stop()
    void attempt(bridge.call('window.close', { end }))
  }

  async function load(): Promise<void> {
    const [launch, preferences, workouts, library, interrupted] = await Promise.all([
      bridge.call('launch'),
      bridge.call('preferences.get'),
      bridge.call('workouts.list'),
      bridge.call('library.status'),
      // What cannot be read must not keep anything from starting.
      bridge.call('session.interrupted').catch((error: unknown) => ({ kept: messageOf(error) })),
    ])
    const wanted = launch.workout ?? preferences.selected
    const selected = workouts.some(({ id }) => id === wanted) ? wanted : 'quick'
    set({ loaded: true, preferences, workouts, selected, library: get().library ?? library, starting: launch.start ? 'waiting' : 'no' })
    launch.notices.forEach(tell)
    if (interrupted) offer(interrupted, launch.start)
    void finder.load()
    starter.startIfReady()
    starter.changed()
    ahead.changed('choice')
  }

  /** Parts of a session at the loudness that is set. */
  const preview: Preview = {
    play(...what) {
      runner.adjust(get().preferences)
      return audition.plan.play(...what)
    },
    stop: () => audition.plan.stop(),
  }
  const planner = createPlanner({
    bridge,
    chosen: () => ({ id: get().selected, from: get().workouts.find(({ id }) => id === get().selected)?.from ?? 'builtin', workout: chosen(get()) }),
    tracks: collection.mirror.tracks,
    mapped: songsOf,
    preferences: () => get().preferences,
    prefer,
    reload: workouts.reload,
    preview,
    solve,
    attempt,
    tell,
    report,
  })
  const sample = createSample({ bridge, tracks: collection.mirror.tracks, preferences: () => get().preferences, solve, preview, alone: audition.cue, attempt })
  const starter = createStarter({
    bridge, runner, store, solve, attempt, tell,
    chosen: () => chosen(get()),
    tracks: collection.mirror.tracks,
    mapped: songsOf,
    draftFor: planner.draftFor,
    planned: planner.planned,
    paused: () => collection.store.get().progress?.paused ?? false,
    before: saving.now,
    running() {
      planner.leave()
      set({ screen: 'home', interrupted: null, leaving: false })
    },
  })
  const bench = createBench(bridge, audition.track, attempt)
  const ears = createEars(audition.track)
  const finder = createFinder({ bridge, attempt, tell, report, chosen: () => get().preferences.catalog, use: (catalog) => prefer({ catalog }) })

  return {
    store,
    runner,
    audition,
    collection,
    bench,
    ears,
    finder,
    planner,
    sample,
    tell,
    report,
    start: starter.start,
    repeat: starter.repeat,
    goOn: starter.goOn,
    keep() {
      set({ interrupted: null })
      return attempt(bridge.call('session.keep'))
    },
    showLog: () => attempt(bridge.call('session.show')),
    answer,
    prefer,
    open() {
      let place = ''
      const moved = () => {
        const now = runner.view() ? 'session' : get().screen
        if (now !== place && now === 'home') starter.changed()
        place = now
      }
      const ends = [
        starter.open(),
        store.subscribe(moved),
        runner.subscribe(moved),
        ahead.close,
        collection.open(),
        finder.open(),
        // The turn of the track on the bench may have come.
        bridge.on('analysis.progress', () => {
          bench.look()
          planner.news()
          starter.changed()
        }),
        bridge.on('library.changed', (library) => {
          set({ library })
          planner.news()
          starter.startIfReady()
          starter.changed()
          if (library.tracks > 0) ahead.changed('library')
        }),
        bridge.on('window.changed', ({ fullscreen }) => set({ fullscreen })),
        ...listenToMain({ bridge, store, runner, attempt, tell, reload: workouts.reload, startIfReady: starter.startIfReady }),
        bridge.on('power.suspend', () => runner.pause('the computer went to sleep')),
        bridge.on('window.closing', () => {
          const view = runner.view()
          if (view && !view.done) set({ leaving: true })
          else answer(true)
        }),
        bridge.on('app.closing', () => {
          saving.now()
          runner.stop()
        }),
      ]
      void attempt(load())
      return () => ends.forEach((end) => end())
    },
    select,
    openWorkout: workouts.open,
    removeWorkout: workouts.remove,
    addFolder: () => attempt(bridge.call('library.addFolder')),
    removeFolder: (id) => attempt(bridge.call('library.removeFolder', { id })),
    rescan: () => attempt(bridge.call('library.rescan')),
    fullscreen(on) {
      void attempt(bridge.call('window.fullscreen', { on }))
    },
    dismiss: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
  }
}
