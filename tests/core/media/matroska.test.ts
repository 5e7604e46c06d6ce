import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matroska } from '../../../src/core/media/matroska'
import { big, join, sourceOf, text } from './cutting'
import { kept, media, opened, piecesOf } from './opening'
import { pagesIn } from './paging'

type Bytes = ArrayLike<number>
const id = (value: number): number[] => big(value).slice(value > 0xffffff ? 0 : value > 0xffff ? 1 : value > 0xff ? 2 : 3)
const size = (value: number): number[] => [0x10 | (value >>> 24), ...big(value).slice(1)]
const element = (kind: number, ...content: Bytes[]): Uint8Array => {
  const bytes = join(...content)
  return join(id(kind), size(bytes.length), bytes)
}
/** Without an end, as what is sent live has them. */
const endless = (kind: number, ...content: Bytes[]): Uint8Array => join(id(kind), [0xff], ...content)
const double = (value: number) => new Uint8Array(new Float64Array([value]).buffer).toReversed()

const head = element(0x1a45dfa3, element(0x4282, text('webm')))
const opusHead = [...text('OpusHead'), 1, 2, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]
interface Sound { codec?: string; own?: Bytes; delay?: number; rate?: number; more?: Bytes }
const entry = ({ codec = 'A_OPUS', own = opusHead, delay, rate = 48_000, more = [] }: Sound, number = 1, kind = 2) =>
  element(0xae, element(0xd7, [number]), element(0x83, [kind]), element(0x86, text(codec)), element(0x63a2, own), ...(delay === undefined ? [] : [element(0x56aa, big(delay))]), element(0xe1, element(0xb5, double(rate)), element(0x9f, [2])), more)
const info = (milliseconds?: number) => element(0x1549a966, element(0x2ad7b1, big(1_000_000)), ...(milliseconds === undefined ? [] : [element(0x4489, double(milliseconds))]))

/** Opus packets of 20 ms, no two alike. */
const packets = Array.from({ length: 300 }, (_, i) => [0xfc, i & 255, i >> 8, ...Array.from({ length: 20 + (i % 7) }, (_, k) => (i + k) & 255)])
const simple = (packet: Bytes, track = 1) => element(0xa3, [0x80 | track, 0, 0, 0], packet)
const clusters = (blocks: readonly Bytes[], wrap = element) => Array.from({ length: Math.ceil(blocks.length / 50) }, (_, i) => wrap(0x1f43b675, element(0xe7, [0, 0]), ...blocks.slice(i * 50, i * 50 + 50)))
const file = (sound: Sound = {}, blocks: readonly Bytes[] = packets.map((packet) => simple(packet)), { milliseconds, wrap = element, before = [] }: { milliseconds?: number; wrap?: typeof element; before?: Bytes } = {}) =>
  join(head, wrap(0x18538067, before, info(milliseconds), element(0x1654ae6b, entry({}, 7, 1), entry(sound)), ...clusters(blocks, wrap)))

/** The packets of a piece of Ogg, without its two headers. */
const unwrap = (bytes: Uint8Array): number[][] => pagesIn(bytes).packets.slice(2)
const whole = async (bytes: Uint8Array) => {
  const [piece] = await piecesOf(await media(matroska, bytes), 1e9)
  return unwrap(piece!.bytes)
}

