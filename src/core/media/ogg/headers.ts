import { text } from '../bytes'
import { flac, opus, vorbis, type Codec } from '../codecs'
import type { Source } from '../media'
import { packetsOf, pagesIn, type Page } from './reading'

/** What is known of a stream by its first packet. */
const KINDS: readonly (readonly [at: number, magic: string, name: string])[] = [
  [0, 'OpusHead', 'Opus'], [1, 'vorbis', 'Vorbis'], [1, 'FLAC', 'FLAC'],
  [0, 'Speex   ', 'Speex'], [0, 'PCM     ', 'OggPCM'], [1, 'theora', 'Theora'], [0, 'BBCD', 'Dirac'], [1, 'video', 'OGM'], [0, '\x80theora', 'Theora'], [0, 'CELT    ', 'CELT'], [1, 'audio', 'OGM'],
]
const kindOf = (packet: Uint8Array) => KINDS.find(([at, magic]) => text(packet, at, magic.length) === magic)?.[2]

/** More headers, and streams beside each other, than these are not meant seriously. */
const PACKETS = 1000, STREAMS = 100, BYTES = 64 << 20

/** A stream of sound whose headers are known. */
export interface Sound {
  readonly serial: number
  readonly codec: Codec
  /** Samples at its beginning that are not heard. */
  readonly skip: number
}

/**
 * Gathers the headers of one stream: give it the stream's pages from its first on, it answers with what they say as soon as
 * they are complete; null: they are wrong.
 */
export function headersOf(first: Page): ((page: Page) => Sound | null | undefined) | string | undefined {
  const kind = kindOf(first.parts[0] ?? new Uint8Array(0)), { serial } = first
  if (kind !== 'Opus' && kind !== 'Vorbis' && kind !== 'FLAC') return kind
  const packets = packetsOf(), headers: Uint8Array[] = []
  return (page) => {
    headers.push(...packets(page))
    const [head] = headers
    if (!head) return undefined
    const count = kind === 'Opus' ? 2 : kind === 'Vorbis' ? 3 : 1 + ((head[7]! << 8) | head[8]!)
    if (count > PACKETS) return null
    // Where their number is not told, FLAC's frames tell where they end: on this page the sound begins already.
    if (headers.length < count) return undefined
    const codec = kind === 'Opus' ? opus(head) : kind === 'Vorbis' ? vorbis(headers) : flac(head.subarray(17, 51))
    return codec ? { serial, codec, skip: kind === 'Opus' ? head[10]! | (head[11]! << 8) : 0 } : null
  }
}

/** Where a stream of sound begins, and who is beside it. */
export interface Beginning extends Sound {
  /** Its first page after the headers, or what lies before that. */
  readonly start: number
  /** The streams that begin with it. */
  readonly beside: ReadonlySet<number>
}

/** The first stream that can be decoded; a name: there is none, but this one. */
export async function beginning(source: Source, at: number): Promise<Beginning | string | undefined> {
  const open = new Map<number, (page: Page) => Sound | null | undefined>(), beside = new Set<number>()
  let name: string | undefined
  for await (const page of pagesIn(source, at, Math.min(source.size, at + BYTES))) {
    if (page.begins && beside.size < STREAMS && !beside.has(page.serial)) {
      beside.add(page.serial)
      const headers = headersOf(page)
      if (typeof headers === 'function') open.set(page.serial, headers)
      else name ??= headers
    } else if (!page.begins && open.size === 0) return name
    const [first] = open.keys()
    const sound = page.serial === first && open.get(first)!(page)
    if (sound) return { ...sound, start: page.end, beside }
    if (sound === null) open.delete(page.serial)
    else if (page.serial !== first) void open.get(page.serial)?.(page)
  }
  return name
}
