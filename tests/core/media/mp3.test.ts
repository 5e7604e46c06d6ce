import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mp3 } from '../../../src/core/media/mp3'
import type { Piece } from '../../../src/core/media/media'
import { big, join, sourceOf, text } from './cutting'
import { heard, media, opened, piecesOf } from './opening'

const SIZES = new Map([[0x90, 417], [0xb0, 626], [0xe0, 1044], [0x50, 208]]) // bytes at 128, 192, 320, 64 kbit/s
/** An MPEG 1 layer III frame of 44,100 Hz, stereo, 1152 samples, that holds nothing but its number. */
const frame = (number: number, rate = 0x90) => join([0xff, 0xfb, rate, 0], Array<number>(32).fill(0), [number >> 8, number & 255], Array<number>(SIZES.get(rate)! - 38).fill(85))
const frames = (count: number, rate?: number) => Array.from({ length: count }, (_, i) => frame(i, rate))
/** Frames whose sizes are those that 128 kbit/s need: with a byte more where 417.96 bytes a frame add up. */
const padded = (count: number) => frames(count).map((one, i) => {
  const more = Math.floor((i + 1) * (1152 * 16_000) / 44_100) - Math.floor(i * (1152 * 16_000) / 44_100) - 417
  return more ? join([0xff, 0xfb, 0x92, 0], one.subarray(4), [85]) : one
})
/** A frame with a header, which LAME made: 576 samples of delay, `padding` at the end. */
function info({ name = 'Xing', frames = 0, bytes = 0, padding = 1000 }) {
  const one = frame(0)
  const gap = (576 << 12) | padding
  one.set([...text(name), ...big(15), ...big(frames), ...big(bytes), ...Array<number>(100).fill(0), ...big(0), ...text('LAME3.100')], 36)
  one.set([gap >> 16, (gap >> 8) & 255, gap & 255], 36 + 120 + 21)
  return one
}
const SKIP = 576 + 529
/** Of a piece: the numbers of its frames. */
function numbersIn({ bytes }: Piece): number[] {
  const found: number[] = []
  for (let at = 0; at < bytes.length; at += SIZES.get(bytes[at + 2]! & 0xf0)! + ((bytes[at + 2]! >> 1) & 1)) {
    expect([bytes[at], bytes[at + 1]]).toEqual([0xff, 0xfb])
    found.push((bytes[at + 36]! << 8) | bytes[at + 37]!)
  }
  return found
}
const decoded = (piece: Piece) => numbersIn(piece).length * 1152
const seconds = async (bytes: Uint8Array) => Math.round((await media(mp3, bytes)).duration * 44_100)

