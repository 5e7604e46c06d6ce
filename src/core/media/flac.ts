import { afterTags, join, text, view } from './bytes'
import { crc16, flacFrame, type FlacFrame, type Stream } from './flacframe'
import type { Media, Opener, Piece, Source } from './media'

const INFO = 42 // bytes: 'fLaC' and STREAMINFO
const MOST_BLOCKS = 1000 // of metadata; each costs a read
const MOST_GARBAGE = 1 << 16 // bytes before 'fLaC'
/** No frame is longer, but one of many channels at more than 65,000 samples. */
const FRAME = 1 << 17

/** FLAC (RFC 9639): every frame carries its number, so any place is found by halving, and the last one tells the length. */
export const flac: Opener = async (source, head) => {
  const start = await beginning(source, head)
  const info = start < 0 ? new Uint8Array(0) : await source.read(start, start + INFO)
  if (info.length < INFO || (info[4]! & 0x7f) !== 0) return undefined
  let at = start + 4
  for (let last = false, blocks = 0; !last; blocks++) {
    if (blocks > MOST_BLOCKS) return undefined
    const block = at + 4 <= head.length ? head.subarray(at, at + 4) : await source.read(at, at + 4)
    if (block.length < 4) return undefined
    last = (block[0]! & 0x80) !== 0
    at += 4 + ((block[1]! << 16) | (block[2]! << 8) | block[3]!)
  }
  const first = await source.read(at, at + 32)
  const sampleRate = (info[18]! << 12) | (info[19]! << 4) | (info[20]! >> 4)
  const channels = ((info[20]! >> 1) & 7) + 1
  const bits = (((info[20]! & 1) << 4) | (info[21]! >> 4)) + 1
  const stream: Stream = { block: (info[10]! << 8) | info[11]!, first, origin: 0 }
  const opening = flacFrame(first, 0, stream)
  if (!opening || sampleRate === 0) return undefined
  const told = (info[21]! & 15) * 2 ** 32 + view(info).getUint32(22)
  const audio: Audio = { source, info: bare(info), start: at, stream: { ...stream, origin: opening.sample }, channels, sampleRate, width: (channels * bits) / 8 }
  // A header may tell nothing (a stream into a pipe), or more than there is (a file cut short).
  const total = (await endOf(audio)) ?? told
  return {
    container: 'flac', codec: 'FLAC', sampleRate, channels, duration: total / sampleRate, exact: true,
    pieces: (budget, from) => pieces(audio, total, budget, from),
  } satisfies Media
}

interface Audio {
  readonly source: Source
  /** The only metadata that a piece has. */
  readonly info: Uint8Array
  /** Where the first frame begins, in bytes. */
  readonly start: number
  readonly stream: Stream
  readonly channels: number
  readonly sampleRate: number
  /** Bytes that a sample of all channels takes uncompressed. */
  readonly width: number
}

async function beginning(source: Source, head: Uint8Array): Promise<number> {
  const tagged = await afterTags(source, head)
  const bytes = tagged === 0 ? head : await source.read(tagged, tagged + MOST_GARBAGE)
  for (let at = bytes.indexOf(0x66); at >= 0; at = bytes.indexOf(0x66, at + 1)) {
    // Most files are none, and have hundreds of such bytes.
    if (bytes[at + 1] === 0x4c && text(bytes, at) === 'fLaC' && (at === 0 || text(bytes, at + 4) === '\0\0\0\x22' || text(bytes, at + 4) === '\x80\0\0\x22')) return tagged + at
  }
  return -1
}

/** STREAMINFO as the only metadata, of unknown length and checksum. */
function bare(info: Uint8Array): Uint8Array {
  info[4] = 0x80
  info[21]! &= 0xf0
  return info.fill(0, 22)
}

/** Where the first frame that begins in [at, stop) is, in bytes, and its first sample. */
async function frameFrom({ source, stream }: Audio, at: number, stop: number): Promise<{ at: number; sample: number } | undefined> {
  for (let base = at; base < stop; base += FRAME) {
    const bytes = await source.read(base, base + FRAME + 32)
    const found = flacFrame(bytes, bytes.indexOf(0xff), stream, Math.min(FRAME, stop - base))
    if (found) return { at: base + found.at, sample: found.sample }
    if (bytes.length < FRAME) return undefined
  }
  return undefined
}

/** How many samples there are up to the end of the last whole frame; undefined where none is near the end. */
async function endOf({ source, start, stream }: Audio): Promise<number | undefined> {
  for (let size = 1 << 14; size <= FRAME * 2; size *= 4) {
    const from = Math.max(start, source.size - size)
    const bytes = await source.read(from, source.size)
    let last: FlacFrame | undefined
    for (let frame = flacFrame(bytes, bytes.indexOf(0xff), stream, bytes.length); frame; frame = flacFrame(bytes, bytes.indexOf(0xff, frame.at + frame.head), stream, bytes.length)) last = frame
    if (!last) {
      if (from === start) return undefined
      continue
    }
    const tag = text(bytes, bytes.length - 128, 3) === 'TAG' ? 128 : 0
    const whole = [0, tag].some((behind) => crc16(bytes.subarray(last.at, bytes.length - behind)) === 0)
    return last.sample + (whole ? last.samples : 0)
  }
  return undefined
}

async function* pieces(audio: Audio, total: number, budget: number, from = 0): AsyncGenerator<Piece> {
  const { source, info, start, stream, channels, sampleRate, width } = audio
  const most = Math.max(1, Math.floor(budget / channels))
  let at = start
  let here = 0
  // Halving, until what is left is a piece or so.
  for (let low = start, high = source.size; from > 0 && high - low > FRAME;) {
    const middle = Math.floor((low + high) / 2)
    const found = await frameFrom(audio, middle, high)
    if (found && found.sample <= from && found.sample >= here) {
      low = at = found.at
      here = found.sample
    } else high = middle
  }
  for (let step = Math.max(1024, Math.floor(most * width * 0.6)); at < source.size;) {
    const bytes = await source.read(at, at + step + FRAME)
    let end = bytes.length
    let next = total
    if (at + step < source.size) {
      const found = flacFrame(bytes, bytes.indexOf(0xff, step), stream, bytes.length)
      if (found) {
        end = found.at
        next = found.sample
      }
    }
    const samples = next - here
    if (samples > 1.5 * most && step > 1024) { // Silence takes a few bytes a second.
      step = Math.max(1024, Math.floor(Math.min(step, bytes.length) / 2))
      continue
    }
    const first = here
    // Numbers that run back, or an unknown end, say nothing about where it is.
    if (next > from || next <= here) yield { bytes: join(info, bytes.subarray(0, end)), sampleRate, keep: (length) => ({ from: 0, to: Math.min(length, Math.max(0, next - first) || length), at: first }) }
    at += end
    here = next
    if (samples < most / 3) step = Math.min(step * 2, Math.floor(most * width))
  }
}
