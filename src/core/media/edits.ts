import { boxAt, boxesIn, contentOf, type Box, type Stretch } from './boxes'
import { text, view } from './bytes'
import type { Codec } from './codecs'
import type { Source } from './media'
import { heardLength, type Range } from './packets'

// Which of an MP4's samples are heard.

const EDITS = 4096 // of a track
const TAGS = 4096 // that are looked at

/** Parts of a track in its own ticks; a part without an end goes on to the track's. */
export type Edits = readonly { readonly from: number; readonly seconds: number }[]

/** ISO 14496-12, 8.6.6. Parts that follow each other are one; silence before the sound is left out, as others do. */
export async function editsOf(source: Source, elst: Box | undefined, movieScale: number, scale: number): Promise<Edits> {
  const bytes = await contentOf(source, elst, 8 + 20 * EDITS), data = view(bytes)
  if (bytes.length < 8) return []
  const long = bytes[0] === 1, count = data.getUint32(4), edits: { from: number; seconds: number }[] = []
  for (let i = 0, at = 8; i < count && at + (long ? 20 : 12) <= bytes.length; i++, at += long ? 20 : 12) {
    const seconds = (long ? Number(data.getBigUint64(at)) : data.getUint32(at)) / movieScale
    const from = long ? Number(data.getBigInt64(at + 8)) : data.getInt32(at + 4), last = edits.at(-1)
    if (from < 0) continue
    if (last && Math.abs(last.from + last.seconds * scale - from) <= scale / movieScale + 1) last.seconds += seconds
    else edits.push({ from, seconds: seconds || Infinity })
  }
  return edits
}

/** The encoder's delay and padding as iTunes notes them, in samples of the core. */
export interface Gapless { readonly priming: number; readonly padding: number; readonly length: number }

export async function gaplessOf(source: Source, moov: Stretch): Promise<Gapless | undefined> {
  const meta = await boxAt(source, moov, 'udta', 'meta')
  if (!meta) return undefined
  // QuickTime's has no version before its boxes.
  const ilst = (await boxAt(source, { at: meta.at + 4, end: meta.end }, 'ilst')) ?? (await boxAt(source, meta, 'ilst'))
  let tags = 0
  for await (const box of boxesIn(source, ilst)) {
    if (tags++ > TAGS) return undefined
    if (box.type !== '----') continue
    const words = text(await contentOf(source, box, 512), 0, 512)
    const found = /iTunSMPB.*? [\dA-F]{8} ([\dA-F]{8}) ([\dA-F]{8}) ([\dA-F]{16})/is.exec(words)
    if (!found) continue
    const [priming, padding, length] = found.slice(1).map((hex) => Number.parseInt(hex, 16)) as [number, number, number]
    return { priming, padding, length }
  }
  return undefined
}

/**
 * Of `total` samples in `count` packets. An edit says more than iTunes' note, unless it begins with the first sample: then
 * it was written by what did not know of the delay. What leaves nothing is damage.
 */
export function heardOf(codec: Codec & { preSkip?: number }, count: number, total: number, edits: Edits, gapless: Gapless | undefined, toSamples: (ticks: number) => number): Range[] {
  const whole = { from: Math.min(total, edits.length === 0 ? (codec.preSkip ?? 0) : 0), to: total }
  const noted = gapless && edits.every(({ from }, i) => i === 0 && from === 0) ? withoutPadding(gapless, codec, count, total) : undefined
  if (noted) return [noted]
  const ranges: Range[] = []
  for (const edit of edits) {
    const from = Math.max(0, toSamples(edit.from)), to = Math.min(total, from + Math.round(edit.seconds * codec.sampleRate))
    if (to > from && heardLength(ranges) + to - from <= total) ranges.push({ from, to })
  }
  return ranges.length > 0 ? ranges : [whole]
}

/** The note counts all samples: whether as they come out of the core, or doubled, shows where the sum is that of the packets. */
function withoutPadding({ priming, padding, length }: Gapless, { each = 1 }: Codec, count: number, total: number): Range | undefined {
  const doubled = each === 2048 && priming + padding + length < 1536 * count ? 2 : 1
  const from = priming * doubled, to = Math.min(total, length > 0 ? from + length * doubled : total - padding * doubled)
  return to > from ? { from, to } : undefined
}
