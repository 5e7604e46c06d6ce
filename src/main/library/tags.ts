import { parseFromTokenizer, type IAudioMetadata } from 'music-metadata'
import type { Container } from '../../core/media/media'
import { keyOf, namesOf, put, type Fields, type Names } from '../../core/music/tags/names'
import { pieceOf, type Bytes } from '../bytes'
import { id3Of } from './tags/id3'
import { oggFields } from './tags/ogg'
import { riffFields } from './tags/riff'
import { BytesTokenizer } from './tokenizer'

/** What music-metadata is to take a file for: its name may say otherwise. */
const kinds: Readonly<Record<Container, string>> = {
  mp3: 'audio/mpeg', adts: 'audio/aac', mp4: 'audio/mp4', ogg: 'audio/ogg', flac: 'audio/flac', wav: 'audio/wav', matroska: 'audio/matroska',
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

/** The system could not read it, which says nothing about the file: a drive may have been taken out. */
export const isSystems = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'errno' in error

/** Whether a file may have tags that are not read here. MPEG audio has them behind it or nowhere; to ask for them takes as long as all else. */
function hasOthers(bytes: Bytes, end: number, container: Container): boolean {
  if (container !== 'mp3' && container !== 'adts') return true
  const begins = (at: number, word: string) => pieceOf(bytes, at, word.length).toString('latin1') === word
  return begins(bytes.size - 128, 'TAG') || begins(bytes.size - 32, 'APETAGEX') || begins(end, 'APETAGEX')
}

async function othersOf(bytes: Bytes, end: number, container: Container): Promise<ReturnType<typeof fieldsOf>> {
  if (!hasOthers(bytes, end, container)) return fieldsOf({})
  try {
    const { native } = await parseFromTokenizer(new BytesTokenizer(bytes, end, kinds[container]), { duration: false, skipCovers: true, skipPostHeaders: true })
    return fieldsOf(native)
  } catch (error) {
    if (isSystems(error)) throw error
    return fieldsOf({})
  }
}

/** Reads the tags of a file that is sound; damaged ones are none. Throws where the system cannot read it. */
export async function readTags(bytes: Bytes, container: Container): Promise<Names> {
  const { tags, end } = id3Of(bytes)
  const { comments, others, last } = await othersOf(bytes, end, container)
  const ogg = container === 'ogg' ? oggFields(bytes, end) : null
  return namesOf([...(ogg === null ? comments : [ogg]), ...tags, ...(container === 'wav' ? riffFields(bytes, end) : []), ...others, ...last])
}
