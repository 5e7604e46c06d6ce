import { inflateSync } from 'node:zlib'
import { keyOf, put, type Fields } from '../../../core/music/tags/names'
import type { Bytes } from '../../bytes'

/** Files are untrusted: tags before one another, frames in a tag, bytes of a text, bytes whose unsynchronisation is undone. */
const most = { tags: 16, frames: 4096, text: 64 * 1024, undone: 16 * 1024 * 1024 } as const

const wanted = /^(?:TIT2|TPE1|TPE2|TALB|TBPM|TXXX|TT2|TP1|TP2|TAL|TBP|TXX)$/

/** A stretch of a file, or what was made of it. */
interface Source {
  readonly size: number
  /** Bytes from `at` on: fewer than asked for where it ends. */
  read(at: number, length: number): Buffer
}

interface Frame {
  readonly id: string
  readonly flags: number
  readonly at: number
  readonly size: number
}

const sourceOf = (buffer: Buffer): Source => ({ size: buffer.length, read: (at, length) => buffer.subarray(at, at + length) })

function partOf(bytes: Bytes, from: number, to: number): Source {
  const size = Math.max(0, Math.min(to, bytes.size) - from)
  return {
    size,
    read(at, length) {
      const into = Buffer.alloc(Math.max(0, Math.min(length, size - at)))
      return into.subarray(0, bytes.read(into, from + at))
    },
  }
}

/** A number of 28 bits in 4 bytes (ID3v2.4 structure, 6.2); null where one of them has its highest bit. */
const syncsafe = (raw: number): number | null =>
  (raw & 0x80808080) !== 0 ? null : ((raw >>> 24) << 21) | (((raw >>> 16) & 127) << 14) | (((raw >>> 8) & 127) << 7) | (raw & 127)

/** Without the zero that unsynchronisation puts after each 0xFF (ID3v2.4 structure, 6.1). */
function undone(data: Buffer): Buffer {
  const into = Buffer.allocUnsafe(data.length)
  let length = 0
  for (let at = 0; at < data.length; at++) {
    into[length++] = data[at]!
    if (data[at] === 0xff && data[at + 1] === 0) at++
  }
  return into.subarray(0, length)
}

/** The name of a frame; in tags that were made from ID3v2.2 its three letters may stand with a space or a zero. */
const nameOf = (head: Buffer, letters: number): string | null =>
  /^([A-Z][A-Z0-9]{2}[A-Z0-9]?)[ \0]?$/.exec(head.toString('latin1', 0, letters))?.[1] ?? null

/** The frames of a tag, as far as it makes sense. */
function walk(source: Source, from: number, version: number, size: (raw: number) => number | null): { readonly frames: readonly Frame[]; readonly whole: boolean } {
  const [letters, length] = version === 2 ? [3, 6] : [4, 10]
  const frames: Frame[] = []
  let at = from
  while (frames.length < most.frames) {
    const head = source.read(at, length)
    if (head.length < length || head[0] === 0) return { frames, whole: true }
    const id = nameOf(head, letters)
    const own = size(version === 2 ? head.readUIntBE(3, 3) : head.readUInt32BE(4))
    if (id === null || own === null) break
    frames.push({ id, flags: version === 2 ? 0 : head[9]!, at: at + length, size: own })
    at += length + own
    if (at > source.size) break
  }
  return { frames, whole: false }
}

/**
 * The sizes of frames are plain in ID3v2.3 and syncsafe in 2.4, but old versions of iTunes and others wrote them the other way
 * round. The way that finds more frames is meant; of two that find as many the one that comes out at the end.
 */
function framesOf(source: Source, from: number, version: number): readonly Frame[] {
  const plain = (raw: number) => raw
  const asWritten = walk(source, from, version, version === 4 ? syncsafe : plain)
  if (version === 2 || asWritten.frames.every(({ size }) => size < 128) && asWritten.whole) return asWritten.frames
  const otherwise = walk(source, from, version, version === 4 ? plain : syncsafe)
  const more = otherwise.frames.length - asWritten.frames.length
  return more > 0 || (more === 0 && otherwise.whole && !asWritten.whole) ? otherwise.frames : asWritten.frames
}

