import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Voice } from '../../../src/core/music/mix'
import { Deck } from '../../../src/renderer/audio/deck'
import type { Playing, Tape, TapeState } from '../../../src/renderer/audio/tape'

const voice: Voice = { index: 0, trackId: 'a', from: 10, to: 40, offset: 5, rate: 1, gain: 0, fadeIn: 0, fadeOut: 0, join: 'fade', under: [] } as unknown as Voice

/** What the device was told of one start of the tape. */
interface Started {
  readonly when: number
  readonly place: number
  ends: number
}
let started: Started[] = []
let gains: { readonly zero: number[] }[] = []
let state: TapeState = 'ready'
const context = { currentTime: 0 }

class FakeGain {
  readonly zero: number[] = []
  readonly gain: object
  constructor() {
    const { zero } = this
    this.gain = {
      setValueAtTime() { return this },
      setValueCurveAtTime() { return this },
      cancelAndHoldAtTime() { return this },
      linearRampToValueAtTime(value: number, at: number) {
        if (value === 0) zero.push(at)
        return this
      },
    }
    gains.push(this)
  }
  connect<T>(to: T): T {
    return to
  }
}

let missed: readonly number[] = []
let tapes: { place: number; length: number; released: boolean }[] = []

function deck(): Deck {
  const shelf = {
    tape(_context: AudioContext, { length }: { length: number }, place: number) {
      const one = {
        place,
        length,
        released: false,
        state: () => state,
        start(_output: AudioNode, when: number, at: number): Playing {
          const start: Started = { when, place: at, ends: Infinity }
          started.push(start)
          return { stop: (to) => { start.ends = to }, missed: (of) => missed.includes(of), over: () => false }
        },
        release() {
          one.released = true
        },
      }
      tapes.push(one)
      return one as unknown as Tape
    },
  }
  return new Deck(context as AudioContext, {} as AudioNode, shelf, voice, 10)
}

beforeEach(() => {
  started = []
  gains = []
  state = 'ready'
  missed = []
  tapes = []
  context.currentTime = 100
  vi.stubGlobal('GainNode', FakeGain)
})
afterEach(() => vi.unstubAllGlobals())

describe('a deck whose device lost 64 ms', () => {
  it('has its tape at the right place again a moment later, the old place faded out over it', () => {
    const playing = deck()
    playing.play(101, 10)
    context.currentTime = 110
    playing.move(-0.064)
    expect(started).toHaveLength(2)
    const [old, moved] = started as [Started, Started]
    expect(moved.when).toBeGreaterThan(110)
    expect(moved.when).toBeLessThan(110.1)
    // Session time 10, place 0, belongs to context time 100.936 now.
    expect(moved.when - moved.place).toBeCloseTo(100.936, 9)
    expect(old.ends).toBeGreaterThan(moved.when)
    expect(old.ends).toBeLessThan(moved.when + 0.05)
    expect(gains.some(({ zero }) => zero.includes(old.ends))).toBe(true)
  })

  it('begins on time where it has not begun yet', () => {
    const playing = deck()
    playing.play(111, 10)
    context.currentTime = 110.4
    playing.move(-0.064)
    expect(started[1]).toMatchObject({ place: 0 })
    expect(started[1]!.when).toBeCloseTo(110.936, 9)
  })

  it('says of what was heard before it when it was heard, and of all else when it will be', () => {
    const playing = deck()
    playing.play(101, 10)
    context.currentTime = 110
    playing.move(-0.064)
    expect(playing.due(12)).toBeCloseTo(103, 9)
    expect(playing.due(30)).toBeCloseTo(120.936, 9)
    playing.stop()
    playing.play(200, 15)
    expect(playing.due(30)).toBeCloseTo(215, 9)
  })

  it.each<[string, TapeState, number]>([
    ['a tape that is not made so far', 'loading', 110],
    ['a voice that is all but over', 'ready', 130.97],
  ])('leaves %s alone', (_what, then, now) => {
    const playing = deck()
    playing.play(101, 10)
    state = then
    context.currentTime = now
    playing.move(-0.064)
    expect(started).toHaveLength(1)
    expect(playing.due(20)).toBeCloseTo(111, 9)
  })

  it('does nothing where nothing plays', () => {
    const silent = deck()
    silent.move(-0.064)
    expect(started).toHaveLength(0)
    expect(silent.due(12)).toBeNull()
  })
})

describe('a deck', () => {
  it('has its tape made anew where it is gone, from the place that is wanted', () => {
    const waiting = deck()
    state = 'gone'
    expect(waiting.state(25)).toBe('loading')
    expect(tapes).toMatchObject([{ place: 0, released: true }, { place: 15, length: 30, released: false }])
  })

  it('says that it was not heard what its tape did not have in time, or what was to come when it was given up', () => {
    const playing = deck()
    expect(playing.due(12)).toBeNull()
    playing.play(101, 10)
    missed = [2]
    context.currentTime = 110
    expect([playing.due(11), playing.due(12), playing.due(13)]).toEqual([102, null, 104])
    playing.release()
    expect([playing.due(11), playing.due(30)]).toEqual([102, null])
    expect(tapes[0]!.released).toBe(true)
  })

  it('says of a beginning that came late when it was heard', () => {
    const playing = deck()
    playing.play(101.3, 10.3)
    expect([playing.due(10), playing.due(12)]).toEqual([101.3, 103])
  })

  it('plays on to another end, and fails where its tape does', () => {
    const playing = deck()
    playing.play(101, 10)
    expect(playing.revise({ ...voice, to: 55 })).toBe(true)
    expect(tapes[0]!.length).toBe(45)
    expect(playing.revise({ ...voice, offset: 6 })).toBe(false)
    expect(playing.state(20)).toBe('playing')
    state = { failed: 'broken', passing: true }
    expect(playing.state(20)).toEqual(state)
  })
})
