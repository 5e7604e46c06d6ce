import { join, view } from './bytes'

// Ogg (RFC 3533), written.

const SEGMENTS = 255, SEGMENT = 255

const CRC32 = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24
  for (let bit = 0; bit < 8; bit++) crc = crc < 0 ? (crc << 1) ^ 0x04c11db7 : crc << 1
  return crc
})

/**
 * A stream of its own. Headers have pages of their own; all other packets share pages, each of which costs its decoder about as
 * much as a packet.
 * @param headers the first of them begins the stream
 * @param granule the place after packet i, in samples
 */
export function oggStream(headers: readonly Uint8Array[], packets: readonly Uint8Array[], granule: (i: number) => number): Uint8Array {
  const pages: Uint8Array[] = []
  let sizes: number[] = [], bodies: Uint8Array[] = [], place = 0, continues = false

  function end(last = false): void {
    if (sizes.length === 0) return
    const head = new Uint8Array(27 + sizes.length), data = view(head)
    head.set(sizes, 27)
    head.set([0x4f, 0x67, 0x67, 0x53, 0, (continues ? 1 : 0) | (pages.length === 0 ? 2 : 0) | (last ? 4 : 0)])
    data.setBigInt64(6, BigInt(place), true)
    data.setUint32(14, 1, true)
    data.setUint32(18, pages.length, true)
    head[26] = sizes.length
    data.setUint32(22, checksum(head, ...bodies), true)
    pages.push(join(head, ...bodies))
    sizes = []
    bodies = []
    continues = false
  }

  function add(packet: Uint8Array, after: number): void {
    const segments = Math.floor(packet.length / SEGMENT) + 1
    if (sizes.length + segments > SEGMENTS) end()
    for (let first = 0; first < segments; first += SEGMENTS) {
      if (first > 0) {
        end()
        continues = true
      }
      const some = Math.min(SEGMENTS, segments - first), whole = first + some === segments
      const body = packet.subarray(first * SEGMENT, (first + some) * SEGMENT)
      for (let i = 1; i <= some; i++) sizes.push(whole && i === some ? body.length % SEGMENT : SEGMENT)
      bodies.push(body)
      place = whole ? after : -1
    }
  }

  for (const header of headers) {
    add(header, 0)
    end(packets.length === 0 && header === headers.at(-1))
  }
  for (const [i, packet] of packets.entries()) add(packet, granule(i))
  end(true)
  return join(...pages)
}

export function checksum(...parts: readonly Uint8Array[]): number {
  let crc = 0
  for (const part of parts) for (const byte of part) crc = (crc << 8) ^ CRC32[((crc >>> 24) ^ byte) & 255]!
  return crc >>> 0
}
