import { describe, expect, it } from 'vitest'
import { mp4 } from '../../../src/core/media/mp4'
import type { OldPiece as Piece } from '../../../src/core/media/old'
import { keepTime } from '../../../src/core/media/timestamps'
import { big, cut, join, sourceOf, text } from './cutting'

type Bytes = ArrayLike<number>
const box = (type: string, ...content: Bytes[]): Uint8Array => {
  const bytes = join(...content)
  return join(big(bytes.length + 8), text(type), bytes)
}
const zeros = (count: number) => Array<number>(count).fill(0)
const table = (type: string, ...numbers: number[]) => box(type, zeros(4), ...numbers.map(big))

/** AAC-LC, 44,100 Hz, stereo, as ISO 14496-1 wraps it. */
const esds = box('esds', zeros(4), [3, 25, 0, 0, 0, 4, 17, 0x40, 0x15, ...zeros(11), 5, 2, 0x12, 0x10])
const stsd = box('stsd', zeros(4), big(1), box('mp4a', zeros(28), esds))

const sizes = Array.from({ length: 400 }, (_, i) => 100 + ((i * 53) % 200))
const frames = sizes.map((size, i) => Array.from({ length: size }, (_, k) => (i * 31 + k * 3) & 255))

interface Shape {
  stsz?: Uint8Array
  stsc?: Uint8Array
  stco?: (base: number) => Uint8Array
  stts?: Uint8Array
  elst?: Uint8Array
  mvhd?: Uint8Array
  /** The boxes before the frames. */
  before?: Uint8Array
  wide?: boolean
  data?: Bytes
}
const perChunk = 7
const chunkStarts = (base: number) => {
  const starts: number[] = []
  let at = base
  sizes.forEach((size, i) => {
    if (i % perChunk === 0) starts.push(at)
    at += size
  })
  return starts
}
const mvhd = box('mvhd', zeros(12), big(1000), zeros(80))
/** A file with its frames first, in chunks of seven, and its table last. */
function file({ stsz, stsc, stco, stts, elst, mvhd: movie = mvhd, wide = false, data = join(...frames) }: Shape = {}): Uint8Array {
  const first = box('ftyp', text('M4A '), zeros(4))
  const media = wide ? join(big(1), text('mdat'), zeros(4), big(data.length + 16), data) : box('mdat', data)
  const base = first.length + (wide ? 16 : 8)
  const stbl = box('stbl', stsd, stts ?? table('stts', 1, 400, 1024), stsc ?? table('stsc', 1, 1, perChunk, 1), stsz ?? table('stsz', 0, 400, ...sizes), stco?.(base) ?? table('stco', chunkStarts(base).length, ...chunkStarts(base)))
  const hdlr = box('hdlr', zeros(8), text('soun'), zeros(12))
  const trak = box('trak', ...(elst ? [box('edts', elst)] : []), box('mdia', hdlr, box('minf', stbl)))
  return join(first, media, box('moov', movie, trak))
}

/** The frames that a piece of ADTS holds. */
function unwrap({ bytes }: Piece): number[][] {
  const all: number[][] = []
  for (let at = 0; at < bytes.length;) {
    const size = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5)
    expect([bytes[at], bytes[at + 1], size > 7]).toEqual([0xff, 0xf1, true])
    all.push([...bytes.subarray(at + 7, at + size)])
    at += size
  }
  return all
}
/** All frames and samples that the pieces give, leads left out. */
async function heard(pieces: readonly Piece[]) {
  const all: number[][] = []
  let samples = 0
  for (const piece of pieces) {
    const own = unwrap(piece)
    const [from, to] = await piece.keep!(own.length * 1024)
    samples += Math.max(0, to - from)
    all.push(...own.slice(all.length === 0 ? 0 : 3))
  }
  return { all, samples }
}
const budget = 2 * 1024 * 60
const jitter = table('stts', 4, 100, 1024, 50, 1472, 50, 576, 200, 1024)

