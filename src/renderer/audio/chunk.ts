import type { Block } from '../decoding/decode'
import { drop } from '../decoding/drop'

/** Samples of a tape, from one of its samples to another, as the device plays them. Chunks touch those before. */
export interface Chunk {
  readonly at: number
  readonly end: number
  readonly buffer: AudioBuffer
  /** How many sources play it or will. */
  sources: number
  kept: boolean
}

/** The memory of what nobody plays any more: the collector sees only its shell, and would let it gather. */
export function free({ buffer, sources, kept }: Chunk): void {
  if (!kept && sources === 0) drop(Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel).buffer))
}

/** All that chunks hold, channel by channel. */
export function joined(chunks: readonly Chunk[]): Float32Array<ArrayBuffer>[] {
  const length = chunks.reduce((sum, { at, end }) => sum + end - at, 0)
  return Array.from({ length: chunks[0]?.buffer.numberOfChannels ?? 0 }, (_, channel) => {
    const all = new Float32Array(length)
    let at = 0
    for (const { buffer } of chunks) {
      all.set(buffer.getChannelData(channel), at)
      at += buffer.length
    }
    return all
  })
}

/** The last sample of each channel. */
export const lastOf = ({ buffer }: Chunk): number[] => Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel)[buffer.length - 1] ?? 0)

/** What of a block lies behind a sample; null where nothing does. */
export function after(block: Block, sample: number): Block | null {
  const skip = sample - block.at
  if (skip <= 0) return block
  const channels = block.channels.map((samples) => samples.slice(skip))
  return channels[0]?.length ? { ...block, channels, at: sample } : null
}
