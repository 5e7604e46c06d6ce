import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { accountOf, condensed, readEntries, linesOf, type Entry } from '../../src/core/journal'
import { direct } from '../../src/core/music/director/direct'
import type { Track } from '../../src/core/music/track'
import type { Report } from '../../src/core/report'
import { ReportSchema } from '../../src/core/report'
import { defaultPreferences } from '../../src/core/settings'
import { makeSetlist } from '../../src/renderer/director/director'
import { Runner } from '../../src/renderer/runner'
import type { Workout } from '../../src/core/workout/workout'
import { song } from '../core/music/library'
import { FakeSound, track } from './sound'

const workout = { name: 'Test', prep: 5, warmup: 0, rounds: 2, intervals: [{ work: 20, rest: 10 }], cooldown: 0 }
const tracks = [track(1, 140), track(2, 100), track(3, 90), track(4, 150), track(5, 105)]

let sound: FakeSound
let runner: Runner
let reports: Report[]
let heard: Record<string, number>
let segments: number[]
let written: Entry[]
let marks: [string, string | null][]

/** Moves the fake clock and the timers together, in steps of 5 ms. */
async function pass(seconds: number) {
  const steps = Math.round(seconds / 0.005)
  for (let i = 0; i < steps; i++) {
    sound.time = Math.round((sound.time + 0.005) * 1000) / 1000
    await vi.advanceTimersByTimeAsync(5)
  }
}

const play = (what: Workout, music: readonly Track[], preferences = defaultPreferences()) =>
  runner.start(what, preferences, (plan) => makeSetlist({ plan, workout: what, tracks: music, preferences, seed: 1 }, async () => ({}), async (direction) => direct(direction)))
const begin = (preferences = {}) => play(workout, tracks, { ...defaultPreferences(), ...preferences })

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) })
  sound = new FakeSound()
  reports = []
  segments = []
  marks = []
  written = []
  runner = new Runner(
    sound,
    { started: () => {}, segment: (_plan, _setlist, index) => segments.push(index), ended: (report, how) => {
      reports.push(report)
      heard = Object.fromEntries(how)
    }, journal: (some) => written.push(...some), marked: ({ id }, mark) => marks.push([id, mark]) },
    () => ({ app: '0', electron: '33' }),
  )
})
afterEach(() => {
  vi.useRealTimers()
})

