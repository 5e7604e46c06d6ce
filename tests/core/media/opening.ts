import { expect } from 'vitest'
import type { Kept, Media, Opener, Piece, Source, Unplayable } from '../../../src/core/media/media'
import { sourceOf } from './cutting'

/** Opens a file's bytes as `openMedia` does. */
export const opened = async (opener: Opener, bytes: Uint8Array, source: Source = sourceOf(bytes)): Promise<Media | Unplayable | undefined> =>
  opener(source, await source.read(0, 1 << 16))

/** Opens what can be played. */
export async function media(opener: Opener, bytes: Uint8Array, source?: Source): Promise<Media> {
  const found = await opened(opener, bytes, source)
  if (!found || 'unplayable' in found) throw new Error(`it is ${found?.unplayable ?? 'no such file'}`)
  return found
}

export async function piecesOf(file: Media, budget: number, from?: number): Promise<Piece[]> {
  const all: Piece[] = []
  for await (const piece of file.pieces(budget, from)) all.push(piece)
  return all
}

/** What pieces keep of `samplesOf` samples each, which must touch: from the first sample to the last. */
export function heard(pieces: readonly Piece[], samplesOf: (piece: Piece) => number): [from: number, to: number] {
  let at = -1
  let begin = 0
  for (const piece of pieces) {
    const kept = piece.keep(samplesOf(piece))
    if (at < 0) begin = kept.at
    else if (kept.at !== at) throw new Error(`a piece begins at ${kept.at}, the one before ends at ${at}`)
    at = kept.at + kept.to - kept.from
  }
  return [begin, at]
}

/** What pieces keep of as many samples as a decoder gives; that they touch is looked at here. */
export function kept(pieces: readonly Piece[], samples: (piece: Piece) => number): Kept[] {
  const all = pieces.map((piece) => piece.keep(samples(piece)))
  for (const [i, { at }] of all.entries()) if (i > 0) expect(at).toBe(all[i - 1]!.at + all[i - 1]!.to - all[i - 1]!.from)
  return all
}
