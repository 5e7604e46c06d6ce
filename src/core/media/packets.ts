import type { Codec } from './codecs'
import type { Container, Media, Piece, Source } from './media'

/** Nothing that is meant seriously has more of: packets (a day of them, of 20 ms), bytes of one, bytes of a piece. */
export const MOST = { packets: 1 << 22, packet: 16 << 20, piece: 64 << 20 } as const
/** Packets with less between them are read at once. */
const GAP = 1 << 16 // bytes

/** Where the packets of a sound lie in its file. Starts are in samples: of each packet, and where the last one ends. */
export interface Packets {
  readonly count: number
  readonly offsets: Float64Array
  readonly sizes: Uint32Array
  readonly starts: Float64Array
}

/** Samples [from, to) of the packets are heard. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Gathers packets, as many as can be true: they lie in the file, and all together are no larger than it. */
export function packetList(size: number) {
  let offsets = new Float64Array(1024), sizes = new Uint32Array(1024), starts = new Float64Array(1025), count = 0, bytes = 0
  return {
    get count() { return count },
    get end() { return starts[count]! },
    /** @returns false: it cannot be, and neither can those after it */
    push(offset: number, length: number, samples: number): boolean {
      bytes += length
      if (!(offset >= 0 && length >= 0 && offset + length <= size && length <= MOST.packet && bytes <= size && samples >= 0) || count === MOST.packets) return false
      if (count === sizes.length) {
        const more = 2 * count
        const [a, b, c] = [new Float64Array(more), new Uint32Array(more), new Float64Array(more + 1)]
        a.set(offsets); b.set(sizes); c.set(starts)
        offsets = a; sizes = b; starts = c
      }
      offsets[count] = offset
      sizes[count] = length
      starts[count + 1] = starts[count]! + samples
      count++
      return true
    },
    /** The last packet is shorter than it said. */
    shorten(samples: number) {
      if (count > 0) starts[count] = Math.min(starts[count]!, Math.max(starts[count - 1]!, starts[count]! - samples))
    },
    packets: (): Packets => ({ count, offsets: offsets.slice(0, count), sizes: sizes.slice(0, count), starts: starts.slice(0, count + 1) }),
  }
}

export type PacketList = ReturnType<typeof packetList>

export const heardLength = (ranges: readonly Range[]): number => ranges.reduce((sum, { from, to }) => sum + to - from, 0)

interface Table { readonly packets: Packets; readonly heard: readonly Range[] }

/**
 * A sound of packets.
 * @param table lists them: called once, when it is needed
 * @param told what is heard, where that is known without the table
 */
export async function packetMedia(container: Container, source: Source, codec: Codec, table: () => Promise<Table>, told?: readonly Range[], exact = true): Promise<Media | undefined> {
  let built: Promise<Table> | undefined
  const known = () => (built ??= table())
  const heard = told ?? (await known()).heard
  if (heardLength(heard) === 0) return undefined
  async function* pieces(budget: number, from = 0) {
    const { packets, heard } = await known()
    yield* cutPackets(source, codec, packets, heard, budget, from)
  }
  return { container, codec: codec.name, sampleRate: codec.sampleRate, channels: codec.channels, duration: heardLength(heard) / codec.sampleRate, exact, pieces }
}

/**
 * Pieces that begin at multiples of the budget on the packets' own axis, wherever one starts: the same sound has the same pieces.
 * @param heard what is heard, one stretch after another
 */
export async function* cutPackets(source: Source, codec: Codec, packets: Packets, heard: readonly Range[], budget: number, from = 0): AsyncGenerator<Piece> {
  const { starts, count } = packets, step = Math.max(1, Math.min(codec.longest ?? Infinity, Math.floor(budget / codec.channels)))
  let passed = 0 // samples heard before the range
  for (const range of heard) {
    const place = passed, first = range.from + Math.max(0, from - place)
    passed += range.to - range.from
    if (first >= range.to) continue
    // The grid's cell of the packet that holds the first sample.
    let low = firstAt(packets, Math.floor(starts[firstAt(packets, first + 1) - 1]! / step) * step)
    for (let high; low < count && starts[low]! < range.to; low = high) {
      high = Math.max(low + 1, firstAt(packets, (Math.floor(starts[low]! / step) + 1) * step))
      const begin = Math.max(range.from, starts[low]!), end = Math.min(range.to, starts[high]!)
      if (end <= begin) continue
      let back = low
      while (back > 0 && starts[low]! - starts[back]! < codec.lead) back--
      back = Math.max(0, back - codec.silent)
      const opening = back > (codec.opening ?? Infinity) ? codec.opening! : 0
      back = codec.opening === undefined ? back : Math.max(0, back - ((back - opening) % (codec.cycle ?? 1)))
      const span = await readPackets(source, packets, back, Math.min(count, high + codec.tail))
      if (opening > 0) span.unshift(...(await readPackets(source, packets, 0, opening)))
      const origin = starts[Math.min(count, back + codec.silent)]! - starts[opening]!
      yield {
        ...codec.wrap(span),
        sampleRate: codec.sampleRate,
        keep(length) {
          const from = Math.min(length, begin - origin)
          return { from, to: Math.max(from, Math.min(length, end - origin)), at: place + begin - range.from }
        },
      }
    }
  }
}

/** The first packet that begins at a sample or later. */
function firstAt({ starts, count }: Packets, sample: number): number {
  let low = 0, high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! < sample) low = middle + 1
    else high = middle
  }
  return low
}

/** @throws RangeError where they are too large to be true */
async function readPackets(source: Source, { offsets, sizes }: Packets, from: number, to: number): Promise<Uint8Array[]> {
  const read: Uint8Array[] = []
  let sum = 0
  for (let i = from; i < to;) {
    const base = offsets[i]!, first = i
    let end = base
    while (i < to && offsets[i]! >= end && offsets[i]! - end <= GAP) {
      end = offsets[i]! + sizes[i]!
      sum += sizes[i]!
      i++
    }
    if (sum > MOST.piece) throw new RangeError('its packets are too large')
    const bytes = await source.read(base, end)
    for (let k = first; k < i; k++) read.push(bytes.subarray(offsets[k]! - base, offsets[k]! - base + sizes[k]!))
  }
  return read
}
