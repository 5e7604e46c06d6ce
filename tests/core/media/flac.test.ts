import { describe, expect, it } from 'vitest'
import { flac } from '../../../src/core/media/flac'
import type { Piece } from '../../../src/core/media/media'
import { big, join, sourceOf, text } from './cutting'
import { heard, media, opened, piecesOf } from './opening'

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
/** CRC-16 with the polynomial x16 + x15 + x2 + 1, bit by bit (RFC 9639, 9.3). */
function crc16(bytes: readonly number[]): number[] {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x8005) & 0xffff : crc << 1
  }
  return [crc >> 8, crc & 255]
}
/** A frame of 4096 stereo samples of 16 bits at 44,100 Hz; what it holds is none of a cutter's business. */
function frame(number: number, size: number): number[] {
  const head = [0xff, 0xf8, 0xc9, 0x18, ...coded(number)]
  // Here and there a false beginning, whose checksum is wrong.
  const body = Array.from({ length: size }, (_, i) => (i % 97 === 50 ? 0xff : i % 97 === 51 ? 0xf8 : i % 97 === 52 ? 0xc9 : i % 97 === 53 ? 0x18 : (i * 7 + number) & 127))
  const all = [...head, crc8(head), ...body]
  return [...all, ...crc16(all)]
}
/** How many samples a piece of such frames holds. */
const samplesOf = ({ bytes }: Piece) => {
  let count = 0
  for (let at = 0; at + 6 < bytes.length; at++) if (bytes[at] === 0xff && bytes[at + 1] === 0xf8 && [6, 7, 8].some((size) => crc8([...bytes.subarray(at, at + size - 1)]) === bytes[at + size - 1] && coded(numberAt(bytes, at)).length + 5 === size)) count++
  return count * block
}
/** The number of the frame at `at`. */
const numberAt = (b: Uint8Array, at: number) => (b[at + 4]! < 0x80 ? b[at + 4]! : b[at + 4]! < 0xe0 ? ((b[at + 4]! & 31) << 6) | (b[at + 5]! & 63) : ((b[at + 4]! & 15) << 12) | ((b[at + 5]! & 63) << 6) | (b[at + 6]! & 63))
const streamInfo = (samples: number) => [
  block >> 8, block & 255, block >> 8, block & 255, 0, 0, 0, 0, 0, 0,
  44_100 >> 12, (44_100 >> 4) & 255, ((44_100 & 15) << 4) | (1 << 1), (15 << 4) | 0, ...big(samples), ...Array<number>(16).fill(9),
]
const metadata = (type: number, bytes: readonly number[], last = false) => [type | (last ? 0x80 : 0), ...big(bytes.length).slice(1), ...bytes]
const head = (samples: number) => join(text('fLaC'), metadata(0, streamInfo(samples)), metadata(4, Array<number>(300).fill(0xff), true))
const own = 42
const audioOf = (pieces: readonly Piece[]) => join(...pieces.map(({ bytes }) => bytes.subarray(own)))
const cut = async (bytes: Uint8Array, budget = 2 * 20 * block, from?: number) => piecesOf(await media(flac, bytes), budget, from)
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

