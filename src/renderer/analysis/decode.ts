// Decodes an audio file of any length in bounded memory: cuts it, undecoded, into pieces that are
// files of their own, has decodeAudioData decode one after the other and joins what they give.
//
// Why so: decodeAudioData is what the deck plays through, so its treatment of encoder delay is by
// definition what is heard; it costs half of WebCodecs (no object per 20 ms packet), but takes twice
// the whole file's samples in memory, unless it is given pieces.
import { drop, leave } from './drop'
import { flac } from './flac'
import { adts, mp3 } from './frames'
import { mp4 } from './mp4'
import { ogg } from './ogg'
import { decodePiece, type Cutter, type Piece, type Source } from './piece'
import { keepTime } from './timestamps'
import { wav } from './wav'

/**
 * Samples as they are heard: the first block begins at 0, and the blocks touch. They are views of a
 * piece's memory: valid until the next block is asked for, or to be transferred (whole) before.
 */
export interface Block {
  channels: Float32Array[]
  sampleRate: number
}

const CUTTERS: Cutter[] = [mp4, ogg, flac, wav, mp3, adts] // by content, never by name; surest signature first
const BUDGET = 661_500 // samples a piece: 7.5 s of 44.1 kHz stereo, 2.6 MB; thrice that while it is decoded
const WHOLE = 24 << 20 // bytes of a file that cannot be cut and is still decoded in one go

/**
 * Decodes at the file's own rate, with all its channels, on exactly the time axis of
 * AudioContext.decodeAudioData.
 * @throws DOMException EncodingError where nothing can be decoded, RangeError for a file that cannot
 *   be cut and is too large to be decoded whole
 */
export async function* decode(source: Source, budget = BUDGET): AsyncGenerator<Block> {
  for await (const piece of await cut(source, budget)) {
    const { length } = piece.bytes // which is detached then
    const buffer = await decodePiece(piece.bytes, piece.sampleRate)
    const [from, to] = (await piece.keep?.(buffer.length)) ?? [0, buffer.length]
    const channels = Array.from({ length: buffer.numberOfChannels }, (_, channel) => {
      const samples = buffer.getChannelData(channel)
      return samples.subarray(from, Math.max(from, to))
    })
    if (to > from) yield { channels, sampleRate: piece.sampleRate }
    drop(channels.filter(({ buffer }) => buffer.byteLength > 0).map(({ buffer }) => buffer))
    leave(length)
  }
}

async function cut(source: Source, budget: number): Promise<AsyncIterable<Piece> | Iterable<Piece>> {
  const head = await source.read(0, Math.min(source.size, 1 << 16))
  for (const cutter of CUTTERS) {
    if ((cutter === mp3 || cutter === adts) && isContainer(head)) continue // Frames may seem to be anywhere.
    const pieces = await cutter(source, head, budget)
    if (pieces) return pieces
  }
  if (source.size > WHOLE) throw new RangeError(`no way to cut this file of ${source.size} bytes`)
  const bytes = await source.read(0, source.size)
  keepTime(bytes)
  return [{ bytes, sampleRate: 44100 }]
}

const isContainer = (head: Uint8Array) => /^(....ftyp|OggS|RIFF|RF64|fLaC|FORM|\x1aE\xdf\xa3)/s.test(String.fromCharCode(...head.subarray(0, 8)))
