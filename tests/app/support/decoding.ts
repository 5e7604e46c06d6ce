import { open, decode } from '../../../src/renderer/decoding/decode'

/** How two ways to decode a file differ. */
export interface Difference {
  /** In samples of length. */
  readonly length: number
  /** The largest difference of a sample. */
  readonly largest: number
  /** By how many samples one would have to be moved to be most like the other: -1, 0 or 1. */
  readonly shift: number
}

/** What the page finds of a file: its told and its decoded length in seconds; in small pieces, and from places in the middle, against whole. */
export interface Found {
  readonly told: number
  readonly decoded: number
  readonly pieces: Difference
  readonly places: readonly Difference[]
}
export type Answer = Found | { readonly failed: string }

const SMALL = 12_000
const WHOLE = 1 << 26

function difference(a: readonly Float32Array[], b: readonly Float32Array[]): Difference {
  const apart = (shift: number, power: number) =>
    a.reduce((sum, samples, channel) => {
      const other = b[channel] ?? b[0] ?? samples
      let most = 0
      let all = 0
      for (let i = 1; i + 1 < samples.length; i++) {
        const by = Math.abs(samples[i]! - (other[i + shift] ?? 0))
        most = Math.max(most, by)
        all += by * by
      }
      return power === 2 ? sum + all : Math.max(sum, most)
    }, 0)
  const shift = [0, -1, 1].reduce((best, one) => (apart(one, 2) < apart(best, 2) ? one : best))
  return { length: (b[0]?.length ?? 0) - (a[0]?.length ?? 0), largest: apart(0, 1), shift }
}

async function examine(base64: string): Promise<Answer> {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const source = { size: bytes.length, read: async (start: number, end: number) => bytes.slice(start, end) }
  const media = await open(source)
  /** All samples from a place on, channel by channel, one after the other. */
  async function all(budget: number, from = 0): Promise<Float32Array[]> {
    const blocks: Float32Array[][] = []
    let next = from
    for await (const { channels, at } of decode(media, from, budget)) {
      if (at !== next) throw new Error(`a block at ${at} follows ${next}`)
      next += channels[0]!.length
      blocks.push(channels.map((samples) => samples.slice()))
    }
    return (blocks[0] ?? []).map((_, channel) => Float32Array.from(blocks.flatMap((block) => [...(block[channel] ?? block[0]!)])))
  }
  const whole = await all(WHOLE)
  const length = whole[0]?.length ?? 0
  const places: Difference[] = []
  for (const share of [0.21, 0.5, 0.83]) {
    const from = Math.floor(share * length)
    places.push(difference(whole.map((samples) => samples.subarray(from)), await all(SMALL, from)))
  }
  return { told: media.duration, decoded: length / media.sampleRate, pieces: difference(whole, await all(SMALL)), places }
}

Object.assign(window, { examine: (base64: string) => examine(base64).catch((error: unknown): Answer => ({ failed: String(error) })) })
