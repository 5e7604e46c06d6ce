import { describe, expect, it } from 'vitest'
import { decodedRate } from '../../../src/core/media/aac'
import { adts } from '../../../src/core/media/adts'
import { join, sourceOf, text } from './cutting'
import { heard, media, opened, piecesOf } from './opening'

/** AAC-LC, stereo, 1024 samples of 44,100 Hz (index 4); `rate` is another index. */
const frames = (count: number, size = 300, rate = 4) => Array.from({ length: count }, (_, i) =>
  join([0xff, 0xf1, 0x40 | (rate << 2), 0x80 | (size >> 11), (size >> 3) & 255, ((size & 7) << 5) | 0x1f, 0xfc, i >> 8, i & 255], Array<number>(size - 9).fill(85)))
const file = join(...frames(400))

describe('an ADTS stream', () => {
  it('is as long as its frames, which are cut one after the other, each piece with a lead that is not kept', async () => {
    const stream = await media(adts, file)
    expect([stream.codec, stream.sampleRate, stream.channels, Math.round(stream.duration * 44_100)]).toEqual(['AAC', 44_100, 2, 400 * 1024])
    const pieces = await piecesOf(stream, 100 * 2048)
    expect(pieces.length).toBeGreaterThan(2)
    expect(heard(pieces, ({ bytes }) => (bytes.length / 300) * 1024)).toEqual([0, 400 * 1024])
    for (const piece of pieces) {
      const { from, at } = piece.keep((piece.bytes.length / 300) * 1024)
      const first = (piece.bytes[7]! << 8) | piece.bytes[8]!
      expect(at - from).toBe(first * 1024)
      if (at > 0) expect(from).toBeGreaterThanOrEqual(3 * 1024)
    }
  })
  it('is found after a tag and after garbage', async () => {
    const tag = [...text('ID3'), 4, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0xff)]
    const pieces = await piecesOf(await media(adts, join(tag, [1, 2, 3, 0xff, 0xf1], file)), 1e9)
    expect(pieces.map(({ bytes }) => Buffer.compare(bytes, file))).toEqual([0])
  })
  it('whose rate spectral band replication may have halved is decoded at twice its rate', async () => {
    const stream = await media(adts, join(...frames(400, 300, 7)))
    expect([stream.sampleRate, stream.duration]).toEqual([44_100, (400 * 1024) / 22_050])
    const pieces = await piecesOf(stream, 100 * 4096, 300_000)
    const [begin, end] = heard(pieces, ({ bytes }) => (bytes.length / 300) * 2048)
    expect([begin <= 300_000, begin > 300_000 - 2048, end]).toEqual([true, true, 400 * 2048])
    for (const { keep } of pieces) expect(keep(0).from).toBeGreaterThanOrEqual(44_100) // a second
    // Some encoders describe the replicated band in the first frames only.
    const numbers = ({ bytes }: { bytes: Uint8Array }) => Array.from({ length: bytes.length / 300 }, (_, i) => (bytes[300 * i + 7]! << 8) | bytes[300 * i + 8]!)
    for (const piece of pieces) {
      const [first, second, third] = numbers(piece)
      expect([first, second]).toEqual([0, 1])
      const { from, at } = piece.keep(0)
      expect(at - from).toBe((third! - 2) * 2048)
    }
    expect([48_000, 44_100, 32_000, 24_000, 22_050, 8000].map(decodedRate)).toEqual([48_000, 44_100, 32_000, 48_000, 44_100, 16_000])
  })
  it('of very large frames loses none of them', async () => {
    const size = 6000
    const pieces = await piecesOf(await media(adts, join(...frames(700, size))), 200 * 2048)
    expect(heard(pieces, ({ bytes }) => (bytes.length / size) * 1024)).toEqual([0, 700 * 1024])
  })
  it('ends with its last whole frame', async () => {
    expect(Math.round((await media(adts, file.subarray(0, file.length - 10))).duration * 44_100)).toBe(399 * 1024)
  })
  it('is not seen where there is none', async () => {
    const source = sourceOf(Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251))
    expect(await opened(adts, join(), source)).toBeUndefined()
  })
})
