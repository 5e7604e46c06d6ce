import { pieceOf, type Bytes } from '../bytes'
import { oggAudio } from './ogg'

/** What stands for the sound of a file, whatever its tags say. */
export interface Audio {
  /** Its length, or what tells as much. */
  readonly length: string
  readonly pieces: readonly Uint8Array[]
  /** Where it lies, if that is in one piece. */
  readonly span?: Span
}

/** Read at three places, in bytes: enough to tell any two recordings apart, and little enough for 10,000 files on a slow disk. */
const sample = 16 * 1024
/** Tags, chunks or blocks one after the other, and boxes; more are damage. */
const [most, mostBoxes] = [200, 5000]

export type Span = readonly [from: number, to: number]

/** Bytes of some spans, read as if these were one. */
function through(bytes: Bytes, spans: readonly Span[], from: number, length: number): Buffer {
  const parts: Buffer[] = []
  let [skip, left] = [from, length]
  for (const [begin, end] of spans) {
    const part = pieceOf(bytes, begin + skip, Math.min(left, end - begin - skip))
    skip = Math.max(0, skip - (end - begin))
    left -= part.length
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The length of the audio, and 16 KiB at its beginning, middle and end. */
export function sampled(bytes: Bytes, spans: readonly Span[]): Audio {
  const length = spans.reduce((sum, [from, to]) => sum + to - from, 0)
  const last = Math.max(0, length - sample)
  const [span] = spans.length === 1 ? spans : []
  return { ...(span && { span }), length: String(length), pieces: [0, Math.floor(last / 2), last].map((place) => through(bytes, spans, place, Math.min(sample, length))) }
}

/** Behind ID3v2 (id3.org, ID3v2.4 structure, 3.1 and 3.4): 'ID3', version, flags, 28 bits of length in 4 bytes; it may have a footer, and there may be several. */
function afterTags(bytes: Bytes): number {
  let from = 0
  for (let tags = 0; tags < most; tags++) {
    const head = pieceOf(bytes, from, 10)
    if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') break
    const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 127), 0)
    from += 10 + size + (head[5]! & 0x10 ? 10 : 0)
  }
  return from < bytes.size ? from : 0
}

/** Before ID3v1 (the last 128 bytes, beginning with 'TAG') and APEv2 (a footer of 32 bytes that tells how much lies before it). */
function beforeTags(bytes: Bytes, from: number): number {
  let to = bytes.size
  for (let tags = 0; tags < most; tags++) {
    const foot = pieceOf(bytes, to - 32, 32)
    if (to - 128 >= from && pieceOf(bytes, to - 128, 3).toString('latin1') === 'TAG') to -= 128
    else if (foot.length === 32 && foot.toString('latin1', 0, 8) === 'APETAGEX') {
      const size = foot.readUInt32LE(12) + (foot.readUInt32LE(20) & 0x8000_0000 ? 32 : 0)
      if (size < 32 || to - size < from) break
      to -= size
    } else break
  }
  return to
}

/** Behind the metadata blocks of FLAC (RFC 9639, 8.1). */
function flac(bytes: Bytes, [from, to]: Span): Span[] {
  let place = from + 4
  for (let blocks = 0; blocks < most; blocks++) {
    const head = pieceOf(bytes, place, 4)
    if (head.length < 4) break
    place += 4 + head.readUIntBE(1, 3)
    if (head[0]! & 0x80) return place < to ? [[place, to]] : []
  }
  return []
}

/** The data chunk of a RIFF or RF64 WAVE. One whose length was never written goes to the end. */
function wave(bytes: Bytes, [from, to]: Span): Span[] {
  let long = 0
  let place = from + 12
  for (let chunks = 0; chunks < most; chunks++) {
    const head = pieceOf(bytes, place, 24)
    if (head.length < 8) break
    const [name, size] = [head.toString('latin1', 0, 4), head.readUInt32LE(4)]
    place += 8
    if (name === 'ds64' && head.length === 24) long = Number(head.readBigUInt64LE(16))
    if (name === 'data') {
      const real = size === 0xffff_ffff ? long : size
      return place < to ? [[place, real > 0 ? Math.min(to, place + real) : to]] : []
    }
    place += size + (size % 2)
  }
  return []
}

/** The media data of an MP4 (ISO 14496-12, 4.2 and 8.1.1), of which a fragmented one has many boxes. */
function mp4(bytes: Bytes, [from, to]: Span): Span[] {
  const spans: Span[] = []
  let place = from
  for (let boxes = 0; boxes < mostBoxes && place < to; boxes++) {
    const head = pieceOf(bytes, place, 16)
    if (head.length < 8) break
    const short = head.readUInt32BE(0)
    const large = short === 1 && head.length === 16
    const size = large ? Number(head.readBigUInt64BE(8)) : short || to - place
    const begin = place + (large ? 16 : 8)
    if (size < begin - place) break
    place += size
    const end = Math.min(to, place)
    if (end > begin && head.toString('latin1', 4, 8) === 'mdat') spans.push([begin, end])
  }
  return spans
}

/** The sound of a file of any kind that can be told apart from its tags; else all that lies between ID3 and APE tags. */
export function audioOf(bytes: Bytes): Audio {
  const from = afterTags(bytes)
  const span: Span = [from, beforeTags(bytes, from)]
  const head = pieceOf(bytes, from, 12).toString('latin1')
  if (head.startsWith('OggS')) return oggAudio(bytes, span) ?? sampled(bytes, [span])
  const cut = head.startsWith('fLaC') ? flac : /^(RIFF|RF64)....WAVE/s.test(head) ? wave : /^....ftyp/s.test(head) ? mp4 : null
  const spans = cut?.(bytes, span) ?? []
  return sampled(bytes, spans.length > 0 ? spans : [span])
}
