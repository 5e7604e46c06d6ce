import type { Source } from './media'

export const text = (bytes: Uint8Array, at: number, length = 4) => String.fromCharCode(...bytes.subarray(at, at + length))
/** The bytes of a word in ASCII. */
export const ascii = (word: string) => Uint8Array.from(word, (letter) => letter.charCodeAt(0))
export const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
export const join = (...parts: readonly Uint8Array[]) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const MOST_TAGS = 100 // one after the other; each costs a read

/**
 * Where the content begins: after ID3v2 tags, of which there may be several.
 * @param head the file's first bytes, so that nothing is read for what has no tag
 */
export async function afterTags(source: Source, head: Uint8Array): Promise<number> {
  let at = 0
  for (let tags = 0; tags <= MOST_TAGS; tags++) {
    const bytes = at + 10 <= head.length ? head.subarray(at, at + 10) : await source.read(at, at + 10)
    const size = tagSize(bytes, 0)
    if (size === 0) break
    at += size
  }
  return at
}

/** Bytes of the ID3v2 tag (ID3v2.4, 3.1: with its footer) or APEv2 tag that begins at `at`; 0: none does. */
export function tagSize(bytes: Uint8Array, at: number): number {
  if (at + 10 <= bytes.length && text(bytes, at, 3) === 'ID3' && bytes[at + 3]! < 0xff) {
    const [a, b, c, d] = bytes.subarray(at + 6)
    return 10 + ((a! & 127) * 2 ** 21 + ((b! & 127) << 14) + ((c! & 127) << 7) + (d! & 127)) + (bytes[at + 3] === 4 && bytes[at + 5]! & 0x10 ? 10 : 0)
  }
  if (at + 32 > bytes.length || text(bytes, at, 8) !== 'APETAGEX') return 0
  const head = (bytes[at + 23]! & 0x20) !== 0 // or else it is a footer, with the tag before it
  return 32 + (head ? view(bytes).getUint32(at + 12, true) : 0)
}

/**
 * The same bytes, read in steps: what lies near what was read last costs no read. The parts are views: to look at, not to keep.
 * @param head its first bytes, where they are known
 */
export function buffered(source: Source, step: number, head: Uint8Array = new Uint8Array(0)): Source {
  let from = 0, bytes = head
  return {
    size: source.size,
    async read(start, end) {
      const last = Math.min(end, source.size)
      if (start < from || last > from + bytes.length) {
        bytes = await source.read(start, Math.min(source.size, Math.max(last, start + step)))
        from = start
      }
      return bytes.subarray(start - from, Math.max(start, last) - from)
    },
  }
}
