import { text, view } from './bytes'
import type { MpegFrame } from './mpeg'

/** What the first frame of an MP3 tells, where it holds no sound but a header of the encoder's. */
export interface Xing {
  /** Of sound; undefined where it is not told. */
  readonly frames: number | undefined
  /** Of all frames, this one among them. */
  readonly bytes: number | undefined
  /** Samples of the encoder's and decoder's delay at the beginning, and what is to be cut at the end. */
  readonly skip: number
  readonly padding: number
}

/** A decoder is late by so many samples (a filter bank's delay, as LAME counts it). */
const DECODER = 529

/** Reads a Xing, Info (with what LAME writes behind it) or VBRI header in the frame that begins at `at`. */
export function xingHeader(b: Uint8Array, at: number, { side, size: room, samples }: MpegFrame): Xing | undefined {
  const data = view(b)
  const told = (place: number) => (place + 4 <= b.length && data.getUint32(place)) || undefined
  const vbri = at + 36
  if (text(b, vbri) === 'VBRI') return { frames: told(vbri + 14), bytes: told(vbri + 10), skip: 0, padding: 0 }
  const xing = placeOf(b, at, side)
  if (xing < 0 || room < xing - at + 8) return undefined
  const flags = b[xing + 7]!
  const fields = xing + 8
  const bytes = fields + (flags & 1 ? 4 : 0)
  const lame = bytes + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  const known = /^(LAME|Lav[cf])/.test(text(b, lame))
  const gap = !known ? 0 : (b[lame + 21]! << 16) | (b[lame + 22]! << 8) | b[lame + 23]!
  const padding = Math.max(0, (gap & 0xfff) - DECODER)
  const frames = flags & 1 ? told(fields) : undefined
  const size = flags & 2 ? told(bytes) : undefined
  if (frames === undefined && size === undefined) return undefined // It tells nothing: every decoder takes it for a frame.
  return {
    frames,
    bytes: size,
    skip: !known ? 0 : (gap >> 12) + DECODER,
    padding: padding < 4 * samples ? padding : 0,
  }
}

/** Where in a frame that begins at `at` such a header is; -1: nowhere. Some write a checksum and forget it here. */
const placeOf = (b: Uint8Array, at: number, side: number) => [at + side, at + side - 2, at + side + 2].find((place) => ['Xing', 'Info'].includes(text(b, place))) ?? -1

/** The same frame without the header: silence. In a joined file the header of what was joined is a frame like any other. */
export function withoutXing(frame: Uint8Array, side: number): Uint8Array {
  const place = text(frame, 36) === 'VBRI' ? 36 : placeOf(frame, 0, side)
  return place < 0 ? frame : frame.slice().fill(0, place, place + 4)
}
