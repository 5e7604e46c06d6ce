import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { builtin } from '../../../src/core/workout/builtin'
import type { Answer, Bridge, LibraryStatus } from '../../../src/core/ipc/contract'
import { defaultPreferences } from '../../../src/core/settings'
import type { Workout } from '../../../src/core/workout/workout'
import type { RunView } from '../../../src/renderer/runner'
import { standing } from '../../../src/renderer/screens/words'
import { act, placeOf } from '../../../src/renderer/state/act'
import type { OpenRecording } from '../../../src/renderer/state/bench'
import { lookEvery } from '../../../src/renderer/state/ahead'
import { createDesk, type Session } from '../../../src/renderer/state/desk'
import { saveAfterMs } from '../../../src/renderer/state/saving'
import { patienceMs } from '../../../src/renderer/state/starter'

const quiet: LibraryStatus = { folders: [], demo: true, tracks: 5, scanning: false, scan: null, analysing: 0, problems: [], unplayable: [], leftOut: 0 }

const silent: OpenRecording = () => ({ state: () => 'loading', at: () => 0, play() {}, pause() {}, tick() {}, level() {}, close() {} })

/** A library of one track that was analysed, or waits. */
const changes = (heard: boolean) => ({
  tracks: [{
    id: '00000000000000aa', file: 'a', title: 'a', artist: null, album: null, duration: 300, tempo: 150, tempoFrom: 'tag',
    analysis: { state: heard ? 'done' : 'waiting', confidence: null, reason: null },
  }],
  removed: [], revision: 1, more: false,
})

