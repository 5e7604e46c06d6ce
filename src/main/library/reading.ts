import { createHash } from 'node:crypto'
import { contentOf } from '../database/content'
import type { Told } from '../database/shelf'
import { gone, readTags } from './tags'

/**
 * The name of what a user says about a track: what it holds and how its tags call it, 128 bits of SHA-256. It stays when
 * the file is moved or renamed; copies with other tags are other tracks.
 */
export const identityOf = (content: string, title: string | null, artist: string | null): string =>
  createHash('sha256').update([content, title ?? '', artist ?? ''].join('\n')).digest('hex').slice(0, 32)

/** Reads all that the library wants of a file of `size` bytes. Fails with a reason for people. */
export async function readTrack(path: string, size: number): Promise<Told | { readonly failed: string }> {
  const tags = await readTags(path, size)
  if ('failed' in tags) return tags
  const content = await contentOf(path, size).catch(() => null)
  if (content === null) return { failed: gone }
  return { content, identity: identityOf(content, tags.title, tags.artist), ...tags }
}
