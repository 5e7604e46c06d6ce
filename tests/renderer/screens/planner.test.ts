import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../src/core/ipc/contract'
import { direct } from '../../../src/core/music/director/direct'
import { alternatives } from '../../../src/core/music/director/swap'
import type { Draft } from '../../../src/core/music/draft'
import { defaultPreferences, type Preferences } from '../../../src/core/settings'
import { builtin } from '../../../src/core/workout/builtin'
import type { Workout } from '../../../src/core/workout/workout'
import { createPlanner, planEvery, type PlannerState } from '../../../src/renderer/state/planner'
import { collection } from '../../core/music/library'

const songs = collection(300, 9)

/** A main process that keeps setlists, with the director's real work behind it. */
function setUp({ id = 'amateur-boxing', from = 'builtin' as NonNullable<PlannerState['choice']>['from'], music = undefined as Workout['music'], kept = new Map<string, Draft>() } = {}) {
  const asked: [string, never][] = []
  const told: string[] = []
  const heard: string[] = []
  let choice: NonNullable<PlannerState['choice']> = { id, from, workout: { ...builtin[id]!, ...(music ? { music } : {}) } }
  let preferences: Preferences = defaultPreferences()
  let end: () => void = () => {}
  const answers: Record<string, (args: never) => unknown> = {
    'setlist.kept': ({ workout }: { workout: string }) => kept.get(workout) ?? null,
    'setlist.keep': ({ workout, draft }: { workout: string; draft: Draft | null }) => void (draft ? kept.set(workout, draft) : kept.delete(workout)),
    'setlist.export': () => ({ file: 'a.m3u8' }),
    'track.facts': ({ ids }: { ids: string[] }) => Object.fromEntries(songs.flatMap(({ track, facts }) => (facts && ids.includes(track.id) ? [[track.id, facts]] : []))),
    'track.analysis': () => ({ analysis: { duration: 100, waveform: { low: [1], mid: [1], high: [1] } }, corrections: [], reason: null }),
    'workouts.music': ({ music }: { music: Workout['music'] }) => void (choice = { ...choice, workout: { ...choice.workout, ...(music ? { music } : {}) } }),
  }
  const planner = createPlanner({
    bridge: {
      call: async (name: string, args: never) => {
        asked.push([name, args])
        return answers[name]?.(args)
      },
    } as unknown as Bridge,
    chosen: () => choice,
    mapped: async () => new Map(),
    tracks: async () => songs.map(({ track }) => track),
    preferences: () => preferences,
    prefer: (patch) => void (preferences = { ...preferences, ...patch }),
    reload: async () => {},
    preview: {
      play: (_of, start, to) => {
        heard.push(`${start}-${to}`)
        return new Promise((done) => (end = done))
      },
      stop: () => {
        heard.push('stop')
        end()
      },
    },
    solve: async (direction) => direct(direction),
    attempt: (work) => work.then(() => undefined, (error: Error) => void told.push(error.message)),
    tell: (text) => void told.push(text),
    report: (text) => void told.push(text),
  })
  const titles = () => planner.store.get().stops.map(({ music: [first] }) => first?.track.title)
  return {
    planner, kept, asked, told, heard, titles,
    state: planner.store.get,
    preferences: () => preferences,
    over: () => end(),
    calls: (name: string) => asked.filter(([called]) => called === name).map(([, args]) => args as unknown),
    settled: () => vi.waitFor(() => expect(planner.store.get().busy).toBe(false)),
  }
}

