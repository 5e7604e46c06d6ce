import { open, decode } from '../../../src/renderer/decoding/decode'

/** What the page finds of a file: its told and its decoded length in seconds, and the largest difference between ways to decode it. */
export interface Found {
  readonly told: number
  readonly exact: boolean
  readonly decoded: number
  /** Decoded in small pieces against in one: the largest difference of a sample; Infinity where the lengths differ. */
  readonly pieces: number
  /** Decoded from places in the middle against from the beginning. */
  readonly places: number
}
export type Answer = Found | { readonly failed: string }

const SMALL = 12_000
const WHOLE = 1 << 26

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
  const difference = (a: readonly Float32Array[], b: readonly Float32Array[], from = 0): number => {
    if (a.length === 0 || a[0]!.length !== b[0]!.length + from) return Infinity
    return Math.max(...a.flatMap((samples, channel) => [samples.subarray(from).reduce((most, x, i) => Math.max(most, Math.abs(x - (b[channel] ?? b[0]!)[i]!)), 0)]))
  }
  const whole = await all(WHOLE)
  const length = whole[0]?.length ?? 0
  let places = 0
  for (const share of [0.21, 0.5, 0.83]) {
    const from = Math.floor(share * length)
    places = Math.max(places, difference(whole, await all(SMALL, from), from))
  }
  return { told: media.duration, exact: media.exact, decoded: length / media.sampleRate, pieces: difference(whole, await all(SMALL)), places }
}

Object.assign(window, { examine: (base64: string) => examine(base64).catch((error: unknown): Answer => ({ failed: String(error) })) })