describe('runner', () => {
  it('hands every cue to the audio clock exactly once, at its exact time', async () => {
    expect(await begin()).toBeNull()
    const zero = sound.time + 0.1
    await pass(62)
    const bells = sound.heard.filter(({ kind }) => kind.startsWith('bell') || kind === 'finish' || kind === 'zero')
    expect(bells.map(({ kind, at }) => [kind, Number((at - zero).toFixed(6))])).toEqual([
      ['zero', 0],
      ['bell-start', 5],
      ['bell-end', 25],
      ['bell-start', 35],
      ['finish', 55],
    ])
    expect(sound.heard.filter(({ kind }) => kind === 'beep')).toHaveLength(12)
  })

  it('hands in one report that the schema accepts, whose segments touch and whose cues have no error', async () => {
    await begin()
    await pass(62)
    expect(reports).toHaveLength(1)
    const report = ReportSchema.parse(reports[0])
    expect(report.outcome).toBe('finished')
    for (const { start, end, actualStart, actualEnd } of report.segments) {
      expect(Math.abs((actualStart ?? NaN) - start)).toBeLessThanOrEqual(0.006)
      expect(Math.abs((actualEnd ?? NaN) - end)).toBeLessThanOrEqual(0.006)
    }
    expect(report.cues).toHaveLength(17)
    expect(report.cues.every(({ error }) => error === 0)).toBe(true)
    expect(segments).toEqual([0, 1, 2, 3])
  })

  it('waits while paused and goes on with the same track at the same place', async () => {
    await begin()
    await pass(8)
    const before = runner.view()?.elapsed ?? NaN
    runner.toggle()
    expect(sound.silences).toBe(1)
    await pass(30)
    expect(runner.view()?.elapsed).toBeCloseTo(before, 6)
    expect(runner.view()?.state).toBe('paused')
    const last = sound.played.at(-1)
    runner.toggle()
    await pass(0.2)
    const again = sound.played.at(-1)
    expect(again?.track).toBe(last?.track)
    // The short prep leads into the round with the same track.
    expect(again!.position - last!.position).toBeCloseTo(before, 1)
    await pass(55)
    expect(reports[0]?.events.map(({ kind }) => kind)).toEqual(['pause', 'resume'])
    expect(reports[0]?.cues).toHaveLength(17)
  })

  it('hands in how long each track sounded: nothing that was only planned, no pause, nothing that was turned off', async () => {
    await begin()
    await pass(8)
    runner.toggle()
    await pass(10)
    runner.adjust({ ...defaultPreferences(), muted: true })
    runner.toggle()
    await pass(4)
    runner.adjust(defaultPreferences())
    await pass(2)
    runner.stop()
    const sounded = [...new Set(sound.played.map(({ track }) => track))]
    expect(Object.keys(heard)).toEqual(sounded)
    expect(new Set(reports[0]?.music.map(({ file }) => file)).size).toBeGreaterThan(sounded.length)
    expect(Object.values(heard).reduce((sum, seconds) => sum + seconds)).toBeCloseTo(10, 0)
  })

  it('counts in a whole session what was planned of each track, but for the ends of its fades', async () => {
    await begin()
    await pass(62)
    const planned = reports[0]!.music
    for (const { track } of sound.played) {
      const file = tracks.find(({ id }) => id === track)!.file
      const whole = planned.filter((one) => one.file === file).reduce((sum, { start, end }) => sum + end - start, 0)
      expect(Math.abs(heard[track]! - whole)).toBeLessThan(7)
    }
  })

  it('rings the bell on time when it skips to the next work', async () => {
    await begin()
    await pass(1)
    const now = sound.time
    runner.move('next')
    await pass(0.1)
    expect(sound.heard.at(-1)).toEqual({ kind: 'bell-start', at: expect.closeTo(now + 0.1, 6) as number })
    expect(runner.view()?.phase).toBe('work')
  })

  it('moves by 10 s, back to the segment before, and to the start of the running one', async () => {
    await begin()
    await pass(12.1)
    runner.move('forward')
    await pass(0.1)
    expect(runner.view()?.elapsed).toBeCloseTo(22, 2)
    runner.move('restart')
    await pass(0.1)
    expect(runner.view()?.elapsed).toBeCloseTo(5, 2)
    runner.move('previous')
    await pass(0.1)
    expect(runner.view()?.elapsed).toBeCloseTo(0, 2)
    runner.move('back')
    expect(runner.view()?.elapsed).toBe(0)
    runner.stop()
    expect(reports[0]?.events.map(({ kind }) => kind)).toEqual(['seek', 'skip', 'skip', 'seek'])
    expect(reports[0]?.outcome).toBe('stopped')
  })

  it('ends the session when the last segment is skipped', async () => {
    await begin()
    await pass(1)
    for (let i = 0; i < 4; i++) runner.move('next')
    expect(runner.view()?.state).toBe('finished')
    await pass(9)
    expect(reports).toEqual([])
    await pass(1.5)
    expect(reports[0]?.outcome).toBe('finished')
    expect(reports[0]?.done).toMatchObject({ rounds: 0, work: 0, pauses: 0 })
  })

  it('puts another track in the place of one that cannot be decoded, and says so', async () => {
    sound.broken.add(track(1, 140).id)
    sound.broken.add(track(2, 100).id)
    const started = begin()
    await pass(62)
    expect(await started).toBeNull()
    expect(sound.played.map((one) => one.track)).not.toContain(track(1, 140).id)
    expect(new Set(reports[0]?.music.map(({ file }) => file))).not.toContain('1.mp3')
    expect(reports[0]?.events.filter(({ kind }) => kind === 'error')).not.toHaveLength(0)
  })

  it('runs without any music', async () => {
    expect(await play(workout, [])).toBeNull()
    await pass(0.1)
    expect(runner.view()?.notice).toMatch(/no music/i)
    await pass(62)
    expect(reports[0]?.cues).toHaveLength(17)
  })

  /** A setlist that is there after so many seconds. */
  const late = (what: Workout, seconds: number, waits = false) =>
    runner.start(what, defaultPreferences(), async (plan) => {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      return makeSetlist({ plan, workout: what, tracks, preferences: defaultPreferences(), seed: 1 }, async () => ({}), async (one) => direct(one))
    }, waits)

  it('begins at once where its music is still to come, and plays it from then on in its place', async () => {
    expect(await late(workout, 2)).toBeNull()
    const zero = sound.time + 0.1
    expect(runner.view()?.state).toBe('running')
    await pass(1.9)
    expect(sound.played).toEqual([])
    expect(sound.heard[0]).toEqual({ kind: 'zero', at: zero })
    await pass(0.3)
    const first = reports.length === 0 ? sound.played[0]! : null
    await pass(60)
    const planned = reports[0]!.music[0]!
    expect(planned.start).toBe(0)
    expect(first!.position - planned.offset).toBeCloseTo((first!.at - zero) * planned.rate, 6)
    expect(reports[0]!.cues.every(({ error }) => error === 0)).toBe(true)
  })

  it('waits for its music where it begins with work, or nobody has pressed a key', async () => {
    for (const [what, waits] of [[{ ...workout, prep: 0 }, false], [workout, true]] as const) {
      const started = late(what, 2, waits)
      await pass(1.9)
      expect(runner.view()).toBeNull()
      await pass(0.3)
      expect(await started).toBeNull()
      expect(sound.played.at(-1)).toMatchObject({ position: expect.any(Number) as number })
      expect(runner.view()?.elapsed).toBeLessThan(0.3)
      runner.close()
    }
  })

  it('runs without music where that cannot be had, and says why', async () => {
    expect(await runner.start(workout, defaultPreferences(), () => Promise.reject(new Error('the database is full')))).toBeNull()
    await pass(0.1)
    expect(runner.view()?.notice).toBe('No music: the database is full.')
    await pass(62)
    expect(reports[0]?.cues).toHaveLength(17)
  })

  it('goes on while the audio device is gone, logs the dropped cues, and takes up the sound when it is back', async () => {
    await begin()
    await pass(2)
    sound.state = 'stalled'
    await pass(10)
    expect(runner.view()?.notice).toMatch(/no sound/i)
    expect(runner.view()?.elapsed).toBeCloseTo(11.9, 1)
    sound.state = 'jumped'
    await pass(0.02)
    sound.state = 'steady'
    await pass(50)
    expect(runner.view()?.notice).toBeNull()
    const report = reports[0]
    expect(report?.outcome).toBe('finished')
    expect(report?.cues).toHaveLength(17)
    expect(report?.cues.some(({ scheduled }) => scheduled === null)).toBe(true)
  })

  it.each([['to the end', Infinity], ['for ten seconds', 10]])('tells of every cue while the device stands still %s, none of them as heard', async (_when, seconds) => {
    await begin()
    const zero = sound.time + 0.1
    // The clock is believed for a while.
    await pass(4.75 + 0.1)
    sound.state = 'stalled'
    await pass(Math.min(60, seconds))
    const back = sound.time - zero
    sound.state = 'jumped'
    await pass(0.025)
    sound.state = 'steady'
    await pass(60)
    const { cues } = reports[0]!
    expect(cues).toHaveLength(17)
    expect(cues.map(({ planned }) => planned).toSorted((a, b) => a - b)).toEqual([0, 2, 3, 4, 5, 22, 23, 24, 25, 32, 33, 34, 35, 52, 53, 54, 55])
    for (const { planned, scheduled } of cues) expect([planned, scheduled !== null]).toEqual([planned, planned < 4 || planned > back])
  })

  it('keeps its setlist while all files are away, says so as long as they are, and plays on when they are back', async () => {
    await begin()
    await pass(2)
    const planned = written.findLast(({ kind }) => kind === 'music')
    for (const { id } of tracks) sound.gone.add(id)
    await pass(30)
    expect(runner.view()?.notice).toMatch(/music is away/i)
    // Those that are due meanwhile cannot begin.
    const before = sound.played.length
    sound.gone.clear()
    await pass(1)
    expect(runner.view()?.notice).toBeNull()
    expect(sound.played.length).toBeGreaterThan(before)
    await pass(30)
    expect(written.findLast(({ kind }) => kind === 'music')).toBe(planned)
    const { events, cues } = reports[0]!
    expect(events.map((event) => (event.kind === 'error' ? event.message : event.kind))).toEqual([expect.stringMatching(/music is away/), 'the music is back'])
    expect(cues.every(({ error }) => error === 0)).toBe(true)
  })

  it('lets a track that can be read stand in for one that is away, without a word of trouble, and asks the others first', async () => {
    await begin()
    await pass(2)
    const music = () => (written.findLast((entry) => entry.kind === 'music') as Extract<Entry, { kind: 'music' }>).music.map(({ track: { id } }) => id)
    const planned = music()
    const [first, next] = [...new Set(planned)]
    const [readable, ...others] = tracks.map(({ id }) => id).filter((id) => id !== first && id !== next)
    for (const id of [next!, ...others]) sound.gone.add(id)
    await pass(60)
    expect([...new Set(sound.played.map(({ track: id }) => id))].filter((id) => sound.gone.has(id))).toEqual([])
    expect([...new Set(music())].filter((id) => ![first, next, readable].includes(id))).toEqual([])
    // Of what is not away nothing was parted.
    expect(music().filter((id, i) => id === first && music()[i - 1] === first)).toEqual(planned.filter((id, i) => id === first && planned[i - 1] === first))
    expect(reports[0]!.events.map((event) => (event.kind === 'error' ? event.message : event.kind))).toContainEqual(expect.stringMatching(/^\d\.mp3: the file is gone$/))
    expect(reports[0]!.events.map((event) => (event.kind === 'error' ? event.message : event.kind))).not.toContainEqual(expect.stringMatching(/away/))
  })

  it('asks anew for the cues that do not sound yet when the device lost a moment, and lets the music play on', async () => {
    await begin()
    const zero = sound.time + 0.1
    await pass(4.5)
    sound.late = 0.02
    sound.state = 'slipped'
    await pass(0.025)
    sound.late = 0
    sound.state = 'steady'
    expect(sound.silences).toBe(0)
    await pass(60)
    expect(sound.heard.filter(({ at }) => Math.abs(at - zero - 5) < 0.001)).toHaveLength(1)
    expect(reports[0]?.cues).toHaveLength(17)
    expect(reports[0]?.events).toHaveLength(1)
  })

  it('drops what fell due while the page hung, and rings the rest on time', async () => {
    await begin()
    await pass(1)
    sound.time += 9
    await pass(60)
    const late = reports[0]?.cues.filter(({ scheduled }) => scheduled === null).map(({ planned }) => planned)
    expect(late).toEqual([2, 3, 4, 5])
  })

  it('plays another track when one is skipped, from a moment later on and for the rest of the session, in the same segment', async () => {
    await begin()
    await pass(8)
    const before = sound.played.at(-1)!
    runner.skipTrack()
    expect(runner.view()?.notice).toMatch(/^Skipped: Track/)
    expect(sound.silences).toBe(0)
    await pass(3)
    const after = sound.played.at(-1)!
    expect(after.track).not.toBe(before.track)
    expect(runner.view()?.phase).toBe('work')
    await pass(60)
    const rest = sound.played.slice(sound.played.indexOf(after))
    expect(rest.map((one) => one.track)).not.toContain(before.track)
    expect(reports[0]?.events.map(({ kind }) => kind)).toEqual(['other track'])
    expect(marks).toEqual([])
  })

  it('bans a track for ever and makes one a favourite, and takes that back', async () => {
    await begin()
    await pass(8)
    const { track: id } = sound.played.at(-1)!
    runner.like()
    expect(runner.view()?.track?.favourite).toBe(true)
    runner.like()
    runner.ban()
    expect(runner.view()?.undo).toBe(runner.view()?.notice?.replace('Banned: ', ''))
    await pass(7.8)
    expect(marks).toEqual([[id, 'favourite'], [id, null]])
    await pass(0.3)
    expect(marks).toEqual([[id, 'favourite'], [id, null], [id, 'banned']])
    expect(runner.view()?.undo).toBeNull()
    runner.undo()
    await pass(60)
    expect(sound.played.at(-1)?.track).not.toBe(id)
    expect(reports[0]?.events.map(({ kind }) => kind)).toEqual(['ban'])
  })

  it('makes a ban good when the session ends before its time', async () => {
    await begin()
    await pass(8)
    const { track: id } = sound.played.at(-1)!
    runner.ban()
    runner.stop()
    expect(marks).toEqual([[id, 'banned']])
  })

  it.each([['while another one fades in', 0.3], ['while another one plays', 5]])('takes a ban back %s: the setlist is as it was, and nobody is told', async (_when, after) => {
    await begin()
    await pass(60)
    const plain = reports[0]!.music
    runner.close()
    await begin()
    const zero = sound.time + 0.1
    await pass(8)
    const { track: id } = sound.played.at(-1)!
    const heard = sound.played.length
    runner.ban()
    await pass(after)
    const back = sound.time - zero + 1.5
    runner.undo()
    expect(runner.view()).toMatchObject({ undo: null, notice: expect.stringMatching(/^Not banned/) as string })
    await pass(2)
    const meanwhile = sound.played.slice(heard).map(({ track }) => track === id)
    await pass(58)
    // The old one has not gone yet, or comes again.
    expect(meanwhile).toEqual(after < 1 ? [false] : [false, true])
    expect(marks).toEqual([])
    const { music, events } = reports[1]!
    expect(events.map(({ kind }) => kind)).toEqual(['ban', 'undo'])
    // What is heard from then on is what would have been, to the sample.
    const place = (list: typeof music, at: number) => {
      const one = list.find(({ start, end }) => at >= start && at < end)!
      return [one.file, (one.offset + (at - one.start) * one.rate).toFixed(3)]
    }
    for (let at = after < 1 ? 0 : back + 0.01; at < 54; at += 0.7) expect(place(music, at)).toEqual(place(plain, at))
  })

  it('says so where there is no other track, and plays on', async () => {
    await play(workout, [track(1, 140)])
    await pass(8)
    runner.skipTrack()
    expect(runner.view()?.notice).toMatch(/no other track/)
    await pass(55)
    expect(reports[0]?.outcome).toBe('finished')
    expect(new Set(sound.played.map((one) => one.track)).size).toBe(1)
  })

  it('is silent but rings on where the only track cannot be played', async () => {
    sound.broken.add(track(1, 140).id)
    const started = play(workout, [track(1, 140)])
    await pass(62)
    expect(await started).toBeNull()
    expect(reports[0]?.cues).toHaveLength(17)
    expect(sound.played).toEqual([])
  })

  it.each([['before the start', 0], ['while it runs', 12]])('plays its tracks at their own speed where they cannot be stretched, known %s', async (_when, after) => {
    const planned: string[] = []
    const songs = Array.from({ length: 12 }, (_, i) => song(i + 1, { tempo: i < 6 ? 136 : 92 }))
    const facts = Object.fromEntries(songs.flatMap((one) => (one.facts ? [[one.track.id, one.facts]] : [])))
    sound.stretches = after > 0
    const started = runner.start(workout, defaultPreferences(), async (plan) => {
      const directed = await makeSetlist({ plan, workout: {}, tracks: songs.map((one) => one.track), preferences: defaultPreferences(), seed: 1 }, async () => facts, async (one) => direct(one))
      planned.push(...directed.setlist.music.map(({ track }) => track.id))
      expect(directed.setlist.music.some(({ rate }) => rate !== 1)).toBe(true)
      return directed
    })
    await pass(after)
    sound.stretches = false
    const before = sound.played.length
    await pass(62 - after)
    expect(await started).toBeNull()
    expect(sound.played.slice(before).length).toBeGreaterThan(1)
    expect(sound.played.slice(before).every(({ rate }) => rate === 1)).toBe(true)
    expect(new Set(reports[0]?.music.map(({ file }) => file))).toEqual(new Set(planned.map((id) => songs.find(({ track }) => track.id === id)!.track.file)))
    expect(reports[0]?.events.map(({ kind }) => kind)).toEqual(['error'])
    expect(reports[0]?.outcome).toBe('finished')
  })

  it('reports when every voice and drop of the music was heard, beside the plan', async () => {
    await begin()
    sound.late = 0.004
    await pass(62)
    const { moments = [], music = [] } = reports[0] ?? {}
    expect(moments).toHaveLength(music.filter(({ join }, i) => i === 0 || join !== 'through').length)
    expect(moments[0]).toMatchObject({ kind: 'start', planned: 0, heard: 0.004, error: 0.004 })
    expect(moments.slice(1).every(({ kind, error }) => kind === 'join' && Math.abs((error ?? 1) - 0.004) < 1e-5)).toBe(true)
  })

  it('refuses a second session and a workout out of its limits', async () => {
    expect(await play({ ...workout, rounds: 0 }, tracks)).toMatch(/rounds/)
    await begin()
    expect(await begin()).toMatch(/already/)
  })

  it('shows nothing any more after it is closed, and can start again', async () => {
    await begin()
    await pass(2)
    runner.close()
    expect(runner.view()).toBeNull()
    expect(reports).toHaveLength(1)
    expect(await begin()).toBeNull()
  })

  it('leads back for ten seconds from an end that a key has brought about, and the finish has sounded', async () => {
    await begin()
    await pass(40)
    const at = runner.view()!.elapsed
    const before = sound.played.length
    runner.move('next')
    expect(runner.view()).toMatchObject({ state: 'finished', returns: true, done: { rounds: 1 } })
    await pass(3)
    expect(sound.heard.at(-1)?.kind).toBe('finish')
    runner.goBack()
    expect(runner.view()).toMatchObject({ state: 'running', returns: false, done: null })
    expect(runner.view()?.elapsed).toBeCloseTo(at, 2)
    await pass(1)
    expect(sound.played.length).toBeGreaterThan(before)
    await pass(30)
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ outcome: 'finished', done: { rounds: 2 } })
    runner.goBack()
    expect(runner.view()?.state).toBe('finished')
  })

  it('leads back into a pause', async () => {
    await begin()
    await pass(40)
    runner.toggle()
    runner.move('next')
    runner.goBack()
    expect(runner.view()).toMatchObject({ state: 'paused', done: null })
  })

  it('writes down at least every second where it stands, and at once what a key did', async () => {
    await begin()
    await pass(8)
    const beats = written.flatMap((entry) => (entry.kind === 'beat' ? [entry.at] : []))
    expect(Math.max(...beats.slice(1).map((at, i) => at - beats[i]!))).toBeLessThan(0.6)
    runner.move('next')
    expect(written.findLast(({ kind }) => kind === 'beat')).toMatchObject({ at: runner.view()?.elapsed })
    expect(written.some((entry) => entry.kind === 'event' && entry.event.kind === 'skip')).toBe(true)
  })

  it.each([2, 12.3, 27.5, 54])('goes on after %s s in another page as if nothing but a pause had been', async (dies) => {
    await begin()
    const first = sound
    const known = new Map<number, string>()
    for (let at = 0; at < dies; at += 0.5) {
      await pass(0.5)
      known.set(at, String(first.played.at(-1)?.track))
    }
    const shown = runner.view()!
    const account = accountOf(condensed(readEntries(linesOf(written))))!
    expect(account.last.at).toBeGreaterThan(shown.elapsed - 0.6)
    expect(account.music.map(({ track }) => track.id)).toEqual(written.flatMap((entry) => (entry.kind === 'music' ? entry.music.map(({ track }) => track.id) : [])))

    // The page is gone; another begins a minute later, with a clock of its own.
    const listener = { started: () => {}, segment: () => {}, marked: () => {}, journal: (some: readonly Entry[]) => void written.push(...some), ended: (report: Report) => void reports.push(report) }
    const later = Date.now() + 60_000
    vi.clearAllTimers()
    vi.setSystemTime(later)
    sound = new FakeSound()
    sound.time = 5000
    const next = new Runner(sound, listener, () => ({ app: '0', electron: '33' }))
    const { direction, setlist } = await makeSetlist({ plan: account.plan, workout: {}, tracks, preferences: defaultPreferences(), seed: 1 }, async () => ({}), async (direction) => direct(direction))
    const lives = next.start(workout, defaultPreferences(), async () => ({ direction, setlist: { ...setlist, music: account.music } }), false, account)
    await vi.advanceTimersByTimeAsync(0)
    expect(await lives).toBeNull()
    expect(next.view()).toMatchObject({ state: 'running', round: shown.round, phase: shown.phase })
    expect(next.view()!.elapsed).toBeCloseTo(account.last.at, 2)
    const zero = sound.time + 0.1 - account.last.at
    await pass(0.3)
    const due = account.music.find(({ start, end }) => account.last.at + 0.1 >= start && account.last.at + 0.1 < end)!
    const played = sound.played.find(({ track }) => track === due.track.id)!
    expect(played.position).toBeCloseTo(due.offset + (played.at - zero - due.start) * due.rate, 2)
    await pass(62 - dies)
    const report = ReportSchema.parse(reports.at(-1))
    expect(report.outcome).toBe('finished')
    expect(report.events).toMatchObject([{ kind: 'interrupted' }, { kind: 'resume' }])
    const [gone, back] = report.events
    expect(back!.time - gone!.time).toBeGreaterThan(60)
    expect(report.done).toMatchObject({ rounds: 2, pauses: 1, bells: 5 })
    expect(report.segments.every(({ actualStart, actualEnd }) => actualStart !== null && actualEnd !== null)).toBe(true)
    expect(report.startedAt).toBe(account.start.startedAt)
  })

  it('writes down its music, with the seed of it, when that comes, however late', async () => {
    let come = () => {}
    const late = new Promise<void>((resolve) => (come = resolve))
    const music: Parameters<Runner['start']>[2] = async (plan) => {
      await late
      return makeSetlist({ plan, workout: {}, tracks, preferences: defaultPreferences(), seed: 7 }, async () => ({}), async (direction) => direct(direction))
    }
    expect(await runner.start(workout, defaultPreferences(), music)).toBeNull()
    await pass(2)
    expect(accountOf(written)).toMatchObject({ music: [], seed: 0 })
    come()
    await pass(1)
    expect(accountOf(written)?.seed).toBe(7)
    expect(accountOf(written)?.music.length).toBeGreaterThan(0)
    expect(written.filter(({ kind }) => kind === 'music')).toHaveLength(1)
    // Another page goes on with it: what is known stays written down, also before the music has come there.
    const account = accountOf(written)!
    const { music: known } = account
    sound = new FakeSound()
    const next = new Runner(sound, { started: () => {}, segment: () => {}, marked: () => {}, journal: (some) => written.push(...some), ended: () => {} }, () => ({ app: '0', electron: '33' }))
    expect(await next.start(workout, defaultPreferences(), () => new Promise(() => {}), false, account)).toBeNull()
    await pass(1)
    expect(accountOf(written)?.music).toEqual(known)
  })
})
