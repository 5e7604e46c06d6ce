import { describe, expect, it } from 'vitest'
import type { Media, Piece } from '../../../src/core/media/media'
import { samples, type Way } from '../../../src/renderer/audio/samples'
import { Stretch, type Stretching } from '../../../src/renderer/audio/stretch/stretch'
import type { Stretcher } from '../../../src/renderer/audio/stretch/stretcher'

/** A track of a soft wave, whose pieces begin with something that is not kept. */
const wave = (second: number): number => 0.5 * Math.sin(2 * Math.PI * 3 * second) + 0.3 * Math.sin(2 * Math.PI * 211 * second)
function track(sampleRate: number, seconds: number): Media {
  async function* pieces(budget: number, from = 0): AsyncGenerator<Piece> {
    const size = Math.floor(budget / 2 / 128) * 128
    for (let at = Math.floor(from / size) * size; at < seconds * sampleRate; at += size) {
      const lead = Math.min(at, 100), length = Math.min(size, seconds * sampleRate - at)
      const decode = () => [0, 1].map((c) => Float32Array.from({ length: lead + length + 5 }, (_, i) => (i < lead ? 9 : wave((at + i - lead) / sampleRate) * (1 - 2 * c))))
      yield { bytes: new Uint8Array(0), sampleRate, decode, keep: () => ({ from: lead, to: lead + length, at }) }
    }
  }
  return { container: 'wav', codec: 'WAV', sampleRate, channels: 2, duration: seconds, exact: true, pieces }
}

/** The stretcher without its worker. */
const stretcher = {
  open(begin: Stretching) {
    const opening = Stretch.open(begin)
    return { feed: async (sound: readonly Float32Array[], last?: boolean) => (await opening).feed(sound, last), close: () => {} }
  },
} as unknown as Stretcher

/** What is made of it from a sample on, and where it begins. */
async function made(media: Media, way: Way, first: number, rate: number, most = Infinity) {
  const sound: number[] = []
  let begin: number | undefined
  let other = 0
  for await (const { channels, at, sampleRate } of samples(media, way, first, rate, stretcher)) {
    expect(sampleRate).toBe(rate)
    begin ??= at
    expect(at).toBe(begin + sound.length)
    sound.push(...channels[0]!)
    other = Math.max(other, ...channels[0]!.map((one, i) => Math.abs(one + channels[1]![i]!)))
    if (sound.length >= most) break
  }
  expect(other).toBeLessThan(1e-4)
  return { begin: begin ?? 0, sound }
}
const worst = (sound: readonly number[], right: (i: number) => number) => sound.reduce((most, one, i) => Math.max(most, Math.abs(one - right(i))), 0)

describe('the samples of a track as it is to be heard', () => {
  it('are its own, sample for sample, where the device has its rate', async () => {
    const { begin, sound } = await made(track(8000, 9), { offset: 2.5, rate: 1 }, 12_345, 8000)
    expect(begin).toBe(12_345)
    expect(sound.length).toBe(9 * 8000 - 20_000 - 12_345)
    expect(worst(sound, (i) => Math.fround(wave((i + 32_345) / 8000)))).toBe(0)
  })

  it('begin where the track does, where they are wanted from before it', async () => {
    const { begin, sound } = await made(track(8000, 2), { offset: 0.01, rate: 1 }, -400, 8000)
    expect(begin).toBe(-80)
    expect(sound.length).toBe(16_000)
  })

  it.each([[8000, 11_025, 1], [8000, 8000, 1.0004], [8000, 12_000, 0.9995], [12_000, 8000, 1]])('of %d Hz are at their place at %d Hz and speed %f', async (own, rate, speed) => {
    const { begin, sound } = await made(track(own, 9), { offset: 2.5, rate: speed }, 3000, rate)
    expect(begin).toBe(3000)
    expect(sound.length / rate).toBeCloseTo((6.5 - (3000 / rate) * speed) / speed, 3)
    expect(worst(sound.slice(0, -100), (i) => wave(2.5 + ((i + 3000) / rate) * speed))).toBeLessThan(2e-3)
  })

  it('stretched, begin and end where they should', async () => {
    const { begin, sound } = await made(track(8000, 6), { offset: 1, rate: 1.05 }, 4000, 11_025)
    expect(begin).toBe(4000)
    const length = (5 - (4000 / 11_025) * 1.05) / 1.05
    expect(sound.length / 11_025).toBeGreaterThanOrEqual(length - 0.001)
    expect(sound.length / 11_025).toBeLessThan(length + 0.05)
    // The slow wave goes with the speed.
    const slow = sound.map((_, i) => sound.slice(Math.max(0, i - 26), i + 26).reduce((a, b) => a + b, 0) / 52).slice(3000, 9000)
    const phase = (shift: number) => slow.reduce((sum, one, i) => sum + one * Math.sin(2 * Math.PI * 3 * (1 + ((i + 7000) / 11_025 + shift) * 1.05)), 0)
    const best = Array.from({ length: 201 }, (_, i) => (i - 100) / 1000).reduce((a, b) => (phase(b) > phase(a) ? b : a))
    expect(Math.abs(best)).toBeLessThan(0.003)
  })

  it('are none where the track has ended before', async () => {
    expect((await made(track(8000, 3), { offset: 5, rate: 1 }, 0, 8000)).sound).toEqual([])
    expect((await made(track(8000, 3), { offset: 5, rate: 1 }, 0, 11_025)).sound).toEqual([])
    expect((await made(track(8000, 3), { offset: 5, rate: 1.03 }, 0, 11_025)).sound).toEqual([])
  })
})
