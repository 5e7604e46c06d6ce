import type { Source } from '../media'
import { beginning, headersOf, type Beginning, type Sound } from './headers'
import { packetsOf, pagesIn, type Page } from './reading'

/**
 * A stream of sound from its headers to its end. Its own axis counts the samples of its packets from the first on.
 */
export interface Link extends Sound {
  /** Bytes that hold its pages. */
  readonly start: number
  readonly end: number
  /** The granule at 0 of its axis. */
  readonly zero: number
  /** Samples heard, from `skip` on. */
  readonly length: number
  /** Pages and the places after them, where they were counted: granules are not asked then. */
  readonly marks?: { readonly pages: Float64Array; readonly places: Float64Array }
}

/** Bytes read after the headers, and at the end of the file: at first, at most. */
const HEAD = 1 << 16, TAIL = 1 << 16, LONGEST_TAIL = 4 << 20
/** A file that has so many times more samples or bytes than the pages at its ends let expect is counted. */
const MORE = 1.5
/** No more links, and streams beside each other, are meant seriously. */
const LINKS = 10_000, STREAMS = 100
/** Bytes between two marks. */
const MARK = 1 << 15

/** A page, and how many samples end in it: none in one of another stream, or in the first packet of Vorbis. */
interface Counted { readonly page: Page; readonly samples: number }

async function* counted(source: Source, { serial, codec }: Sound, from: number, to = source.size): AsyncGenerator<Counted> {
  const packets = packetsOf(), count = codec.count()
  for await (const page of pagesIn(source, from, to)) {
    yield { page, samples: page.serial === serial ? packets(page).reduce((sum, packet) => sum + count(packet, packet.length), 0) : 0 }
  }
}

/**
 * The links of an Ogg, one after the other. From its head and its tail where it looks as if it had one;
 * else all of it is read, and its samples are counted.
 * @returns a name where there is no sound that can be decoded
 */
export async function linksOf(source: Source, at: number): Promise<readonly Link[] | string | undefined> {
  const first = await beginning(source, at)
  if (typeof first !== 'object') return first
  const one = await quick(source, first)
  return one ? [one] : walk(source, at)
}

async function quick(source: Source, sound: Beginning): Promise<Link | undefined> {
  const { start, serial, beside } = sound, head: Counted[] = []
  for await (const one of counted(source, sound, start, Math.max(start + HEAD / 2, HEAD))) if (one.page.serial === serial) head.push(one)
  const first = head.findIndex(({ page }) => page.granule >= 0)
  if (first < 0) return undefined

  let tail: Counted[] = []
  for (let size = TAIL; tail.length < 3; size *= 4) {
    if (size > LONGEST_TAIL) return undefined
    const from = Math.max(start, source.size - size)
    tail = []
    for await (const one of counted(source, sound, from)) {
      if (!beside.has(one.page.serial) || (one.page.begins && one.page.serial === serial)) return undefined // another link
      if (one.page.serial === serial) tail.push(one)
    }
    if (from === start) break
  }
  const samples = total(head.slice(0, first + 1)), granule = head[first]!.page.granule
  const ends = tail.map(({ page, samples }, i) => ({ page, samples, place: page.granule + total(tail.slice(i + 1)) })).filter(({ page }) => page.granule >= 0)
  const last = ends.at(-1)
  if (!last) return undefined
  const zero = zeroOf(granule, samples, last.page.at === head[first]!.page.at)
  // Where the last page ends by the last two others that agree: any of them may lie, pages may be missing, the last one may be cut.
  const others = ends.slice(0, -1), pair = others.findLast(({ place }, i) => place === others[i - 1]?.place)
  const agreed = (pair ?? others.at(-1))?.place ?? zero + total(tail)
  const end = cut(agreed, last.place, last.samples) - zero

  const both = [...head, ...tail], pages = (last.page.sequence - head[0]!.page.sequence + 1) / both.length
  const length = end - sound.skip
  const likely = length > 0 && pages > 0 && length < MORE * pages * total(both) + 48000 && source.size - start < MORE * pages * (span(head) + span(tail)) + HEAD
  return likely ? { serial, codec: sound.codec, skip: sound.skip, start, end: source.size, zero, length } : undefined
}

const total = (pages: readonly Counted[]) => pages.reduce((sum, { samples }) => sum + samples, 0)
const span = (pages: readonly Counted[]) => (pages.length > 0 ? pages.at(-1)!.page.end - pages[0]!.page.at : 0)
/**
 * The granule at 0 of the axis, by the first that is told: a single page's is less than its samples where its end is cut.
 * What lies before granule 0 is heard, as FFmpeg and Chromium play it.
 */
const zeroOf = (granule: number, samples: number, only: boolean) => (only ? Math.max(0, granule - samples) : granule - samples)
/** The end: what the last page tells, where that lies in its last `samples`. */
const cut = (counted: number, told: number, samples: number) => (told < counted && told > counted - samples ? told : counted)
/** A link while it is counted. */
class Count {
  readonly #packets = packetsOf()
  readonly #count
  readonly #pages: number[] = []
  readonly #places: number[] = []
  #place = 0
  #first: { granule: number; samples: number; at: number } | undefined
  /** Of the last page that tells the time: what it says of 0, and what the one before it said. */
  #zero: number | undefined
  #before: number | undefined
  #last = { at: 0, samples: 0 }
  #end

  constructor(readonly sound: Sound, readonly start: number) {
    this.#count = sound.codec.count()
    this.#end = start
  }
  add(page: Page): void {
    const samples = this.#packets(page).reduce((sum, packet) => sum + this.#count(packet, packet.length), 0)
    this.#place += samples
    this.#end = page.end
    if (page.granule >= 0) {
      this.#first ??= { granule: page.granule, samples: this.#place, at: page.at }
      this.#before = this.#zero
      this.#zero = page.granule - this.#place
      this.#last = { at: page.at, samples }
    }
    if (page.at - (this.#pages.at(-1) ?? 0) < MARK) return
    this.#pages.push(page.at)
    this.#places.push(this.#place)
  }
  link(): Link {
    const { granule, samples, at } = this.#first ?? { granule: 0, samples: 0, at: -1 }
    const zero = zeroOf(granule, samples, at === this.#last.at)
    const end = cut(this.#place, this.#place + (this.#zero ?? 0) - (this.#before ?? zero), this.#last.samples)
    return {
      ...this.sound, length: end - this.sound.skip, zero, start: this.start, end: this.#end,
      marks: { pages: Float64Array.from(this.#pages), places: Float64Array.from(this.#places) },
    }
  }
}

async function walk(source: Source, at: number): Promise<readonly Link[]> {
  const links: Count[] = [], headers = new Map<number, (page: Page) => Sound | null | undefined>()
  for await (const page of pagesIn(source, at, source.size, 1 << 20)) {
    if (page.begins) {
      const gather = headersOf(page)
      headers.delete(page.serial)
      if (typeof gather === 'function' && headers.size < STREAMS) headers.set(page.serial, gather)
    }
    const sound = headers.get(page.serial)?.(page)
    if (sound !== undefined) headers.delete(page.serial)
    if (sound) {
      if (links.length === LINKS) break
      links.push(new Count(sound, page.end))
    }
    if (sound !== undefined || headers.has(page.serial)) continue
    // A stream that begins while another goes on is beside it, and not the next.
    if (links.at(-2)?.sound.serial === page.serial && links.at(-1)!.sound.serial !== page.serial) links.pop()
    const link = links.at(-1)
    if (link?.sound.serial === page.serial) link.add(page)
  }
  return links.map((one) => one.link()).filter(({ length }) => length > 0)
}
