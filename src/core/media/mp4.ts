import { boxAt, boxesIn, contentOf, type Box } from './boxes'
import { buffered, text, view } from './bytes'
import { editsOf, gaplessOf, heardOf, type Edits } from './edits'
import { codecOf } from './entry'
import type { Codec } from './codecs'
import { fragmentDefaults, fragments } from './fragments'
import type { Media, Opener, Source, Unplayable } from './media'
import { packetMedia } from './packets'
import { chunkEnds, lasting, listed, sizing, type Tables } from './table'

/** A QuickTime file of old may begin with any of these. */
const FIRST = new Set(['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip', 'pnot'])
const STEP = 1 << 15 // bytes
const TABLE = 1 << 18 // bytes, where all fragments are walked

interface Track {
  readonly id: number
  readonly scale: number
  readonly tables: Tables
  readonly codec: Codec & { preSkip?: number }
  readonly edits: Edits
}

/** The first sound of an MP4 that can be played. */
export const mp4: Opener = async (file, head) => {
  if (!FIRST.has(text(head, 4))) return undefined
  const source = buffered(file, STEP, head)
  let moov: Box | undefined, over = false
  for await (const box of boxesIn(source, { at: 0, end: file.size })) {
    over ||= box.over
    if (box.type === 'moov') moov ??= box
    if (moov && (box.type === 'mdat' || box.type === 'moof')) break
  }
  if (!moov) return text(head, 4) === 'ftyp' ? { container: 'mp4', unplayable: 'incomplete MP4' } : undefined
  const movieScale = clock(await contentOf(source, await boxAt(source, moov, 'mvhd'), 24))
  let other: string | undefined
  for await (const box of boxesIn(source, moov)) {
    if (box.type !== 'trak') continue
    const track = await trackOf(source, box, movieScale)
    if (typeof track === 'object') return mediaOf(file, source, moov, track, over)
    other ??= track
  }
  return { container: 'mp4', unplayable: other ?? 'film without sound' }
}

/** Ticks a second, in an mvhd or mdhd. */
const clock = (bytes: Uint8Array): number => (bytes.length < 24 ? 0 : view(bytes).getUint32(bytes[0] === 1 ? 20 : 12)) || 1

/** @returns undefined: it is no sound; a coding that is not played as its name */
async function trackOf(source: Source, trak: Box, movieScale: number): Promise<Track | string | undefined> {
  const mdia = await boxAt(source, trak, 'mdia')
  if (text(await contentOf(source, await boxAt(source, mdia, 'hdlr'), 12), 8) !== 'soun') return undefined
  const tables = new Map<string, Box>()
  for await (const box of boxesIn(source, await boxAt(source, mdia, 'minf', 'stbl'))) if (!tables.has(box.type)) tables.set(box.type, box)
  const stsd = tables.get('stsd')
  for await (const entry of boxesIn(source, stsd && { at: stsd.at + 8, end: stsd.end })) {
    const codec = await codecOf(source, entry)
    if (typeof codec === 'string') return codec
    const scale = clock(await contentOf(source, await boxAt(source, mdia, 'mdhd'), 24))
    const tkhd = await contentOf(source, await boxAt(source, trak, 'tkhd'), 24)
    const id = tkhd.length < 24 ? 0 : view(tkhd).getUint32(tkhd[0] === 1 ? 20 : 12)
    return { id, scale, tables, codec, edits: await editsOf(source, await boxAt(source, trak, 'edts', 'elst'), movieScale, scale) }
  }
  return undefined
}

async function mediaOf(file: Source, source: Source, moov: Box, track: Track, over: boolean): Promise<Media | Unplayable | undefined> {
  const { codec, tables, scale, edits, id } = track, gapless = await gaplessOf(source, moov), ends = await chunkEnds(source, tables)
  if (codec.name === 'MP3' && ends && ((await source.read(ends[0], ends[0] + 2))[1]! & 6) === 4) return { container: 'mp4', unplayable: 'MP2' }
  const inFragments = (await boxAt(source, moov, 'mvex')) !== undefined
  const heard = (count: number, total: number, begin = 0) => heardOf(codec, count, total, edits, gapless, (ticks) => Math.round(((ticks - begin) * codec.sampleRate) / scale))
  const table = async () => {
    const list = await listed(buffered(file, TABLE), tables, codec, scale), before = list.count
    const begin = inFragments ? await fragments(buffered(file, TABLE), moov.end, id, await fragmentDefaults(source, moov, id), codec, scale, list) : 0
    return { packets: list.packets(), heard: heard(list.count, list.end, before > 0 ? 0 : begin) }
  }
  if (inFragments || over || !ends || ends[1] >= file.size) return packetMedia('mp4', file, codec, table)
  const { count } = await sizing(source, tables)
  const told = codec.each && codec.lead > 0 ? count * codec.each : (await lasting(source, tables, codec.sampleRate, scale)).total()
  return packetMedia('mp4', file, codec, table, heard(count, told))
}
