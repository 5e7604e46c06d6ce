import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { readCatalog, type Catalog } from '../../core/music/catalog'
import { catalogFrom, freeId } from '../../core/music/catalog/edit'
import { leftOutLines } from '../../core/music/playlist/intake'
import { formatOf, MOST_TEXT, readableEndings, readPlaylist } from '../../core/music/playlist/playlist'
import { fail, ok, type Result } from '../../core/result'
import { textOf } from './text'

/** Files that a catalog can come from. */
export const importable: readonly string[] = [...readableEndings, 'json']

export interface Imported {
  readonly catalog: Catalog
  /** Lines for the user: what of the file was not taken; none where all of it was. */
  readonly leftOut: readonly string[]
}

/**
 * A catalog from a file: JSON, or a playlist. What can be taken of a playlist is taken; the failure names the line, or the field, and the rule.
 * @param taken ids of catalogs that there are: it gets another one
 */
export async function importFrom(path: string, taken: readonly string[]): Promise<Result<Imported>> {
  const name = basename(path)
  const named = <T>(result: Result<T>): Result<T> => (result.ok ? result : fail(result.error.code, `${name}: ${result.error.message}`, result.error.mend))
  try {
    const found = await stat(path)
    if (!found.isFile()) return fail('unreadable', `${name} is no file`)
    // Two bytes a character, in UTF-16.
    if (found.size > 2 * MOST_TEXT) return fail('too-large', `${name} is too large for a playlist`)
    const text = textOf(await readFile(path))
    const format = formatOf(path, text)
    if (format !== null) {
      const read = readPlaylist(text, format)
      if (!read.ok) return named(read)
      const made = catalogFrom(read.value, basename(path, extname(path)), taken)
      return made.ok ? ok({ catalog: made.value, leftOut: leftOutLines(read.value.leftOut) }) : named(made)
    }
    if (extname(path).toLowerCase() !== '.json') return fail('bad-playlist', `${name} is none of ${importable.join(', ')}`)
    const read = readCatalog(text)
    if (!read.ok) return named(read)
    const { id } = read.value
    return ok({ catalog: { ...read.value, id: taken.includes(id) ? freeId(id, taken, 'catalog') : id }, leftOut: [] })
  } catch (error) {
    return fail('unreadable', `${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
  }
}
