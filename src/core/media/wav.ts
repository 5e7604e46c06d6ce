import { join, text, view } from './bytes'
import type { Media, Opener, Piece, Source, Unplayable } from './media'
import { openMp3 } from './mp3'

/** The format chunk, and where the samples lie in the file. */
interface Layout {
  readonly format: Uint8Array
  readonly at: number
  readonly end: number
}

/** More chunks are damage; each costs a read. */
const MOST_CHUNKS = 1000

/** Sizes that a writer gives who does not know them: a recording that was cut off, a pipe. All that is there is meant. */
const UNTOLD = [0, 0x7ffff000, 0x7fffffff, 0xffffffff]

/** Format tags (mmreg.h) that hold samples as they are: what the platform's decoder takes, and 64-bit float, which is made 32-bit here. */
const PCM = 1, FLOAT = 3, ALAW = 6, MULAW = 7, EXTENSIBLE = 0xfffe
const MPEG = [0x50, 0x55]
const OTHERS: Readonly<Record<number, string>> = { 2: 'ADPCM', 0x11: 'ADPCM', 0x20: 'ADPCM', 0x31: 'GSM', 0x45: 'ADPCM', 0xff: 'AAC in WAV', 0x161: 'WMA', 0x162: 'WMA', 0x163: 'WMA', 0x1600: 'AAC in WAV', 0x2000: 'AC-3', 0x2001: 'DTS' }

/** WAV, RF64 and BW64 (EBU Tech 3306, ITU-R BS.2088): a header and samples. */
export const wav: Opener = async (source, head) => {
  if (!['RIFF', 'RF64', 'BW64'].includes(text(head, 0)) || text(head, 8) !== 'WAVE') return undefined
  const layout = await chunksOf(source, head)
  return layout && openWav(source, layout)
}

/** Walks the chunks; their sizes may be those of a ds64 chunk, promise more than there is, or tell nothing. */
async function chunksOf(source: Source, head: Uint8Array): Promise<Layout | undefined> {
  const read = async (at: number, length: number) => (at + length <= head.length ? head.subarray(at, at + length) : source.read(at, at + length))
  let format: Uint8Array | undefined
  let large = 0
  for (let at = 12, chunks = 0; at + 8 <= source.size && chunks < MOST_CHUNKS; chunks++) {
    const chunk = await read(at, 8)
    if (chunk.length < 8) break
    const type = text(chunk, 0)
    const size = view(chunk).getUint32(4, true)
    const start = at + 8
    if (type === 'ds64' && size >= 24) large = Number(view(await read(start, 24)).getBigUint64(8, true))
    if (type === 'fmt ' && !format && size >= 16) format = (await read(start, Math.min(size, 64) & ~1)).slice()
    let end = start + size
    if (type === 'data') {
      if (size === 0xffffffff && large > 0) end = start + large
      else if (UNTOLD.includes(size)) end = source.size
      return format && { format, at: start, end: Math.min(end, source.size) }
    }
    at = end
    // Some writers do not pad a chunk of odd size.
    if ((size & 1) === 1 && !/^[\x20-\x7e]{4}$/.test(text(await read(end, 4), 0))) at++
  }
  return undefined
}

async function openWav(source: Source, { format, at, end }: Layout): Promise<Media | Unplayable | undefined> {
  const fmt = view(format)
  const given = fmt.getUint16(0, true), channels = fmt.getUint16(2, true), sampleRate = fmt.getUint32(4, true), align = fmt.getUint16(12, true)
  const tag = given === EXTENSIBLE && format.length >= 26 ? fmt.getUint16(24, true) : given
  const container = 'wav'
  if (!channels || !sampleRate) return undefined
  if (MPEG.includes(tag)) return openMp3(source, new Uint8Array(0), at, end)
  const width = align / channels
  const wide = tag === FLOAT && width === 8
  const known = tag === PCM ? [1, 2, 3, 4].includes(width) : tag === FLOAT ? width === 4 || wide : (tag === ALAW || tag === MULAW) && width === 1
  if (!known) return OTHERS[tag] ? { container, unplayable: OTHERS[tag] } : tag === PCM || tag === FLOAT ? undefined : { container, unplayable: 'WAV of an unknown kind' }
  const total = Math.floor((end - at) / align)
  return {
    container, codec: 'WAV', sampleRate, channels, duration: total / sampleRate, exact: true,
    async *pieces(budget, from = 0): AsyncGenerator<Piece> {
      const step = Math.max(1, Math.floor(budget / channels))
      for (let place = from; place < total; place += step) {
        const length = Math.min(step, total - place)
        const samples = await source.read(at + place * align, at + (place + length) * align)
        yield {
          bytes: wide ? fileOf(narrowed(format), narrow(samples)) : fileOf(format, samples),
          sampleRate,
          keep: (decoded) => ({ from: 0, to: Math.min(length, decoded), at: place }),
        }
      }
    },
  }
}

/** A WAV file. */
function fileOf(format: Uint8Array, samples: Uint8Array): Uint8Array {
  const bytes = join(new Uint8Array(20), format, new Uint8Array(8), samples)
  const data = view(bytes)
  const name = (at: number, word: string) => bytes.set([...word].map((letter) => letter.charCodeAt(0)), at)
  name(0, 'RIFF'); data.setUint32(4, bytes.length - 8, true); name(8, 'WAVEfmt '); data.setUint32(16, format.length, true)
  name(20 + format.length, 'data'); data.setUint32(24 + format.length, samples.length, true)
  return bytes
}

/** The format of the same samples as 32-bit float. */
function narrowed(format: Uint8Array): Uint8Array {
  const half = format.slice(0, 16)
  const to = view(half)
  to.setUint16(0, FLOAT, true)
  to.setUint32(8, to.getUint32(8, true) / 2, true)
  to.setUint16(12, to.getUint16(12, true) / 2, true)
  to.setUint16(14, 32, true)
  return half
}

function narrow(samples: Uint8Array): Uint8Array {
  const from = view(samples)
  const bytes = new Uint8Array(4 * Math.floor(samples.length / 8))
  const to = view(bytes)
  for (let i = 0; 4 * i < bytes.length; i++) to.setFloat32(4 * i, from.getFloat64(8 * i, true), true)
  return bytes
}
