import { join, text, view } from '../bytes'
import type { Source } from '../media'
import { checksum } from '../pages'

/** A page of an Ogg (RFC 3533), as it lies in its file. */
export interface Page {
  readonly at: number
  readonly end: number
  readonly serial: number
  readonly sequence: number
  /** The place after its last packet that ends here; -1: none does. */
  readonly granule: number
  readonly begins: boolean
  readonly ends: boolean
  /** Its first part is the rest of a packet. */
  readonly continued: boolean
  /** Its last part goes on in the next page. */
  readonly open: boolean
  readonly parts: readonly Uint8Array[]
}

const HEAD = 27, LARGEST = HEAD + 255 + 255 * 255
/** Bytes that look like pages and are none, over which a checksum is made: more are not meant seriously. */
const FALSE = 64 << 20
const ZEROS = new Uint8Array(4)

/**
 * The pages in [from, to), of all streams. What lies between is passed over, and so is a page whose checksum is wrong.
 * @param step bytes read at once
 */
export async function* pagesIn(source: Source, from: number, to = source.size, step = 1 << 16): AsyncGenerator<Page> {
  let bytes = new Uint8Array(0), base = from, at = 0, wrong = 0
  for (;;) {
    if (bytes.length - at < LARGEST && base + bytes.length < to) {
      const more = await source.read(base + bytes.length, Math.min(to, base + bytes.length + Math.max(step, LARGEST)))
      if (more.length === 0) to = base + bytes.length
      const rest = bytes.subarray(at)
      bytes = new Uint8Array(rest.length + more.length)
      bytes.set(rest)
      bytes.set(more, rest.length)
      base += at
      at = 0
    }
    if (at >= bytes.length) return
    const page = pageAt(bytes, at, base)
    if (typeof page === 'object') {
      at = page.end - base
      yield page
      continue
    }
    wrong += page
    if (wrong > FALSE) return
    const next = bytes.indexOf(0x4f, at + 1)
    at = next < 0 ? bytes.length : next
  }
}

/** A number: there is no page here, and so many bytes were looked at to know it. */
function pageAt(b: Uint8Array, at: number, base: number): Page | number {
  if (at + HEAD > b.length || b[at + 1] !== 0x67 || text(b, at) !== 'OggS' || b[at + 4] !== 0) return 0
  const lacing = b.subarray(at + HEAD, at + HEAD + b[at + 26]!), parts: Uint8Array[] = []
  let end = at + HEAD + lacing.length, part = end
  for (const size of lacing) {
    end += size
    if (size === 255) continue
    parts.push(b.subarray(part, end))
    part = end
  }
  const open = lacing.at(-1) === 255
  if (open) parts.push(b.subarray(part, end))
  if (lacing.length < b[at + 26]! || end > b.length) return 0
  const data = view(b), flags = b[at + 5]!
  if (checksum(b.subarray(at, at + 22), ZEROS, b.subarray(at + 26, end)) !== data.getUint32(at + 22, true)) return end - at
  return {
    at: base + at, end: base + end, serial: data.getUint32(at + 14, true), sequence: data.getUint32(at + 18, true),
    granule: data.getInt32(at + 10, true) * 2 ** 32 + data.getUint32(at + 6, true),
    begins: (flags & 2) !== 0, ends: (flags & 4) !== 0, continued: (flags & 1) !== 0, open, parts,
  }
}

/** Whether pages are missing before this one; some writers do not number them. */
export const lost = ({ sequence }: Page, expected: number): boolean => expected >= 0 && sequence > expected

/** Nothing that is meant seriously has a larger packet: a header with pictures. */
const PACKET = 32 << 20 // bytes

/**
 * Puts packets together: give it a stream's pages in their order, it gives the packets that end in each. A packet of which
 * a page is missing is left out.
 * @throws RangeError where one never ends
 */
export function packetsOf(): (page: Page) => Uint8Array[] {
  let rest: Uint8Array[] = [], size = 0, next = -1
  return (page) => {
    const whole: Uint8Array[] = []
    if (!page.continued || lost(page, next)) rest = []
    for (const [i, part] of page.parts.entries()) {
      const last = i === page.parts.length - 1
      if (i === 0 && page.continued && rest.length === 0) continue // Its beginning is missing.
      rest.push(part)
      size = rest.length === 1 ? part.length : size + part.length
      if (size > PACKET) throw new RangeError('a packet never ends')
      if (last && page.open) break
      whole.push(rest.length === 1 ? part : join(...rest))
      rest = []
    }
    next = page.sequence + 1
    return whole
  }
}