describe('an MP4 file', () => {
  it('becomes ADTS frames, each once, with three of the piece before to lead in', async () => {
    const pieces = (await cut(mp4, file(), budget))!
    expect(pieces).toHaveLength(7)
    expect(pieces.map(({ sampleRate }) => sampleRate)).toEqual(Array(7).fill(44_100))
    expect(await heard(pieces)).toEqual({ all: frames, samples: 400 * 1024 })
  })
  it.each<[string, Shape]>([
    ['64-bit places', { stco: (base) => box('co64', zeros(4), big(chunkStarts(base).length), ...chunkStarts(base).map((at) => [...zeros(4), ...big(at)])) }],
    ['a 64-bit length', { wide: true }],
    ['chunks of different lengths', { stsc: table('stsc', 2, 1, 7, 1, 3, 7, 1) }],
  ])('may have %s', async (_what, shape) => {
    expect((await heard((await cut(mp4, file(shape), budget))!)).all).toEqual(frames)
  })
  it('may have frames of one size', async () => {
    const even = Array.from({ length: 70 }, (_, i) => Array<number>(150).fill(i))
    const starts = (base: number) => Array.from({ length: 10 }, (_, i) => base + i * 7 * 150)
    const shape = { data: join(...even), stsz: table('stsz', 150, 70), stco: (base: number) => table('stco', 10, ...starts(base)), stts: table('stts', 1, 70, 1024) }
    expect((await heard((await cut(mp4, file(shape), budget))!)).all).toEqual(even)
  })
  it('is heard as long as its edit says: without the encoder\'s delay and padding', async () => {
    const elst = table('elst', 1, 9000, 2112, 0x10000)
    const pieces = (await cut(mp4, file({ elst }), budget))!
    expect(await pieces[0]!.keep!(60 * 1024)).toEqual([2112, 60 * 1024])
    expect((await heard(pieces)).samples).toBe(9 * 44_100)
  })
  it('is heard whole where its timestamps jitter', async () => {
    expect((await heard((await cut(mp4, file({ stts: jitter }), budget))!)).samples).toBe(400 * 1024)
  })
  it('is read up to where it breaks off', async () => {
    const whole = file({ stco: (base) => table('stco', chunkStarts(base).length, ...chunkStarts(base).map((at, i) => (i < 30 ? at : 2 ** 31))) })
    expect((await heard((await cut(mp4, whole, budget))!)).all).toEqual(frames.slice(0, 210))
  })
})

