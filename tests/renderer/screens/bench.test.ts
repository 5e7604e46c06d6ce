import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge, Correction, TrackAnalysis } from '../../../src/core/ipc/contract'
import { act } from '../../../src/renderer/state/act'
import type { OpenRecording } from '../../../src/renderer/state/bench'
import { createDesk, type Desk, type Session } from '../../../src/renderer/state/desk'

const track = { id: '00000000000000aa', file: 'a.mp3', title: 'A', artist: null, album: null, duration: 60, tempo: 120, tempoFrom: 'audio' as const }
const beats = Array.from({ length: 100 }, (_, i) => 0.5 + i / 2)
const heard = { tempo: 120, beats, downbeats: beats.filter((_, i) => i % 4 === 0) } as unknown as NonNullable<TrackAnalysis['analysis']>

/** A track that plays as long as `time` goes on. */
const tape = { time: 0, from: 0, since: 0, state: 'paused' as ReturnType<ReturnType<OpenRecording>['state']>, closed: 0, ticks: null as readonly number[] | null }
const open: OpenRecording = (_id, _duration, changed) => ({
  state: () => tape.state,
  at: () => (tape.state === 'playing' ? tape.from + tape.time - tape.since : tape.from),
  play(from) {
    Object.assign(tape, { from, since: tape.time, state: 'playing' })
    changed()
  },
  pause() {
    Object.assign(tape, { from: tape.from + tape.time - tape.since, state: 'paused' })
    changed()
  },
  tick: (beats) => Object.assign(tape, { ticks: beats }),
  level: () => {},
  close: () => tape.closed++,
})

let desk: Desk
let corrections: Correction[]
let answer: TrackAnalysis
const settled = () => new Promise((resolve) => setTimeout(resolve))
const playFrom = (time: number) => desk.bench.play(time)
const tapAt = (time: number) => {
  tape.time = time
  act(desk, 'tap')
}

beforeEach(async () => {
  Object.assign(tape, { time: 0, from: 0, since: 0, state: 'paused', closed: 0, ticks: null })
  corrections = []
  answer = { analysis: heard, corrections: [], reason: null }
  const call = (name: string, argument?: { correction: Correction }) => {
    if (name === 'track.correct' && argument) corrections.push(argument.correction)
    return Promise.resolve(name.startsWith('track.') ? answer : undefined)
  }
  const runner = { view: () => null, subscribe: () => () => {} } as unknown as Session
  desk = createDesk({ call, on: () => () => {} } as unknown as Bridge, runner, { cue: () => {}, track: open, plan: { play: async () => {}, stop() {} } })
  desk.bench.take(track)
  desk.store.set({ screen: 'track' })
  await settled()
})

describe('a track on the bench', () => {
  it('plays from where one presses, and pauses where it is', () => {
    playFrom(12)
    tape.time = 3
    act(desk, 'toggle')
    expect(desk.bench.store.get()).toMatchObject({ listening: 'paused', at: 15 })
  })

  it('is moved by beats and bars, playing on or standing', () => {
    act(desk, 'beat-on')
    expect(desk.bench.at()).toBe(0.5)
    act(desk, 'bar-on')
    expect(desk.bench.at()).toBe(2.5)
    expect(tape.state).toBe('paused')
    playFrom(2.5)
    act(desk, 'bar-back')
    expect([desk.bench.at(), tape.state]).toEqual([0.5, 'playing'])
  })

  it('is moved by seconds where it has no beats', async () => {
    answer = { analysis: null, corrections: [], reason: null }
    desk.bench.take(track)
    await settled()
    act(desk, 'bar-on')
    act(desk, 'beat-back')
    expect(desk.bench.at()).toBe(3)
  })

  it('starts from the beginning at its end', () => {
    playFrom(60)
    expect(tape.from).toBe(0)
  })

  it('begins to play at a tap, then takes eight as a tempo, where they were heard', () => {
    act(desk, 'tap')
    expect([tape.state, desk.bench.store.get().taps]).toEqual(['playing', []])
    const taps = Array.from({ length: 8 }, (_, i) => 1 + i * 0.6)
    taps.slice(0, 7).forEach(tapAt)
    expect(corrections).toEqual([])
    expect(desk.bench.store.get().taps).toHaveLength(7)
    taps.slice(7).forEach(tapAt)
    expect(corrections).toEqual([{ kind: 'tap', taps }])
    expect(desk.bench.store.get().taps).toEqual([])
  })

  it('forgets the taps at a jump', () => {
    playFrom(0)
    tapAt(1)
    act(desk, 'beat-on')
    expect(desk.bench.store.get().taps).toEqual([])
  })

  it('is corrected by the keys, at once', () => {
    playFrom(10)
    tape.time = 1.25
    for (const action of ['nudge-back', 'nudge-on', 'nudge-back-fine', 'nudge-on-fine', 'drop'] as const) act(desk, action)
    expect(corrections).toEqual([...[-0.01, 0.01, -0.001, 0.001].map((by) => ({ kind: 'nudge', by })), { kind: 'drop', time: 11.25 }])
  })

  it('shows what comes back, and clicks on the new beats', async () => {
    act(desk, 'tick')
    expect(tape.ticks).toBe(beats)
    const moved = beats.map((beat) => beat + 0.01)
    answer = { analysis: { ...heard, beats: moved }, corrections: [{ kind: 'nudge', by: 0.01 }], reason: null }
    act(desk, 'nudge-on')
    await settled()
    expect(desk.bench.store.get().answer).toBe(answer)
    expect(tape.ticks).toBe(moved)
  })

  it('is analysed again by a key, and shows what comes of it', async () => {
    const asked: string[] = []
    const progress: (() => void)[] = []
    const runner = { view: () => null, subscribe: () => () => {} } as unknown as Session
    const call = (name: string, argument?: { id: string }) => {
      if (name.startsWith('track.')) asked.push(`${name} ${argument?.id}`)
      return Promise.resolve(name.startsWith('track.') ? answer : undefined)
    }
    const on = (name: string, listen: () => void) => (name === 'analysis.progress' && progress.push(listen), () => {})
    desk = createDesk({ call, on } as unknown as Bridge, runner, { cue: () => {}, track: open, plan: { play: async () => {}, stop() {} } })
    desk.open()
    answer = { analysis: null, corrections: [], reason: 'its audio cannot be decoded' }
    desk.bench.take(track)
    desk.store.set({ screen: 'track' })
    await settled()
    answer = { ...answer, reason: null }
    act(desk, 'again')
    await settled()
    expect([asked.at(-1), desk.bench.store.get().answer?.reason]).toEqual([`track.again ${track.id}`, null])
    answer = { analysis: heard, corrections: [], reason: null }
    progress.forEach((listen) => listen())
    await settled()
    expect(desk.bench.store.get().answer?.analysis).toBe(heard)
    progress.forEach((listen) => listen())
    expect(asked.at(-1)).toBe(`track.analysis ${track.id}`)
    expect(asked).toHaveLength(3)
  })

  it('is left silent, and an answer that comes late does no harm', async () => {
    void desk.bench.correct({ kind: 'times', factor: 2 })
    desk.bench.leave()
    await settled()
    expect(tape.closed).toBe(1)
    expect(desk.bench.store.get()).toMatchObject({ track: null, answer: null, at: 0 })
  })

  it('leads back to the list, and from there home', () => {
    act(desk, 'leave')
    expect(desk.store.get().screen).toBe('tracks')
    act(desk, 'leave')
    expect(desk.store.get().screen).toBe('home')
    act(desk, 'tracks')
    expect(desk.store.get().screen).toBe('tracks')
  })
})
