import { adtsFrame, decodedRate } from './aac'
import type { AudioConfig } from './config'
import { ascii, join, text, view } from './bytes'
import { oggStream } from './pages'

/** How packets of a coding become a file that decodes by itself. */
export interface Codec {
  readonly name: string
  /** Of the samples that it decodes to. */
  readonly sampleRate: number
  readonly channels: number
  /** How many samples each packet has, where all have as many but the last. */
  readonly each?: number
  /** Bytes of a sample over all channels, where packets may be cut anywhere between two. */
  readonly align?: number
  /** Counts the samples of packets that follow each other, by their first bytes. */
  count(): (head: Uint8Array, size: number) => number
  /** How many of a sound's first packets the decoder must see before it decodes any: they say what the others do not repeat. */
  readonly opening?: number
  /** After so many packets the decoder's noise repeats: where it continues after the opening it is as many later. */
  readonly cycle?: number
  /** Samples that must be decoded before a sample so that it is right. */
  readonly lead: number
  /** Packets at the beginning that give no samples. */
  readonly silent: number
  /** Packets after the last sample that is kept, so that it comes out of the decoder. */
  readonly tail: number
  /** Samples of one piece at most. */
  readonly longest?: number
  wrap(packets: readonly Uint8Array[]): { bytes: Uint8Array; decode?: () => Float32Array<ArrayBuffer>[] }
}
/** First bytes of a packet that count() needs. */
export const HEAD = 16

const NO_LEAD = { lead: 0, silent: 0, tail: 0 } as const
const even = (each: number) => ({ each, count: () => () => each })

/**
 * Frames before the first that is kept. A frame overlaps with the one before. Spectral band replication and parametric
 * stereo code differences in time, from whole values every ten frames or so. Main predicts from all frames since the
 * last reset, of which each part of the spectrum has one in 240 frames.
 */
const LEAD = { plain: 3, doubled: 24, predicted: 240 } as const
const LARGEST = 8000 // bytes: an ADTS header counts them in 13 bits, itself and a program's configuration included
/** Some encoders describe the replicated band once, in the first frame: without it there is nothing above half of the core's rate. */
export const OPENING = 2
/** The replicated band's noise has 512 values, of which a frame takes a multiple of 32, unless its border varies: then the noise is another, as loud. */
const CYCLE = 16

/** By fewer frames a decoder does not know the stream for what it is. */
const FEWEST = 5

export function aac({ object, rateIndex, coreRate, configuration, channels, sbr, program = new Uint8Array(0) }: AudioConfig): Codec {
  const sampleRate = sbr ? 2 * coreRate : decodedRate(coreRate), each = (1024 * sampleRate) / coreRate
  return {
    name: sbr ? 'HE-AAC' : 'AAC', sampleRate, channels, ...even(each),
    lead: LEAD[sampleRate > coreRate ? 'doubled' : object === 1 ? 'predicted' : 'plain'] * each, silent: 0, ...(sampleRate > coreRate ? { opening: OPENING, cycle: CYCLE, tail: 1 } : { tail: 0 }),
    wrap: (packets) => {
      const frames = packets.filter(({ length }) => length <= LARGEST)
      // What comes after the last one is not kept, so it may be the last one again.
      while (frames.length > 0 && frames.length < FEWEST) frames.push(frames.at(-1)!)
      return {
        bytes: join(...frames.flatMap((packet, i) => {
          const own = i === 0 ? program : program.subarray(0, 0)
          return [adtsFrame({ object, rateIndex, channels: configuration }, own.length + packet.length), own, packet]
        })),
      }
    },
  }
}

export const mp3 = (sampleRate: number, channels: number): Codec => ({
  name: 'MP3', sampleRate, channels, ...even(sampleRate < 32000 ? 576 : 1152), lead: 8 * 1152, silent: 0, tail: 1,
  wrap: (packets) => ({ bytes: join(...packets.map((packet, i) => (isInfo(packet) ? silent(packets[i + 1] ?? packet) : packet))) }),
})

