import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { catalogFrom } from '../../core/music/catalog/edit'
import { readCatalog, type Catalog } from '../../core/music/catalog'
import { formatOf, readPlaylist } from '../../core/music/playlist/playlist'
import { fail, ok, type Result } from '../../core/result'

/** The catalog that the app is made for. */
export const first = 'never-back-down'
/** A catalog is a list of names; more than this is something else, in bytes. */
const largest = 5_000_000

async function read(path: string): Promise<Result<Catalog>> {
  try {
    if ((await stat(path)).size > largest) return fail('bad-catalog', 'is too large for a catalog')
    const [text, format] = [await readFile(path, 'utf8'), formatOf(path)]
    if (format === null) return readCatalog(text)
    const list = readPlaylist(text, format)
    return list.ok ? catalogFrom(list.value, basename(path, extname(path)), []) : list
  } catch (error) {
    return fail('unreadable', `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
  }
}

/** The ids of the catalogs that the app brings along. @param folder holds them */
export async function bundledIds(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length)).sort()
}

/**
 * The catalog that the command line names: by the id of one that the app brings along, or as a file: JSON, or a playlist.
 * @param folder holds those that the app brings along
 * @param path what was given as an absolute path
 */
export async function catalogOf(given: string, folder: string, path: string): Promise<Result<Catalog>> {
  const ids = await bundledIds(folder)
  const found = await read(ids.includes(given) ? join(folder, `${given}.json`) : path)
  if (found.ok) return ok(found.value)
  const known = found.error.code === 'unreadable' ? `; the catalogs are ${ids.join(', ')}` : ''
  return fail('usage', `--catalog: '${given}' ${found.error.message}${known}`)
}
