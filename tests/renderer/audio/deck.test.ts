import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Voice } from '../../../src/core/music/mix'
import { Deck } from '../../../src/renderer/audio/deck'
import type { Shelf } from '../../../src/renderer/audio/shelf'
import type { Tape, TapeState } from '../../../src/renderer/audio/tape'

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

async function deck(length = 32): Promise<Deck> {
  const tape: Tape = {
    length,
    state: () => state,
    start(_output, when, place) {
      const one: Started = { when, place, ends: Infinity }
      started.push(one)
      return { stop: (at) => { one.ends = at } }
    },
    release: () => {},
  }
  const shelf = { take: () => ({ tape: Promise.resolve(tape), release: () => {} }) } as unknown as Shelf
  const made = new Deck(context as AudioContext, {} as AudioNode, shelf, voice, 10)
  await new Promise(setImmediate)
  return made
}

beforeEach(() => {
  started = []
  gains = []
  state = 'ready'
  context.currentTime = 100
  vi.stubGlobal('GainNode', FakeGain)
})
afterEach(() => vi.unstubAllGlobals())

describe('a deck whose device lost 64 ms', () => {
  it('has its tape at the right place again a moment later, the old place faded out over it', async () => {
    const playing = await deck()
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

  it('begins on time where it has not begun yet', async () => {
    const playing = await deck()
    playing.play(111, 10)
    context.currentTime = 110.4
    playing.move(-0.064)
    expect(started[1]).toMatchObject({ place: 0 })
    expect(started[1]!.when).toBeCloseTo(110.936, 9)
  })

  it('says of what was heard before it when it was heard, and of all else when it will be', async () => {
    const playing = await deck()
    playing.play(101, 10)
    context.currentTime = 110
    playing.move(-0.064)
    expect(playing.due(12)).toBeCloseTo(103, 9)
    expect(playing.due(30)).toBeCloseTo(120.936, 9)
    playing.stop()
    playing.play(200, 15)
    expect(playing.due(30)).toBeCloseTo(215, 9)
  })

  it.each<[string, number, TapeState, number]>([
    ['a tape with one place only', Infinity, 'ready', 110],
    ['a tape that is not made so far', 32, 'loading', 110],
    ['a voice that is all but over', 32, 'ready', 130.97],
  ])('leaves %s alone', async (_what, length, then, now) => {
    const playing = await deck(length)
    playing.play(101, 10)
    state = then
    context.currentTime = now
    playing.move(-0.064)
    expect(started).toHaveLength(1)
    expect(playing.due(20)).toBeCloseTo(111, 9)
  })

  it('does nothing where nothing plays', async () => {
    const silent = await deck()
    silent.move(-0.064)
    expect(started).toHaveLength(0)
    expect(silent.due(12)).toBeUndefined()
  })
})
