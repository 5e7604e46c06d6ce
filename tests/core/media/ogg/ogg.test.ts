import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Media } from '../../../../src/core/media/media'
import { ogg } from '../../../../src/core/media/ogg/ogg'
import { join, sourceOf, text } from '../cutting'
import { decoded, headers, page, preSkip, rates, samplesOf, sound, stream, type Kind, type StreamOf } from './stream'

const opened = async (file: Uint8Array, source = sourceOf(file)) => ogg(source, file.slice(0, 1 << 16))
async function media(...parts: ArrayLike<number>[]): Promise<Media> {
  const one = await opened(join(...parts))
  if (!one || 'unplayable' in one) throw new Error('no media')
  return one
}
/** All that is heard from a sample on; its pieces touch, and have no more than their budget. */
async function heard(of: Media, budget = 100_000, from = 0): Promise<{ at: number; samples: number[] }> {
  let at: number | undefined, end = 0
  const samples: number[] = []
  for await (const piece of of.pieces(budget, from)) {
    const all = decoded(piece), kept = piece.keep(all.length)
    if (at === undefined) at = kept.at
    else expect(kept.at).toBe(end)
    expect(kept.to - kept.from).toBeLessThanOrEqual(Math.max(1, budget))
    end = kept.at + kept.to - kept.from
    for (let i = kept.from; i < kept.to; i++) samples.push(all[i]!)
  }
  return { at: at ?? 0, samples }
}
const same = (a: ArrayLike<number>, b: ArrayLike<number>) => Buffer.compare(Buffer.from(Float64Array.from(a).buffer), Buffer.from(Float64Array.from(b).buffer)) === 0

