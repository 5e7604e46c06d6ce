// Decodes an audio file of any length in bounded memory: piece by piece, from anywhere in it.
import { openMedia } from '../../core/media/open'
import type { Media, Piece, Source } from '../../core/media/media'
import { drop, leave } from './drop'

/**
 * Samples of a track from `at` on, at its own rate; the blocks touch. They are views of a piece's memory: valid until the next
 * block is asked for, or to be transferred (whole) before.
 */
export interface Block {
  readonly channels: Float32Array<ArrayBuffer>[]
  readonly sampleRate: number
  readonly at: number
}

const BUDGET = 661_500 // samples a piece: 7.5 s of 44.1 kHz stereo, 2.6 MB; thrice that while it is decoded

/** @throws Error with a reason for people where it cannot be played */
export async function open(source: Source): Promise<Media> {
  const media = await openMedia(source)
  if (!media) throw new Error('not an audio file that can be read')
  if ('unplayable' in media) throw new Error(`${media.unplayable} cannot be played here`)
  return media
}

/**
 * Decodes from a sample on, with all channels, on the one time axis of the file.
 * @throws DOMException EncodingError where nothing can be decoded
 */
export async function* decode(media: Media, from = 0, budget = BUDGET): AsyncGenerator<Block> {
  for await (const piece of media.pieces(budget, from)) {
    const { length } = piece.bytes // which is detached then
    const samples = await decoded(piece)
    const kept = piece.keep(samples[0]?.length ?? 0)
    const first = kept.from + Math.max(0, from - kept.at)
    if (kept.to > first) yield { channels: samples.map((one) => one.subarray(first, kept.to)), sampleRate: piece.sampleRate, at: Math.max(kept.at, from) }
    drop(samples.filter(({ buffer }) => buffer.byteLength > 0).map(({ buffer }) => buffer))
    leave(length)
  }
}

/** One for all pieces of a rate: each costs memory until it is collected. */
const contexts = new Map<number, OfflineAudioContext>()
const FEW = 4 // rates that are in use at a time

function contextAt(sampleRate: number): OfflineAudioContext {
  const known = contexts.get(sampleRate)
  if (known) return known
  if (contexts.size === FEW) contexts.clear()
  const context = new OfflineAudioContext(1, 1, sampleRate)
  contexts.set(sampleRate, context)
  return context
}

async function decoded({ bytes, sampleRate, decode }: Piece): Promise<Float32Array<ArrayBuffer>[]> {
  if (decode) return [...decode()]
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice() // It is detached.
  const buffer = await contextAt(sampleRate).decodeAudioData(own.buffer as ArrayBuffer)
  return Array.from({ length: buffer.numberOfChannels }, (_, channel) => buffer.getChannelData(channel))
}