describe('a Matroska file', () => {
  it('becomes Ogg pages, in pieces that decode from a second before on', async () => {
    const found = await media(matroska, file()), pieces = await piecesOf(found, 2 * 960 * 100)
    expect(found).toMatchObject({ container: 'matroska', codec: 'Opus', sampleRate: 48_000, channels: 2, duration: (300 * 960 - 312) / 48_000, exact: true })
    expect(kept(pieces, ({ bytes }) => unwrap(bytes).length * 960)).toEqual([{ from: 312, to: 96_000, at: 0 }, { from: 48_000, to: 144_000, at: 95_688 }, { from: 48_000, to: 144_000, at: 191_688 }])
    expect(unwrap(pieces[1]!.bytes)).toEqual(packets.slice(50, 201))
  })
  it.each<[string, Uint8Array]>([
    ['elements without an end', file({}, undefined, { wrap: endless })],
    ['blocks in groups', file({}, packets.map((packet) => element(0xa0, element(0xa1, [0x81, 0, 0, 0], packet), element(0x9b, [20]))))],
    ['pictures between', file({}, packets.flatMap((packet) => [simple(Array<number>(500).fill(9), 7), simple(packet)]))],
    ['no headers in its packets that are all alike', file({ more: element(0x6d80, element(0x6240, element(0x5034, element(0x4254, [3]), element(0x4255, [0xfc])))) }, packets.map((packet) => simple(packet.slice(1))))],
    ['large elements before', file({}, undefined, { before: element(0xec, Array<number>(200_000).fill(0)) })],
  ])('may have %s', async (_what, bytes) => {
    expect(await whole(bytes)).toEqual(packets)
  })
  it('may have several packets in a block, their sizes in each of three ways', async () => {
    const four = Array.from({ length: 75 }, (_, i) => packets.slice(i * 4, i * 4 + 4))
    const even = packets.map((packet) => packet.slice(0, 20))
    const vint = (value: number) => [0x40 | (value >> 8), value & 255]
    const xiph = four.map((some) => element(0xa3, [0x81, 0, 0, 2, 3], some.slice(0, 3).map((one) => one.length), ...some))
    const ebml = four.map((some) => element(0xa3, [0x81, 0, 0, 6, 3], vint(some[0]!.length), ...[1, 2].map((i) => vint(some[i]!.length - some[i - 1]!.length + 8191)), ...some))
    const fixed = four.map((_, i) => element(0xa3, [0x81, 0, 0, 4, 3], ...even.slice(i * 4, i * 4 + 4)))
    expect(await whole(file({}, xiph))).toEqual(packets)
    expect(await whole(file({}, ebml))).toEqual(packets)
    expect(await whole(file({}, fixed))).toEqual(even)
  })
  it('is heard without its delay, and without what its last block discards', async () => {
    const blocks: Bytes[] = packets.map((packet) => simple(packet))
    blocks[299] = element(0xa0, element(0xa1, [0x81, 0, 0, 0], packets[299]!), element(0x75a2, big(10_000_000)))
    const found = await media(matroska, file({ delay: 6_500_000 }, blocks))
    expect(found.duration).toBe((300 * 960 - 312 - 480) / 48_000)
  })
  it('is told by its head, with few reads, where nothing is beside the sound', async () => {
    const bytes = join(head, element(0x18538067, info(6000), element(0x1654ae6b, entry({})), ...clusters(packets.map((packet) => simple(packet))))), source = sourceOf(bytes)
    expect(await media(matroska, bytes, source)).toMatchObject({ duration: (6 * 48_000 - 312) / 48_000, exact: false })
    expect(source.reads()).toBe(1)
  })
  it('is counted where pictures last longer, and where it breaks off', async () => {
    const bytes = file({}, undefined, { milliseconds: 60_000 })
    expect(await media(matroska, bytes)).toMatchObject({ duration: (300 * 960 - 312) / 48_000, exact: true })
    const half = await media(matroska, bytes.subarray(0, bytes.length / 2))
    expect(half.duration).toBeGreaterThan(2.5)
    expect(half.duration).toBeLessThan(3.5)
  })
})

