import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readCatalog, type Catalog } from '../../core/music/catalog'
import { fail, ok, type Result } from '../../core/result'

/** The catalog that the app is made for. */
export const first = 'never-back-down'
/** A catalog is a list of names; more than this is something else, in bytes. */
const largest = 5_000_000

async function read(path: string): Promise<Result<Catalog>> {
  try {
    if ((await stat(path)).size > largest) return fail('bad-catalog', 'is too large for a catalog')
    return readCatalog(await readFile(path, 'utf8'))
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
 * The catalog that the command line names: by the id of one that the app brings along, or as a file.
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
