import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { parseFile } from 'music-metadata'
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
export const forbidden = 'no permission to read it'
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

async function shareOf(path: string, size: number): Promise<number> {
  if (extname(path).toLowerCase() !== '.mp3') return 1
  const file = await open(path)
  try {
    const share = await shareThere(file, size)
    return share < whole ? share : 1
  } finally {
    await file.close()
  }
}

/** Reads the tags of a file of `size` bytes. Fails with a reason for people. */
export async function readTags(path: string, size: number): Promise<Tags | { readonly failed: string }> {
  if (size === 0) return { failed: empty }
  try {
    const { common, format } = await parseFile(path, { duration: true, skipCovers: true, skipPostHeaders: true })
    const duration = (format.duration ?? 0) * (await shareOf(path, size))
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
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return { failed: gone }
    return { failed: code === 'EACCES' || code === 'EPERM' ? forbidden : unreadable }
  }
}
