import { join, view } from './bytes'

// Ogg (RFC 3533), written.

const SEGMENTS = 255, SEGMENT = 255

const CRC32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc
})

/**
 * A stream of its own: a packet a page, or several pages where it is larger.
 * @param packets at least one; the first of them begins the stream
 * @param granule the place after packet i, in samples
 */
export function oggStream(packets: readonly Uint8Array[], granule: (i: number) => number): Uint8Array {
  const pages: Uint8Array[] = []
  for (const [i, packet] of packets.entries()) {
    const segments = Math.floor(packet.length / SEGMENT) + 1
    for (let first = 0; first < segments; first += SEGMENTS) {
      const some = Math.min(SEGMENTS, segments - first), ends = first + some === segments, last = ends && i === packets.length - 1
      const body = packet.subarray(first * SEGMENT, (first + some) * SEGMENT)
      const head = new Uint8Array(27 + some).fill(SEGMENT, 27), data = view(head)
      if (ends) head[26 + some] = body.length % SEGMENT
      head.set([0x4f, 0x67, 0x67, 0x53, 0, (first > 0 ? 1 : 0) | (pages.length === 0 ? 2 : 0) | (last ? 4 : 0)])
      data.setBigInt64(6, ends ? BigInt(granule(i)) : -1n, true)
      data.setUint32(14, 1, true)
      data.setUint32(18, pages.length, true)
      head[26] = some
      data.setUint32(22, checksum(head, body), true)
      pages.push(join(head, body))
    }
  }
  return join(...pages)
}

export function checksum(...parts: readonly Uint8Array[]): number {
  let crc = 0
  for (const part of parts) for (const byte of part) crc = (crc << 8) ^ CRC32[((crc >>> 24) ^ byte) & 255]!
  return crc >>> 0
}
