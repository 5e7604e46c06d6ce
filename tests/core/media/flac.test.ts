import { describe, expect, it } from 'vitest'
import { flac } from '../../../src/core/media/flac'
import type { OldPiece as Piece } from '../../../src/core/media/old'
import { big, cut, join, sourceOf, text } from './cutting'

const block = 4096

/** CRC-8 with the polynomial x8 + x2 + x + 1, bit by bit (RFC 9639, 9.1.8). */
function crc8(bytes: readonly number[]): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 7) & 255 : crc << 1
  }
  return crc
}
/** A number as UTF-8 has it, up to 16 bits. */
const coded = (n: number) => (n < 0x80 ? [n] : n < 0x800 ? [0xc0 | (n >> 6), 0x80 | (n & 63)] : [0xe0 | (n >> 12), 0x80 | ((n >> 6) & 63), 0x80 | (n & 63)])
/** A frame of 4096 stereo samples of 16 bits at 44,100 Hz; what it holds is none of a cutter's business. */
function frame(number: number, size: number): number[] {
  const head = [0xff, 0xf8, 0xc9, 0x18, ...coded(number)]
  // Here and there a false beginning, whose checksum is wrong.
  const body = Array.from({ length: size }, (_, i) => (i % 97 === 50 ? 0xff : i % 97 === 51 ? 0xf8 : i % 97 === 52 ? 0xc9 : i % 97 === 53 ? 0x18 : (i * 7 + number) & 127))
  return [...head, crc8(head), ...body]
}
const streamInfo = (samples: number) => [
  block >> 8, block & 255, block >> 8, block & 255, 0, 0, 0, 0, 0, 0,
  44_100 >> 12, (44_100 >> 4) & 255, ((44_100 & 15) << 4) | (1 << 1), (15 << 4) | 0, ...big(samples), ...Array<number>(16).fill(9),
]
const metadata = (type: number, bytes: readonly number[], last = false) => [type | (last ? 0x80 : 0), ...big(bytes.length).slice(1), ...bytes]
const head = (samples: number) => join(text('fLaC'), metadata(0, streamInfo(samples)), metadata(4, Array<number>(300).fill(0xff), true))
const own = 42
const audioOf = (pieces: readonly Piece[]) => join(...pieces.map(({ bytes }) => bytes.subarray(own)))
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

describe('a FLAC file', () => {
  const count = 300
  const frames = Array.from({ length: count }, (_, i) => frame(i, 5000))
  const starts = new Set(frames.map((_, i) => frames.slice(0, i).reduce((sum, one) => sum + one.length, 0)))
  const file = join(head(count * block), ...frames)

  it('is cut between frames, and the pieces are all of it', async () => {
    const pieces = (await cut(flac, file, 2 * 20 * block))!
    expect(pieces.length).toBeGreaterThan(10)
    let at = 0
    for (const { bytes, sampleRate } of pieces) {
      expect([...bytes.subarray(0, 5), sampleRate]).toEqual([...text('fLaC'), 0x80, 44_100])
      expect(starts.has(at)).toBe(true)
      at += bytes.length - own
    }
    expect(same(audioOf(pieces), join(...frames))).toBe(true)
  })
  it('gives a decoder a header without length and checksum, which are those of the whole', async () => {
    const [piece] = (await cut(flac, file, 2 * 20 * block))!
    expect([...piece!.bytes.subarray(8 + 18 - 5, own)].slice(1)).toEqual(Array<number>(own - 22).fill(0))
    expect(piece!.bytes[21]! & 15).toBe(0)
  })
  it('is cut by its samples where it is silent, a few bytes a second', async () => {
    const quiet = Array.from({ length: 2000 }, (_, i) => frame(i, 8))
    const pieces = (await cut(flac, join(head(2000 * block), ...quiet), 2 * 20 * block))!
    expect(same(audioOf(pieces), join(...quiet))).toBe(true)
    for (const { bytes } of pieces) expect((bytes.length - own) / 15).toBeLessThan(90)
  })
  it('is found after a tag', async () => {
    const tag = [...text('ID3'), 4, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0)]
    const pieces = (await cut(flac, join(tag, file), 1e9))!
    expect(same(audioOf(pieces), join(...frames))).toBe(true)
  })
  it('that breaks off gives what is there', async () => {
    const pieces = (await cut(flac, file.subarray(0, file.length - 7000), 2 * 20 * block))!
    expect(pieces.reduce((sum, { bytes }) => sum + bytes.length - own, 0)).toBe(file.length - 7000 - head(0).length)
  })
  it.each([6, 20, 41, 43, 100])('that ends after %i bytes has no pieces', async (length) => {
    expect((await cut(flac, file.subarray(0, length), 1e6)) ?? []).toEqual([])
  })
  it('whose metadata promises more than there is has no pieces', async () => {
    const lying = join(text('fLaC'), metadata(0, streamInfo(1000)), [0x84, 0xff, 0xff, 0xff], ...frames.slice(0, 3))
    expect(await cut(flac, lying, 1e6)).toEqual([])
  })
  it('of nothing but tags or empty metadata is given up soon', async () => {
    for (const filler of [join(...Array<number[]>(50_000).fill([...text('ID3'), 4, 0, 0, 0, 0, 0, 0])), join(text('fLaC'), metadata(0, streamInfo(1)), new Uint8Array(400_000))]) {
      const source = sourceOf(filler)
      expect(await cut(flac, filler, 1e6, source)).toBeUndefined()
      expect(source.reads()).toBeLessThan(2000)
    }
  })
  it('whose frames lie about their numbers is still cut to its end, in small parts', async () => {
    const lying = Array.from({ length: 100 }, (_, i) => frame((i * 7919) % 60_000, 5000))
    const bytes = join(head(2 ** 31), ...lying)
    const source = sourceOf(bytes)
    const pieces = (await cut(flac, bytes, 2 * 20 * block, source))!
    expect(same(audioOf(pieces), join(...lying))).toBe(true)
    expect(source.reads()).toBeLessThan(500)
  })
})
