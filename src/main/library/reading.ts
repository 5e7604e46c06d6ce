import { openBytes, type Bytes } from '../bytes'
import { contentOf, identityOf } from '../database/content'
import type { Told } from '../database/shelf'
import { why } from './scan'
import { gone, isSystems, readTags } from './tags'

/** Reads all that the library wants of a file. Fails with a reason for people. */
export async function readTrack(path: string): Promise<Told | { readonly failed: string }> {
  let bytes: Bytes | null = null
  try {
    bytes = openBytes(path)
    const tags = await readTags(bytes)
    if ('failed' in tags) return tags
    const names = contentOf(bytes)
    return { ...names, identity: identityOf(names.content, tags.title, tags.artist), ...tags }
  } catch (error) {
    if (!isSystems(error)) throw error
    return { failed: error.code === 'ENOENT' ? gone : why(error) }
  } finally {
    bytes?.close()
  }
}
