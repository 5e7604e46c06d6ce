import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mp4 } from '../../../src/core/media/mp4'
import type { Piece } from '../../../src/core/media/media'
import { box, chunkStarts, described, esds, file, frames, jitter, sizes, table, zeros, type Shape } from './boxes'
import { big, join, sourceOf, text } from './cutting'
import { kept, media, opened, piecesOf } from './opening'

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
const decoded = (piece: Piece) => unwrap(piece).length * 1024
const budget = 2 * 1024 * 60
/** All frames and samples that the pieces give, leads left out. */
async function heard(bytes: Uint8Array) {
  const found = await media(mp4, bytes), pieces = await piecesOf(found, budget)
  const all = pieces.flatMap((piece, i) => unwrap(piece).slice(i === 0 ? 0 : 3))
  return { all, samples: kept(pieces, decoded).reduce((sum, { from, to }) => sum + to - from, 0), told: Math.round(found.duration * found.sampleRate) }
}

const smpb = (priming: number, padding: number, length: number) => {
  const hex = (value: number, digits: number) => value.toString(16).toUpperCase().padStart(digits, '0')
  const words = ` 00000000 ${hex(priming, 8)} ${hex(padding, 8)} ${hex(length, 16)}${' 00000000'.repeat(8)}`
  const tag = box('----', box('mean', zeros(4), text('com.apple.iTunes')), box('name', zeros(4), text('iTunSMPB')), box('data', big(1), zeros(4), text(words)))
  return box('udta', box('meta', zeros(4), box('hdlr', zeros(8), text('mdir'), zeros(12)), box('ilst', box('covr', zeros(40)), tag)))
}

describe('an MP4 file', () => {
  it('becomes ADTS frames, each once, with three of the piece before to lead in', async () => {
    const found = await media(mp4, file()), pieces = await piecesOf(found, budget)
    expect(found).toMatchObject({ container: 'mp4', codec: 'AAC', sampleRate: 44_100, channels: 2, duration: (400 * 1024) / 44_100, exact: true })
    expect(pieces).toHaveLength(7)
    expect(pieces.map(({ sampleRate }) => sampleRate)).toEqual(Array(7).fill(44_100))
    expect(await heard(file())).toEqual({ all: frames, samples: 400 * 1024, told: 400 * 1024 })
  })
  it('gives the same pieces wherever one begins', async () => {
    const found = await media(mp4, file({ elst: table('elst', 1, 9000, 2112, 0x10000) })), all = await piecesOf(found, budget)
    const whole = kept(all, decoded)
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: 9 * 44_100 - 1 }), async (from) => {
      const first = whole.findIndex(({ at, from: begin, to }) => from < at + to - begin)
      const some = await piecesOf(found, budget, from)
      expect(some.map(({ bytes }) => bytes)).toEqual(all.slice(first).map(({ bytes }) => bytes))
      expect(kept(some, decoded)).toEqual(whole.slice(first))
    }), { numRuns: 30 })
    expect(await piecesOf(found, budget, 9 * 44_100)).toEqual([])
  })
  it.each<[string, Shape]>([
    ['64-bit places', { stco: (base) => box('co64', zeros(4), big(chunkStarts(base).length), ...chunkStarts(base).map((at) => [...zeros(4), ...big(at)])) }],
    ['a 64-bit length', { wide: true }],
    ['chunks of different lengths', { stsc: table('stsc', 2, 1, 7, 1, 3, 7, 1) }],
    ['sizes of 16 bits', { stsz: box('stz2', zeros(4), big(16), big(400), ...sizes.map((size) => [size >> 8, size & 255])) }],
  ])('may have %s', async (_what, shape) => {
    expect((await heard(file(shape))).all).toEqual(frames)
  })
  it('may have frames of one size', async () => {
    const even = Array.from({ length: 70 }, (_, i) => Array<number>(150).fill(i))
    const starts = (base: number) => Array.from({ length: 10 }, (_, i) => base + i * 7 * 150)
    const shape = { data: join(...even), stsz: table('stsz', 150, 70), stco: (base: number) => table('stco', 10, ...starts(base)), stts: table('stts', 1, 70, 1024) }
    expect((await heard(file(shape))).all).toEqual(even)
  })
  it('is heard whole where its timestamps jitter', async () => {
    expect(await heard(file({ stts: jitter }))).toEqual({ all: frames, samples: 400 * 1024, told: 400 * 1024 })
  })
  it('is read up to where it breaks off, and is as long', async () => {
    const whole = file({ stco: (base) => table('stco', chunkStarts(base).length, ...chunkStarts(base).map((at, i) => (i < 30 ? at : 2 ** 31))) })
    expect(await heard(whole)).toEqual({ all: frames.slice(0, 210), samples: 210 * 1024, told: 210 * 1024 })
  })
  it('says so where it ends before its table', async () => {
    expect(await opened(mp4, file().subarray(0, 20_000))).toEqual({ container: 'mp4', unplayable: 'incomplete MP4' })
  })
})