describe('a broken MP4 file', () => {
  it('that ends anywhere in its tables has no pieces, or fewer, and no error of ours', async () => {
    const whole = file({ elst: table('elst', 1, 9000, 2112, 0x10000) })
    const tables = whole.length - 2500
    for (let length = 0; length < whole.length; length += length < tables ? 5000 : 3) {
      const pieces = (await cut(mp4, whole.subarray(0, length), budget)) ?? []
      expect(pieces.length).toBeLessThanOrEqual(7)
    }
  })
  it.each<[string, Shape]>([
    ['four billion frames', { stsz: table('stsz', 0, 0xffffffff) }],
    ['four billion frames of one byte', { stsz: table('stsz', 1, 0xffffffff) }],
    ['four billion chunks', { stco: () => table('stco', 0xffffffff, 40) }],
    ['no runs of chunks', { stsc: table('stsc', 0) }],
    ['no head of its movie', { mvhd: new Uint8Array(0) }],
  ])('with %s has no pieces', async (_what, shape) => {
    expect((await cut(mp4, file(shape), budget)) ?? []).toEqual([])
  })
  it.each<[string, Shape]>([
    ['runs of chunks', { stsc: table('stsc', 0xffffffff, 1, 7, 1) }],
    ['steps of time', { stts: table('stts', 0xffffffff, 1, 1) }],
    ['edits', { elst: table('elst', 0xffffffff, 0, 0, 1) }],
  ])('with four billion %s is read by those that are there', async (_what, shape) => {
    expect((await heard((await cut(mp4, file(shape), budget))!)).all).toEqual(frames)
  })
  it('whose frames all claim a megabyte of the same place has no pieces', async () => {
    const stsz = table('stsz', 1_000_000, 400)
    const stco = (base: number) => table('stco', 400, ...Array<number>(400).fill(base))
    expect(await cut(mp4, file({ stsz, stco, stsc: table('stsc', 1, 1, 1, 1), data: zeros(1_100_000) }), budget)).toEqual([])
  })
  it('whose frames lie too far apart is refused before it fills the memory', async () => {
    const data = new Uint8Array(80 << 20)
    const stco = (base: number) => table('stco', chunkStarts(base).length, ...chunkStarts(base).map((at, i) => (i === 3 ? at + (70 << 20) : at)))
    const whole = file({ data, stco, stsz: table('stsz', 0, 22, ...sizes.slice(0, 22)) })
    const source = sourceOf(whole)
    await expect(cut(mp4, whole, budget, source)).rejects.toThrow('apart')
    expect(source.largest()).toBeLessThan(1 << 20)
  })
  it('of boxes within boxes within boxes, or of empty ones, is given up soon', async () => {
    let nested: Uint8Array = box('moov', zeros(8))
    for (let depth = 0; depth < 2000; depth++) nested = box('moov', nested)
    const empty = join(...Array<Uint8Array>(100_000).fill(box('free')))
    const self = join(big(0), text('moov'), zeros(100))
    for (const filler of [nested, empty, self, join(big(1), text('mdat'), zeros(100)), join(big(1), text('moov'), big(0x7fffffff), big(0), zeros(100))]) {
      const bytes = join(box('ftyp', text('M4A '), zeros(4)), filler)
      const source = sourceOf(bytes)
      expect(await cut(mp4, bytes, budget, source)).toBeUndefined()
      expect(source.reads()).toBeLessThan(5000)
    }
  })
  it('whose table pretends to be huge is refused before it is read', async () => {
    const bytes = join(box('ftyp', text('M4A '), zeros(4)), big(0x7fffffff), text('moov'), new Uint8Array(80 << 20))
    const source = sourceOf(bytes)
    expect(await cut(mp4, bytes, budget, source)).toBeUndefined()
    expect(source.largest()).toBeLessThan(1 << 20)
  })
})

describe('the time of the frames in an MP4 file', () => {
  const mended = (bytes: Uint8Array) => {
    const copy = bytes.slice()
    keepTime(copy)
    return copy
  }
  it('is made even where it jitters, and nothing else is touched', () => {
    const even = box('stts', zeros(4), big(1), big(400), big(1024), jitter.subarray(24))
    expect(mended(file({ stts: jitter }))).toEqual(file({ stts: even }))
  })
  it.each<[string, Uint8Array]>([
    ['of one length', table('stts', 1, 400, 1024)],
    ['of one length but for the last', table('stts', 2, 399, 1024, 1, 335)],
    ['of many lengths, none of them usual', table('stts', 4, 100, 1024, 100, 1000, 100, 900, 100, 800)],
    ['in more steps than there are', table('stts', 0xffffffff, 100, 1024, 300, 1000)],
  ])('stays %s', (_what, stts) => {
    expect(mended(file({ stts }))).toEqual(file({ stts }))
  })
  it('stays in what is no MP4, and where a file breaks off anywhere', () => {
    const whole = file({ stts: jitter })
    for (const bytes of [new Uint8Array(0), Uint8Array.from(text('ID3')), whole.subarray(0, 40)]) expect(mended(bytes)).toEqual(bytes)
    for (let length = whole.length - 2600; length < whole.length; length += 3) expect(mended(whole.subarray(0, length)).length).toBe(length)
  })
})