describe('the plan of a workout', () => {
  it('is solved when it is opened, with the facts of the tracks and their overviews, and nothing is kept yet', async () => {
    const { planner, state, kept, calls } = setUp()
    await planner.open()
    const { directed, stops, swaps, draft } = state()
    expect(stops.length).toBeGreaterThanOrEqual(6)
    expect(directed!.setlist).toEqual(direct(directed!.direction))
    expect(directed!.setlist.seed).toBe(draft!.seed)
    expect(swaps.length).toBeGreaterThan(0)
    const played = new Set(directed!.setlist.music.map(({ track }) => track.id))
    await vi.waitFor(() => expect(new Set(state().waves.keys())).toEqual(played))
    expect(calls('track.analysis')).toHaveLength(played.size)
    expect(kept.size).toBe(0)
  })

  it('offers the next best out of the whole library', async () => {
    const { planner, state } = setUp()
    await planner.open()
    planner.move(1)
    const { directed, stops, swaps } = state()
    const { home, slot } = stops[1]!
    expect(swaps).toEqual(alternatives(directed!.setlist, directed!.direction, home, { slot: slot! }))
  })

  it('is found again as it was left, by its workout', async () => {
    const first = setUp()
    await first.planner.open()
    first.planner.move(1)
    first.planner.swap(1)
    await first.settled()
    const again = setUp({ kept: first.kept })
    await again.planner.open()
    expect(again.titles()).toEqual(first.titles())
    expect(again.state().kept).toBe(true)
  })

  it('moves from track to track, and not beyond the ends', async () => {
    const { planner, state } = setUp()
    await planner.open()
    planner.move(-1)
    expect(state().at).toBe(0)
    for (let i = 0; i < 50; i++) planner.move(1)
    expect(state().at).toBe(state().stops.length - 1)
  })

  it('swaps through the next best and back to what was there', async () => {
    const { planner, titles, settled, state } = setUp()
    await planner.open()
    planner.move(1)
    const { swaps, at } = state()
    const [own, first, second] = [titles()[at], swaps[0]!.track.title, swaps[1]!.track.title]
    const seen: unknown[] = []
    for (const way of [1, 1, -1, -1] as const) {
      planner.swap(way)
      await settled()
      seen.push(titles()[at])
    }
    expect(seen).toEqual([first, second, first, own])
  })

  it('counts every press of swap, also while it is being solved', async () => {
    const { planner, titles, settled, state } = setUp()
    await planner.open()
    planner.move(1)
    const second = state().swaps[1]!.track.title
    planner.swap(1)
    planner.swap(1)
    await settled()
    expect(titles()[1]).toBe(second)
  })

  it('keeps what is locked when it is shuffled, and changes the rest', async () => {
    const { planner, titles, settled } = setUp()
    await planner.open()
    planner.move(1)
    planner.lock()
    await settled()
    const before = titles()
    let changed = false
    for (let i = 0; i < 5; i++) {
      planner.shuffle()
      await settled()
      expect(titles()[1]).toBe(before[1])
      changed ||= titles().some((title, place) => title !== before[place])
    }
    expect(changed).toBe(true)
  })

  it('plays a banned track nowhere until it is let in again', async () => {
    const { planner, state, titles, settled } = setUp()
    await planner.open()
    planner.move(1)
    const bad = state().stops[1]!.music[0]!.track
    planner.leaveOut()
    await settled()
    expect(titles()).not.toContain(bad.title)
    planner.allow(bad.id)
    await settled()
    expect(state().draft!.edits.banned).toEqual([])
  })

  it('moves a drop to the bell, to the second wind, away, and by bars', async () => {
    const { planner, state, settled } = setUp()
    await planner.open()
    const place = state().stops.findIndex(({ phase }) => phase === 'work')
    planner.stand(place)
    const { segment } = state().stops[place]!
    const said = () => state().draft!.edits.drops.find((drop) => drop.segment === segment)?.at
    const seen: unknown[] = []
    for (let i = 0; i < 4; i++) {
      planner.turnDrop()
      await settled()
      seen.push(said())
    }
    expect(seen).toEqual([0, 150, null, undefined])
    planner.nudgeDrop(1)
    await settled()
    expect(said()).toBeGreaterThan(0)
    planner.stand(place + 1)
    expect(state().stops[place + 1]!.phase).toBe('rest')
    const before = state().draft
    planner.turnDrop()
    expect(state().draft).toBe(before)
  })

  it('forgets all that was decided', async () => {
    const { planner, state, kept, settled } = setUp()
    await planner.open()
    planner.lockAll()
    await settled()
    expect(kept.size).toBe(1)
    await planner.forget()
    expect([kept.size, state().kept, state().draft!.edits.locks]).toEqual([0, false, []])
  })

  it('goes back step by step to how it was, up to keeping nothing', async () => {
    const { planner, state, kept, settled } = setUp()
    await planner.open()
    const drafts = [state().draft]
    planner.lockAll()
    drafts.push(state().draft)
    planner.shuffle()
    drafts.push(state().draft)
    await planner.forget()
    expect(state().kept).toBe(false)
    for (const draft of drafts.toReversed()) {
      planner.undo()
      expect(state().draft).toBe(draft)
    }
    await settled()
    expect([state().kept, kept.size, state().past]).toEqual([false, 0, []])
    planner.undo()
    expect(state().draft).toBe(drafts[0])
  })

  it('writes its tracks in their order, each once in a row', async () => {
    const { planner, state, calls, told } = setUp()
    await planner.open()
    await planner.exportList()
    const slots = new Map(state().directed!.setlist.music.map(({ slot, track }) => [slot, track.id]))
    expect(calls('setlist.export')).toEqual([{ name: 'Amateur boxing', tracks: [...slots.values()] }])
    expect(told).toEqual(['The setlist is written to a.m3u8.'])
  })
})

