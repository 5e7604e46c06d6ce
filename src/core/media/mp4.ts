import { boxAt, soundTrack, type Box } from './boxes'
import { join, text, view } from './bytes'
import { AAC_RATES, adtsFrame } from './aac'
import type { Source } from './media'
import type { Cutter, OldPiece as Piece } from './old'

// MP4: a table of frames, each wrapped into ADTS.

/** What nothing that is meant seriously has more of: frames (a day at 48 kHz), bytes of tables, boxes beside them, bytes of one frame (ADTS has 13 bits), bytes between the frames of a piece. */
const MOST = { frames: 1 << 22, table: 64 << 20, boxes: 4096, frame: 8184, span: 64 << 20 } as const

export const mp4: Cutter = async (source, head, budget) => {
  if (text(head, 4) !== 'ftyp') return undefined
  const moov = await findMoov(source)
  try {
    return moov && cutBy(moov, source, budget)
  } catch (error) {
    if (error instanceof RangeError) return undefined // A table that is shorter than it says.
    throw error
  }
}

function cutBy(moov: Uint8Array, source: Source, budget: number): AsyncGenerator<Piece> | undefined {
  const data = view(moov)
  const top = { at: 8, end: moov.length }
  const track = soundTrack(moov, top)
  const table = boxAt(moov, track, 'mdia', 'minf', 'stbl')
  const movie = boxAt(moov, top, 'mvhd')
  const [stsd, stsz, stsc, stco, co64] = ['stsd', 'stsz', 'stsc', 'stco', 'co64'].map((type) => boxAt(moov, table, type))
  const places = stco ?? co64
  if (!track || !movie || !stsd || !stsz || !stsc || !places || text(moov, stsd.at + 12) !== 'mp4a') return undefined
  const config = audioConfig(moov, stsd)
  if (!config) return undefined

  const count = data.getUint32(stsz.at + 8), fixed = data.getUint32(stsz.at + 4)
  if (count === 0 || count > MOST.frames) return undefined // 0: fragments
  const sizes = Uint32Array.from({ length: count }, (_, i) => fixed || data.getUint32(stsz.at + 12 + 4 * i))
  const offsets = new Float64Array(count)
  const chunks = data.getUint32(places.at + 4), runs = data.getUint32(stsc.at + 4)
  if (runs === 0) return undefined
  for (let chunk = 0, run = 0, frame = 0; chunk < chunks && frame < count; chunk++) {
    while (run + 1 < runs && data.getUint32(stsc.at + 8 + 12 * (run + 1)) <= chunk + 1) run++
    let at = stco ? data.getUint32(stco.at + 8 + 4 * chunk) : Number(data.getBigUint64(co64!.at + 8 + 8 * chunk))
    for (let i = data.getUint32(stsc.at + 12 + 12 * run); i > 0 && frame < count; i--, frame++) {
      offsets[frame] = at
      at += sizes[frame]!
    }
  }
  const { from, length } = edit(data, boxAt(moov, track, 'edts', 'elst'), data.getUint32(movie.at + (moov[movie.at] ? 20 : 12)), config.sampleRate)
  return mp4Pieces(source, sizes, offsets, config, from, length, budget)
}

async function findMoov(source: Source): Promise<Uint8Array | undefined> {
  for (let at = 0, boxes = 0; at + 16 <= source.size && boxes < MOST.boxes; boxes++) {
    const head = await source.read(at, at + 16)
    let size = view(head).getUint32(0)
    if (size === 1) size = Number(view(head).getBigUint64(8))
    if (text(head, 4) === 'moov') return size > MOST.table ? undefined : source.read(at, at + size)
    if (size < 8) return undefined
    at += size
  }
  return undefined
}

interface Aac { object: number; rateIndex: number; sampleRate: number; channels: number }

/** The AudioSpecificConfig in esds; undefined for anything but AAC-LC (a rate that SBR doubles is not in it). */
function audioConfig(moov: Uint8Array, stsd: Box): Aac | undefined {
  const esds = moov.subarray(stsd.at, stsd.end)
  let at = -1
  for (let i = 0; i + 4 < esds.length; i++) if (text(esds, i) === 'esds') at = i + 8
  const length = (): number => {
    let size = 0
    for (let byte = 0x80; byte & 0x80;) size = (size << 7) | ((byte = esds[at++]!) & 0x7f)
    return size
  }
  if (at < 0 || esds[at++] !== 3) return undefined
  length(); at += 3
  if (esds[at++] !== 4) return undefined
  length(); at += 13
  if (esds[at++] !== 5) return undefined
  const size = length()
  const object = esds[at]! >> 3, rateIndex = ((esds[at]! & 7) << 1) | (esds[at + 1]! >> 7), channels = (esds[at + 1]! >> 3) & 15
  const sampleRate = AAC_RATES[rateIndex]
  const sbr = size >= 5 && (((esds[at + 2]! << 8) | esds[at + 3]!) >> 5) === 0x2b7 && (esds[at + 4]! & 0x80) !== 0
  if (object !== 2 || !sampleRate || channels < 1 || channels > 7 || sbr) return undefined
  return { object, rateIndex, sampleRate, channels }
}

/** The first real edit: from which sample the track is heard, and how many (rounded as FFmpeg does). */
function edit(data: DataView, elst: Box | undefined, movieScale: number, sampleRate: number) {
  const none = { from: 0, length: Infinity }
  if (!elst) return none
  const long = data.getUint8(elst.at) === 1, count = data.getUint32(elst.at + 4)
  for (let i = 0, at = elst.at + 8; i < count; i++, at += long ? 20 : 12) {
    const duration = long ? Number(data.getBigUint64(at)) : data.getUint32(at)
    const time = long ? Number(data.getBigInt64(at + 8)) : data.getInt32(at + 4)
    if (time >= 0) return { from: time, length: duration ? Math.round((duration / movieScale) * sampleRate) : Infinity }
  }
  return none
}

async function* mp4Pieces(source: Source, sizes: Uint32Array, offsets: Float64Array, aac: Aac, from: number, length: number, budget: number): AsyncGenerator<Piece> {
  const step = Math.max(1, Math.floor(budget / aac.channels / 1024)), end = from + length
  for (let first = 0; first < sizes.length; first += step) {
    const lead = Math.min(first, 3), last = Math.min(sizes.length, first + step), low = first - lead
    const base = offsets[low]!
    const to = Math.min(source.size, offsets[last - 1]! + sizes[last - 1]!)
    if (to - base > MOST.span) throw new RangeError('its frames lie too far apart')
    const span = await source.read(base, to)
    const parts: Uint8Array[] = []
    for (let frame = low; frame < last; frame++) {
      const at = offsets[frame]! - base, size = sizes[frame]!
      if (at < 0 || size > MOST.frame || at + size > span.length) break // truncated, or no frame
      parts.push(adtsFrame(aac, size), span.subarray(at, at + size))
    }
    if (parts.length / 2 <= lead) return
    const piece = join(...parts), start = low * 1024 // of the piece, on the axis of the undelayed file
    yield {
      bytes: piece,
      sampleRate: aac.sampleRate,
      keep: (count) => [Math.max(lead * 1024, from - start), Math.min(count, end - start)],
    }
  }
}