describe('an MP3', () => {
  const file = join(...frames(400))

  it('is cut between frames; each piece leads in with frames of the one before, which are not kept', async () => {
    const pieces = await piecesOf(await media(mp3, file), 100 * 1152 * 2)
    expect(pieces.length).toBeGreaterThan(2)
    expect(heard(pieces, decoded)).toEqual([0, 400 * 1152])
    for (const piece of pieces) {
      const numbers = numbersIn(piece)
      expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i))
      const { from, at } = piece.keep(decoded(piece))
      expect(at - from).toBe(numbers[0]! * 1152)
      if (at > 0) expect(from / 1152).toBeGreaterThanOrEqual(3)
    }
  })

  it('gives the same samples from any place on', async () => {
    const all = join(info({ frames: 400, bytes: 417 + file.length }), file)
    await fc.assert(fc.asyncProperty(fc.nat(400 * 1152 - SKIP - 471 - 1), fc.integer({ min: 1, max: 400 * 2304 }), async (from, budget) => {
      const pieces = await piecesOf(await media(mp3, all), budget, from)
      const [begin, end] = heard(pieces, decoded)
      expect(begin).toBeLessThanOrEqual(from)
      expect(from - begin).toBeLessThan(1152)
      expect(end).toBe(400 * 1152 - SKIP - 471)
      for (const piece of pieces) {
        const { from, at } = piece.keep(decoded(piece))
        expect(at - from).toBe(numbersIn(piece)[0]! * 1152 - SKIP)
      }
    }), { numRuns: 60 })
  })

  it('begins and ends where the encoder says, and no decoder sees its header', async () => {
    const whole = await media(mp3, join(info({ frames: 400, bytes: 417 + file.length, padding: 1529 }), file))
    expect(Math.round(whole.duration * 44_100)).toBe(400 * 1152 - SKIP - 1000)
    const pieces = await piecesOf(whole, 100 * 2304)
    expect(heard(pieces, decoded)).toEqual([0, 400 * 1152 - SKIP - 1000])
    expect(Buffer.from(join(...pieces.map(({ bytes }) => bytes))).includes('Xing')).toBe(false)
  })

  it('knows the header that Fraunhofer writes', async () => {
    const header = frame(0)
    header.set([...text('VBRI'), 0, 1, 0, 0, 0, 75, ...big(417 + file.length), ...big(400)], 36)
    const source = sourceOf(join(header, file))
    const whole = await media(mp3, join(), source)
    expect([Math.round(whole.duration * 44_100), source.reads() < 4]).toEqual([400 * 1152, true])
    expect(heard(await piecesOf(whole, 100_000), decoded)).toEqual([0, 400 * 1152])
  })

  it('of a header that tells the truth is opened without reading on', async () => {
    const source = sourceOf(join(info({ frames: 400, bytes: 417 + file.length }), file))
    await media(mp3, join(), source)
    expect(source.reads()).toBeLessThan(4)
  })

  it.each([
    ['counts no frames', join(info({ name: 'Info', bytes: 417 + file.length }), file), 400 * 1152 - SKIP],
    ['counts more than there are, since the file was cut short', join(info({ frames: 4000, bytes: 4000 * 417 }), file), 400 * 1152 - SKIP],
    ['is that of the first of two files that were joined', join(info({ frames: 400, bytes: 417 + file.length }), file, info({ frames: 400, bytes: 417 + file.length }), file), 801 * 1152 - SKIP],
    ['counts frames that would be larger than any', join(info({ frames: 2, bytes: 417 + file.length }), file), 400 * 1152 - SKIP],
    ['tells nothing, and is a frame', join(info({}), file), 401 * 1152],
  ])('whose header %s is as long as its frames', async (_what, bytes, length) => {
    expect(await seconds(bytes)).toBe(length)
    expect(heard(await piecesOf(await media(mp3, bytes), 30_000), decoded)).toEqual([0, length])
  })

  it('without a header is as long as its frames, though the first of them are equal', async () => {
    const varying = join(...frames(300), ...frames(700, 0xe0), ...frames(200))
    expect(await seconds(varying)).toBe(1200 * 1152)
  })

  it('of one bitrate is not read for its length', async () => {
    const bytes = join(...padded(20_000), [...text('TAG'), ...Array<number>(125).fill(0)])
    const source = sourceOf(bytes)
    const { duration } = await media(mp3, bytes, source)
    expect(Math.round(duration * 44_100)).toBe(20_000 * 1152)
    expect(source.largest() * 4).toBeLessThan(bytes.length)
    expect(source.reads()).toBeLessThan(40)
  })

  it('of one bitrate is as long as its frames up to a tag at its end', async () => {
    const tag = join([...text('ID3'), 3, 0, 0, 0, 6, 0, 0], Array.from({ length: 98_304 }, (_, i) => (i * 7) & 255))
    expect(await seconds(join(...padded(2000), tag))).toBe(2000 * 1152)
  })

  it('that ends in mid-frame is heard to there', async () => {
    expect(await seconds(file.subarray(0, file.length - 100))).toBe(400 * 1152)
    expect(await seconds(file.subarray(0, file.length - 500))).toBe(399 * 1152)
  })

  it('goes on behind garbage and behind a tag with a picture in which frames seem to be', async () => {
    const tag = join([...text('ID3'), 3, 0, 0, 0, 0, 9, 0], ...frames(3).map((one) => one.subarray(0, 384)))
    const bytes = join(...frames(100), Array<number>(3000).fill(0xff), ...frames(100), tag, ...frames(100))
    expect(await seconds(bytes)).toBe(300 * 1152)
  })

  it.each([
    ['a tag', [...text('ID3'), 4, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(0xff)]],
    ['a tag with a footer', [...text('ID3'), 4, 0, 0x10, 0, 0, 1, 0, ...Array<number>(128).fill(0xff), ...text('3DI'), 4, 0, 0x10, 0, 0, 1, 0]],
    ['two tags', [...text('ID3'), 3, 0, 0, 0, 0, 0, 0, ...text('ID3'), 3, 0, 0, 0, 0, 0, 4, 1, 2, 3, 4]],
    ['more zeros than a tag tells of', [...text('ID3'), 3, 0, 0, 0, 0, 0, 0, ...Array<number>(100_000).fill(0)]],
    ['an APE tag', [...text('APETAGEX'), 0xd0, 7, 0, 0, 200, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xa0, 0, 0, 0, 0, 0, 0, 0, 0, ...Array<number>(200).fill(0xff)]],
    ['garbage', [1, 2, 3, 0xff, 0xfb, 0x90]],
  ])('is found after %s', async (_what, before) => {
    const pieces = await piecesOf(await media(mp3, join(before, file)), 1e9)
    expect(pieces.map((piece) => numbersIn(piece).length)).toEqual([400])
  })

  it('that another of another number of channels was joined to is cut there', async () => {
    const mono = frames(50).map((one) => one.with(3, 0xc0))
    const pieces = await piecesOf(await media(mp3, join(...frames(50), ...mono)), 1e9)
    expect(pieces.map((piece) => new Set(numbersIn(piece)).size)).toEqual([50, 50])
    expect(heard(pieces, decoded)).toEqual([0, 100 * 1152])
  })

  it('whose frames another one\'s header follows in mid-file gives a decoder no header to begin with', async () => {
    const bytes = join(...frames(100), info({ frames: 100, bytes: 41_700 }), ...frames(100))
    for (const budget of [1, 5000, 100_000]) {
      for (const { bytes: piece } of await piecesOf(await media(mp3, bytes), budget)) expect(Buffer.from(piece.subarray(36, 40)).toString()).not.toBe('Xing')
    }
  })

  it('is read in small parts where it is long', async () => {
    const bytes = join(...frames(9000))
    const source = sourceOf(bytes)
    expect((await piecesOf(await media(mp3, bytes, source), 500_000)).length).toBeGreaterThan(10)
    expect(source.largest()).toBeLessThanOrEqual(1 << 20)
  })

  it('of frames far apart in garbage is cut into bounded pieces', async () => {
    const spread = new Uint8Array(8 << 20)
    for (let at = 0; at + 2000 < spread.length; at += 400_000) for (let i = 0; i < 4; i++) spread.set(frame(i), at + 417 * i)
    const pieces = await piecesOf(await media(mp3, spread), 500_000)
    expect(pieces.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(1 << 20)
    expect(heard(pieces, decoded)).toEqual([0, 84 * 1152])
  })
})