describe('of an MP4 is heard', () => {
  const whole = 400 * 1024
  it.each<[string, Shape, number, number]>([
    ['all, where nothing is said', {}, 0, whole],
    ['what the edit says', { elst: table('elst', 1, 9000, 2112, 0x10000) }, 2112, 2112 + 9 * 44_100],
    ['what follows the delay, where the edit has no end', { elst: table('elst', 1, 0, 2112, 0x10000) }, 2112, whole],
    ['what iTunes notes', { after: smpb(2112, whole - 2112 - 400_000, 400_000) }, 2112, 402_112],
    ['what the edit says where iTunes notes another', { elst: table('elst', 1, 9000, 1024, 0x10000), after: smpb(2112, 0, 400_000) }, 1024, 1024 + 9 * 44_100],
    ['what iTunes notes where the edit knows of no delay', { elst: table('elst', 1, 9000, 0, 0x10000), after: smpb(2112, whole - 2112 - 400_000, 400_000) }, 2112, 402_112],
    ['what an edit after an empty one says', { elst: table('elst', 2, 500, -1 >>> 0, 0x10000, 9000, 2112, 0x10000) }, 2112, 2112 + 9 * 44_100],
    ['all, where the edit leaves nothing', { elst: table('elst', 1, 9000, 500_000, 0x10000) }, 0, whole],
    ['all, where iTunes leaves nothing', { after: smpb(500_000, 0, 10) }, 0, whole],
  ])('%s', async (_what, shape, from, to) => {
    const found = await media(mp4, file(shape)), [first] = await piecesOf(found, 1e9)
    expect(first!.keep(whole)).toEqual({ from, to, at: 0 })
    expect(Math.round(found.duration * 44_100)).toBe(to - from)
  })
  it('one edit after the other', async () => {
    const found = await media(mp4, file({ elst: table('elst', 2, 2000, 2112, 0x10000, 1000, 200_000, 0x10000) })), pieces = await piecesOf(found, 1e9)
    expect(kept(pieces, decoded)).toEqual([{ from: 2112, to: 2112 + 88_200, at: 0 }, { from: 200_000, to: 244_100, at: 88_200 }])
    expect((await piecesOf(found, 1e9, 100_000)).map((piece) => piece.keep(whole))).toEqual([{ from: 200_000, to: 244_100, at: 88_200 }])
  })
  it('one stretch where edits follow each other', async () => {
    const found = await media(mp4, file({ elst: table('elst', 2, 2000, 2112, 0x10000, 1000, 2112 + 88_200, 0x10000) }))
    expect(kept(await piecesOf(found, 1e9), decoded)).toEqual([{ from: 2112, to: 2112 + 132_300, at: 0 }])
  })
})

