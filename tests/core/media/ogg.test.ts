import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ogg } from '../../../src/core/media/ogg'
import { cut, join, little, sourceOf, text } from './cutting'

const packetSamples = 960
const preSkip = 312
const serial = 77

interface PageOf { granule: number; flags?: number; packets: readonly (readonly number[])[]; open?: boolean }
/** A page; its checksum, which no cutter looks at, is left out. An open page's last packet goes on in the next. */
function page({ granule, flags = 0, packets, open = false }: PageOf, stream = serial): number[] {
  const lacing = packets.flatMap(({ length }, i) => [...Array<number>(Math.floor(length / 255)).fill(255), ...(open && i === packets.length - 1 ? [] : [length % 255])])
  const place = granule < 0 ? [255, 255, 255, 255, 255, 255, 255, 255] : [...little(granule % 2 ** 32), ...little(Math.floor(granule / 2 ** 32))]
  return [...text('OggS'), 0, flags, ...place, ...little(stream), ...little(0), ...little(0), lacing.length, ...lacing, ...packets.flat()]
}
const packet = (seed: number, size = 80): number[] => Array.from({ length: size }, (_, i) => (seed * 37 + i * 11) & 63)
const opusHead = (channels: number) => [...text('OpusHead'), 1, channels, ...little(preSkip).slice(0, 2), ...little(48_000), 0, 0, 0]
const vorbisHead = (channels: number, rate: number) => [1, ...text('vorbis'), ...little(0), channels, ...little(rate), ...Array<number>(14).fill(1)]

const headers = (kind: 'opus' | 'vorbis') =>
  kind === 'opus'
    ? [...page({ granule: 0, flags: 2, packets: [opusHead(2)] }), ...page({ granule: 0, packets: [text('OpusTags')] })]
    : [...page({ granule: 0, flags: 2, packets: [vorbisHead(2, 48_000)] }), ...page({ granule: 0, packets: [text('comments'), packet(1, 600)] })]
/** `count` pages of ten packets, with a granule position that counts from the first of them. */
const pages = (count: number) =>
  Array.from({ length: count }, (_, i) =>
    page({ granule: (i + 1) * 10 * packetSamples, flags: i === count - 1 ? 4 : 0, packets: Array.from({ length: 10 }, (_, k) => packet(10 * i + k)) }))

/** What a decoder makes of a piece: as many samples as its packets hold, less what it swallows at the start. */
function decodedLength(bytes: Uint8Array, headerPackets: number): number {
  let packets = -headerPackets
  for (let at = 0; at < bytes.length;) {
    if (String.fromCharCode(...bytes.subarray(at, at + 4)) !== 'OggS') {
      at++ // Garbage goes to the decoder with what is around it.
      continue
    }
    const lacing = bytes.subarray(at + 27, at + 27 + bytes[at + 26]!)
    packets += lacing.filter((length) => length < 255).length
    at += 27 + lacing.length + lacing.reduce((sum, length) => sum + length, 0)
  }
  return packets * packetSamples - preSkip
}

