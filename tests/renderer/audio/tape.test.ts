import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Block } from '../../../src/renderer/decoding/decode'
import { Gone } from '../../../src/renderer/decoding/source'
import { Unstretched } from '../../../src/renderer/audio/stretch/stretcher'
import { Tape } from '../../../src/renderer/audio/tape'
import { openDevice, settled } from './device'

const rate = 1000

/** A track whose sample n is n + 1, in pieces of uneven lengths. */
function track(seconds: number, { fails = Infinity, error = new Error('cannot be decoded'), hold }: { fails?: number; error?: Error; hold?: () => Promise<void> } = {}) {
  const made = { first: 0, blocks: 0, until: 0, returned: false }
  async function* open(first: number): AsyncGenerator<Block> {
    made.first = first
    try {
      for (let at = Math.max(0, first), i = 0; at < seconds * rate; i++) {
        if (at >= fails * rate) throw error
        await hold?.()
        const length = Math.min([1000, 737, 1291][i % 3]!, seconds * rate - at)
        const samples = Float32Array.from({ length }, (_, k) => at + k + 1)
        made.blocks++
        made.until = at + length
        yield { channels: [samples, samples.slice()], sampleRate: rate, at }
        at += length
      }
    } finally {
      made.returned = true
    }
  }
  return { open, made }
}

const output = {} as AudioNode
const ramp = (from: number, length: number) => Array.from({ length }, (_, i) => from + i + 1)

afterEach(() => vi.unstubAllGlobals())