describe('HE-AAC in an MP4', () => {
  const SBR = [0x2b, 0x92, 0x08, 0x00], core = 1024 * 400
  it('is told at the rate that it is decoded to, announced or not', async () => {
    expect(await media(mp4, file({ stsd: described('mp4a', esds(SBR)) }))).toMatchObject({ codec: 'HE-AAC', sampleRate: 44_100, duration: (2 * core) / 44_100 })
    expect(await media(mp4, file({ stsd: described('mp4a', esds([0x13, 0x90])) }))).toMatchObject({ codec: 'AAC', sampleRate: 44_100, duration: (2 * core) / 44_100 })
  })
  it.each([
    ['of the core', smpb(2048, core - 2048 - 300_000, 300_000), 4096, 604_096],
    ['as they come out', smpb(5058, 2 * core - 5058 - 600_000, 600_000), 5058, 605_058],
  ])('is heard as iTunes notes it in samples %s', async (_what, after, from, to) => {
    const [first] = await piecesOf(await media(mp4, file({ stsd: described('mp4a', esds(SBR)), after })), 1e9)
    expect(first!.keep(2 * core)).toEqual({ from, to, at: 0 })
  })
  it('begins each piece with the first frames, which alone may describe the upper band, and keeps nothing of them', async () => {
    const pieces = await piecesOf(await media(mp4, file({ stsd: described('mp4a', esds(SBR)) })), 2 * 2048 * 100)
    for (const [i, piece] of pieces.entries()) {
      const own = unwrap(piece), { from, at } = piece.keep(own.length * 2048)
      expect(own.slice(0, 2)).toEqual(frames.slice(0, 2))
      expect(own[from / 2048]).toEqual(frames[at / 2048])
      expect(at).toBe(i * 100 * 2048)
      // The decoder's noise repeats after sixteen frames: so it is the same as in the whole.
      if (i > 0) expect((frames.findIndex((frame) => frame.join() === own[2]!.join()) - 2) % 16).toBe(0)
    }
  })
})

describe('a coding in an MP4', () => {
  const dops = box('dOps', [0, 2, 0x01, 0x38], big(44_100), [0, 0, 0])
  it.each<[string, Uint8Array, object]>([
    ['Opus', described('Opus', dops), { codec: 'Opus', sampleRate: 48_000 }],
    ['MP3', described('mp4a', esds([], 0x6b)), { codec: 'MP3', sampleRate: 44_100, duration: (400 * 1152) / 44_100 }],
    ['plain samples', described('sowt'), { codec: 'PCM', sampleRate: 44_100 }],
  ])('that is %s is played', async (_what, stsd, told) => {
    expect(await media(mp4, file({ stsd }))).toMatchObject(told)
  })
  it.each([
    ['ac-3', 'AC-3'], ['ec-3', 'E-AC-3'], ['dtsc', 'DTS'], ['samr', 'AMR'], ['drms', 'protected AAC'], ['enca', 'protected AAC'], ['ima4', 'ADPCM'], ['xyz9', 'xyz9'],
  ])('that is %s is told by its name and not played', async (type, name) => {
    expect(await opened(mp4, file({ stsd: described(type) }))).toEqual({ container: 'mp4', unplayable: name })
  })
  it.each([[[0xf9, 0x46], 'xHE-AAC'], [[0xf8, 0xe8], 'AAC-ELD'], [[0x1a, 0x10], 'AAC SSR']])('of MPEG-4 whose configuration is %j is %s', async (config, name) => {
    expect(await opened(mp4, file({ stsd: described('mp4a', esds(config)) }))).toEqual({ container: 'mp4', unplayable: name })
  })
  it('of QuickTime stands in a longer description', async () => {
    const stsd = box('stsd', zeros(4), big(1), box('mp4a', zeros(8), [0, 1], zeros(6), [0, 2, 0, 16], zeros(4), big(44_100 * 65_536), big(1024), zeros(12), box('wave', box('frma', text('mp4a')), esds())))
    expect((await heard(file({ stsd }))).all).toEqual(frames)
  })
  it('turns big samples round', async () => {
    const [piece] = await piecesOf(await media(mp4, file({ stsd: described('twos'), stsz: table('stsz', 1, 28), stts: table('stts', 1, 28, 1), data: Array.from({ length: 2000 }, (_, i) => i & 255) })), 1e6)
    expect([...piece!.bytes.subarray(44, 50)]).toEqual([1, 0, 3, 2, 5, 4])
  })
  it('is not there where there are pictures only', async () => {
    const bytes = file()
    const place = bytes.findIndex((_, i) => text('soun').every((letter, k) => bytes[i + k] === letter))
    bytes.set(text('vide'), place)
    expect(await opened(mp4, bytes)).toEqual({ container: 'mp4', unplayable: 'film without sound' })
  })
})

