import { boxesIn, boxAt, contentOf, type Stretch } from './boxes'
import { view } from './bytes'
import type { Codec } from './codecs'
import type { Source } from './media'
import type { PacketList } from './packets'

// The fragments of an MP4 (ISO 14496-12, 8.8).

const RUN = 1 << 22 // bytes of one run

interface Defaults { readonly duration: number; readonly size: number }

/** What a track's packets are where a fragment does not say. */
export async function fragmentDefaults(source: Source, moov: Stretch, id: number): Promise<Defaults> {
  for await (const box of boxesIn(source, await boxAt(source, moov, 'mvex'))) {
    const data = view(await contentOf(source, box, 24))
    if (box.type === 'trex' && data.byteLength >= 20 && data.getUint32(4) === id) return { duration: data.getUint32(12), size: data.getUint32(16) }
  }
  return { duration: 0, size: 0 }
}

/**
 * Adds the packets of all fragments to a list: they follow each other without a gap, whatever time they say.
 * @returns at which tick of the track the first one begins
 */
export async function fragments(source: Source, from: number, id: number, defaults: Defaults, codec: Codec, scale: number, list: PacketList): Promise<number> {
  const samples = codec.count(), nothing = new Uint8Array(0)
  const already = list.end
  let ticks = 0, begin: number | undefined
  for await (const moof of boxesIn(source, { at: from, end: source.size })) {
    if (moof.type !== 'moof') continue
    let next = moof.start
    for await (const traf of boxesIn(source, moof)) {
      if (traf.type !== 'traf') continue
      let own = false, base = next, { duration, size } = defaults
      for await (const box of boxesIn(source, traf)) {
        const bytes = await contentOf(source, box, RUN), data = view(bytes)
        if (bytes.length < 8) continue
        const flags = data.getUint32(0) & 0xffffff, version = bytes[0]!
        let at = 4
        const optional = (flag: number, wide = 4): number | undefined => {
          if (!(flags & flag) || at + wide > bytes.length) return undefined
          at += wide
          return wide === 8 ? Number(data.getBigUint64(at - 8)) : data.getUint32(at - 4)
        }
        if (box.type === 'tfhd') {
          own = data.getUint32(4) === id
          at = 8
          base = optional(1, 8) ?? (flags & 0x20000 ? moof.start : next)
          optional(2)
          duration = optional(8) ?? duration
          size = optional(16) ?? size
          next = base
        } else if (box.type === 'tfdt' && own) {
          begin ??= version === 1 && bytes.length >= 12 ? Number(data.getBigUint64(4)) : data.getUint32(4)
        } else if (box.type === 'trun') {
          const count = data.getUint32(4)
          at = 8
          const offset = optional(1)
          if (offset !== undefined) next = base + (offset | 0)
          optional(4)
          const each = (flags & 0x100 ? 4 : 0) + (flags & 0x200 ? 4 : 0) + (flags & 0x400 ? 4 : 0) + (flags & 0x800 ? 4 : 0)
          const most = each > 0 ? Math.min(count, Math.floor((bytes.length - at) / each)) : Math.min(count, Math.ceil(source.size / Math.max(1, size)))
          for (let i = 0; i < most; i++) {
            const lasts = optional(0x100) ?? duration, length = optional(0x200) ?? size
            optional(0x400)
            optional(0x800)
            if (own) {
              ticks += lasts
              const told = codec.each ?? (codec.align ? samples(nothing, length) : Math.max(0, already + Math.round((ticks * codec.sampleRate) / scale) - list.end))
              if (!list.push(next, length, told)) return begin ?? 0
            }
            next += length
          }
        }
      }
    }
  }
  if (codec.each && codec.lead === 0) list.shorten(list.end - already - Math.round((ticks * codec.sampleRate) / scale))
  return begin ?? 0
}
