import { keyOf, put, type Fields } from '../../../core/music/tags/names'
import type { Bytes } from '../../bytes'

/** Files are untrusted: pages until the comments end, bytes of all comments (pictures stand among them), bytes of one that is read. */
const most = { pages: 8192, comments: 16 * 1024 * 1024, text: 64 * 1024 } as const

/** How the first packet of a stream begins, how its second one does, and after how many bytes of that the comments begin. */
const codecs = [
  { first: '\x01vorbis', second: /^\x03vorbis/, skipped: 7 },
  { first: 'OpusHead', second: /^OpusTags/, skipped: 8 },
  // A metadata block of FLAC: its type and its length (Ogg mapping for FLAC, 1.0).
  { first: '\x7fFLAC', second: /^[\x04\x84]/, skipped: 4 },
] as const

/** Vorbis comments: a vendor, then so many texts 'NAME=value', each after its length (Vorbis I, 5.2.1). */
export function commentsIn(data: Buffer): Fields {
  const fields = new Map<string, string[]>()
  let at = 0
  const next = (): Buffer | null => {
    if (at + 4 > data.length) return null
    const from = at + 4
    at = from + data.readUInt32LE(at)
    return at > data.length ? null : data.subarray(from, at)
  }
  if (next() === null) return fields
  at += 4 // How many there are tells nothing that their end does not.
  for (let text = next(); text !== null; text = next()) {
    const sign = text.indexOf(0x3d)
    if (sign <= 0 || text.length > most.text) continue
    put(fields, keyOf(text.toString('latin1', 0, sign)), text.toString('utf8', sign + 1))
  }
  return fields
}

/** The comments of the first stream of sound in an Ogg file, in whatever order the headers of its streams stand. Null where there are none. */
export function oggFields(bytes: Bytes, start: number): Fields | null {
  const read = (at: number, length: number) => {
    const into = Buffer.alloc(Math.max(0, Math.min(length, bytes.size - at)))
    return into.subarray(0, bytes.read(into, at))
  }
  let stream: { readonly serial: number; readonly codec: (typeof codecs)[number] } | null = null
  const parts: Buffer[] = []
  let total = 0
  for (let at = start, pages = 0; pages < most.pages; pages++) {
    const head = read(at, 27)
    if (head.length < 27 || head.toString('latin1', 0, 4) !== 'OggS') return null
    const lacing = read(at + 27, head[26]!)
    const [serial, body] = [head.readUInt32LE(14), at + 27 + lacing.length]
    at = body + lacing.reduce((sum, one) => sum + one, 0)
    if (stream === null) {
      const begins = (head[5]! & 2) === 0 ? '' : read(body, 8).toString('latin1')
      const codec = codecs.find(({ first }) => begins.startsWith(first))
      if (codec) stream = { serial, codec }
    } else if (serial === stream.serial) {
      // The packet ends with the first piece that is not full.
      const last = lacing.findIndex((one) => one < 255)
      const length = lacing.subarray(0, last < 0 ? lacing.length : last + 1).reduce((sum, one) => sum + one, 0)
      parts.push(read(body, length))
      total += length
      if (last < 0 && total < most.comments) continue
      const packet = Buffer.concat(parts)
      return stream.codec.second.test(packet.toString('latin1', 0, 8)) ? commentsIn(packet.subarray(stream.codec.skipped)) : null
    }
  }
  return null
}
