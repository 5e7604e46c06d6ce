import { adtsHeader } from './adts'
import { afterTags, tagSize } from './bytes'
import { createChain, follows, HEADER, type Header, type Link } from './chain'
import { cut } from './cut'
import { find } from './find'
import type { Media, Opener, Source, Unplayable } from './media'
import { freeFrame, mpegHeader, type MpegFrame } from './mpeg'
import { steady } from './steady'
import { withoutXing, xingHeader, type Xing } from './xing'

/** Layer III only: in the noise of another layer its headers may happen to be. */
const header: Header = (bytes, at) => {
  const frame = mpegHeader(bytes, at)
  return frame?.layer === 3 ? frame : undefined
}

export const mp3: Opener = async (source, head) => openMp3(source, head, await afterTags(source, head))

/**
 * MPEG audio from `from` on.
 * @param stop bytes: it ends there at the latest
 */
export async function openMp3(source: Source, head: Uint8Array, from: number, stop = source.size): Promise<Media | Unplayable | undefined> {
  const container = 'mp3'
  // ADTS too, so that it is not searched to its end.
  const begins = (bytes: Uint8Array, at: number) => follows(mpegHeader, bytes, at, 4) || follows(adtsHeader, bytes, at, 3) || freeFrame(bytes, at)
  const found = await find(source, from + tagSize(await source.read(from, from + 32), 0), head, begins)
  if (!found || adtsHeader(found.bytes, 0)) return undefined
  const one = mpegHeader(found.bytes, 0)
  if (!one) return { container, unplayable: 'MP3 of free bitrate' }
  if (one.layer !== 3) return { container, unplayable: `MP${one.layer}` }
  // That header is no sound, and what is cut is ours to cut: no decoder gets to see it. After garbage it is a frame to all of them.
  const xing = found.at === from ? xingHeader(found.bytes, 0, one) : undefined
  const start = found.at + (xing ? one.size : 0)
  const first = (xing && (mpegHeader(found.bytes, one.size) ?? one)) ?? one
  const chain = createChain(source, header, start, first, { stop, broken: true })
  const { sampleRate, samples } = first
  const { skip, padding } = xing ?? { skip: 0, padding: 0 }
  const told = xing && (await trusted(source, found.at, stop, xing, one))
  const frames = told ?? (await steady(source, header, start, stop, first))
  const total = frames === undefined ? await chain.total() : frames * samples
  const padded = xing?.frames && total === xing.frames * samples ? padding : 0
  return {
    container,
    codec: 'MP3',
    sampleRate,
    channels: first.channels,
    duration: Math.max(0, total - skip - padded) / sampleRate,
    exact: true,
    pieces: (budget, at) => cut(chain, { sampleRate, scale: 1, skip, padding: { samples: padding, of: (xing?.frames ?? 0) * samples }, lead, plain }, budget, at),
  }
}

/** How many frames a header counts, if the file's size bears it out: it was not cut short, nothing was joined to it. */
async function trusted(source: Source, at: number, stop: number, { frames, bytes }: Xing, { average, size, samples, sampleRate }: MpegFrame): Promise<number | undefined> {
  if (!frames || !bytes) return undefined
  const each = (bytes - size) / frames
  const end = at + bytes
  // 8 to 320 kbit/s
  if (each * sampleRate < 0.9 * 8 * 125 * samples || each * sampleRate > 1.1 * 320 * 125 * samples || end > stop + average / 2) return undefined
  if (stop - end < 2 * average) return frames
  const behind = await source.read(end, Math.min(stop, end + BEHIND))
  for (let next = tagSize(behind, 0); next + HEADER < behind.length; next = behind.indexOf(0xff, next + 1)) {
    if (next < 0) break
    if (follows(header, behind, next, 4)) return undefined
  }
  return frames
}
const BEHIND = 1 << 17 // bytes in which a joined file must begin

/** Layer III takes bits of a frame from up to 511 bytes of earlier ones (255 in MPEG 2); two more fill overlap and filter bank. */
function lead(frames: readonly Link[]): number {
  let count = 0
  for (let bytes = 511; count < frames.length && bytes > 0; count++) {
    const { bytes: frame, size } = frames.at(-1 - count)!
    if (count >= 2) bytes -= Math.max(0, size - mpegHeader(frame, 0)!.side)
  }
  return count
}

const plain = (frame: Uint8Array): Uint8Array => withoutXing(frame, mpegHeader(frame, 0)!.side)
