import { extname } from 'node:path'
import { parseFromTokenizer } from 'music-metadata'
import type { Bytes } from '../bytes'
import { BytesTokenizer } from './tokenizer'
import { shareThere } from './xing'

/** What a file says about itself. */
export interface Tags {
  /** Null where no tag tells. */
  readonly title: string | null
  readonly artist: string | null
  readonly album: string | null
  /** Seconds. */
  readonly duration: number
  /** BPM. */
  readonly tempo: number | null
}

/** Why a file is no track; a person reads it. */
export const unreadable = 'not an audio file that can be read'
export const empty = 'the file is empty'
export const gone = 'it was gone before it could be read'
export const endless = 'its length makes no sense'
/** Reasons that hold as long as the file does not change: it need not be read again. */
export const lasting: ReadonlySet<string> = new Set([unreadable, empty, endless])

/** Tags come from anywhere: one line, no more than this many characters. */
const longest = 300
/** Tempo tags outside of this are typing errors or "unknown", in BPM. */
const sane = { least: 30, most: 300 } as const
/** Less than this share of an MP3 counts as cut off. Tags at its end make the share a little uncertain. */
const whole = 0.98
/** Longer than any music, in seconds: a length like this is damage. */
const longestTrack = 48 * 3600

export function cleaned(text: unknown): string | null {
  if (typeof text !== 'string') return null
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
  return line ? [...line].slice(0, longest).join('') : null
}

export const tempoFrom = (bpm: unknown): number | null => {
  const tempo = typeof bpm === 'number' ? bpm : NaN
  return tempo >= sane.least && tempo <= sane.most ? tempo : null
}

function shareOf(bytes: Bytes): number {
  if (extname(bytes.path).toLowerCase() !== '.mp3') return 1
  const share = shareThere(bytes)
  return share < whole ? share : 1
}

/** The system could not read it, which says nothing about the file: a drive may have been taken out. */
export const isSystems = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'errno' in error

/** Reads the tags of a file. Fails with a reason for people; throws where the system cannot read it. */
export async function readTags(bytes: Bytes): Promise<Tags | { readonly failed: string }> {
  if (bytes.size === 0) return { failed: empty }
  try {
    const { common, format } = await parseFromTokenizer(new BytesTokenizer(bytes), { duration: true, skipCovers: true, skipPostHeaders: true })
    const duration = (format.duration ?? 0) * shareOf(bytes)
    if (!(duration > 0)) return { failed: unreadable }
    if (duration > longestTrack) return { failed: endless }
    return {
      title: cleaned(common.title),
      artist: cleaned(common.artist),
      album: cleaned(common.album),
      duration,
      tempo: tempoFrom(common.bpm),
    }
  } catch (error) {
    if (isSystems(error)) throw error
    return { failed: unreadable }
  }
}
