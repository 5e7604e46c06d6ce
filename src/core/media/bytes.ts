import type { Source } from './media'

export const text = (bytes: Uint8Array, at: number, length = 4) => String.fromCharCode(...bytes.subarray(at, at + length))
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