describe('a tape', () => {
  it('plays sample by sample what is due, from any place, without a gap or an overlap where its chunks meet', async () => {
    const device = openDevice(rate)
    const tape = new Tape(device.context, 20, 100, track(200).open)
    await settled()
    expect(tape.state(20.345)).toBe('ready')
    tape.start(output, 1, 20.345)
    await device.run(31)
    expect([...device.heard(0.5, 30)]).toEqual([...Array<number>(500).fill(0), ...ramp(20_345, 29_000)])
  })

  it('makes no more than it needs, and keeps no more, however long it plays', async () => {
    const device = openDevice(rate)
    const { open, made } = track(4000)
    const tape = new Tape(device.context, 0, 4000, open)
    await settled()
    expect(made.until).toBeLessThan(7 * rate)
    tape.start(output, 1, 0)
    await settled()
    expect(made.until).toBeLessThan(15 * rate)
    await device.run(600, 0.5)
    expect(made.until).toBeLessThan(615 * rate)
    expect(made.until).toBeGreaterThan(605 * rate)
    // What was played is gone, but for the last seconds.
    expect(tape.state(590)).toBe('gone')
    expect(tape.state(597.5)).toBe('ready')
  })

  it('has what its voice plays and little more, and more where the end is put off', async () => {
    const device = openDevice(rate)
    const { open, made } = track(100)
    const tape = new Tape(device.context, 0, 1.5, open)
    await settled()
    expect(tape.state(0)).toBe('ready')
    expect(made.until).toBeLessThan(5 * rate)
    tape.length = 9
    tape.start(output, 1, 0)
    await settled()
    expect(made.until).toBeGreaterThanOrEqual(10 * rate)
    expect(made.until).toBeLessThan(13 * rate)
  })

  it('can be played again where it was stopped, and is to be made anew for what lies far before or behind', async () => {
    const device = openDevice(rate)
    const tape = new Tape(device.context, 10, 300, track(400).open)
    await settled()
    expect(tape.state(9.9)).toBe('gone')
    const playing = tape.start(output, 1, 10)
    await device.run(41)
    playing.stop(41)
    await device.run(43)
    expect(tape.state(49)).toBe('ready')
    expect(tape.state(90)).toBe('gone')
    expect(tape.state(50)).toBe('ready')
    tape.start(output, 50, 50)
    await device.run(52)
    expect([...device.heard(50, 51)]).toEqual(ramp(50_000, 1000))
    expect([...device.heard(42, 43)]).toEqual(Array<number>(1000).fill(0))
  })

  it('is at its place again where what it needed came late, and says what was missed', async () => {
    const device = openDevice(rate)
    let release = () => {}
    let held = false
    const hold = () => (held ? new Promise<void>((done) => (release = done)) : Promise.resolve())
    const { open, made } = track(100, { hold })
    const tape = new Tape(device.context, 0, 60, open)
    await settled()
    held = true
    const playing = tape.start(output, 1, 0)
    await settled()
    const lasts = made.until / rate
    await device.run(1 + lasts + 0.5)
    expect(playing.missed(lasts + 0.2)).toBe(true)
    held = false
    release()
    await device.run(1 + lasts + 3)
    const heard = device.heard(1, 1 + lasts + 3)
    const first = heard.findIndex((one, i) => i >= lasts * rate && one > 0)
    expect(first).toBeGreaterThan((lasts + 0.5) * rate)
    expect(first).toBeLessThan((lasts + 0.7) * rate)
    expect([...heard.subarray(first)]).toEqual(ramp(first, heard.length - first))
    expect([playing.missed(lasts - 0.1), playing.missed(lasts + 0.2), playing.missed(lasts + 1)]).toEqual([false, true, false])
  })

  it('can be played twice at a time, for a crossfade', async () => {
    const device = openDevice(rate)
    const tape = new Tape(device.context, 0, 60, track(60).open)
    await settled()
    const old = tape.start(output, 1, 0)
    await device.run(5)
    tape.start(output, 5.1, 4.2)
    old.stop(5.12)
    await device.run(9)
    expect([...device.heard(5.2, 8)]).toEqual(ramp(4300, 2800))
  })

  it('plays what is there of a track that cannot be decoded any further, and says so before that is over', async () => {
    const device = openDevice(rate)
    const tape = new Tape(device.context, 0, 60, track(60, { fails: 8 }).open)
    await settled()
    tape.start(output, 1, 0)
    await settled()
    expect(tape.state(4)).toBe('ready')
    expect(tape.state(7.5)).toEqual({ failed: 'cannot be decoded' })
  })

  it.each([
    ['that cannot be stretched', new Unstretched('no worker'), { failed: 'no worker', stretching: true }],
    ['that is away', new Gone(), { failed: expect.any(String), passing: true }],
    ['that is broken', new Error('broken'), { failed: 'broken' }],
  ])('tells of a track %s', async (_what, error, failure) => {
    const device = openDevice(rate)
    const tape = new Tape(device.context, 0, 60, track(60, { fails: 0, error }).open)
    await settled()
    expect(tape.state(0)).toEqual(failure)
  })

  it('is silent after the end of its track, and broken where that comes long before it should', async () => {
    const device = openDevice(rate)
    const tape = new Tape(device.context, 0, 6, track(5.5).open)
    await settled()
    const playing = tape.start(output, 1, 0)
    await settled()
    expect(tape.state(5.4)).toBe('ready')
    await device.run(6)
    expect(playing.over()).toBe(false)
    await device.run(7)
    expect(playing.over()).toBe(true)
    const cut = new Tape(device.context, 0, 60, track(5).open)
    cut.start(output, 8, 0)
    await settled()
    expect(cut.state(1)).toBe('ready')
    expect(cut.state(4)).toEqual({ failed: 'ends 55 s before it should' })
  })

  it('lets go of all of it when it is given back', async () => {
    const device = openDevice(rate)
    const { open, made } = track(60)
    const free = vi.fn<() => void>()
    const tape = new Tape(device.context, 0, 60, open, free)
    await settled()
    tape.release()
    tape.release()
    await settled()
    expect(made.returned).toBe(true)
    expect(free).toHaveBeenCalledTimes(1)
    expect(tape.state(0)).toBe('gone')
  })

  it('plays on from memory where its file is away, then loops on its bars, and is in its place as soon as the file is back', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      let away = false
      const { open } = track(200)
      const device = openDevice(rate)
      async function* gone(first: number) {
        for await (const block of open(first)) {
          if (away) throw new Gone()
          yield block
        }
      }
      const bar = 1.7
      const tape = new Tape(device.context, 0, 200, gone, undefined, undefined, bar)
      await settled()
      tape.start(output, 1, 0)
      /** As a session does. */
      const run = async (to: number) => {
        while (device.context.currentTime < to - 1e-6) {
          vi.advanceTimersByTime(100)
          tape.state(device.context.currentTime - 1)
          await device.run(device.context.currentTime + 0.1)
        }
      }
      await run(5)
      expect(tape.away).toBe(false)
      away = true
      await run(30)
      expect(tape.away).toBe(true)
      expect(tape.state(29)).toMatchObject({ passing: true })
      away = false
      await run(40)
      expect(tape.away).toBe(false)
      const heard = device.heard(1, 39)
      // Each sample tells its place.
      const behind = [...heard].map((one, i) => i - (one - 1))
      expect(heard.every((one) => one !== 0)).toBe(true)
      expect(Math.max(...behind.slice(0, 15 * rate).map(Math.abs))).toBe(0)
      // Whole bars behind its place, but for the steps between them, which are smoothed.
      const bars = behind.slice(20 * rate, 29 * rate).map((one) => one / (bar * rate))
      expect(bars.filter((one) => one > 0.5 && Math.abs(one - Math.round(one)) < 0.002).length).toBeGreaterThan(8.8 * rate)
      expect(Math.max(...behind.slice(32 * rate).map(Math.abs))).toBe(0)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is ready as soon as a file that was away at its beginning is back', async () => {
    vi.useFakeTimers({ toFake: ['performance'] })
    try {
      let away = true
      const { open } = track(100)
      async function* gone(first: number) {
        if (away) throw new Gone()
        yield* open(first)
      }
      const tape = new Tape(openDevice(rate).context, 10, 60, gone)
      await settled()
      expect(tape.state(10)).toMatchObject({ passing: true })
      away = false
      vi.advanceTimersByTime(600)
      tape.state(10)
      await settled()
      expect([tape.away, tape.state(10)]).toEqual([false, 'ready'])
    } finally {
      vi.useRealTimers()
    }
  })
})
