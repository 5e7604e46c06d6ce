import type { Codec } from '../codecs'
import type { Piece, Source } from '../media'
import type { Link } from './links'
import { lost, packetsOf, pagesIn } from './reading'

/** More for one piece, or without a word of the time, is not meant seriously. */
const MOST = 64 << 20 // bytes
/** Samples that two packets of Vorbis can have: where a packet's beginning is missing, the next one's samples are too. */
const TWO_PACKETS = 1 << 14
/** Samples in which a packet begins where a sample of another rate does. */
const MEETING = 1 << 19

/** A packet, and its samples on the link's axis. */
interface Placed { readonly bytes: Uint8Array; readonly start: number; readonly end: number }

/** A page from which on a link is read, and the place after it, where it is not the first. */
interface Entry { readonly page: number; readonly after?: number }

/**
 * Sound of a link, in pieces that end at multiples of `step` of its axis, wherever one begins: the same sound has the same
 * pieces. Where pages are missing there is silence.
 * @param from of the samples that are heard
 * @param at the link's first sample on the file's axis
 * @param rate of the file's axis
 */
export async function* cutLink(source: Source, link: Link, step: number, from: number, at: number, rate: number): AsyncGenerator<Piece> {
  const { codec, skip } = link, stop = skip + link.length
  const scaled = (place: number) => scale(place, codec.sampleRate, rate), here = (place: number) => at + scaled(place) - scaled(skip)
  /** The packet whose samples are decoded first, so that the one at `place` is right: where the rates differ, one that begins at a sample of both. */
  const leadOf = (window: readonly Placed[], place: number): number => {
    const before = ({ start, end }: Placed) => start <= place - codec.lead && end > start
    const meeting = window.findLastIndex((one) => before(one) && (one.start * rate) % codec.sampleRate === 0)
    return Math.max(codec.silent, meeting >= codec.silent ? meeting : window.findLastIndex(before))
  }
  let next = Math.floor((skip + from) / step) * step
  let entry: Entry | undefined = await entryBefore(source, link, next - codec.lead - (rate === codec.sampleRate ? TWO_PACKETS : MEETING))
  while (entry && next < stop) {
    const packets: AsyncGenerator<Placed, Entry | undefined> = packetsFrom(source, link, entry)
    let window: Placed[] = [], ended = false
    while (next < stop && !(ended && (window.at(-1)?.end ?? 0) <= next)) {
      const edge = Math.min(stop, (Math.floor(next / step) + 1) * step)
      // Packets after the edge bring what is before it out of the decoder.
      for (let size = 0; !ended && !((window.at(-1 - codec.tail)?.end ?? -1) >= edge);) {
        const one = await packets.next()
        if (one.done) {
          ended = true
          entry = one.value
        } else if ((size += one.value.bytes.length) > MOST) throw new RangeError('its packets are too large')
        else window.push(one.value)
      }
      const sounding = window[codec.silent]
      if (!sounding) break
      const wanted = Math.max(next, skip), first = Math.max(wanted, sounding.start), last = Math.min(edge, window.at(-1)!.end)
      if (wanted < Math.min(first, edge)) yield silence(codec.channels, here(wanted), here(Math.min(first, edge)), rate)
      if (first < last) yield piece(codec, window.slice(leadOf(window, first) - codec.silent), first, last)
      next = Math.max(next, last, Math.min(first, edge))
      window = window.slice(leadOf(window, next) - codec.silent)
    }
  }

  function piece({ wrap, silent }: Codec, packets: readonly Placed[], first: number, last: number): Piece {
    const lead = scaled(first) - scaled(packets[silent]!.start), size = here(last) - here(first)
    return {
      ...wrap(packets.map(({ bytes }) => bytes)), sampleRate: rate,
      keep: (length) => ({ from: Math.min(length, lead), to: Math.min(length, lead + size), at: here(first) }),
    }
  }
}

/** A place in samples of another rate. */
const scale = (place: number, own: number, rate: number) => Math.round((place * rate) / own)
/** Samples of a file that a link takes. */
export const lengthAt = ({ skip, length, codec }: Link, rate: number): number => scale(skip + length, codec.sampleRate, rate) - scale(skip, codec.sampleRate, rate)

const silence = (channels: number, from: number, to: number, sampleRate: number): Piece => ({
  bytes: new Uint8Array(0), sampleRate,
  decode: () => Array.from({ length: channels }, () => new Float32Array(to - from)),
  keep: (length) => ({ from: 0, to: length, at: from }),
})

/** The packets from a page on. Ends where pages are missing, and says where the sound goes on. */
async function* packetsFrom(source: Source, { serial, codec, end, zero, marks }: Link, { page: from, after }: Entry): AsyncGenerator<Placed, Entry | undefined> {
  const packets = packetsOf(), count = codec.count()
  let place: number | undefined, expected = -1, gap = false, first = codec.silent > 0
  for await (const page of pagesIn(source, from, end, 1 << 18)) {
    if (page.serial !== serial) continue
    const placed = packets(page).map((bytes) => ({ bytes, samples: count(bytes, bytes.length) }))
    const samples = placed.reduce((sum, { samples }) => sum + samples, 0)
    place ??= after === undefined ? 0 : after - samples
    gap ||= lost(page, expected)
    expected = page.sequence + 1
    if (gap && !marks && page.granule >= 0) {
      if (page.granule - zero > place + samples) return { page: page.at, after: page.granule - zero }
      gap = false
    }
    for (const { bytes, samples } of placed) {
      if (samples === 0 && !(first && bytes.length > 0 && !(bytes[0]! & 1))) continue // no sound
      first = false
      yield { bytes, start: place, end: place += samples }
    }
  }
  return undefined
}

/** The last page after which the place is not beyond `place`. */
async function entryBefore(source: Source, { serial, start, end, zero, marks }: Link, place: number): Promise<Entry> {
  let best: Entry = { page: start }
  if (place <= 0) return best
  if (marks) {
    let low = 0, high = marks.places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (marks.places[middle]! <= place) low = middle + 1
      else high = middle
    }
    return low > 0 ? { page: marks.pages[low - 1]!, after: marks.places[low - 1]! } : best
  }
  for (let low = start, high = end; high - low > 1 << 17;) {
    const middle = Math.floor((low + high) / 2)
    let found: Entry & { after: number } | undefined
    for await (const page of pagesIn(source, middle, Math.min(high, middle + MOST))) {
      if (page.serial !== serial || page.granule < 0) continue
      found = { page: page.at, after: page.granule - zero }
      break
    }
    if (!found || found.after > place) high = middle
    else {
      low = found.page
      best = found
    }
  }
  return best
}
