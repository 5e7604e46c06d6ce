import { boxAt, soundTrack } from './boxes'
import { text, view } from './bytes'

/** A file with frames of more lengths than this keeps no time at all. */
const LENGTHS = 1000

/**
 * Gives all frames of an MP4's sound the time that most of them have, in place. Where timestamps jitter the decoder cuts
 * the frames whose time is short: some M4As would lose up to 2.5 % of their sound, with a click at every cut. What is no
 * MP4, or keeps time, stays as it is. ISO 14496-12, 8.6.1.2: `stts` holds runs of frames and how long each of them lasts.
 */
export function keepTime(file: Uint8Array): void {
  if (text(file, 4) !== 'ftyp') return
  const movie = boxAt(file, { at: 0, end: file.length }, 'moov')
  const times = boxAt(file, soundTrack(file, movie), 'mdia', 'minf', 'stbl', 'stts')
  if (!times || times.at + 8 > times.end) return
  const data = view(file)
  const runs = data.getUint32(times.at + 4)
  const first = times.at + 8, end = first + 8 * runs
  if (runs < 2 || end > times.end) return
  const frames = new Map<number, number>()
  let all = 0
  for (let at = first; at < end; at += 8) {
    const count = data.getUint32(at), lasting = data.getUint32(at + 4)
    frames.set(lasting, (frames.get(lasting) ?? 0) + count)
    all += count
    if (frames.size > LENGTHS) return
  }
  const [usual, most] = [...frames].reduce((top, one) => (one[1] > top[1] ? one : top))
  // One other frame is where the music ends; where none is usual nobody knows what was meant.
  if (all - most < 2 || most < all / 2 || all > 0xffffffff) return
  data.setUint32(times.at + 4, 1)
  data.setUint32(first, all)
  data.setUint32(first + 4, usual)
}
