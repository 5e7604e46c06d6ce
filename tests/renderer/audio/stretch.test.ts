import { describe, expect, it } from 'vitest'
import { Stretch } from '../../../src/renderer/audio/stretch/stretch'

const rate = 48_000
const speeds = [0.92, 0.97, 1.03, 1.08]

/** The sound from one of its seconds on, fed in pieces of uneven lengths. */
async function stretched(sound: Float32Array, from: number, speed: number): Promise<Float32Array> {
  const stretch = await Stretch.open({ channels: 2, sampleRate: rate, from: from * rate, rate: speed })
  const made: number[] = []
  for (let at = 0, i = 0; at < sound.length; i++) {
    const end = Math.min(sound.length, at + [48_000, 700, 61_007, 0, 9000][i % 5]!)
    const piece = sound.slice(at, end)
    for (const one of stretch.feed([piece, piece.slice()], end === sound.length)[0]!) made.push(one)
    at = end
  }
  return Float32Array.from(made)
}

describe('a stretched sound', () => {
  it.each(speeds)('has every click within 1 ms of its place, at speed %f', async (speed) => {
    const clicks = Array.from({ length: 14 }, (_, i) => 0.71 + 0.50137 * i)
    const sound = new Float32Array(9 * rate)
    for (const at of clicks) for (let i = 0; i < 48; i++) sound[Math.round(at * rate) + i] = Math.sin((i / 48) * 6 * Math.PI) * (1 - i / 48)
    const from = 0.4
    const heard = await stretched(sound, from, speed)
    // The middle of a click's power; that of the click as it was lies 0.24 ms after its start.
    const middle = (samples: Float32Array, near: number): number => {
      let power = 0, moment = 0
      for (let i = Math.round((near - 0.02) * rate); i < (near + 0.02) * rate; i++) {
        power += samples[i]! ** 2
        moment += i * samples[i]! ** 2
      }
      return moment / power / rate
    }
    for (const at of clicks.slice(0, 11)) {
      const due = (at - from) / speed
      expect(Math.abs(middle(heard, due) - due - (middle(sound, at) - at)), `the click at ${at}`).toBeLessThan(0.001)
    }
  })

  it.each(speeds)('keeps its pitch within 5 cents and its level, without a step between two pieces, at speed %f', async (speed) => {
    for (const hertz of [55, 440, 3000]) {
      const sound = Float32Array.from({ length: 8 * rate }, (_, i) => 0.4 * Math.sin((2 * Math.PI * hertz * i) / rate))
      const heard = (await stretched(sound, 0.5, speed)).subarray(0.5 * rate)
      let turns = 0, first = 0, last = 0, peak = 0, step = 0
      for (let i = 1; i < 4 * rate; i++) {
        const [a, b] = [heard[i - 1]!, heard[i]!]
        if (a < 0 && b >= 0) {
          const at = i - b / (b - a)
          if (turns++ === 0) first = at
          last = at
        }
        peak = Math.max(peak, Math.abs(b))
        step = Math.max(step, Math.abs(b - a))
      }
      const cents = 1200 * Math.log2(((turns - 1) / (last - first)) * rate / hertz)
      expect(Math.abs(cents), `${hertz} Hz`).toBeLessThan(5)
      expect(peak).toBeGreaterThan(0.38)
      expect(peak).toBeLessThan(0.42)
      expect(step).toBeLessThan(1.1 * 0.4 * 2 * Math.sin((Math.PI * hertz) / rate))
    }
  })

  it('begins where it is told, also before the first sample', async () => {
    const sound = Float32Array.from({ length: 3 * rate }, (_, i) => 0.4 * Math.sin((2 * Math.PI * 440 * i) / rate))
    const heard = await stretched(sound, -0.5, 1.05)
    const level = (at: number) => heard.subarray(at * rate, (at + 0.05) * rate).reduce((most, one) => Math.max(most, Math.abs(one)), 0)
    expect(level(0.2)).toBeLessThan(0.01)
    expect(level(0.6)).toBeGreaterThan(0.35)
  })

  it('is the same however it comes in, and is made to its end', async () => {
    const sound = Float32Array.from({ length: 3 * rate }, (_, i) => 0.4 * Math.sin((2 * Math.PI * 440 * i) / rate) + 0.1 * Math.sin(i * i * 1e-6))
    const pieces = await stretched(sound, 0.3, 1.04)
    const whole = (await Stretch.open({ channels: 1, sampleRate: rate, from: 0.3 * rate, rate: 1.04 })).feed([sound], true)[0]!
    expect(pieces.length).toBe(whole.length)
    expect(whole.length / rate).toBeGreaterThanOrEqual(2.7 / 1.04)
    expect(whole.length / rate).toBeLessThan(2.7 / 1.04 + 0.03)
    expect(pieces.reduce((most, one, i) => Math.max(most, Math.abs(one - whole[i]!)), 0)).toBeLessThan(0.01)
  })
})
