import { describe, expect, it } from 'vitest'
import type { Piece } from '../../../src/core/media/media'
import { openMedia } from '../../../src/core/media/open'
import { wav } from '../../../src/core/media/wav'
import { join, little, sourceOf, text } from './cutting'
import { heard, media, opened, piecesOf } from './opening'

const short = (x: number) => little(x).slice(0, 2)
/** A format chunk of 8,000 Hz. */
const format = ({ tag = 1, channels = 2, width = 2, rate = 8000, more = [] as number[] } = {}) => [
  ...text('fmt '), ...little(16 + more.length), ...short(tag), ...short(channels), ...little(rate), ...little(rate * channels * width), ...short(channels * width), ...short(8 * width), ...more,
]
const samples = Uint8Array.from({ length: 4 * 10_000 }, (_, i) => i * 7)
const riff = (...chunks: ArrayLike<number>[]) => join(text('RIFF'), little(0xffffffff), text('WAVE'), ...chunks)
const data = (size = samples.length) => [...text('data'), ...little(size)]
const chunk = (name: string, size: number) => [...text(name), ...little(size), ...Array<number>(size + (size & 1)).fill(9)]
const file = riff(format(), data(), samples)

/** The bytes of the data chunk, which is the last one. */
const dataOf = ({ bytes }: Piece) => bytes.subarray(Buffer.from(bytes).indexOf('data') + 8)
const soundOf = async (bytes: Uint8Array, from = 0) => join(...(await piecesOf(await media(wav, bytes), 2 * 3000, from)).map(dataOf))
const alike = (one: Uint8Array, two: Uint8Array) => Buffer.compare(one, two) === 0

describe('a WAV file', () => {
  it('becomes WAV files that hold its samples one after the other', async () => {
    const whole = await media(wav, file)
    expect([whole.codec, whole.sampleRate, whole.channels, whole.duration]).toEqual(['WAV', 8000, 2, 1.25])
    const pieces = await piecesOf(whole, 2 * 3000)
    expect(pieces).toHaveLength(4)
    expect(heard(pieces, (piece) => dataOf(piece).length / 4)).toEqual([0, 10_000])
    expect(alike(join(...pieces.map(dataOf)), samples)).toBe(true)
    for (const { bytes } of pieces) {
      expect([...bytes.subarray(0, 8)]).toEqual([...text('RIFF'), ...little(bytes.length - 8)])
      expect([...bytes.subarray(40, 44)]).toEqual(little(bytes.length - 44))
    }
  })
  it('begins at any sample', async () => {
    for (const from of [0, 1, 2999, 9999]) expect(alike(await soundOf(file, from), samples.subarray(4 * from))).toBe(true)
    expect(await piecesOf(await media(wav, file), 6000, 10_000)).toEqual([])
  })
  it.each([['nothing', 0], ['more than there is', 4_000_000], ['all there could be', 0xffffffff], ['what a pipe may hold', 0x7ffff000]])('may promise %s', async (_what, size) => {
    const bytes = riff(format(), data(size), samples)
    expect(alike(await soundOf(bytes), samples)).toBe(true)
    expect((await media(wav, bytes)).duration).toBe(1.25)
  })
  it.each([
    ['another chunk before its format', riff(chunk('JUNK', 28), format(), data(), samples)],
    ['a chunk of odd size', riff(format(), chunk('note', 7), data(), samples)],
    ['a chunk of odd size that is not padded', riff(format(), chunk('inst', 7).slice(0, -1), data(), samples)],
    ['100 KB before its samples', riff(format(), chunk('JUNK', 100_000), data(), samples)],
    ['chunks behind its samples', riff(format(), data(), samples, chunk('id3 ', 500))],
    ['an extensible format', riff(format({ tag: 0xfffe, more: [...short(22), ...short(16), ...little(3), ...short(1), 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71] }), data(), samples)],
    ['sizes of 64 bits', join(text('RF64'), little(0xffffffff), text('WAVE'), text('ds64'), little(28), little(0), little(0), little(samples.length), little(0), little(0), little(0), little(0), format(), data(0xffffffff), samples, chunk('LIST', 10))],
    ['the name of broadcasters', join(text('BW64'), little(0xffffffff), text('WAVE'), format(), data(), samples)],
  ])('with %s gives its samples', async (_what, bytes) => {
    expect(alike(await soundOf(bytes), samples)).toBe(true)
  })
  it('of 64-bit floats, which the platform cannot decode, becomes one of 32-bit floats', async () => {
    const values = [0.5, -0.25, 1 / 3, 1]
    const [piece] = await piecesOf(await media(wav, riff(format({ tag: 3, channels: 1, width: 8 }), data(32), new Uint8Array(Float64Array.from(values).buffer))), 100)
    expect([...new Float32Array(dataOf(piece!).slice().buffer)]).toEqual([...Float32Array.from(values)])
    expect([...piece!.bytes.subarray(20, 36)]).toEqual([...short(3), ...short(1), ...little(8000), ...little(32_000), ...short(4), ...short(32)])
    expect(heard([piece!], () => 4)).toEqual([0, 4])
  })
  it.each([['ADPCM', 2], ['ADPCM', 0x11], ['AC-3', 0x2000], ['WAV of an unknown kind', 0x7777]])('of %s cannot be played', async (unplayable, tag) => {
    expect(await opened(wav, riff(format({ tag }), data(), samples))).toEqual({ container: 'wav', unplayable })
  })
  it('that holds MP3 is one', async () => {
    const mp3 = join(...Array.from({ length: 50 }, () => join([0xff, 0xfb, 0x90, 0], Array<number>(413).fill(85))))
    const inside = await media(wav, riff(format({ tag: 0x55, rate: 44_100 }), data(mp3.length), mp3, chunk('LIST', 40)))
    expect([inside.container, inside.codec, Math.round(inside.duration * 44_100)]).toEqual(['mp3', 'MP3', 50 * 1152])
  })
  it.each([['2000 Hz', { rate: 2000 }], ['12 channels', { channels: 12 }]])('of %s is named as one that cannot be played', async (what, odd) => {
    expect(await openMedia(sourceOf(riff(format(odd), data(), samples)))).toEqual({ container: 'wav', unplayable: `WAV of ${what}` })
  })
  it.each([
    ['a format of no length', 16, 0],
    ['thousands of channels', 23, 255],
    ['no channels', 22, 0],
    ['samples narrower than its channels', 32, 1],
  ])('with %s is none', async (_what, at, value) => {
    expect(await opened(wav, file.with(at, value))).toBeUndefined()
  })
  it('of nothing but chunks is given up soon', async () => {
    const source = sourceOf(riff(...Array<number[]>(50_000).fill(chunk('JUNK', 0))))
    expect(await opened(wav, join(), source)).toBeUndefined()
    expect(source.reads()).toBeLessThan(2000)
  })
})
