import { join, text, view } from './bytes'
import type { Source } from './media'
import type { Cutter, OldPiece as Piece } from './old'

// Ogg: pages with positions.

/** Nothing that is meant seriously has larger headers (pictures are in them), or so much between two pages that tell the time. */
const HEADERS = 32 << 20 // bytes
const TIMELESS = 16 << 20 // bytes

interface Page { at: number; size: number; granule: number; flags: number }

export const ogg: Cutter = async (source, head, budget) => {
  if (text(head, 0) !== 'OggS') return undefined
  const first = 27 + head[26]!
  const opus = text(head, first, 8) === 'OpusHead', vorbis = text(head, first + 1, 6) === 'vorbis'
  if (!opus && !vorbis) return undefined
  if (head.length < first + 16) return undefined
  const channels = head[first + (opus ? 9 : 11)]!, sampleRate = opus ? 48000 : view(head).getUint32(first + 12, true)
  if (channels === 0 || sampleRate === 0) return undefined
  return oggPieces(source, budget / channels, sampleRate, opus ? 2 : 3)
}

async function* oggPieces(source: Source, budget: number, sampleRate: number, headers: number): AsyncGenerator<Piece> {
  const STEP = 1 << 20
  let bytes = await source.read(0, STEP), base = 0, at = 0, head: Uint8Array | undefined, packets = 0
  let pages: Page[] = [], begun = -1, origin: number | undefined, reached = 0, lead = 0, ended = false
  const serial = view(bytes).getUint32(14, true)
  for (;;) {
    if (at + 65536 + 300 > bytes.length && base + bytes.length < source.size) {
      const from = head ? (pages[0]?.at ?? at) : 0
      const old = bytes, more = await source.read(base + bytes.length, base + bytes.length + STEP)
      bytes = join(old.subarray(from), more)
      base += from; at -= from
      for (const page of pages) page.at -= from
    }
    const page = readPage(bytes, at, serial)
    if (page) {
      at += page.size
      if (!head) {
        packets += page.flags >> 8
        if (packets >= headers) head = bytes.slice(0, at)
        else if (at > HEADERS) throw new RangeError('its header never ends')
        continue
      }
      pages.push(page)
      begun = begun < 0 ? page.granule : begun
      if (at - pages[0]!.at > TIMELESS) throw new RangeError('its pages do not tell the time')
      if (page.granule - begun < budget) continue
    } else {
      ended = at + 27 > bytes.length || text(bytes, at) === 'OggS' || (at = nextPage(bytes, at + 1, serial)) < 0
      if (!ended) continue
    }
    if (!head || pages.length <= lead) return
    const { granule } = pages.findLast((one) => one.granule >= 0) ?? { granule: -1 }
    const start = pages[0]!.at, stop = pages.at(-1)!.at + pages.at(-1)!.size
    const whole = join(head, bytes.subarray(start, stop))
    const leads = lead > 0, before = reached
    yield {
      bytes: whole,
      sampleRate,
      keep: (length) => {
        const place = granule - length
        origin ??= place
        const from = leads ? Math.max(0, before - (place - origin)) : 0
        reached = place - origin + length
        return [from, length]
      },
    }
    if (ended) return
    lead = 1
    while (lead < pages.length - 1 && granule - pages.at(-lead - 1)!.granule < sampleRate / 8) lead++
    if (lead < pages.length) lead++
    pages = pages.slice(-lead); begun = granule
  }
}

/** Where the next page is, from `at` on; -1 where there is none. */
function nextPage(bytes: Uint8Array, at: number, serial: number): number {
  for (let i = bytes.indexOf(0x4f, at); i >= 0; i = bytes.indexOf(0x4f, i + 1)) if (readPage(bytes, i, serial)) return i
  return -1
}

/** flags: the page's own, and the number of packets that end in it above bit 8. */
function readPage(b: Uint8Array, at: number, serial: number): Page | undefined {
  if (at + 27 > b.length || text(b, at) !== 'OggS') return undefined
  const data = view(b), segments = b[at + 26]!
  if (data.getUint32(at + 14, true) !== serial || at + 27 + segments > b.length) return undefined
  let size = 27 + segments, ends = 0
  for (let i = 0; i < segments; i++) {
    size += b[at + 27 + i]!
    if (b[at + 27 + i]! < 255) ends++
  }
  if (at + size > b.length) return undefined
  return { at, size, granule: Number(data.getBigInt64(at + 6, true)), flags: b[at + 5]! | (ends << 8) }
}