describe('an MP4 in fragments', () => {
  const moov = (elst?: Uint8Array) => {
    const stbl = box('stbl', described('mp4a', esds()), table('stts', 0), table('stsc', 0), table('stsz', 0, 0), table('stco', 0))
    const trak = box('trak', box('tkhd', zeros(12), big(3), zeros(68)), ...(elst ? [box('edts', elst)] : []), box('mdia', box('mdhd', zeros(12), big(44_100), zeros(8)), box('hdlr', zeros(8), text('soun'), zeros(12)), box('minf', stbl)))
    return box('moov', box('mvhd', zeros(12), big(1000), zeros(80)), trak, box('mvex', box('trex', zeros(4), big(3), big(1), big(1024), big(0), big(0))))
  }
  /** Fragments of 40 frames; one of another track lies between. */
  const file = (elst?: Uint8Array) => join(box('ftyp', text('iso5'), zeros(4)), moov(elst), ...Array.from({ length: 10 }, (_, i) => {
    const own = frames.slice(i * 40, i * 40 + 40)
    const traf = (id: number, offset: number) => box('traf', box('tfhd', [0, 2, 0, 0], big(id)), box('tfdt', zeros(4), big(i * 40_960)), box('trun', [0, 0, 2, 1], big(40), big(offset), ...own.map((frame) => big(frame.length))))
    const size = box('moof', traf(3, 0), traf(4, 0)).length
    return join(box('moof', traf(3, size + 8), traf(4, size + 8)), box('mdat', ...own), box('free', zeros(70_000)))
  }))
  it('is heard whole', async () => {
    expect(await heard(file())).toEqual({ all: frames, samples: 400 * 1024, told: 400 * 1024 })
  })
  it('is heard without the delay that its edit names', async () => {
    expect((await heard(file(table('elst', 1, 0, 1024, 0x10000)))).told).toBe(399 * 1024)
  })
  it('is as long as what is there of it', async () => {
    const whole = file(), { all, told } = await heard(whole.subarray(0, whole.length / 2))
    expect(all).toEqual(frames.slice(0, all.length))
    expect([all.length > 180, all.length < 220, told]).toEqual([true, true, all.length * 1024])
  })
})