describe.each([['Opus', 'opus', 2], ['Vorbis', 'vorbis', 3]] as const)('an Ogg file with %s', (_name, kind, headerPackets) => {
  beforeEach(() => {
    vi.stubGlobal('OfflineAudioContext', class {
      decodeAudioData = async (bytes: ArrayBuffer) => ({ length: decodedLength(new Uint8Array(bytes), headerPackets) })
    })
    return () => vi.unstubAllGlobals()
  })
  /** The stretches of the file's own time axis that the pieces give, the last one's end being known by what came before. */
  async function stretches(file: Uint8Array, budget: number) {
    const all: { from: number; to: number; pieces: number }[] = []
    let end = preSkip
    for await (const { bytes, sampleRate, keep } of (await ogg(sourceOf(file), file.subarray(0, 1 << 16), budget))!) {
      const length = decodedLength(bytes, headerPackets)
      const [from, to] = await keep!(length)
      expect(sampleRate).toBe(48_000)
      all.push({ from: end, to: end + to - from, pieces: length })
      end += to - from
    }
    return all
  }

  it('is cut between pages, and the pieces give every sample once', async () => {
    const all = await stretches(join(headers(kind), ...pages(60)), 2 * 100_000)
    expect(all.length).toBeGreaterThan(4)
    expect(all.at(-1)?.to).toBe(600 * packetSamples)
    for (const { pieces } of all) expect(pieces).toBeLessThan(1.5 * 100_000)
  })
  it('each piece begins with the headers, and leads in with pages of the one before', async () => {
    const head = headers(kind)
    const [first, second] = (await cut(ogg, join(head, ...pages(60)), 2 * 100_000))!
    for (const { bytes } of [first!, second!]) expect([...bytes.subarray(0, head.length)]).toEqual(head)
    const tail = [...second!.bytes.subarray(head.length, head.length + 60)]
    expect([...first!.bytes].join().includes(tail.join())).toBe(true)
  })
  it('is not led astray by a last page that lies about the end', async () => {
    const all = pages(60)
    all[59] = page({ granule: 10 ** 9, flags: 4, packets: Array.from({ length: 10 }, (_, k) => packet(k)) })
    expect((await stretches(join(headers(kind), ...all), 2 * 100_000)).at(-1)?.to).toBe(600 * packetSamples)
  })
  it('ends where it breaks off, in the middle of a page or of another stream', async () => {
    const whole = join(headers(kind), ...pages(30))
    expect((await stretches(whole.subarray(0, whole.length - 100), 2 * 100_000)).at(-1)?.to).toBe(290 * packetSamples)
    const other = join(whole, page({ granule: 5000, packets: [packet(1)] }, 78), ...pages(5))
    expect((await stretches(other, 2 * 100_000)).at(-1)?.to).toBe(300 * packetSamples)
  })
  it('goes on after garbage', async () => {
    const all = pages(30)
    const hurt = join(headers(kind), ...all.slice(0, 15), Array<number>(5000).fill(79), ...all.slice(15))
    expect((await stretches(hurt, 2 * 1_000_000)).at(-1)?.to).toBe(300 * packetSamples)
  })
  it('may hold pages in which nothing ends, and empty ones', async () => {
    const all = pages(30)
    all.splice(9, 0, page({ granule: -1, packets: [] }), page({ granule: -1, packets: [] }))
    expect((await stretches(join(headers(kind), ...all), 2 * 100_000)).at(-1)?.to).toBe(300 * packetSamples)
  })
  it('without a channel or a rate is none', async () => {
    const none = page({ granule: 0, flags: 2, packets: [kind === 'opus' ? opusHead(0) : vorbisHead(0, 48_000)] })
    expect(await cut(ogg, join(none, ...pages(3)), 1e6)).toBeUndefined()
    if (kind === 'vorbis') expect(await cut(ogg, join(page({ granule: 0, packets: [vorbisHead(2, 0)] }), ...pages(3)), 1e6)).toBeUndefined()
  })
  it.each([4, 27, 30, 40, 47])('that ends after %i bytes fails without a word about our own bytes', async (length) => {
    const pieces = await cut(ogg, join(headers(kind)).subarray(0, length), 1e6)
    expect(pieces ?? []).toEqual([])
  })

  /** Sixty-five thousand bytes of a packet that goes on, and no word of the time. */
  const open = page({ granule: -1, packets: [packet(1, 65_025)], open: true })
  it('whose header never ends is refused before it fills the memory', async () => {
    const first = page({ granule: 0, flags: 2, packets: [kind === 'opus' ? opusHead(2) : vorbisHead(2, 48_000)] })
    const file = join(first, ...Array<number[]>(600).fill(open))
    const source = sourceOf(file)
    await expect(cut(ogg, file, 1e6, source)).rejects.toThrow('header')
    expect(source.reads() << 20).toBeLessThan(file.length)
  })
  it('whose pages tell no time is refused before it fills the memory', async () => {
    const file = join(headers(kind), ...Array<number[]>(600).fill(open))
    const source = sourceOf(file)
    await expect(cut(ogg, file, 1e6, source)).rejects.toThrow('time')
    expect(source.reads() << 20).toBeLessThan(file.length)
  })
  it('with garbage between all its pages takes no longer for each of them', async () => {
    const small = page({ granule: 1, packets: [[1]] })
    const file = join(headers(kind), ...Array<number[]>(20_000).fill([...small, 0]), ...pages(2))
    expect((await cut(ogg, file, 1e9))).toHaveLength(1)
  })
})
