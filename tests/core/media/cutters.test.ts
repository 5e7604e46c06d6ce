import { describe, expect, it } from 'vitest'
import { adts, mp3 } from '../../../src/core/media/frames'
import type { OldPiece as Piece } from '../../../src/core/media/old'
import { wav } from '../../../src/core/media/wav'
import { cut, join, little, sourceOf, text } from './cutting'

describe('a WAV file', () => {
  const samples = Uint8Array.from({ length: 4 * 10_000 }, (_, i) => i * 7)
  const header = (size: number) => [...text('RIFF'), ...little(36 + size), ...text('WAVEfmt '), ...little(16), 1, 0, 2, 0, ...little(8000), ...little(32_000), 4, 0, 16, 0, ...text('data'), ...little(size)]
  const dataOf = (pieces: Piece[]) => join(...pieces.map(({ bytes }) => bytes.subarray(44)))
  it('becomes WAV files that hold its samples one after the other', async () => {
    const pieces = (await cut(wav, join(header(samples.length), samples), 2 * 3000))!
    expect(pieces).toHaveLength(4)
    expect(dataOf(pieces)).toEqual(samples)
    for (const { bytes, sampleRate } of pieces) {
      expect([...bytes.subarray(0, 4), sampleRate]).toEqual([...text('RIFF'), 8000])
      expect([...bytes.subarray(40, 44)]).toEqual(little(bytes.length - 44))
    }
  })
  it.each([['nothing', 0], ['more than there is', 4_000_000], ['all there could be', 0xffffffff]])('may promise %s', async (_what, size) => {
    expect(dataOf((await cut(wav, join(header(size), samples), 2 * 3000))!)).toEqual(samples)
  })
  it('without channels is none', async () => {
    const bytes = join(header(samples.length), samples)
    bytes[22] = 0
    expect(await cut(wav, bytes, 6000)).toBeUndefined()
  })
})

it.each([
  ['a format of no length', 16, 0],
  ['thousands of channels', 22, 255],
  ['samples narrower than its channels', 32, 1],
])('a WAV file with %s is none', async (_what, at, value) => {
  const bytes = join([...text('RIFF'), ...little(36), ...text('WAVEfmt '), ...little(16), 1, 0, 2, 0, ...little(8000), ...little(32_000), 4, 0, 16, 0, ...text('data'), ...little(8)], Array<number>(8).fill(0))
  bytes[at] = value
  expect(await cut(wav, bytes, 6000)).toBeUndefined()
})

/** Frames that differ in their content only; `size` bytes each. */
const frames = (count: number, head: readonly number[], size: number) =>
  Array.from({ length: count }, (_, i) => [...head, ...Array.from({ length: size - head.length }, (_, k) => (i * 31 + k) & 127)])

describe.each([
  // MPEG 1 layer III, 128 kbit/s, 44,100 Hz, stereo: 417 bytes, 1152 samples.
  ['an MP3', mp3, [0xff, 0xfb, 0x90, 0x00], 417, 1152, 44_100],
  // AAC-LC, 44,100 Hz, stereo, 300 bytes, 1024 samples.
  ['an ADTS stream', adts, [0xff, 0xf1, 0x50, 0x80 | (300 >> 11), (300 >> 3) & 255, ((300 & 7) << 5) | 0x1f, 0xfc], 300, 1024, 44_100],
] as const)('%s', (_name, cutter, head, size, samples, rate) => {
  const all = frames(400, head, size)
  const file = join(...all)
  it('is cut between frames; each piece leads in with frames of the one before, which are not kept', async () => {
    const pieces = (await cut(cutter, file, 100 * samples * 2))!
    expect(pieces.length).toBeGreaterThan(2)
    const kept: number[] = []
    let frame = 0
    for (const { bytes, sampleRate, keep } of pieces) {
      expect([bytes.length % size, sampleRate]).toEqual([0, rate])
      const count = bytes.length / size
      const [from, to] = await keep!(count * samples)
      const lead = from / samples
      expect(bytes).toEqual(file.subarray((frame - lead) * size, (frame - lead + count) * size))
      expect(frame === 0 ? lead === 0 : lead >= 3).toBe(true)
      frame += count - lead
      kept.push(to - from)
    }
    expect(frame).toBe(400)
    expect(kept.reduce((a, b) => a + b)).toBe(400 * samples)
  })
  it('is found after a tag and after garbage', async () => {
    const tag = [...text('ID3'), 4, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0xff)]
    const pieces = (await cut(cutter, join(tag, [1, 2, 3, 0xff, 0xfb], file), 1e9))!
    expect(pieces).toHaveLength(1)
    // What the decoder makes of garbage is what is heard, so it gets it.
    expect(pieces[0]!.bytes).toEqual(join([1, 2, 3, 0xff, 0xfb], file))
  })
  it('is not seen where there is none', async () => {
    expect(await cut(cutter, Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251), 1e6)).toBeUndefined()
  })
})

it('a long file is read in small parts', async () => {
  const source = sourceOf(join(...frames(9000, [0xff, 0xfb, 0x90, 0x00], 417)))
  const pieces = (await mp3(source, new Uint8Array(0), 500_000))!
  let count = 0
  for await (const { bytes } of pieces) count += bytes.length > 0 ? 1 : 0
  expect(count).toBeGreaterThan(10)
  expect(source.largest()).toBeLessThanOrEqual(1 << 20)
})

it('an ADTS stream of very large frames loses none of them', async () => {
  const size = 6000
  const head = [0xff, 0xf1, 0x50, 0x80 | (size >> 11), (size >> 3) & 255, ((size & 7) << 5) | 0x1f, 0xfc]
  const pieces = (await cut(adts, join(...frames(700, head, size)), 200 * 2048))!
  let count = 0
  for (const { bytes, keep } of pieces) {
    expect(bytes.length % size).toBe(0)
    const [from, to] = await keep!((bytes.length / size) * 1024)
    count += (to - from) / 1024
  }
  expect(count).toBe(700)
})

it('a file of frames far apart in garbage is cut into bounded pieces', async () => {
  const [one] = frames(1, [0xff, 0xfb, 0x90, 0x00], 417)
  const spread = new Uint8Array(20 << 20)
  for (let at = 0; at + 2000 < spread.length; at += 400_000) for (let i = 0; i < 4; i++) spread.set(one!, at + 417 * i)
  const pieces = (await cut(mp3, spread, 500_000))!
  expect(Math.max(...pieces.map(({ bytes }) => bytes.length))).toBeLessThan(6 << 20)
})
