import { text, view } from './bytes'

/** A box of an MP4 (ISO 14496-12, 4.2): where its content begins and ends, in bytes. */
export interface Box {
  readonly type: string
  readonly at: number
  readonly end: number
}

/** More in one box are damage. */
const MOST = 4096

/** The boxes that lie in a box, as far as they make sense. */
export function boxesIn(bytes: Uint8Array, inside: Pick<Box, 'at' | 'end'> | undefined): Box[] {
  const data = view(bytes)
  const found: Box[] = []
  for (let at = inside?.at ?? 0, end = inside?.end ?? 0; at + 8 <= end && found.length < MOST;) {
    const short = data.getUint32(at)
    const head = short === 1 && at + 16 <= end ? 16 : 8
    const size = head === 16 ? Number(data.getBigUint64(at + 8)) : short || end - at
    if (size < head) break
    found.push({ type: text(bytes, at + 4), at: at + head, end: Math.min(end, at + size) })
    at += size
  }
  return found
}

/** The first box at a path of types, from a box inwards. */
export const boxAt = (bytes: Uint8Array, box: Pick<Box, 'at' | 'end'> | undefined, ...path: string[]): Box | undefined =>
  path.reduce<Pick<Box, 'at' | 'end'> | undefined>((inside, type) => boxesIn(bytes, inside).find((one) => one.type === type), box) as Box | undefined

/** The track that is sound, in a movie box. */
export const soundTrack = (bytes: Uint8Array, movie: Pick<Box, 'at' | 'end'> | undefined): Box | undefined =>
  boxesIn(bytes, movie).find((box) => box.type === 'trak' && text(bytes, (boxAt(bytes, box, 'mdia', 'hdlr')?.at ?? 0) + 8) === 'soun')
