import { text, view } from './bytes'
import type { Source } from './media'

/** A box of an MP4 (ISO 14496-12, 4.2): where its content begins and ends, in bytes. */
export interface Box {
  readonly type: string
  /** Where it begins itself. */
  readonly start: number
  readonly at: number
  readonly end: number
  /** It says that it goes on beyond what it lies in. */
  readonly over: boolean
}
export type Stretch = Pick<Box, 'at' | 'end'>

/** More in one stretch are damage. A day in fragments of a second has fewer. */
const MOST = 1 << 18

/** The boxes that lie in a stretch, as far as they make sense. */
export async function* boxesIn(source: Source, inside: Stretch | undefined): AsyncGenerator<Box> {
  const end = Math.min(inside?.end ?? 0, source.size)
  for (let at = inside?.at ?? 0, count = 0; at + 8 <= end && count < MOST; count++) {
    const bytes = await source.read(at, Math.min(end, at + 16)), data = view(bytes)
    if (bytes.length < 8) return
    const short = data.getUint32(0), head = short === 1 && bytes.length === 16 ? 16 : 8
    const size = head === 16 ? Number(data.getBigUint64(8)) : short || end - at
    if (size < head) return
    yield { type: text(bytes, 4), start: at, at: at + head, end: Math.min(end, at + size), over: at + size > end }
    at += size
  }
}

/** The first box at a path of types, from a stretch inwards. */
export async function boxAt(source: Source, inside: Stretch | undefined, ...path: string[]): Promise<Box | undefined> {
  const [type, ...rest] = path
  for await (const box of boxesIn(source, inside)) if (box.type === type) return rest.length > 0 ? boxAt(source, box, ...rest) : box
  return undefined
}

/** The content of a box, no more of it than `most` bytes. */
export const contentOf = async (source: Source, box: Stretch | undefined, most: number): Promise<Uint8Array> =>
  box ? source.read(box.at, Math.min(box.end, box.at + most)) : new Uint8Array(0)
