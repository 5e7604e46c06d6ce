import { openMedia } from '../../core/media/open'
import { openBytes, sourceOf, type Bytes } from '../bytes'
import { contentOf, identityOf } from '../database/content'
import type { Told, Untold } from '../database/shelf'
import { why } from './scan'
import { isSystems, readTags } from './tags'

/** Why a file is no track; a person reads it. */
export const unreadable = 'not an audio file that can be read'
export const empty = 'the file is empty'
export const gone = 'it was gone before it could be read'
export const endless = 'its length makes no sense'
/** Reasons that hold as long as the file does not change: it need not be read again. */
export const lasting: ReadonlySet<string> = new Set([unreadable, empty, endless])

/** Longer than any music, in seconds: a length like this is damage. */
const longestTrack = 48 * 3600

/** Reads all that the library wants of a file. Fails with a reason for people. */
export async function readTrack(path: string): Promise<Told | Untold> {
  let bytes: Bytes | null = null
  try {
    bytes = openBytes(path)
    return await readOpened(bytes)
  } catch (error) {
    if (!isSystems(error)) throw error
    return { failed: error.code === 'ENOENT' ? gone : why(error) }
  } finally {
    bytes?.close()
  }
}

async function readOpened(bytes: Bytes): Promise<Told | Untold> {
  if (bytes.size === 0) return { failed: empty }
  const media = await openMedia(sourceOf(bytes))
  if (!media) return { failed: unreadable }
  if ('unplayable' in media) return { failed: `${media.unplayable} cannot be played here`, unplayable: media.unplayable }
  const { duration } = media
  if (!(duration > 0)) return { failed: unreadable }
  if (duration > longestTrack) return { failed: endless }
  const tags = await readTags(bytes, media.container)
  const names = contentOf(bytes)
  return { ...names, identity: identityOf(names.content, tags.title, tags.artist), duration, ...tags }
}
