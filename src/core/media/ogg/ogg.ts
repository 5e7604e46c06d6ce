import { afterTags, text } from '../bytes'
import type { Opener, Piece, Source } from '../media'
import { cutLink, lengthAt } from './cutting'
import { linksOf } from './links'

/**
 * Ogg (RFC 3533): the first stream that can be decoded, whatever is beside it, and all its links where it is chained.
 * The file's samples are of the first link's rate.
 */
export const ogg: Opener = async (file, head) => {
  const source: Source = { size: file.size, read: async (start, end) => (end <= head.length ? head.slice(start, end) : file.read(start, end)) }
  const at = await afterTags(source, head)
  if (text(await source.read(at, at + 4), 0) !== 'OggS') return undefined
  const links = await linksOf(source, at).catch((error: unknown) => {
    if (error instanceof RangeError) return undefined // Its headers never end, or say what cannot be.
    throw error
  })
  if (typeof links === 'string') return { container: 'ogg', unplayable: links }
  const first = links?.[0]
  if (!links || !first) return undefined
  const { name, sampleRate, channels } = first.codec
  let samples = 0
  const placed = links.map((link) => ({ link, at: samples, end: (samples += lengthAt(link, sampleRate)) }))

  async function* pieces(budget: number, from = 0): AsyncGenerator<Piece> {
    for (const { link, at, end } of placed) {
      if (from >= end) continue
      const { sampleRate: own, channels } = link.codec, first = Math.floor(((from - at) * own) / sampleRate) - (own === sampleRate ? 0 : 1)
      yield* cutLink(source, link, Math.max(1, Math.floor(budget / channels)), Math.max(0, first), at, sampleRate)
    }
  }
  return { container: 'ogg', codec: name, sampleRate, channels, duration: samples / sampleRate, exact: true, pieces }
}