/** The encoder's note in place of a first frame. */
function isInfo(packet: Uint8Array): boolean {
  const newer = (packet[1]! & 8) !== 0, mono = packet[3]! >> 6 === 3
  return [4 + (newer ? (mono ? 17 : 32) : mono ? 9 : 17), 36].some((at) => ['Xing', 'Info', 'VBRI'].includes(text(packet, at)))
}

/** A frame of silence as large as its neighbour: in a file of its own the note would be taken out, and all after it come too early. */
const silent = (neighbour: Uint8Array): Uint8Array => neighbour.slice().fill(0, 4)

/** @param info a STREAMINFO, 34 bytes */
export function flac(info: Uint8Array): Codec | undefined {
  const sampleRate = (info[10]! << 12) | (info[11]! << 4) | (info[12]! >> 4), data = view(info)
  if (info.length < 34 || sampleRate === 0) return undefined
  const least = data.getUint16(0), most = data.getUint16(2)
  const head = join(ascii('fLaC'), new Uint8Array([0x80, 0, 0, 34]), info.subarray(0, 34))
  head[21]! &= 0xf0
  head.fill(0, 22) // of unknown length and checksum
  return {
    name: 'FLAC', sampleRate, channels: ((info[12]! >> 1) & 7) + 1, ...NO_LEAD, ...(least === most && least > 0 ? { each: least } : {}),
    count: () => flacSamples,
    wrap: (packets) => ({ bytes: join(head, ...packets) }),
  }
}

/** RFC 9639, 9.1: the samples of a frame. */
function flacSamples(head: Uint8Array): number {
  const block = head[2]! >> 4, number = Math.max(1, Math.clz32(~(head[4]! << 24)))
  if (block === 6) return head[4 + number]! + 1
  if (block === 7) return ((head[4 + number]! << 8) | head[5 + number]!) + 1
  return block === 0 ? 0 : block === 1 ? 192 : block < 6 ? 576 << (block - 2) : 256 << (block - 8)
}

/** @param head an OpusHead (RFC 7845, 5.1) */
export function opus(head: Uint8Array): (Codec & { preSkip: number }) | undefined {
  if (text(head, 0, 8) !== 'OpusHead' || head.length < 19 || head[9] === 0) return undefined
  const own = head.slice()
  own.fill(0, 10, 12) // What is skipped is ours to skip.
  const tags = join(ascii('OpusTags'), new Uint8Array(8))
  return {
    preSkip: head[10]! | (head[11]! << 8),
    name: 'Opus', sampleRate: 48000, channels: head[9]!, count: () => opusSamples, lead: 48000, silent: 0, tail: 1,
    wrap: (packets) => ({ bytes: oggOf([own, tags], packets, opusSamples) }),
  }
}

/** RFC 6716, 3.1 and 3.2: the samples of a packet at 48 kHz; no more than 120 ms. */
export function opusSamples(packet: Uint8Array): number {
  const kind = packet[0]! >> 3, code = packet[0]! & 3
  const frame = kind < 12 ? [480, 960, 1920, 2880][kind & 3]! : kind < 16 ? 480 << (kind & 1) : 120 << (kind & 3)
  return Math.min(5760, frame * (code === 0 ? 1 : code < 3 ? 2 : packet[1]! & 63)) || 0
}

/** @param headers identification, comments, setup */
export function vorbis(headers: readonly Uint8Array[]): Codec | undefined {
  const [first, , setup] = headers
  if (!first || !setup || first.length < 30 || text(first, 1, 6) !== 'vorbis' || text(setup, 1, 6) !== 'vorbis') return undefined
  const sampleRate = view(first).getUint32(12, true), channels = first[11]!, sizes = [1 << (first[28]! & 15), 1 << (first[28]! >> 4)] as const
  const modes = vorbisModes(setup)
  if (sampleRate === 0 || channels === 0 || !modes) return undefined
  const bits = 32 - Math.clz32(modes.length - 1)
  const count = () => {
    let before = 0
    return (packet: Uint8Array): number => {
      if (packet.length === 0 || packet[0]! & 1) return 0 // no sound
      const own = sizes[modes[(packet[0]! >> 1) & ((1 << bits) - 1)] ?? 0], samples = before > 0 ? (before + own) / 4 : 0
      before = own
      return samples
    }
  }
  const comments = join(ascii('\x03vorbis'), new Uint8Array(8), ascii('\x01'))
  return {
    name: 'Vorbis', sampleRate, channels, count, lead: 1, silent: 1, tail: 1,
    wrap: (packets) => ({ bytes: oggOf([first, comments, setup], packets, count()) }),
  }
}

