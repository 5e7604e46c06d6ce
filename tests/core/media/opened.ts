import { expect } from 'vitest'
import type { Kept, Media, Opener, Piece, Source, Unplayable } from '../../../src/core/media/media'
import { sourceOf } from './cutting'

export const opened = async (opener: Opener, bytes: Uint8Array, source: Source = sourceOf(bytes)): Promise<Media | Unplayable | undefined> => opener(source, await source.read(0, 1 << 16))

/** What can be played; a test that has none has failed. */
export async function media(opener: Opener, bytes: Uint8Array, source?: Source): Promise<Media> {
  const found = await opened(opener, bytes, source)
  if (!found || 'unplayable' in found) throw new Error(`no media: ${found?.unplayable}`)
  return found
}

export async function piecesOf(media: Media, budget: number, from?: number): Promise<Piece[]> {
  const all: Piece[] = []
  for await (const piece of media.pieces(budget, from)) all.push(piece)
  return all
}

/** What pieces keep of as many samples as a decoder gives; that they touch is looked at here. */
export function kept(pieces: readonly Piece[], samples: (piece: Piece) => number): Kept[] {
  const all = pieces.map((piece) => piece.keep(samples(piece)))
  for (const [i, { at }] of all.entries()) if (i > 0) expect(at).toBe(all[i - 1]!.at + all[i - 1]!.to - all[i - 1]!.from)
  return all
}
