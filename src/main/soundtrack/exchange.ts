import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { readCatalog, type Catalog } from '../../core/music/catalog'
import { catalogFrom, freeId } from '../../core/music/catalog/edit'
import { formatOf, MOST_TEXT, readPlaylist } from '../../core/music/playlist/playlist'
import { fail, ok, type Result } from '../../core/result'

/** Files that a catalog can come from. */
export const importable = ['m3u', 'm3u8', 'xspf', 'jspf', 'csv', 'tsv', 'json'] as const

/** UTF-8, or Latin-1 where it is none: old M3U files are. */
function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/**
 * A catalog from a file: JSON, or a playlist. The failure names the line, or the field, and the rule.
 * @param taken ids of catalogs that there are: it gets another one
 */
export async function importFrom(path: string, taken: readonly string[]): Promise<Result<Catalog>> {
  const name = basename(path)
  try {
    if ((await stat(path)).size > MOST_TEXT) return fail('too-large', `${name} is too large for a playlist`)
    const text = textOf(await readFile(path))
    if (extname(path).toLowerCase() === '.json') {
      const read = readCatalog(text)
      if (!read.ok) return fail(read.error.code, `${name}: ${read.error.message}`)
      const { id } = read.value
      return ok({ ...read.value, id: taken.includes(id) ? freeId(id, taken, 'catalog') : id })
    }
    const format = formatOf(path)
    if (format === null) return fail('bad-playlist', `${name} is none of ${importable.join(', ')}`)
    const read = readPlaylist(text, format)
    if (!read.ok) return fail(read.error.code, `${name}: ${read.error.message}`)
    const made = catalogFrom(read.value, basename(path, extname(path)), taken)
    return made.ok ? made : fail(made.error.code, `${name}: ${made.error.message}`)
  } catch (error) {
    return fail('unreadable', `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
  }
}
