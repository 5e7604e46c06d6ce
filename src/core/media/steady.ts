import { createChain, type Header } from './chain'
import type { Source } from './media'
import type { MpegFrame } from './mpeg'

const PLACES = 12 // that are looked at, evenly spread
const BEHIND = 1 << 16 // bytes in which the frames would go on

/**
 * How many frames there are, if all are of one bitrate: their places can be told then, to a byte. The file is looked at in
 * several places, for the first frames of one whose bitrate varies are often equal.
 * @returns undefined where it varies, or where something lies between the frames
 */
export async function steady(source: Source, header: Header, start: number, stop: number, first: MpegFrame): Promise<number | undefined> {
  const { average, kind, samples } = first
  const most = Math.floor((stop - start + 1) / average)
  if (most < 4 * PLACES) return undefined // soon counted

  /** Where a frame is, in bytes; -1: not where it should be. */
  async function placeOf(number: number): Promise<number> {
    const from = Math.max(start, start + Math.floor(number * average) - 1)
    const bytes = await source.read(from, from + 12)
    const found = [0, 1, 2, 3].find((more) => {
      const frame = header(bytes, more)
      return frame?.kind === kind && Math.abs(frame.size - average) <= 1
    })
    return found === undefined ? -1 : from + found
  }

  // Behind the last frame there may be tags, or half a frame.
  let low = 0
  let high = most
  if ((await placeOf(most - 1)) >= 0) low = most - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((await placeOf(middle)) >= 0) low = middle
    else high = middle
  }
  const looks = await Promise.all(Array.from({ length: PLACES }, (_, i) => placeOf(Math.floor((low * (i + 1)) / (PLACES + 1)))))
  const last = await placeOf(low)
  if (last < 0 || looks.includes(-1)) return undefined
  const rest = (await createChain(source, header, last, first, { stop: Math.min(stop, last + BEHIND), broken: true }).total()) / samples
  return rest > 2 ? undefined : low + rest
}
