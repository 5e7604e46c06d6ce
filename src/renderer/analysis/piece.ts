/** Random access to a file's bytes. read gives [start, end), less only where the file ends; the reader owns them. */
export interface Source {
  readonly size: number
  read(start: number, end: number): Promise<Uint8Array>
}

/** A stretch of the file that decodes by itself. */
export interface Piece {
  readonly bytes: Uint8Array
  readonly sampleRate: number
  /** Which of the `length` samples that it decoded to are to be kept: [from, to). */
  keep?(length: number): readonly [from: number, to: number] | Promise<readonly [from: number, to: number]>
}

/** Gives a file's pieces, each of about `budget` samples over all channels; undefined: not my format. */
export type Cutter = (source: Source, head: Uint8Array, budget: number) => Promise<AsyncIterable<Piece> | undefined>

/** @param sampleRate the piece's own, or it is resampled */
export function decodePiece(bytes: Uint8Array, sampleRate: number): Promise<AudioBuffer> {
  const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice() // It is detached.
  if (context?.sampleRate !== sampleRate) context = new OfflineAudioContext(1, 1, sampleRate)
  return context.decodeAudioData(own.buffer as ArrayBuffer)
}
let context: OfflineAudioContext | undefined // one for many pieces: each costs memory until it is collected
