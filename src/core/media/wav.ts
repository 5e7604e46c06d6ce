import { join, text, view } from './bytes'
import type { Source } from './media'
import type { Cutter, OldPiece as Piece } from './old'

// WAV: a header and samples.

export const wav: Cutter = async (source, head, budget) => {
  if (text(head, 0) !== 'RIFF' || text(head, 8) !== 'WAVE') return undefined
  const data = view(head)
  let format: { at: number; size: number } | undefined
  for (let at = 12; at + 8 <= head.length; at += 8 + data.getUint32(at + 4, true) + (data.getUint32(at + 4, true) & 1)) {
    const size = data.getUint32(at + 4, true)
    if (text(head, at) === 'fmt ') format = { at, size }
    if (text(head, at) !== 'data' || !format) continue
    if (format.size < 16) return undefined
    const channels = data.getUint16(format.at + 10, true), sampleRate = data.getUint32(format.at + 12, true), align = data.getUint16(format.at + 20, true)
    if (!channels || !sampleRate || align < channels) return undefined
    // A header may promise more than there is, or nothing (a recording that was cut off).
    const start = at + 8, end = size === 0 || start + size > source.size ? source.size : start + size
    return wavPieces(source, head.slice(format.at, format.at + 8 + format.size), start, end, align * Math.floor(budget / channels), sampleRate)
  }
  return undefined
}

async function* wavPieces(source: Source, format: Uint8Array, start: number, end: number, step: number, sampleRate: number): AsyncGenerator<Piece> {
  for (let at = start; at < end; at += step) {
    const samples = await source.read(at, Math.min(end, at + step))
    const header = new Uint8Array([82, 73, 70, 70, 0, 0, 0, 0, 87, 65, 86, 69]), data = new Uint8Array([100, 97, 116, 97, 0, 0, 0, 0])
    view(header).setUint32(4, 4 + format.length + 8 + samples.length, true)
    view(data).setUint32(4, samples.length, true)
    const bytes = join(header, format, data, samples)
    yield { bytes, sampleRate }
  }
}