describe('a FLAC file', () => {
  const count = 300
  const frames = Array.from({ length: count }, (_, i) => frame(i, 5000))
  const starts = new Set(frames.map((_, i) => frames.slice(0, i).reduce((sum, one) => sum + one.length, 0)))
  const file = join(head(count * block), ...frames)

  it('is cut between frames, and the pieces are all of it', async () => {
    const pieces = await cut(file)
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
    const [piece] = await cut(file)
    expect([...piece!.bytes.subarray(8 + 18 - 5, own)].slice(1)).toEqual(Array<number>(own - 22).fill(0))
    expect(piece!.bytes[21]! & 15).toBe(0)
  })
  it('knows its length, and where each piece is, by its frames', async () => {
    for (const told of [0, count * block, 5 * count * block]) {
      const bytes = join(head(told), ...frames)
      const whole = await media(flac, bytes)
      expect(whole.duration).toBe((count * block) / 44_100)
      expect(heard(await piecesOf(whole, 2 * 20 * block), samplesOf)).toEqual([0, count * block])
    }
  })
  it('is as long as its last whole frame tells, whatever lies behind it', async () => {
    const duration = async (bytes: Uint8Array) => (await media(flac, bytes)).duration * (44_100 / block)
    expect(await duration(join(file, text('TAG'), Array<number>(125).fill(0)))).toBe(count)
    expect(await duration(file.subarray(0, file.length - 10))).toBe(count - 1)
    expect(await duration(file.subarray(0, 700_000))).toBeCloseTo(700_000 / 5009, -1)
  })
  it('begins at any place', async () => {
    for (const from of [0, 1, block - 1, block, 100 * block, 199 * block + 17, count * block - 1]) {
      const pieces = await cut(file, 2 * 20 * block, from)
      const [begin, end] = heard(pieces, samplesOf)
      expect(end).toBe(count * block)
      expect(begin).toBeLessThanOrEqual(from)
      expect(pieces[0]!.keep(samplesOf(pieces[0]!)).to + begin).toBeGreaterThan(from)
      expect(numberAt(pieces[0]!.bytes, own) * block).toBe(begin)
    }
  })
  it('is found after garbage', async () => {
    expect(same(audioOf(await cut(join(Array<number>(5000).fill(0x66), file), 1e9)), join(...frames))).toBe(true)
  })
  it('is cut by its samples where it is silent, a few bytes a second', async () => {
    const quiet = Array.from({ length: 2000 }, (_, i) => frame(i, 8))
    const pieces = await cut(join(head(2000 * block), ...quiet))
    expect(same(audioOf(pieces), join(...quiet))).toBe(true)
    for (const { bytes } of pieces) expect((bytes.length - own) / 15).toBeLessThan(90)
  })
  it('is found after a tag', async () => {
    const tag = [...text('ID3'), 4, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0)]
    const pieces = await cut(join(tag, file), 1e9)
    expect(same(audioOf(pieces), join(...frames))).toBe(true)
  })
  it('that breaks off gives what is there', async () => {
    const pieces = await cut(file.subarray(0, file.length - 7000))
    expect(pieces.reduce((sum, { bytes }) => sum + bytes.length - own, 0)).toBe(file.length - 7000 - head(0).length)
  })
  it.each([6, 20, 41, 43, 100])('that ends after %i bytes is none', async (length) => {
    expect(await opened(flac, file.subarray(0, length))).toBeUndefined()
  })
  it('whose metadata promises more than there is is none', async () => {
    const lying = join(text('fLaC'), metadata(0, streamInfo(1000)), [0x84, 0xff, 0xff, 0xff], ...frames.slice(0, 3))
    expect(await opened(flac, lying)).toBeUndefined()
  })
  it('of nothing but tags or empty metadata is given up soon', async () => {
    for (const filler of [join(...Array<number[]>(50_000).fill([...text('ID3'), 4, 0, 0, 0, 0, 0, 0])), join(text('fLaC'), metadata(0, streamInfo(1)), new Uint8Array(400_000))]) {
      const source = sourceOf(filler)
      expect(await opened(flac, filler, source)).toBeUndefined()
      expect(source.reads()).toBeLessThan(2000)
    }
  })
  it('whose frames lie about their numbers is still cut to its end, in small parts', async () => {
    const lying = Array.from({ length: 100 }, (_, i) => frame((i * 7919) % 60_000, 5000))
    const bytes = join(head(2 ** 31), ...lying)
    const source = sourceOf(bytes)
    const pieces = await piecesOf(await media(flac, bytes, source), 2 * 20 * block)
    expect(same(audioOf(pieces), join(...lying))).toBe(true)
    expect(source.reads()).toBeLessThan(500)
  })
})
