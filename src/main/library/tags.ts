import { extname } from 'node:path'
import { parseFromTokenizer, type IAudioMetadata } from 'music-metadata'
import { keyOf, namesOf, put, type Fields, type Names } from '../../core/music/tags/names'
import type { Bytes } from '../bytes'
import { id3Of } from './tags/id3'
import { oggFields } from './tags/ogg'
import { riffFields } from './tags/riff'
import { BytesTokenizer } from './tokenizer'
import { shareThere } from './xing'

/** What a file says about itself. */
export interface Tags extends Names {
  /** Seconds. */
  readonly duration: number
}

/** Why a file is no track; a person reads it. */
export const unreadable = 'not an audio file that can be read'
export const empty = 'the file is empty'
export const gone = 'it was gone before it could be read'
export const endless = 'its length makes no sense'
/** Reasons that hold as long as the file does not change: it need not be read again. */
export const lasting: ReadonlySet<string> = new Set([unreadable, empty, endless])

/** Less than this share of an MP3 counts as cut off. Tags at its end make the share a little uncertain. */
const whole = 0.98
/** Longer than any music, in seconds: a length like this is damage. */
const longestTrack = 48 * 3600

/** What a file is by its first bytes; its name may say otherwise. A beginning that is none of these is left to the name. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/^\xff[\xe0-\xff]/, 'audio/mpeg'],
  [/^....ftyp/s, 'audio/mp4'],
  [/^fLaC/, 'audio/flac'],
  [/^OggS/, 'audio/ogg'],
  [/^(?:RIFF|RF64|BW64)....WAVE/s, 'audio/wav'],
  [/^\x1a\x45\xdf\xa3/, 'audio/matroska'],
]

function kindAt(bytes: Bytes, at: number): string | undefined {
  const start = Buffer.alloc(12)
  bytes.read(start, at)
  const text = start.toString('latin1')
  return kinds.find(([begins]) => begins.test(text))?.[1]
}

/** The tags that music-metadata has read, by their kind. Not those of ID3v2, whose unsynchronisation, sizes and artists it gets wrong. */
function fieldsOf(native: IAudioMetadata['native']): { readonly comments: readonly Fields[]; readonly others: readonly Fields[]; readonly last: readonly Fields[] } {
  const of = (kind: RegExp): readonly Fields[] =>
    Object.entries(native).filter(([type]) => kind.test(type)).map(([, tags]) => {
      const fields = new Map<string, string[]>()
      for (const { id, value } of tags) {
        const text = value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : value
        if (typeof text === 'string' || typeof text === 'number') put(fields, keyOf(id), String(text))
      }
      return fields
    })
  return { comments: of(/^vorbis$/), others: of(/^(?!vorbis$|ID3)/), last: of(/^ID3v1$/) }
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
    const { tags, end } = id3Of(bytes)
    const kind = kindAt(bytes, end)
    const { native, format } = await parseFromTokenizer(new BytesTokenizer(bytes, end, kind), { duration: true, skipCovers: true, skipPostHeaders: true })
    const duration = (format.duration ?? 0) * shareOf(bytes)
    if (!(duration > 0)) return { failed: unreadable }
    if (duration > longestTrack) return { failed: endless }
    const { comments, others, last } = fieldsOf(native)
    const ogg = kind === 'audio/ogg' ? oggFields(bytes, end) : null
    return { ...namesOf([...(ogg === null ? comments : [ogg]), ...tags, ...(kind === 'audio/wav' ? riffFields(bytes, end) : []), ...others, ...last]), duration }
  } catch (error) {
    if (isSystems(error)) throw error
    return { failed: unreadable }
  }
}