describe('what is no MP3 that can be played', () => {
  it('is MP2 where frames of layer II follow each other, whatever their noise looks like', async () => {
    const two = frames(60).map((one, i) => join([0xff, 0xfd, 0x80, 0], one.subarray(4), i % 9 === 2 ? [0xff, 0xfb, 0x90, 0] : [1, 2, 3, 4]).subarray(0, 417))
    expect(await opened(mp3, join(...two))).toEqual({ container: 'mp3', unplayable: 'MP2' })
  })
  it('is of free bitrate where equal headers without one follow each other', async () => {
    const free = frames(60).map((one) => one.with(2, 0))
    expect(await opened(mp3, join(...free))).toEqual({ container: 'mp3', unplayable: 'MP3 of free bitrate' })
  })
  it('is nothing where there are no frames', async () => {
    expect(await opened(mp3, Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251))).toBeUndefined()
    expect(await opened(mp3, new Uint8Array(300_000).fill(0xff))).toBeUndefined()
  })
  it('is given up soon', async () => {
    const source = sourceOf(join(...Array<number[]>(50_000).fill([...text('ID3'), 4, 0, 0, 0, 0, 0, 0])))
    expect(await opened(mp3, join(), source)).toBeUndefined()
    expect(source.reads()).toBeLessThan(500)
  })
})