describe.each(['Opus', 'Vorbis', 'FLAC'] as const)('an Ogg with %s', (kind) => {
  const of: StreamOf = { kind, pages: 30, cut: 100 }
  const pages = stream(of), whole = sound(of), rate = rates[kind]

  it('is known, and as long as it sounds', async () => {
    const { codec, container, channels, sampleRate, duration, exact } = await media(...pages)
    expect({ codec, container, channels, sampleRate, duration, exact }).toEqual({ codec: kind, container: 'ogg', channels: 2, sampleRate: rate, duration: whole.length / rate, exact: true })
  })
  it('gives every sample once in pieces of any size, and from anywhere the same ones', async () => {
    const one = await media(...pages)
    expect(same((await heard(one)).samples, whole)).toBe(true)
    await fc.assert(fc.asyncProperty(fc.integer({ min: 3000, max: 1e6 }), fc.integer({ min: 0, max: whole.length - 1 }), async (budget, from) => {
      const { at, samples } = await heard(one, budget, from)
      expect(at).toBeLessThanOrEqual(from)
      expect(at + budget).toBeGreaterThan(from)
      expect(same(samples, whole.slice(at))).toBe(true)
    }), { numRuns: 8 })
  })
  it('is opened by its ends, and played from a place without what lies before', async () => {
    const long = join(...stream({ kind, pages: 2000 })), source = sourceOf(long)
    let read = 0
    const counting = { size: source.size, read: async (from: number, to: number) => { const bytes = await source.read(from, to); read += bytes.length; return bytes } }
    const one = await ogg(counting, long.slice(0, 1 << 16)) as Media
    expect(read).toBeLessThan(1 << 17)
    for await (const piece of one.pieces(100_000, Math.floor(one.duration * rate * 0.8))) { piece.keep(1); break }
    expect(read).toBeLessThan(long.length / 3)
  })
  it('that was cut out of a stream is as long as its own part', async () => {
    const one = await media(...stream({ ...of, first: 48_000 * 600 }))
    expect(one.duration).toBe(whole.length / rate)
    expect(same((await heard(one, 50_000, 20_000)).samples.slice(-1000), whole.slice(-1000))).toBe(true)
  })
  it.each([['more', 10 ** 12], ['less', 5], ['nothing', -1]])('is not led astray by a last page that tells %s', async (_what, granule) => {
    const packets = Array.from({ length: 10 }, (_, k) => { const bytes = new Uint8Array(300); bytes.set(pages.at(-1)!.subarray(pages.at(-1)!.length - 3000 + 300 * k).subarray(0, 300)); return bytes })
    const one = await media(...pages.slice(0, -1), page({ granule, flags: 4, sequence: pages.length - 1, packets }))
    expect(one.duration).toBe((whole.length + 100) / rate)
  })
  it('may begin after a tag, end before others, and hold garbage', async () => {
    const tag = [...text('ID3'), 4, 0, 0, 0, 0, 1, 0, ...Array<number>(128).fill(79)]
    const one = await media(tag, ...pages.slice(0, 12), Array<number>(5000).fill(79), ...pages.slice(12), text('TAG'), new Uint8Array(70_000))
    expect(one.duration).toBe(whole.length / rate)
    expect(same((await heard(one)).samples, whole)).toBe(true)
  })
  it('ends where it breaks off', async () => {
    const file = join(...pages)
    const one = await media(file.subarray(0, file.length - 100))
    const rest = sound({ ...of, pages: 29, cut: 0 })
    expect(one.duration).toBe(rest.length / rate)
    expect(same((await heard(one)).samples, rest)).toBe(true)
  })
  it.each([['is missing', false], ['has a wrong checksum', true]])('is silent where a page %s, and at its place after it', async (_what, there) => {
    const hurt = pages[20]!.slice()
    hurt[100]! ^= 1
    const one = await media(...pages.slice(0, 20), there ? hurt : [], ...pages.slice(21))
    expect(one.duration).toBe(whole.length / rate)
    const { samples } = await heard(one)
    expect(samples.length).toBe(whole.length)
    const gap = samples.map((x, i) => (x === whole[i] ? -1 : i)).filter((i) => i >= 0)
    const lost = Array.from({ length: 10 }, (_, k) => samplesOf(kind, (20 - headers[kind].length) * 10 + k)).reduce((a, b) => a + b)
    expect(gap.at(-1)! - gap[0]!).toBeLessThan(lost + 2048)
    for (const i of gap.slice(0, lost - 2048)) expect(samples[i]).toBe(0)
  })
  it('whose time leaps is as long as it sounds', async () => {
    const after = stream({ ...of, first: 48_000 * 600 })
    const one = await media(...pages.slice(0, 15), ...after.slice(15))
    expect(one.duration).toBe(whole.length / rate)
    expect(same((await heard(one)).samples, whole)).toBe(true)
  })
  it('may tell the time on some of its pages only, and leave them without a number', async () => {
    for (const change of [8, 18]) {
      const odd = pages.map((bytes, i) => {
        if (i < 5 || (change === 8 && i % 3 !== 0)) return bytes
        const data = new DataView(bytes.buffer)
        return page({ granule: change === 8 ? -1 : data.getUint32(6, true), sequence: change === 18 ? 0 : i, flags: bytes[5]!, packets: Array.from({ length: 10 }, (_, k) => bytes.subarray(bytes.length - 3000 + 300 * k).subarray(0, 300)) })
      })
      const one = await media(...odd)
      expect(Math.abs(one.duration * rate - whole.length)).toBeLessThanOrEqual(100)
      expect(same((await heard(one)).samples.slice(0, whole.length), whole)).toBe(true)
    }
  })

  const other = stream({ kind: 'Vorbis', pages: 12, serial: 5 })
  it.each([
    ['something that is no sound', page({ granule: 0, flags: 2, serial: 3, packets: [join(text('fishead'), [0])] }), [page({ granule: 0, serial: 3, sequence: 1, packets: [join(text('fisbone'), [0])] })]],
    ['a film', page({ granule: 0, flags: 2, serial: 3, packets: [join([0x80], text('theora'))] }), Array.from({ length: 40 }, (_, i) => page({ granule: i, serial: 3, sequence: 1 + i, packets: [new Uint8Array(900)] }))],
    ['a second sound', other[0]!, other.slice(1)],
  ])('is heard beside %s', async (_what, begin, rest) => {
    const mixed = pages.slice(1).flatMap((one, i) => [one, ...rest.slice(i, i + 1)])
    const one = await media(pages[0]!, begin, ...mixed)
    expect([one.codec, one.duration]).toEqual([kind, whole.length / rate])
    expect(same((await heard(one)).samples, whole)).toBe(true)
  })
  it('goes on where a second sound begins in the middle of it', async () => {
    const one = await media(...pages.slice(0, 9), ...other.slice(0, 4), ...pages.slice(9, 14), ...other.slice(4), ...pages.slice(14))
    expect(same((await heard(one)).samples, whole)).toBe(true)
  })
  it.each(['another', 'the same'])('that is chained with links of %s serial is heard to its end', async (serials) => {
    const second: StreamOf = { ...of, pages: 9, cut: 33, serial: serials === 'another' ? 9 : 77 }
    const one = await media(...pages, ...stream(second), ...pages), all = [...whole, ...sound(second), ...whole]
    expect(one.duration).toBe(all.length / rate)
    expect(same((await heard(one)).samples, all)).toBe(true)
    const late = await heard(one, 30_000, whole.length + 500)
    expect(same(late.samples, all.slice(late.at))).toBe(true)
  })

  it.each([4, 27, 30, 40, 47])('that ends after %i bytes is none', async (length) => {
    expect(await opened(join(...pages).subarray(0, length))).toBeUndefined()
  })
  it('without a channel or a rate is none', async () => {
    const head = headers[kind][0]!.slice()
    head.fill(0, kind === 'FLAC' ? 27 : 9, kind === 'FLAC' ? 31 : 16)
    expect(await opened(join(page({ granule: 0, flags: 2, packets: [head] }), ...pages.slice(1)))).toBeUndefined()
  })
  /** Sixty-five thousand bytes of a packet that goes on, and no word of the time. */
  const endless = Array.from({ length: 700 }, (_, i) => page({ granule: -1, flags: i > 0 ? 1 : 0, sequence: 9 + i, packets: [new Uint8Array(65_025)], open: true }))
  it('whose headers or packets never end is none', async () => {
    expect(await opened(join(pages[0]!, ...endless))).toBeUndefined()
    expect(await opened(join(...pages.slice(0, headers[kind].length), ...endless))).toBeUndefined()
  })
  it('of any damage is cut into pieces that touch, or refused', async () => {
    const file = join(...stream({ kind, pages: 6 }))
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 6 }), fc.nat(300_000), async (changes, from) => {
      const bytes = file.slice()
      for (const [at, value] of changes) bytes[at] = value
      const one = await opened(bytes)
      if (!one || 'unplayable' in one) return
      const { samples } = await heard(one, 20_000, from)
      expect(samples.length).toBeLessThan(500_000)
    }), { numRuns: 30 })
  })
})

