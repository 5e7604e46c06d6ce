import type { Frame } from './chain'

/** kbit/s by index: MPEG 1 layers I, II, III, then MPEG 2 layer I, layers II and III (ISO 11172-3, 2.4.2.3; 13818-3). */
const KBPS = [
  [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
]
const RATES = [44100, 48000, 32000]

/** A frame of MPEG audio. */
export interface MpegFrame extends Frame {
  readonly layer: number
  /** Bytes that its bitrate gives a frame on average: where padding comes and goes, between two whole numbers. */
  readonly average: number
  /** Bytes of the header and, in layer III, of the side information behind it. */
  readonly side: number
}

/** Reads a frame header of any layer; undefined: there is none, or its bitrate is free. */
export function mpegHeader(b: Uint8Array, at: number): MpegFrame | undefined {
  if (b[at] !== 0xff || (b[at + 1]! & 0xe0) !== 0xe0) return undefined
  const version = (b[at + 1]! >> 3) & 3, layer = 4 - ((b[at + 1]! >> 1) & 3), rate = RATES[(b[at + 2]! >> 2) & 3]
  if (version === 1 || layer === 4 || rate === undefined) return undefined
  const first = version === 3
  const kbps = KBPS[first ? layer - 1 : layer === 1 ? 3 : 4]![b[at + 2]! >> 4]
  if (!kbps) return undefined
  const sampleRate = rate >> (first ? 0 : version === 2 ? 1 : 2)
  const samples = layer === 1 ? 384 : layer === 3 && !first ? 576 : 1152
  const slot = layer === 1 ? 4 : 1
  const average = (samples * 125 * kbps) / sampleRate
  const mono = b[at + 3]! >> 6 === 3
  return {
    size: slot * (Math.floor(average / slot) + ((b[at + 2]! >> 1) & 1)),
    samples, sampleRate, layer, average,
    channels: mono ? 1 : 2,
    kind: (b[at + 1]! & 0x1e) * 4 + ((b[at + 2]! >> 2) & 3),
    side: 4 + (b[at + 1]! & 1 ? 0 : 2) + (first ? (mono ? 17 : 32) : mono ? 9 : 17),
  }
}

/** Whether a frame of layer III and of free bitrate begins here: the same header comes again twice, equally far apart. */
export function freeFrame(b: Uint8Array, at: number): boolean {
  if (b[at] !== 0xff || (b[at + 1]! & 0xe6) !== 0xe2 || (b[at + 1]! & 0x18) === 8 || b[at + 2]! >> 4 !== 0 || ((b[at + 2]! >> 2) & 3) === 3) return false
  const same = (there: number) => b[there] === 0xff && b[there + 1] === b[at + 1] && ((b[there + 2]! ^ b[at + 2]!) & 0xfd) === 0
  for (let size = 24; size < FREE; size++) {
    if (same(at + size) && [0, 1, -1].some((more) => same(at + 2 * size + more) && [0, 1, 2, -1, -2].some((most) => same(at + 3 * size + most)))) return true
  }
  return false
}
const FREE = 2900 // bytes: 640 kbit/s, the most that a decoder must take, at 32 kHz