describe('a broken MP4 file', () => {
  const whole = file({ elst: table('elst', 1, 9000, 2112, 0x10000), after: smpb(2112, 0, 400_000) })
  const tables = whole.length - 2900
  /** How many pieces it has. */
  const pieces = async (bytes: Uint8Array): Promise<number> => {
    const found = await opened(mp4, bytes)
    if (!found || 'unplayable' in found) return 0
    const all = await piecesOf(found, budget)
    for (const piece of all) {
      const { from, to } = piece.keep(61 * 2048)
      expect(to).toBeGreaterThanOrEqual(from)
    }
    return all.length
  }
  it('that ends anywhere in its tables has no pieces, or fewer, and no error of ours', async () => {
    for (let length = 0; length < whole.length; length += length < tables ? 5000 : 3) expect(await pieces(whole.subarray(0, length))).toBeLessThan(8)
  })
  it('with any byte of its tables changed has some pieces or none, and no error of ours', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: tables, max: whole.length - 1 }), fc.integer({ min: 0, max: 255 }), async (at, value) => {
      const bytes = whole.slice()
      bytes[at] = value
      expect(await pieces(bytes)).toBeLessThan(2000)
    }), { numRuns: 300 })
  })
  it.each<[string, Shape]>([
    ['four billion frames of one byte', { stsz: table('stsz', 1, 0xffffffff) }],
    ['four billion chunks', { stco: () => table('stco', 0xffffffff, 40) }],
    ['four billion frames that are not there', { stsz: table('stsz', 0, 0xffffffff) }],
    ['no runs of chunks', { stsc: table('stsc', 0) }],
    ['no head of its movie', { mvhd: new Uint8Array(0) }],
  ])('with %s has what is there', async (_what, shape) => {
    expect(await pieces(file(shape))).toBeLessThan(1000)
  })
  it.each<[string, Shape]>([
    ['runs of chunks', { stsc: table('stsc', 0xffffffff, 1, 7, 1) }],
    ['steps of time', { stts: table('stts', 0xffffffff, 1, 1) }],
    ['edits', { elst: table('elst', 0xffffffff, 0, 0, 1) }],
  ])('with four billion %s is read by those that are there', async (_what, shape) => {
    expect((await heard(file(shape))).all).toEqual(frames)
  })
  it('whose frames all claim the same place has no more of them than would fit', async () => {
    const stco = (base: number) => table('stco', 400, ...Array<number>(400).fill(base))
    const bytes = file({ stsz: table('stsz', 8000, 400), stco, stsc: table('stsc', 1, 1, 1, 1), data: zeros(80_000) })
    expect((await heard(bytes)).samples).toBeLessThanOrEqual(11 * 1024)
  })
  it('whose frames lie far apart is read frame by frame', async () => {
    const data = new Uint8Array(8 << 20)
    data.set(join(...frames))
    const stco = (base: number) => table('stco', chunkStarts(base).length, ...chunkStarts(base).map((at, i) => (i === 3 ? at + (7 << 20) : at)))
    const bytes = file({ data, stco }), source = sourceOf(bytes)
    await piecesOf(await media(mp4, bytes, source), budget)
    expect(source.largest()).toBeLessThan(1 << 20)
  })
  it('of boxes within boxes within boxes, or of empty ones, is given up soon', async () => {
    let nested: Uint8Array = box('moov', zeros(8))
    for (let depth = 0; depth < 2000; depth++) nested = box('moov', nested)
    const empty = join(...Array<Uint8Array>(100_000).fill(box('free')))
    const self = join(big(0), text('moov'), zeros(100))
    for (const filler of [nested, empty, self, join(big(1), text('mdat'), zeros(100)), join(big(1), text('moov'), big(0x7fffffff), big(0), zeros(100))]) {
      const bytes = join(box('ftyp', text('M4A '), zeros(4)), filler), source = sourceOf(bytes)
      expect(await opened(mp4, bytes, source)).toMatchObject({ container: 'mp4', unplayable: expect.any(String) })
      expect(source.reads()).toBeLessThan(5000)
    }
  })
  it('whose table pretends to be huge is not read whole', async () => {
    const bytes = join(box('ftyp', text('M4A '), zeros(4)), big(0x7fffffff), text('moov'), new Uint8Array(80 << 20))
    const source = sourceOf(bytes)
    await opened(mp4, bytes, source)
    expect(source.largest()).toBeLessThan(1 << 20)
  })
})

it('An MP4 is opened with few reads, however long it is', async () => {
  const source = sourceOf(file())
  await media(mp4, file(), source)
  expect(source.reads()).toBeLessThan(6)
})
