/** What all frame headers of a stream have in common. */
export interface Stream {
  /** Samples of a frame, where all but the last are equally long. */
  readonly block: number
  /** The first frame's header. */
  readonly first: Uint8Array
  /** The first frame's number: not 0 in what was cut out of a stream. */
  readonly origin: number
}

export interface FlacFrame {
  /** Where it begins, in the bytes that were searched. */
  readonly at: number
  /** Bytes of its header. */
  readonly head: number
  /** Its first one, from the stream's first frame on, and how many it holds. */
  readonly sample: number
  readonly samples: number
}

/**
 * The first frame of a stream whose header (RFC 9639, 9.1) begins in [from, stop), with its checksum right.
 * @param from where a byte of ones is; -1: nowhere
 */
export function flacFrame(b: Uint8Array, from: number, { first, block, origin }: Stream, stop = from + 1): FlacFrame | undefined {
  for (let at = from; at >= 0 && at < stop; at = b.indexOf(0xff, at + 1)) {
    // The same strategy; the same rate and width, whose codes may be another kind of each in the first frame only.
    if (b[at] !== 0xff || b[at + 1] !== first[1] || ((b[at + 2]! ^ first[2]!) & 15) !== 0 || ((b[at + 3]! ^ first[3]!) & 15) !== 0) continue
    const sizeCode = b[at + 2]! >> 4, rateCode = b[at + 2]! & 15
    const lead = numberSize(b[at + 4]!)
    const more = sizeCode === 6 ? 1 : sizeCode === 7 ? 2 : 0
    const head = 4 + lead + more + (rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0)
    if (sizeCode === 0 || lead > 7 || at + head >= b.length) continue
    let crc = 0
    for (let i = 0; i < head; i++) crc = CRC8[crc ^ b[at + i]!]!
    if (crc !== b[at + head]) continue
    const samples = more === 1 ? b[at + 4 + lead]! + 1 : more === 2 ? ((b[at + 4 + lead]! << 8) | b[at + 5 + lead]!) + 1
      : sizeCode === 1 ? 192 : sizeCode < 6 ? 576 << (sizeCode - 2) : 256 << (sizeCode - 8)
    let number = lead === 1 ? b[at + 4]! : b[at + 4]! & (0x7f >> lead)
    for (let i = 1; i < lead; i++) number = number * 64 + (b[at + 4 + i]! & 0x3f)
    return { at, head: head + 1, sample: (b[at + 1]! & 1 ? number : number * block) - origin, samples }
  }
  return undefined
}

/** Bytes of a number that is coded as in UTF-8. */
const numberSize = (lead: number) => Math.max(1, Math.clz32(~(lead << 24)))

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 0x80 ? ((byte << 1) ^ 0x107) & 0xff : byte << 1
  return byte
})
const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x18005 : crc << 1
  return crc & 0xffff
})

/** 0 for a whole frame, whose last two bytes are the checksum of the others (RFC 9639, 9.3). */
export function crc16(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ byte]!
  return crc
}
