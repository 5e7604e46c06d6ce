import type { Source } from './media'

export const text = (bytes: Uint8Array, at: number, length = 4) => String.fromCharCode(...bytes.subarray(at, at + length))
/** The bytes of a word in ASCII. */
export const ascii = (word: string) => Uint8Array.from(word, (letter) => letter.charCodeAt(0))
export const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
export const join = (...parts: Uint8Array[]) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Where the content begins: after ID3v2 tags, of which there may be several (not thousands: each costs a read). */
export async function afterTags(source: Source): Promise<number> {
  let at = 0
  for (let tags = 0; ; tags++) {
    const tag = await source.read(at, at + 10)
    if (tag.length < 10 || text(tag, 0, 3) !== 'ID3' || tags > 100) return at
    at += 10 + ((tag[6]! << 21) | (tag[7]! << 14) | (tag[8]! << 7) | tag[9]!)
  }
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