it('an Ogg chained of other codings and rates is heard to its end, on the first one\'s axis', async () => {
  const kinds: Kind[] = ['Opus', 'Vorbis', 'FLAC']
  const all = kinds.map((kind, i): StreamOf => ({ kind, pages: 20, serial: i }))
  const one = await media(...all.flatMap(stream))
  const seconds = all.reduce((sum, of) => sum + sound(of).length / rates[of.kind], 0)
  expect([one.sampleRate, one.codec]).toEqual([48_000, 'Opus'])
  expect(Math.abs(one.duration - seconds)).toBeLessThan(1e-4)
  let end = 0
  for await (const piece of one.pieces(60_000)) {
    const link = piece.bytes[0] === 0x66 ? 'FLAC' : String.fromCharCode(...piece.bytes.subarray(28, 32)) === 'Opus' ? 'Opus' : 'Vorbis'
    const kept = piece.keep(Math.ceil((decoded(piece).length * 48_000) / rates[link]))
    expect([piece.sampleRate, kept.at]).toEqual([48_000, end])
    end += kept.to - kept.from
  }
  expect(end).toBe(Math.round(one.duration * 48_000))
  await fc.assert(fc.asyncProperty(fc.nat(end - 1), async (from) => {
    for await (const piece of one.pieces(60_000, from)) {
      const kept = piece.keep(1e9)
      expect(kept.at).toBeLessThanOrEqual(from)
      expect(kept.at + kept.to - kept.from).toBeGreaterThan(from - 2)
      break
    }
  }), { numRuns: 30 })
})

it.each([['Speex   ', 'Speex'], ['PCM     ', 'OggPCM'], ['\x80theora', 'Theora']])('an Ogg with nothing but %s cannot be played, by its name', async (magic, name) => {
  const pages = [page({ granule: 0, flags: 2, packets: [join(text(magic), new Uint8Array(60))] }), page({ granule: 0, sequence: 1, packets: [new Uint8Array(20)] })]
  expect(await opened(join(...pages))).toEqual({ container: 'ogg', unplayable: name })
})

it('an Ogg of one page is as long as its granule says, where that has fewer samples than the page', async () => {
  const [a, b, only] = stream({ kind: 'Opus', pages: 1, cut: 400 })
  expect((await media(a!, b!, only!)).duration).toBe((4800 - 400 - preSkip) / 48_000)
})

it('an Ogg in which nothing but the beginnings of pages lies between two pages is given up soon', async () => {
  const pages = stream({ kind: 'Opus', pages: 3 }), fake = join(text('OggS'), [0], new Uint8Array(21).fill(1), [255], new Uint8Array(255).fill(255))
  const one = await media(...pages.slice(0, 4), ...Array<Uint8Array>(8000).fill(fake), ...pages.slice(4))
  expect(one.duration).toBeGreaterThan(0)
})
