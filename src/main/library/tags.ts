import { parseFromTokenizer } from 'music-metadata'
import { oneLine } from '../../core/line'
import type { Bytes } from '../bytes'
import { BytesTokenizer } from './tokenizer'

/** What a file says about itself. */
export interface Tags {
  /** Null where no tag tells. */
  readonly title: string | null
  readonly artist: string | null
  readonly album: string | null
  /** BPM. */
  readonly tempo: number | null
}

/** Tags come from anywhere: one line, no more than this many characters. */
const longest = 300
/** Tempo tags outside of this are typing errors or "unknown", in BPM. */
const sane = { least: 30, most: 300 } as const
export function cleaned(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const line = oneLine(text)
  return line ? [...line].slice(0, longest).join('') : null
}

export const tempoFrom = (bpm: unknown): number | null => {
  const tempo = typeof bpm === 'number' ? bpm : NaN
  return tempo >= sane.least && tempo <= sane.most ? tempo : null
}

/** The system could not read it, which says nothing about the file: a drive may have been taken out. */
export const isSystems = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'errno' in error

const none: Tags = { title: null, artist: null, album: null, tempo: null }

/** Reads the tags of a file that is sound; damaged ones are none. Throws where the system cannot read it. */
export async function readTags(bytes: Bytes): Promise<Tags> {
  try {
    const { common } = await parseFromTokenizer(new BytesTokenizer(bytes), { duration: false, skipCovers: true, skipPostHeaders: true })
    return { title: cleaned(common.title), artist: cleaned(common.artist), album: cleaned(common.album), tempo: tempoFrom(common.bpm) }
  } catch (error) {
    if (isSystems(error)) throw error
    return none
  }
}
