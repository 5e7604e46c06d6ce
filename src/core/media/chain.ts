import { tagSize } from './bytes'
import type { Source } from './media'

/** What a frame's header tells. */
export interface Frame {
  /** Bytes, the header among them. */
  readonly size: number
  readonly samples: number
  readonly sampleRate: number
  readonly channels: number
  /** What all frames of one stream share: version, layer, rate. */
  readonly kind: number
}
/** Reads the header at a place; undefined: none is there. */
export type Header = (bytes: Uint8Array, at: number) => Frame | undefined

/** A frame in its place. */
export interface Link extends Frame {
  readonly bytes: Uint8Array
  /** Where its sound begins, in samples of the first frame's rate, the encoder's delay among them. */
  readonly place: number
  /** How many of those it lasts. */
  readonly length: number
}

/** Frames that follow each other to a file's end. What lies between them, garbage or tags, is left out. */
export interface Chain {
  readonly first: Frame
  /** Where the first frame begins, in bytes. */
  readonly start: number
  /** The frames, in runs, from at least {@link MARK} before the one that holds sample `place` on. */
  links(place: number): AsyncGenerator<readonly Link[]>
  /** Samples of all frames: each header is read, once. */
  total(): Promise<number>
}

export const HEADER = 8 // bytes that a header takes at most
const STEP = 1 << 20 // bytes to a read
const REACH = 8200 // bytes: any frame (ADTS counts them in 13 bits), and the header after it

/** Every so many frames the place is remembered, so that a jump reads headers from there. */
export const MARK = 64

/**
 * @param stop bytes: the frames end there at the latest
 * @param broken whether a decoder makes sound of a last frame that breaks off
 */
export function createChain(source: Source, header: Header, start: number, first: Frame, { stop = Infinity, broken = false }): Chain {
  const marks: { readonly at: number; readonly place: number }[] = [{ at: start, place: 0 }]
  let sum: number | undefined

  async function* walk(mark: number): AsyncGenerator<readonly Link[]> {
    let { at: base, place } = marks[mark]!
    let kind = -1
    let lost = false
    let number = mark * MARK
    for (;;) {
      const end = Math.min(stop, base + STEP)
      const bytes = await source.read(base, end)
      const more = base + bytes.length === end && end < stop
      const last = bytes.length - (more ? 2 * REACH : HEADER)
      const run: Link[] = []
      let at = 0
      while (at <= last) {
        const frame = header(bytes, at)
        const changed = kind >= 0 && frame?.kind !== kind
        if (!frame || (at + frame.size > bytes.length && !(broken && !more && !lost)) || ((lost || changed) && !follows(header, bytes, at, 2))) {
          lost = true
          at = onward(bytes, at)
          continue
        }
        if (number === marks.length * MARK) marks.push({ at: base + at, place })
        const length = (frame.samples * first.sampleRate) / frame.sampleRate
        run.push({ ...frame, bytes: bytes.subarray(at, at + frame.size), place, length })
        kind = frame.kind
        lost = false
        place += length
        number++
        at += frame.size
      }
      if (run.length > 0) yield run
      if (!more) break
      base += at
    }
    sum = place
  }

  /** The last mark that is not behind the sample. */
  async function markOf(place: number): Promise<number> {
    if (marks.at(-1)!.place <= place && sum === undefined) {
      for await (const run of walk(marks.length - 1)) if (run[0]!.place > place) break
    }
    let low = 0
    for (let high = marks.length; high - low > 1;) {
      const middle = (low + high) >> 1
      if (marks[middle]!.place <= place) low = middle
      else high = middle
    }
    return low
  }

  return {
    first,
    start,
    async *links(place) {
      yield* walk(Math.max(0, (place > 0 ? await markOf(place) : 0) - 1))
    },
    async total() {
      await markOf(Infinity)
      return sum ?? 0
    },
  }
}

/** Whether `count` frames of one kind follow each other from `at` on; fewer where the last of them ends the bytes. */
export function follows(header: Header, bytes: Uint8Array, at: number, count: number): boolean {
  const first = header(bytes, at)
  for (let frame = first; frame; frame = header(bytes, at)) {
    if (frame.kind !== first!.kind) return false
    at += frame.size
    if (--count === 0 || at === bytes.length) return true
  }
  return false
}

/** Where to look next for a frame: behind a tag, or else at the next byte that could begin one. */
function onward(bytes: Uint8Array, at: number): number {
  const tag = tagSize(bytes, at)
  const next = tag > 0 ? at + tag : bytes.indexOf(0xff, at + 1)
  return next < 0 ? bytes.length : next
}
