import { createHash } from 'node:crypto'
import { openBytes, type Bytes } from '../bytes'
import { contentOf } from '../database/content'
import type { Told } from '../database/shelf'
import { why } from './scan'
import { gone, isSystems, readTags } from './tags'

/**
 * The name of what a user says about a track: what it holds and how its tags call it, 128 bits of SHA-256. It stays when
 * the file is moved or renamed; copies with other tags are other tracks.
 */
export const identityOf = (content: string, title: string | null, artist: string | null): string =>
  createHash('sha256').update([content, title ?? '', artist ?? ''].join('\n')).digest('hex').slice(0, 32)

/** Reads all that the library wants of a file. Fails with a reason for people. */
export async function readTrack(path: string): Promise<Told | { readonly failed: string }> {
  let bytes: Bytes | null = null
  try {
    bytes = openBytes(path)
    const tags = await readTags(bytes)
    if ('failed' in tags) return tags
    const content = contentOf(bytes)
    return { content, identity: identityOf(content, tags.title, tags.artist), ...tags }
  } catch (error) {
    if (!isSystems(error)) throw error
    return { failed: error.code === 'ENOENT' ? gone : why(error) }
  } finally {
    bytes?.close()
  }
}
