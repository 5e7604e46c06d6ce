// MP4 files of AAC that are nobody's music.
import { big, join, text } from './cutting'

export type Bytes = ArrayLike<number>
export const box = (type: string, ...content: Bytes[]): Uint8Array => {
  const bytes = join(...content)
  return join(big(bytes.length + 8), text(type), bytes)
}
export const zeros = (count: number) => Array<number>(count).fill(0)
export const table = (type: string, ...numbers: number[]) => box(type, zeros(4), ...numbers.map(big))

/** An elementary stream as ISO 14496-1 describes it: AAC-LC, 44,100 Hz, stereo, where nothing else is said. */
export const esds = (config: readonly number[] = [0x12, 0x10], object = 0x40) =>
  box('esds', zeros(4), [3, 23 + config.length, 0, 0, 0, 4, 15 + config.length, object, 0x15, ...zeros(11), 5, config.length, ...config])
export const described = (type: string, ...content: Bytes[]) => box('stsd', zeros(4), big(1), box(type, zeros(16), [0, 2, 0, 16], zeros(4), big(44_100 * 65_536), ...content))
const stsd = described('mp4a', esds())

export const sizes = Array.from({ length: 400 }, (_, i) => 100 + ((i * 53) % 200))
export const frames = sizes.map((size, i) => Array.from({ length: size }, (_, k) => (i * 31 + k * 3) & 255))

export interface Shape {
  stsd?: Uint8Array
  /** In the moov, after its track. */
  after?: Uint8Array
  stsz?: Uint8Array
  stsc?: Uint8Array
  stco?: (base: number) => Uint8Array
  stts?: Uint8Array
  elst?: Uint8Array
  mvhd?: Uint8Array
  wide?: boolean
  data?: Bytes
}
const perChunk = 7
export const chunkStarts = (base: number) => {
  const starts: number[] = []
  let at = base
  sizes.forEach((size, i) => {
    if (i % perChunk === 0) starts.push(at)
    at += size
  })
  return starts
}
const mvhd = box('mvhd', zeros(12), big(1000), zeros(80))
/** A file with its frames first, in chunks of seven, and its table last. */
export function file({ stsz, stsc, stco, stts, elst, mvhd: movie = mvhd, wide = false, stsd: own = stsd, after = new Uint8Array(0), data = join(...frames) }: Shape = {}): Uint8Array {
  const first = box('ftyp', text('M4A '), zeros(4))
  const media = wide ? join(big(1), text('mdat'), zeros(4), big(data.length + 16), data) : box('mdat', data)
  const base = first.length + (wide ? 16 : 8)
  const stbl = box('stbl', own, stts ?? table('stts', 1, 400, 1024), stsc ?? table('stsc', 1, 1, perChunk, 1), stsz ?? table('stsz', 0, 400, ...sizes), stco?.(base) ?? table('stco', chunkStarts(base).length, ...chunkStarts(base)))
  const hdlr = box('hdlr', zeros(8), text('soun'), zeros(12))
  const trak = box('trak', ...(elst ? [box('edts', elst)] : []), box('mdia', box('mdhd', zeros(12), big(44_100), zeros(8)), hdlr, box('minf', stbl)))
  return join(first, media, box('moov', movie, trak, after))
}

export const jitter = table('stts', 4, 100, 1024, 50, 1472, 50, 576, 200, 1024)