describe('a coding in Matroska', () => {
  const aac = Array.from({ length: 10 }, (_, i) => simple(Array<number>(100).fill(i)))
  it.each<[string, Sound, Bytes[], object]>([
    ['AAC', { codec: 'A_AAC', own: [0x12, 0x10], rate: 44_100 }, aac, { codec: 'AAC', sampleRate: 44_100, duration: 10_240 / 44_100 }],
    ['AAC of an old name', { codec: 'A_AAC/MPEG2/LC/SBR', own: [], rate: 44_100 }, aac, { codec: 'AAC', sampleRate: 44_100, duration: 20_480 / 44_100 }],
    ['MP3', { codec: 'A_MPEG/L3', own: [], rate: 44_100 }, aac, { codec: 'MP3', duration: 11_520 / 44_100 }],
    ['plain samples', { codec: 'A_PCM/INT/LIT', own: [], rate: 44_100, more: [] }, aac, {}],
  ])('that is %s is played', async (_what, sound, blocks, told) => {
    const found = await opened(matroska, file(sound, blocks))
    if (sound.codec === 'A_PCM/INT/LIT') expect(found).toEqual({ container: 'matroska', unplayable: 'PCM of a rare kind' }) // of no bits
    else expect(found).toMatchObject(told)
  })
  it('of MP3 has a frame of silence where the encoder left a note, so that no decoder takes it out', async () => {
    const frame = (first: number, content: Bytes) => join([0xff, 0xfb, 0x90, first], new Uint8Array(32), content)
    const all = [frame(0, join(text('Info'), new Uint8Array(300))), frame(0x44, Array<number>(200).fill(1)), frame(0x44, Array<number>(200).fill(2))]
    const found = await media(matroska, file({ codec: 'A_MPEG/L3', own: [], rate: 44_100 }, all.map((packet) => simple(packet)))), [piece] = await piecesOf(found, 1e6)
    expect(piece!.bytes).toEqual(join([0xff, 0xfb, 0x90, 0x44], new Uint8Array(232), all[1]!, all[2]!))
    expect(piece!.keep(3 * 1152)).toEqual({ from: 0, to: 3 * 1152, at: 0 })
  })
  it.each([['A_AC3', 'AC-3'], ['A_EAC3', 'E-AC-3'], ['A_DTS', 'DTS'], ['A_MPEG/L2', 'MP2'], ['A_TRUEHD', 'Dolby TrueHD'], ['A_WAVPACK4', 'WavPack'], ['A_NEW', 'NEW']])('that is %s is told by its name and not played', async (codec, name) => {
    expect(await opened(matroska, file({ codec, own: [] }))).toEqual({ container: 'matroska', unplayable: name })
  })
})

describe('a broken Matroska file', () => {
  it('with any bytes changed or cut has some pieces or none, and no error of ours', async () => {
    const bytes = file({}, packets.slice(0, 60).map((packet) => simple(packet)))
    const property = fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { maxLength: 3 }), fc.nat(bytes.length), async (changes, end) => {
      const own = bytes.slice(0, Math.max(100, end))
      for (const [at, value] of changes) own[at % own.length] = value
      const found = await opened(matroska, own)
      const pieces = found && !('unplayable' in found) ? await piecesOf(found, 1e5) : []
      return pieces.every((piece) => piece.keep(1e5).to >= 0)
    })
    expect((await fc.check(property, { numRuns: 400 })).failed).toBe(false)
  })
  it('of a hundred thousand elements that hold nothing is read once', async () => {
    const bytes = join(head, endless(0x18538067, Array.from({ length: 200_000 }, (_, i) => (i & 1 ? 0x80 : 0xec)))), source = sourceOf(bytes)
    expect(await opened(matroska, bytes, source)).toEqual({ container: 'matroska', unplayable: 'film without sound' })
    expect(source.reads()).toBeLessThan(20)
  })
  it('whose groups hold groups hold groups is walked through', async () => {
    const bytes = join(head, endless(0x18538067, info(), element(0x1654ae6b, entry({})), Array.from({ length: 350_000 }, (_, i) => [0x1f, 0x43, 0xb6, 0x75, 0xff, 0xa0, 0xff][i % 7]!)))
    expect(await opened(matroska, bytes)).toBeUndefined()
  })
})