describe('how its music is chosen', () => {
  it('is changed for all workouts where the workout has no word on it', async () => {
    const { planner, state, preferences } = setUp()
    await planner.open()
    await planner.rule({ arc: 'pyramid' })
    expect(preferences().music).toMatchObject({ arc: 'pyramid', rest: 'breathe' })
    expect(state().directed!.direction.policy.arc).toBe('pyramid')
  })

  it('is changed in the user’s workout where that has its own word, and the settings stay', async () => {
    const { planner, state, preferences, calls } = setUp({ from: 'user', music: { arc: 'steady', tempo: 'near' } })
    await planner.open()
    await planner.rule({ arc: 'build' })
    expect(calls('workouts.music')).toEqual([{ id: 'amateur-boxing', music: { arc: 'build', tempo: 'near' } }])
    expect(preferences().music.arc).toBe('waves')
    expect(state().directed!.direction.policy.arc).toBe('build')
  })

  it('stays closed where it was closed before that was written', async () => {
    const { planner, state } = setUp({ from: 'user', music: { arc: 'steady' } })
    await planner.open()
    const changing = planner.rule({ arc: 'build' })
    planner.leave()
    await changing
    expect(state().choice).toBeNull()
  })

  it('is left alone where a file of the command line says it', async () => {
    const { planner, state, told } = setUp({ from: 'command-line', music: { arc: 'steady' } })
    await planner.open()
    await planner.rule({ arc: 'build' })
    expect(state().directed!.direction.policy.arc).toBe('steady')
    expect(told).toHaveLength(1)
  })
})

describe('listening to a join', () => {
  it('plays 15 s around the boundary, within the session, and stops at a second press or a change', async () => {
    const { planner, state, heard, over } = setUp()
    await planner.open()
    const listening = planner.listen()
    expect(heard).toEqual(['0-15'])
    over()
    await listening
    expect(state().listening).toBeNull()
    planner.stand(2)
    const { start } = state().stops[2]!
    const second = planner.listen()
    expect(heard.at(-1)).toBe(`${start - 7.5}-${start + 7.5}`)
    void planner.listen()
    expect(heard.at(-1)).toBe('stop')
    await second
    void planner.listen()
    planner.shuffle()
    expect([heard.at(-1), state().listening]).toEqual(['stop', null])
  })
})

describe('a session that starts', () => {
  it('has what is planned, else what is kept, else a setlist of its own', async () => {
    const { planner, state, kept } = setUp()
    kept.set('mma', { seed: 5, edits: { locks: [], banned: ['x'], drops: [] } })
    await planner.open()
    expect(await planner.draftFor('amateur-boxing')).toBe(state().draft)
    expect(await planner.draftFor('mma')).toBe(kept.get('mma'))
    expect((await planner.draftFor('tabata')).edits.locks).toEqual([])
    planner.leave()
    expect(state().directed).toBeNull()
  })
})

describe('news of the library', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('make the plan anew, but not at once for each', async () => {
    const { planner, calls } = setUp()
    planner.news()
    await planner.open()
    const before = calls('track.facts').length
    for (let i = 0; i < 10; i++) planner.news()
    await vi.advanceTimersByTimeAsync(planEvery)
    expect(calls('track.facts').length).toBe(before + 1)
    planner.news()
    planner.leave()
    await vi.advanceTimersByTimeAsync(planEvery)
    expect(calls('track.facts').length).toBe(before + 1)
  })
})
