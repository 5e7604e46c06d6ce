import { keyOf, put, type Fields } from '../../../core/music/tags/names'
import type { Bytes } from '../../bytes'
import { id3At } from './id3'

/** Files are untrusted: chunks of a file or a list, bytes of a text. */
const most = { chunks: 1024, text: 64 * 1024 } as const

/** A size that stands elsewhere: in the chunk ds64 of RF64 (EBU Tech 3306), or nowhere, where a stream was written. */
const elsewhere = 0xffff_ffff

interface Chunk {
  readonly id: string
  /** Of what it holds. */
  readonly at: number
  readonly end: number
}

const read = (bytes: Bytes, at: number, length: number): Buffer => {
  const into = Buffer.alloc(Math.max(0, Math.min(length, bytes.size - at)))
  return into.subarray(0, bytes.read(into, at))
}

const isName = (head: Buffer): boolean => head.length === 8 && /^[\x20-\x7e]{4}$/.test(head.toString('latin1', 0, 4))

/** The chunks from one place to another. Writers forget the byte that makes an odd length even. */
function* chunksIn(bytes: Bytes, from: number, to: number): Generator<Chunk> {
  let data = elsewhere
  for (let at = from, count = 0; at + 8 <= to && count < most.chunks; count++) {
    const head = read(bytes, at, 8)
    if (!isName(head)) return
    const id = head.toString('latin1', 0, 4)
    const size = head.readUInt32LE(4) === elsewhere ? data : head.readUInt32LE(4)
    const chunk = { id, at: at + 8, end: Math.min(at + 8 + size, to) }
    if (id === 'ds64' && size >= 16) data = Number(read(bytes, at + 16, 8).readBigUInt64LE())
    yield chunk
    const padded = size % 2 === 1 && (isName(read(bytes, chunk.end + 1, 8)) || !isName(read(bytes, chunk.end, 8)))
    at = chunk.end + (padded ? 1 : 0)
  }
}

/** The texts of a LIST of the kind INFO. No standard names their encoding: UTF-8 where they are UTF-8, else Latin-1. */
function infoIn(bytes: Bytes, { at, end }: Chunk): Fields {
  const fields = new Map<string, string[]>()
  for (const { id, at: from, end: to } of chunksIn(bytes, at + 4, end)) {
    const text = read(bytes, from, Math.min(to - from, most.text))
    const utf8 = text.toString('utf8')
    put(fields, keyOf(id), (utf8.includes('\ufffd') ? text.toString('latin1') : utf8).split('\0')[0]!)
  }
  return fields
}

/** What the ID3v2 tag and the INFO list of a WAV say, the tag first; RF64, and files whose sizes are wrong, as far as they go. */
export function riffFields(bytes: Bytes, start: number): readonly Fields[] {
  if (!/^(?:RIFF|RF64|BW64)....WAVE$/s.test(read(bytes, start, 12).toString('latin1'))) return []
  const tags: Fields[] = []
  const infos: Fields[] = []
  for (const chunk of chunksIn(bytes, start + 12, bytes.size)) {
    if (/^id3 $/i.test(chunk.id)) tags.push(id3At(bytes, chunk.at, chunk.end)?.fields ?? new Map())
    if (chunk.id === 'LIST' && read(bytes, chunk.at, 4).toString('latin1') === 'INFO') infos.push(infoIn(bytes, chunk))
  }
  return [...tags, ...infos]
}
