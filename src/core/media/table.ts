import { contentOf, type Box } from './boxes'
import { view } from './bytes'
import type { Codec } from './codecs'
import type { Source } from './media'
import { MOST, packetList } from './packets'

// The table of an MP4 that is not in fragments (ISO 14496-12, 8.6.1.2 and 8.7).

/** The boxes of an stbl by their type. */
export type Tables = ReadonlyMap<string, Box>

const BYTES = 8 * MOST.packets + 16 // of one table
const SLICE = 4096 // samples of a packet, where the samples are the packets

const content = (source: Source, box: Box | undefined) => contentOf(source, box, BYTES)
const numbers = (bytes: Uint8Array, at: number, wide: number) => Math.max(0, Math.floor((bytes.length - at) / wide))

/** How long packets last, in samples: as runs of equal ones. */
export async function lasting(source: Source, tables: Tables, sampleRate: number, scale: number) {
  const bytes = await content(source, tables.get('stts')), data = view(bytes)
  const runs = bytes.length < 8 ? 0 : Math.min(data.getUint32(4), numbers(bytes, 8, 8))
  let run = -1, left = 0, ticks = 0, step = 0
  return {
    total() {
      let sum = 0
      for (let i = 0; i < runs; i++) sum += data.getUint32(8 + 8 * i) * data.getUint32(12 + 8 * i)
      return Math.round((sum * sampleRate) / scale)
    },
    /** Where the next packet ends, counted from the first one's beginning. */
    next() {
      while (left === 0 && run + 1 < runs) {
        run++
        left = data.getUint32(8 + 8 * run)
        step = data.getUint32(12 + 8 * run)
      }
      left = Math.max(0, left - 1)
      ticks += step
      return Math.round((ticks * sampleRate) / scale)
    },
  }
}

/** How many packets there are, and the one size that all of them may have. */
export async function sizing(source: Source, tables: Tables): Promise<{ count: number; fixed: number }> {
  const fixed = tables.get('stsz'), head = await contentOf(source, fixed ?? tables.get('stz2'), 12)
  return head.length < 12 ? { count: 0, fixed: 0 } : { count: view(head).getUint32(8), fixed: fixed ? view(head).getUint32(4) : 0 }
}

/** Where the first chunk and the last one begin. */
export async function chunkEnds(source: Source, tables: Tables): Promise<[first: number, last: number] | undefined> {
  const box = tables.get('stco') ?? tables.get('co64'), wide = tables.has('stco') ? 4 : 8
  if (!box || box.end < box.at + 8) return undefined
  const count = view(await contentOf(source, box, 8)).getUint32(4), end = box.at + 8 + wide * count
  if (count === 0 || end > box.end) return undefined
  const place = async (at: number) => {
    const data = view(await source.read(at, at + wide))
    return wide === 4 ? data.getUint32(0) : Number(data.getBigUint64(0))
  }
  return [await place(box.at + 8), await place(end - wide)]
}

/** Lists the packets that are in the file. Where a table is shorter than it says, what is there counts. */
export async function listed(source: Source, tables: Tables, codec: Codec, scale: number) {
  const list = packetList(source.size)
  const { count, fixed } = await sizing(source, tables)
  const [compact, wide] = [!tables.has('stsz'), !tables.has('stco')]
  const sizes = await content(source, tables.get('stsz') ?? tables.get('stz2')), bits = compact ? (sizes[7] ?? 0) : 32
  const chunks = await content(source, tables.get('stco') ?? tables.get('co64')), runs = await content(source, tables.get('stsc'))
  const [sizeData, chunkData, runData] = [view(sizes), view(chunks), view(runs)]
  const chunkCount = chunks.length < 8 ? 0 : Math.min(chunkData.getUint32(4), numbers(chunks, 8, wide ? 8 : 4))
  const runCount = runs.length < 8 ? 0 : Math.min(runData.getUint32(4), numbers(runs, 8, 12))
  const most = fixed > 0 ? count : [4, 8, 16, 32].includes(bits) ? Math.min(count, Math.floor(((sizes.length - 12) * 8) / bits)) : 0
  const time = await lasting(source, tables, codec.sampleRate, scale), samples = codec.count(), nothing = new Uint8Array(0)
  const sizeOf = (i: number): number => {
    if (fixed > 0) return fixed
    if (bits === 4) return (sizes[12 + (i >> 1)]! >> (i & 1 ? 0 : 4)) & 15
    return bits === 8 ? sizes[12 + i]! : bits === 16 ? sizeData.getUint16(12 + 2 * i) : sizeData.getUint32(12 + 4 * i)
  }
  for (let chunk = 0, run = 0, packet = 0; runCount > 0 && chunk < chunkCount && packet < most; chunk++) {
    while (run + 1 < runCount && runData.getUint32(8 + 12 * (run + 1)) <= chunk + 1) run++
    let at = wide ? Number(chunkData.getBigUint64(8 + 8 * chunk)) : chunkData.getUint32(8 + 4 * chunk)
    let inside = Math.min(most - packet, runData.getUint32(12 + 12 * run))
    if (codec.align) {
      // Each sample is a packet, of one byte in old files: the whole chunk is cut as fits.
      let left = inside * (fixed > 1 ? fixed : codec.align)
      packet += inside
      for (let size; left > 0; at += size, left -= size) {
        size = Math.min(left, SLICE * codec.align, Math.floor((source.size - at) / codec.align) * codec.align)
        if (!(size > 0) || !list.push(at, size, samples(nothing, size))) return list
      }
    } else {
      for (; inside > 0; inside--, packet++) {
        const size = sizeOf(packet), lasts = time.next() - (codec.each ? 0 : list.end)
        if (!list.push(at, size, codec.each ?? Math.max(0, lasts))) return list
        at += size
      }
    }
  }
  // The last frame of what is lossless is as short as the sound; other codings have no such frames.
  if (codec.each && codec.lead === 0 && list.count === most) list.shorten(list.end - time.total())
  return list
}
