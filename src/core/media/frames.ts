import { afterTags, join, text, view } from './bytes'
import type { Source } from './media'
import type { Cutter, OldPiece as Piece } from './old'

// MP3 and ADTS: a chain of frames.

interface Frame { size: number; samples: number; sampleRate: number; channels: number }
type Header = (bytes: Uint8Array, at: number) => Frame | undefined

const KBPS = [[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]]
const MPEG_RATES = [44100, 48000, 32000]
export const AAC_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350]

const mp3Header: Header = (b, at) => {
  if (b[at] !== 0xff || (b[at + 1]! & 0xe6) !== 0xe2) return undefined // layer III only
  const version = (b[at + 1]! >> 3) & 3, rate = MPEG_RATES[(b[at + 2]! >> 2) & 3]
  const kbps = KBPS[version === 3 ? 0 : 1]![b[at + 2]! >> 4]
  if (version === 1 || rate === undefined || !kbps) return undefined
  const sampleRate = rate >> (version === 3 ? 0 : version === 2 ? 1 : 2), samples = version === 3 ? 1152 : 576
  const size = Math.floor((samples * 125 * kbps) / sampleRate) + ((b[at + 2]! >> 1) & 1)
  return { size, samples, sampleRate, channels: b[at + 3]! >> 6 === 3 ? 1 : 2 }
}

const adtsHeader: Header = (b, at) => {
  if (b[at] !== 0xff || (b[at + 1]! & 0xf6) !== 0xf0) return undefined
  const sampleRate = AAC_RATES[(b[at + 2]! >> 2) & 15]
  const size = ((b[at + 3]! & 3) << 11) | (b[at + 4]! << 3) | (b[at + 5]! >> 5)
  if (sampleRate === undefined || size < 8) return undefined
  return { size, samples: 1024 * ((b[at + 6]! & 3) + 1), sampleRate, channels: ((b[at + 2]! & 1) << 2) | (b[at + 3]! >> 6) || 2 }
}

/** The bit reservoir reaches back 511 bytes; then two frames until overlap and filter bank are filled. */
export const mp3 = chain(mp3Header, { frames: 3, bytes: 1000 })
/** A frame overlaps with the one before. */
export const adts = chain(adtsHeader, { frames: 3, bytes: 0 })

function chain(header: Header, back: { frames: number; bytes: number }): Cutter {
  return async (source, _head, budget) => {
    const start = await afterTags(source)
    const probe = await source.read(start, start + (1 << 16))
    const first = probe.findIndex((_, at) => follows(header, probe, at, 3))
    return first < 0 ? undefined : walk(source, header, start, first, back, budget)
  }
}

/** Whether `count` frames of one kind follow each other from `at`; fewer where the bytes end. */
function follows(header: Header, bytes: Uint8Array, at: number, count: number): boolean {
  const one = header(bytes, at)
  for (let frame = one; frame && count > 1; count--) {
    at += frame.size
    if (at + 8 > bytes.length) return true
    frame = header(bytes, at)
    if (frame?.sampleRate !== one!.sampleRate) return false
  }
  return one !== undefined
}

async function* walk(source: Source, header: Header, start: number, junk: number, back: { frames: number; bytes: number }, budget: number): AsyncGenerator<Piece> {
  const STEP = 1 << 20
  let bytes = await source.read(start, start + STEP), base = start, at = junk, from = 0
  let frames: number[] = [], lead = 0, solid = 0, samples = 0, kind: Frame | undefined
  const rate = header(bytes, at)!.sampleRate
  // After junk the decoder takes the Xing header for a frame like any other.
  const xing = header === mp3Header && junk === 0 ? xingHeader(bytes) : undefined
  let total = xing ? -1 : 0 // frames of sound so far
  const piece = (): Piece => {
    const { samples, sampleRate } = kind!, skip = Math.round((lead * samples * rate) / sampleRate), count = frames.length
    // The decoder sees the Xing header in the first piece only: the end that it would cut is ours to cut.
    total += count - lead
    const cut = lead > 0 && total === xing?.frames ? xing.padding : 0
    return { bytes: bytes.slice(from, at), sampleRate: rate, keep: (length) => [lead0(skip, length, count, samples), length - cut] }
  }
  for (;;) {
    if (at + REACH > bytes.length && base + bytes.length < source.size) {
      const old = bytes, more = await source.read(base + bytes.length, base + bytes.length + STEP), gone = from
      bytes = join(old.subarray(gone), more)
      base += gone; at -= gone; from = 0
      frames = frames.map((frame) => frame - gone)
    }
    const frame = at + 8 <= bytes.length ? header(bytes, at) : undefined
    if (frame && (kind === undefined || frame.sampleRate === kind.sampleRate) && at + frame.size <= bytes.length) {
      kind = frame
      frames.push(at)
      at += frame.size
      samples += frame.samples * frame.channels
      if (at - from < LARGEST && (samples < budget || frames.length - solid < 64)) continue
      yield piece()
      lead = 0
      while (lead < frames.length && (lead < back.frames || at - frames.at(-lead)! < back.bytes)) lead++
      frames = frames.slice(-lead)
      from = frames[0]!
      samples = 0; solid = 0
    } else {
      // Garbage, a tag, the end, another rate. Garbage goes to the decoder with what is around it, for
      // what it makes of it is what is heard; but a new piece begins where there is too much of it.
      const far = at - (frames.at(-1) ?? at) > GARBAGE, end = base + bytes.length >= source.size && at + 8 > bytes.length
      if (end) at = bytes.length
      if ((end || far || frame) && frames.length > lead) yield piece()
      if (end) return
      if (far || frame) {
        frames = []; lead = 0; samples = 0; kind = undefined; from = at
        if (frame && at + frame.size <= bytes.length) continue
      }
      do at++
      while (at + REACH <= bytes.length && !(bytes[at] === 0xff && follows(header, bytes, at, 2)))
      if (frames.length === 0) from = at
      solid = frames.length
    }
  }
}

const GARBAGE = 1 << 19 // bytes
const REACH = 8200 // bytes: any frame (ADTS counts them in 13 bits), and the header after it
const LARGEST = 4 << 20 // bytes of a piece, garbage included

/** The Xing header's count of frames, and how many samples at the end are the encoder's (as LAME defines it). */
function xingHeader(b: Uint8Array): { frames: number; padding: number } | undefined {
  const mono = b[3]! >> 6 === 3, newer = ((b[1]! >> 3) & 3) === 3
  const at = 4 + (newer ? (mono ? 17 : 32) : mono ? 9 : 17), flags = b[at + 7]!
  if (!['Xing', 'Info'].includes(text(b, at)) || !(flags & 1)) return undefined
  const lame = at + 12 + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  const known = /^(LAME|Lav[cf])/.test(text(b, lame))
  const padding = known ? Math.max(0, (((b[lame + 22]! & 15) << 8) | b[lame + 23]!) - 529) : 0
  return { frames: view(b).getUint32(at + 8), padding }
}

const lead0 = (skip: number, length: number, count: number, samples: number) => (length > count * samples * 1.5 ? 2 * skip : skip)