/** Vorbis' headers in one, as Matroska and MP4 keep them: how many but one, the lengths of all but the last, and they. */
export function laced(bytes: Uint8Array): Uint8Array[] {
  let at = 1
  const sizes = Array.from({ length: Math.min(2, bytes[0] ?? 0) }, () => xiph(bytes, () => at++))
  return [...sizes, bytes.length].map((size) => bytes.slice(at, (at += size)))
}

/** A length as Xiph's lacing writes it: bytes of 255, and one that is less. */
export function xiph(bytes: Uint8Array, next: () => number): number {
  let size = 0
  for (let byte = 255; byte === 255;) size += byte = bytes[next()] ?? 0
  return size
}

/**
 * Which modes are of long blocks: the setup header ends with them (Vorbis I, 4.2.4), so they are read from its end. Going
 * backwards there are several counts of modes that agree with the count before them: the largest is taken, as all decoders do.
 */
function vorbisModes(setup: Uint8Array): (0 | 1)[] | undefined {
  const bit = (at: number) => (setup[at >> 3]! >> (at & 7)) & 1
  const bits = (at: number, count: number) => Array.from({ length: count }, (_, i) => bit(at + i) << i).reduce((sum, one) => sum + one, 0)
  let end = setup.length * 8 - 1
  while (end > 56 && !bit(end)) end--
  const flags: (0 | 1)[] = []
  let found: (0 | 1)[] | undefined
  for (let at = end - 41; at >= 62 && flags.length < 64; at -= 41) {
    if (bits(at + 1, 16) || bits(at + 17, 16) || bits(at + 33, 8) > 63) break
    flags.unshift(bit(at) as 0 | 1)
    if (bits(at - 6, 6) === flags.length - 1) found = [...flags]
  }
  return found
}

/** An Ogg that begins at no time: its headers, and packets that are counted from there. */
function oggOf(headers: readonly Uint8Array[], packets: readonly Uint8Array[], samples: (packet: Uint8Array) => number): Uint8Array {
  let granule = 0
  return oggStream(headers, packets, (i) => (granule += samples(packets[i]!)))
}

export interface Pcm { readonly sampleRate: number; readonly channels: number; readonly bits: number; readonly float?: boolean; readonly big?: boolean; readonly signed?: boolean }

/** Samples as they are; the platform decodes them as a WAV. */
export function pcm({ sampleRate, channels, bits, float = false, big = false, signed = bits > 8 }: Pcm): Codec | undefined {
  const wide = bits / 8, align = channels * wide
  if (!(float ? [32] : [8, 16, 24, 32]).includes(bits) || sampleRate <= 0 || channels < 1) return undefined
  return {
    name: 'PCM', sampleRate, channels, align, count: () => (_, size) => Math.floor(size / align), ...NO_LEAD,
    wrap(packets) {
      const samples = join(...packets)
      if (big) for (let at = 0; at + wide <= samples.length; at += wide) samples.subarray(at, at + wide).reverse()
      if (signed !== bits > 8) for (let at = wide - 1; at < samples.length; at += wide) samples[at]! ^= 0x80
      return { bytes: join(wavHead(float ? 3 : 1, sampleRate, channels, bits, samples.length), samples) }
    },
  }
}

function wavHead(format: number, sampleRate: number, channels: number, bits: number, size: number): Uint8Array {
  const head = new Uint8Array(44), data = view(head), align = (channels * bits) / 8
  for (const [at, word] of [[0, 'RIFF'], [8, 'WAVE'], [12, 'fmt '], [36, 'data']] as const) head.set(ascii(word), at)
  for (const [at, value] of [[4, 36 + size], [16, 16], [24, sampleRate], [28, sampleRate * align], [40, size]] as const) data.setUint32(at, value, true)
  for (const [at, value] of [[20, format], [22, channels], [32, align], [34, bits]] as const) data.setUint16(at, value, true)
  return head
}
