import type { Container, Media, Opener, Piece, Source } from './media'

/** A stretch of the file that decodes by itself, as cutters that do not know places give it. */
export interface OldPiece {
  readonly bytes: Uint8Array
  readonly sampleRate: number
  keep?(length: number): readonly [from: number, to: number]
}
export type Cutter = (source: Source, head: Uint8Array, budget: number) => Promise<AsyncIterable<OldPiece> | undefined>

/** A cutter that begins at the file's beginning only. */
export const opener = (cutter: Cutter, container: Container, codec: string): Opener => async (source, head) => {
  const first = await cutter(source, head, 1)
  if (!first) return undefined
  let sampleRate = 44100
  for await (const piece of first) { sampleRate = piece.sampleRate; break }
  async function* pieces(budget: number): AsyncGenerator<Piece> {
    let at = 0
    for await (const { bytes, sampleRate, keep } of (await cutter(source, head, budget))!) {
      yield {
        bytes, sampleRate,
        keep(length) {
          const [from, to] = keep?.(length) ?? [0, length]
          const kept = { from, to, at }
          at += to - from
          return kept
        },
      }
    }
  }
  return { container, codec, sampleRate, channels: 2, duration: 0, exact: false, pieces } satisfies Media
}
