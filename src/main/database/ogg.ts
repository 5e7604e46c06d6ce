import { pieceOf, type Bytes } from '../bytes'
import type { Audio } from './audio'

/** So much of the packets at the beginning and at the end, in bytes. */
const sample = 16 * 1024
/** Holds the last sample whatever the size of its pages, of which none is larger than 65,307 bytes. */
const tail = 6 * sample
/** Pages that are looked at: of headers, of which 64 MB of pictures are too many; and to come by enough packets. */
const most = { headers: 1000, packets: 20_000 } as const

interface Page {
  readonly at: number
  readonly body: number
  readonly end: number
  readonly serial: number
  /** How many packets end in it. */
  readonly packets: number
  /** The time at its end in the codec's own count; -1 where no packet ends in it. */
  readonly granule: bigint
}

/** RFC 3533, 6. */
function pageAt(bytes: Bytes, at: number): Page | null {
  const head = pieceOf(bytes, at, 27)
  if (head.length < 27 || head.toString('latin1', 0, 4) !== 'OggS') return null
  const table = pieceOf(bytes, at + 27, head[26]!)
  const body = at + 27 + head[26]!
  return {
    at, body,
    end: body + table.reduce((sum, lacing) => sum + lacing, 0),
    serial: head.readUInt32LE(14),
    packets: table.filter((lacing) => lacing < 255).length,
    granule: head.readBigInt64LE(6),
  }
}

/** How many packets of headers a stream has, by its first (Vorbis I, 4.2; RFC 7845, 3; the mapping of FLAC); null for other codecs. */
function headersOf(first: Buffer): number | null {
  const name = first.toString('latin1', 0, 8)
  if (name.startsWith('\x01vorbis')) return 3
  if (name === 'OpusHead') return 2
  const more = name.startsWith('\x7fFLAC') && first.length >= 9 ? first.readUInt16BE(7) : 0
  return more > 0 ? 1 + more : null
}

/** The first page behind the headers. */
function begin(bytes: Bytes, from: number): Page | null {
  const first = pageAt(bytes, from)
  const headers = first && headersOf(pieceOf(bytes, first.body, Math.min(64, first.end - first.body)))
  if (!first || headers === null) return null
  let left = headers
  let page: Page | null = first
  for (let pages = 0; page && pages < most.headers; pages++) {
    if (left <= 0) return page
    if (page.serial === first.serial) left -= page.packets
    page = pageAt(bytes, page.end)
  }
  return null
}

/** The packets from a page on, page by page, until there is enough. */
function packets(bytes: Bytes, from: Page, to: number, enough: number): { readonly data: Buffer; readonly page: Page } {
  const parts: Buffer[] = []
  /** The last one that tells its time. */
  let timed = from
  let length = 0
  let pages = 0
  for (let page: Page | null = from; page && page.at < to && length < enough && pages < most.packets; page = pageAt(bytes, page.end), pages++) {
    const part = pieceOf(bytes, page.body, Math.min(page.end, to) - page.body)
    parts.push(part)
    length += part.length
    if (page.granule >= 0n) timed = page
  }
  return { data: Buffer.concat(parts), page: timed }
}

/** The first page within some bytes from which the pages reach their end, one behind the other. */
function reaching(bytes: Bytes, window: Buffer): Page | null {
  /** Pages from which it is known. */
  const seen = new Set<number>()
  for (let at = window.indexOf('OggS'); at >= 0; at = window.indexOf('OggS', at + 1)) {
    const found = pageAt(bytes, at)
    let page = found
    for (; page && page.end < window.length && !seen.has(page.at); page = pageAt(bytes, page.end)) seen.add(page.at)
    if (page && page.end >= window.length) return found
  }
  return null
}

/** The last packets up to a byte. */
function ending(bytes: Bytes, to: number): ReturnType<typeof packets> | null {
  const window = pieceOf(bytes, to - tail, tail)
  const inside: Bytes = { ...bytes, size: window.length, read: (into, at) => window.subarray(at).copy(into) }
  const first = reaching(inside, window)
  return first && packets(inside, first, window.length, Infinity)
}

/**
 * What stands for the sound of an Ogg: its first and last packets, and the time at its end. Taggers number its pages anew,
 * and some cut the packets into other pages; the packets and the time stay. Null for what is no Vorbis, Opus or FLAC.
 */
export function oggAudio(bytes: Bytes, [from, to]: readonly [from: number, to: number]): Audio | null {
  const first = begin(bytes, from)
  if (!first) return null
  const last = to - first.at > tail ? ending(bytes, to) : packets(bytes, first, to, Infinity)
  if (!last) return null
  return { length: `ogg ${last.page.granule}`, pieces: [packets(bytes, first, to, sample).data.subarray(0, sample), last.data.subarray(-sample)] }
}
