import { afterTags, join, text, view } from './bytes'
import type { Source } from './media'
import type { Cutter, OldPiece as Piece } from './old'

// FLAC: frames carry their number.

const MOST_BLOCKS = 1000 // of metadata; each costs a read

const CRC8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 0x80 ? ((byte << 1) ^ 0x107) & 0xff : byte << 1
  return byte
})

export const flac: Cutter = async (source, head, budget) => {
  const start = await afterTags(source, head)
  const info = await source.read(start, start + 42)
  if (info.length < 42 || text(info, 0) !== 'fLaC' || (info[4]! & 0x7f) !== 0) return undefined
  const sampleRate = (info[18]! << 12) | (info[19]! << 4) | (info[20]! >> 4), channels = ((info[20]! >> 1) & 7) + 1
  let at = start + 4
  for (let last = false, blocks = 0; !last; blocks++) {
    if (blocks > MOST_BLOCKS) return undefined
    const block = await source.read(at, at + 4)
    if (block.length < 4) return undefined
    last = (block[0]! & 0x80) !== 0
    at += 4 + ((block[1]! << 16) | (block[2]! << 8) | block[3]!)
  }
  const block = (info[10]! << 8) | info[11]!, bits = (((info[20]! & 1) << 4) | (info[21]! >> 4)) + 1
  const total = (info[21]! & 15) * 2 ** 32 + view(info).getUint32(22)
  info[4] = 0x80 // the only metadata block
  info[21]! &= 0xf0
  info.fill(0, 22) // of unknown length and checksum
  return flacPieces(source, info, at, Math.floor(budget / channels), sampleRate, block, (channels * bits) / 8, total)
}

async function* flacPieces(source: Source, info: Uint8Array, start: number, budget: number, sampleRate: number, block: number, width: number, total: number): AsyncGenerator<Piece> {
  const OVER = 1 << 17 // no frame is longer, but one of many channels at more than 65,000 samples
  const first = await source.read(start, start + 32)
  for (let at = start, step = Math.floor(budget * width * 0.6); at < source.size;) {
    const bytes = await source.read(at, at + step + OVER), here = flacNumber(bytes, 0, block)
    let end = bytes.length
    if (at + step < source.size) {
      end = step
      while (end >= 0 && !flacFrame(bytes, end, first)) end = bytes.indexOf(0xff, end + 1)
      if (end < 0) end = bytes.length
    }
    const samples = (end < bytes.length ? flacNumber(bytes, end, block) : total) - here
    if (samples > 1.5 * budget && step > 1024) { // Silence takes a few bytes a second.
      step = Math.floor(Math.min(step, bytes.length) / 2)
      continue
    }
    const piece = join(info, bytes.subarray(0, end))
    yield { bytes: piece, sampleRate }
    at += end
    if (samples < budget / 3) step = Math.min(step * 2, Math.floor(budget * width))
  }
}

/** Whether a frame header begins here: of the same stream as the first one, and its checksum right. */
function flacFrame(b: Uint8Array, at: number, first: Uint8Array): boolean {
  if (b[at] !== 0xff || b[at + 1] !== first[1] || ((b[at + 2]! ^ first[2]!) & 15) !== 0 || ((b[at + 3]! ^ first[3]!) & 15) !== 0) return false
  const block = b[at + 2]! >> 4, rate = b[at + 2]! & 15
  const size = 4 + numberSize(b[at + 4]!) + (block === 6 ? 1 : block === 7 ? 2 : 0) + (rate === 12 ? 1 : rate > 12 ? 2 : 0)
  let crc = 0
  for (let i = 0; i < size; i++) crc = CRC8[crc ^ b[at + i]!]!
  return crc === b[at + size]
}

/** Bytes of a number that is coded as in UTF-8. */
const numberSize = (lead: number) => Math.max(1, Math.clz32(~(lead << 24)))

/** The first sample of the frame at `at`; NaN beyond the end. */
function flacNumber(b: Uint8Array, at: number, block: number): number {
  const size = numberSize(b[at + 4]!)
  let number = size === 1 ? b[at + 4]! : b[at + 4]! & (0x7f >> size)
  for (let i = 1; i < size; i++) number = number * 64 + (b[at + 4 + i]! & 0x3f)
  return b[at + 1]! & 1 ? number : number * block
}