/** Where the frames begin: after the extended header, where the tag says that it has one and does not begin with a frame. */
function afterExtended(source: Source, version: number): number {
  const head = source.read(0, 4)
  if (head.length < 4 || nameOf(head, 4) !== null) return 0
  const raw = head.readUInt32BE(0)
  return version === 4 ? (syncsafe(raw) ?? 0) : 4 + raw
}

/** What a frame holds when compression and the like are undone (ID3v2.3.0, 3.3.1; ID3v2.4 structure, 4.1.2); null where that cannot be done. */
function contentOf(source: Source, version: number, unsynchronised: boolean, { flags, at, size }: Frame): Buffer | null {
  const has = (three: number, four: number) => (flags & (version === 3 ? three : four)) !== 0
  if (has(0x40, 0x04)) return null // Encrypted.
  const compressed = has(0x80, 0x08)
  const before = (has(0x20, 0x40) ? 1 : 0) + (compressed || has(0, 0x01) ? 4 : 0)
  const raw = source.read(at, Math.min(size, most.text)).subarray(before)
  const data = version === 4 && (unsynchronised || has(0, 0x02)) ? undone(raw) : raw
  if (!compressed) return data
  try {
    return inflateSync(data, { maxOutputLength: most.text })
  } catch {
    return null
  }
}

/** The texts of a frame: encodings 0 to 3 of ID3v2.4 structure, 4. UTF-16 without its mark is little-endian, as Windows writes it. */
function textsOf(data: Buffer): readonly string[] {
  const [encoding] = data
  const text = data.subarray(1)
  const big = encoding === 2 || (encoding === 1 && text[0] === 0xfe && text[1] === 0xff)
  const name = encoding === 3 ? 'utf-8' : big ? 'utf-16be' : 'utf-16le'
  if (encoding === undefined || encoding > 3) return []
  return (encoding === 0 ? text.toString('latin1') : new TextDecoder(name).decode(text)).replaceAll('\ufeff', '').split('\0')
}

function fieldsOf(source: Source, version: number, unsynchronised: boolean, from: number): Fields {
  const fields = new Map<string, string[]>()
  for (const frame of framesOf(source, from, version)) {
    if (!wanted.test(frame.id)) continue
    const data = contentOf(source, version, unsynchronised, frame)
    if (!data) continue
    const texts = textsOf(data)
    const named = frame.id.startsWith('TXX')
    put(fields, keyOf(named ? `TXXX:${texts[0] ?? ''}` : frame.id), ...texts.slice(named ? 1 : 0))
  }
  return fields
}

/** The ID3v2 tag at a place of a file, and where it ends; null where there is none. `to`: the file or the chunk ends there. */
export function id3At(bytes: Bytes, at: number, to = bytes.size): { readonly fields: Fields; readonly end: number } | null {
  const head = partOf(bytes, at, to).read(0, 10)
  if (head.length < 10 || head.toString('latin1', 0, 3) !== 'ID3') return null
  const [version, flags] = [head[3]!, head[5]!]
  const size = syncsafe(head.readUInt32BE(6))
  if (size === null || version < 2 || version > 4) return null
  const footer = version === 4 && (flags & 0x10) !== 0 ? 10 : 0
  const end = Math.min(at + 10 + size + footer, to)
  // In ID3v2.2 this bit is a compression that was never defined.
  if (version === 2 && (flags & 0x40) !== 0) return { fields: new Map(), end }
  const unsynchronised = (flags & 0x80) !== 0
  const body = partOf(bytes, at + 10, Math.min(at + 10 + size, to))
  // Before 2.4 the whole tag is unsynchronised, and its sizes are as they were before.
  const source = unsynchronised && version < 4 ? sourceOf(undone(body.read(0, Math.min(body.size, most.undone)))) : body
  const from = version > 2 && (flags & 0x40) !== 0 ? afterExtended(source, version) : 0
  return { fields: fieldsOf(source, version, unsynchronised, from), end }
}

/** The ID3v2 tags that a file begins with, in their order, and where they end: 0 where there is none. */
export function id3Of(bytes: Bytes): { readonly tags: readonly Fields[]; readonly end: number } {
  const tags: Fields[] = []
  let end = 0
  for (let tag = id3At(bytes, 0); tag !== null && tags.length < most.tags; tag = id3At(bytes, end)) {
    tags.push(tag.fields)
    end = tag.end
  }
  return { tags, end }
}