/** A main process and a runner that note what is asked of them. */
function setUp({ start = false, library = quiet, refusal = null as string | null, heard = true, interrupted = null as Answer<'session.interrupted'> } = {}) {
  const asked: unknown[][] = []
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const answers: Record<string, unknown> = {
    launch: { version: '1', electron: '33', workout: null, start, notices: ['The settings file was set aside.'] },
    'preferences.get': defaultPreferences(),
    'workouts.list': Object.entries(builtin).map(([id, workout]) => ({ id, from: 'builtin', workout })),
    'library.status': library,
    'session.interrupted': interrupted,
    'catalog.list': [],
    'library.changes': changes(heard),
    'analysis.state': { done: 5, total: 5, failed: 0, secondsLeft: null, paused: false },
  }
  const bridge = {
    call: (...call: unknown[]) => {
      asked.push(call)
      return Promise.resolve(answers[String(call[0])])
    },
    on: (name: string, listen: (payload: never) => void) => {
      const all = listeners.get(name) ?? new Set()
      listeners.set(name, all.add(listen))
      return () => all.delete(listen)
    },
  } as unknown as Bridge
  let view: RunView | null = null
  const did: unknown[][] = []
  const note = (name: string) => (...args: unknown[]) => void did.push([name, ...args])
  const runner: Session = {
    view: () => view,
    subscribe: () => () => {},
    ready: () => {},
    start: (workout: Workout) => {
      did.push(['start', workout.name])
      if (refusal === null) view = { state: 'running' } as RunView
      return Promise.resolve(refusal)
    },
    toggle: note('toggle'),
    pause: note('pause'),
    move: note('move'),
    goBack: note('goBack'),
    skipTrack: note('skipTrack'),
    ban: note('ban'),
    undo: note('undo'),
    like: note('like'),
    stop: note('stop'),
    close: note('close'),
    adjust: note('adjust'),
  }
  const desk = createDesk(bridge, runner, { cue: () => {}, track: silent, plan: { play: async () => {}, stop() {} } })
  const tell = (name: string, payload: unknown) => listeners.get(name)?.forEach((listen) => listen(payload as never))
  const calls = (name: string) => asked.filter(([called]) => called === name).map(([, argument]) => argument)
  const hear = () => (answers['library.changes'] = changes(true))
  return { desk, did, tell, calls, hear, settled: () => vi.advanceTimersByTimeAsync(0) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the desk', () => {
  it('loads what the home screen shows, with what went wrong before', async () => {
    const { desk, settled } = setUp()
    desk.open()
    await settled()
    const { loaded, selected, workouts, notices } = desk.store.get()
    expect({ loaded, selected, count: workouts.length, said: notices.map(({ text }) => text) }).toEqual({
      loaded: true,
      selected: 'boxing',
      count: Object.keys(builtin).length,
      said: ['The settings file was set aside.'],
    })
  })

  it('starts only when it is asked to', async () => {
    const { desk, did, settled } = setUp()
    desk.open()
    await settled()
    expect(did).toEqual([])
    await desk.start()
    expect(did).toEqual([['start', 'Boxing']])
  })

  it('starts by itself with --start, as soon as the music is read and heard', async () => {
    const { desk, did, tell, settled, hear } = setUp({ start: true, library: { ...quiet, scanning: true }, heard: false })
    desk.open()
    await settled()
    tell('library.changed', quiet)
    await settled()
    expect(did).toEqual([])
    hear()
    tell('library.changed', quiet)
    await settled()
    expect(did).toEqual([['start', 'Boxing']])
  })

  it('does not wait for the analysis for ever, but for the scan', async () => {
    const { desk, did, tell, settled } = setUp({ start: true, library: { ...quiet, scanning: true }, heard: false })
    desk.open()
    await vi.advanceTimersByTimeAsync(patienceMs)
    expect(did).toEqual([])
    tell('library.changed', quiet)
    await settled()
    expect(did).toEqual([['start', 'Boxing']])
  })

  it('has analysed first what the chosen workout needs, when it is loaded and when another is chosen', async () => {
    const { desk, calls, settled } = setUp({ heard: false })
    desk.open()
    await settled()
    await vi.advanceTimersByTimeAsync(lookEvery.choice)
    expect(calls('analysis.first')).toEqual([{ ids: ['00000000000000aa'] }])
    const looked = calls('library.changes').length
    desk.select('tabata')
    await vi.advanceTimersByTimeAsync(lookEvery.choice)
    expect(calls('library.changes').length).toBe(looked + 1)
  })

  it('tells main when what --start asked for could not run, and the user always', async () => {
    const { desk, calls, settled } = setUp({ start: true, refusal: 'the sound could not be opened.' })
    desk.open()
    await settled()
    expect(calls('session.refused')).toEqual([{ reason: 'the sound could not be opened.' }])
    expect(desk.store.get().notices.at(-1)?.text).toContain('could not be opened')
  })

  it('does not tell main of a refusal when the user pressed START', async () => {
    const { desk, calls, settled } = setUp({ refusal: 'no.' })
    desk.open()
    await settled()
    await desk.start()
    expect(calls('session.refused')).toEqual([])
  })

  it('mutes the music alone, all of it, and brings back what an old setting has muted', () => {
    const { desk } = setUp()
    const heard = () => [desk.store.get().preferences.musicMuted, desk.store.get().preferences.muted]
    const after = (action: Parameters<typeof act>[1]) => (act(desk, action), heard())
    expect([after('mute'), after('mute'), after('mute-all'), after('mute')]).toEqual([[true, false], [false, false], [false, true], [false, false]])
    act(desk, 'music-down')
    act(desk, 'bells-up')
    expect(desk.store.get().preferences).toMatchObject({ musicVolume: 0.75, cueVolume: 1 })
    act(desk, 'mute')
    expect(after('music-up')).toEqual([false, false])
  })

  it('takes settings over at once and saves them together', async () => {
    const { desk, did, calls, settled } = setUp()
    desk.open()
    await settled()
    desk.prefer({ duck: 6 })
    desk.prefer({ duck: 7 })
    desk.prefer({ muted: true })
    expect(desk.store.get().preferences).toMatchObject({ duck: 7, muted: true })
    expect(did.map(([name]) => name)).toEqual(['adjust', 'adjust', 'adjust'])
    expect(calls('preferences.set')).toEqual([])
    await vi.advanceTimersByTimeAsync(saveAfterMs)
    expect(calls('preferences.set')).toEqual([{ duck: 7, muted: true }])
  })

  it('pauses when the machine goes to sleep; closing ends the session and saves', async () => {
    const { desk, did, tell, calls, settled } = setUp()
    desk.open()
    await settled()
    tell('power.suspend', null)
    expect(did).toEqual([['pause', 'the computer went to sleep']])
    desk.prefer({ duck: 3 })
    tell('app.closing', null)
    expect(did.at(-1)).toEqual(['stop'])
    expect(calls('preferences.set')).toEqual([{ duck: 3 }])
  })

  it('Escape closes the keys, then full screen, then settings, and never the session', async () => {
    const { desk, did, tell, calls, settled } = setUp()
    desk.open()
    await settled()
    await desk.start()
    tell('window.changed', { fullscreen: true })
    act(desk, 'keys')
    act(desk, 'leave')
    expect(desk.store.get().keys).toBe(false)
    expect(calls('window.fullscreen')).toEqual([])
    act(desk, 'leave')
    expect(calls('window.fullscreen')).toEqual([{ on: false }])
    tell('window.changed', { fullscreen: false })
    act(desk, 'leave')
    expect(did).toEqual([['start', 'Boxing']])
  })

  it('Escape leaves full screen also where the page does not know of it yet', async () => {
    const { desk, calls, settled } = setUp()
    desk.open()
    await settled()
    act(desk, 'fullscreen')
    act(desk, 'leave')
    expect(calls('window.fullscreen')).toEqual([{ on: true }, { on: false }])
  })

  describe('with an interrupted session', () => {
    const workout = { name: 'Three', prep: 0, warmup: 0, rounds: 3, intervals: [{ work: 60, rest: 30 }], cooldown: 0 }
    const interrupted: Answer<'session.interrupted'> = {
      entries: [
        { kind: 'start', app: '0', electron: '33', startedAt: '2026-05-04T03:02:01.000Z', workout },
        { kind: 'beat', at: 108, time: 108, wall: 1, heard: [] },
        { kind: 'gone', reason: 'the program ended' },
      ],
    }

    it('offers to go on with it, and does nothing until somebody says so', async () => {
      const { desk, did, settled } = setUp({ interrupted })
      desk.open()
      await settled()
      const { interrupted: account } = desk.store.get()
      expect(standing(account!.plan, account!.last.at)).toBe('round 2 of 3, 0:42 left')
      expect(placeOf(desk)).toBe('interrupted')
      expect(did).toEqual([])
      act(desk, 'go-on')
      await vi.advanceTimersByTimeAsync(100)
      expect(did).toEqual([['start', 'Three']])
      expect([placeOf(desk), desk.store.get().interrupted]).toEqual(['run', null])
    })

    it('keeps it as stopped where it is not to go on', async () => {
      const { desk, did, calls, settled } = setUp({ interrupted })
      desk.open()
      await settled()
      act(desk, 'keep')
      await settled()
      expect(placeOf(desk)).toBe('home')
      expect(calls('session.keep')).toHaveLength(1)
      expect(did).toEqual([])
    })

    it('starts what --start asks for without a question, and says what became of it', async () => {
      const { desk, did, settled } = setUp({ interrupted, start: true })
      desk.open()
      await settled()
      expect(did).toEqual([['start', 'Boxing']])
      expect(desk.store.get().notices.map(({ text }) => text)).toContainEqual(expect.stringMatching(/Three was interrupted.*kept as stopped/))
    })

    it('says what cannot go on', async () => {
      const { desk, settled } = setUp({ interrupted: { kept: 'It is kept as stopped.' } })
      desk.open()
      await settled()
      expect(placeOf(desk)).toBe('home')
      expect(desk.store.get().notices.map(({ text }) => text)).toContain('It is kept as stopped.')
    })
  })

  it('asks before the window closes on a running session, and not without one', async () => {
    const { desk, did, tell, calls, settled } = setUp()
    desk.open()
    await settled()
    tell('window.closing', null)
    expect(calls('window.close')).toEqual([{ end: true }])
    await desk.start()
    tell('window.closing', null)
    expect([placeOf(desk), calls('window.close')]).toEqual(['leaving', [{ end: true }]])
    act(desk, 'stay')
    expect([placeOf(desk), calls('window.close').at(-1)]).toEqual(['run', { end: false }])
    tell('window.closing', null)
    act(desk, 'end')
    expect(calls('window.close').at(-1)).toEqual({ end: true })
    expect(did.filter(([name]) => name === 'stop')).toEqual([])
  })
})
