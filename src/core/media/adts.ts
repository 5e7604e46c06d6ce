import { AAC_RATES, decodedRate } from './aac'
import { afterTags } from './bytes'
import { createChain, follows, HEADER, type Header } from './chain'
import { OPENING } from './codecs'
import { cut } from './cut'
import { find } from './find'
import type { Opener } from './media'

export const adtsHeader: Header = (b, at) => {
  if (b[at] !== 0xff || (b[at + 1]! & 0xf6) !== 0xf0) return undefined
  const rate = (b[at + 2]! >> 2) & 15
  const sampleRate = AAC_RATES[rate]
  const size = ((b[at + 3]! & 3) << 11) | (b[at + 4]! << 3) | (b[at + 5]! >> 5)
  if (sampleRate === undefined || size < HEADER) return undefined
  const config = ((b[at + 2]! & 1) << 2) | (b[at + 3]! >> 6)
  return { size, samples: 1024 * ((b[at + 6]! & 3) + 1), sampleRate, channels: config === 7 ? 8 : config || 2, kind: rate }
}

/** A frame overlaps with the one before; the headers of spectral band replication come up to a second apart. */
const LEAD = 3, SBR_LEAD = 32

/** AAC in ADTS (ISO 14496-3, 1.A): no header tells how long it is, so its frames are counted. */
export const adts: Opener = async (source, head) => {
  const start = await find(source, await afterTags(source, head), head, (bytes, at) => follows(adtsHeader, bytes, at, 3))
  if (!start) return undefined
  const first = adtsHeader(start.bytes, 0)!
  const chain = createChain(source, adtsHeader, start.at, first, {})
  const sampleRate = decodedRate(first.sampleRate)
  const scale = sampleRate / first.sampleRate
  const [lead, opening] = scale > 1 ? [SBR_LEAD, OPENING] : [LEAD, 0]
  return {
    container: 'adts',
    codec: 'AAC',
    sampleRate,
    channels: first.channels,
    duration: (await chain.total()) / first.sampleRate,
    exact: true,
    pieces: (budget, from) => cut(chain, { sampleRate, scale, skip: 0, padding: { samples: 0, of: 0 }, lead: ({ length }) => Math.min(length, lead), opening }, budget, from),
  }
}
