import { fail, ok, type Result } from '../../core/result'
import { openCabinet, type Places } from './cabinet'
import { importFrom, type Imported } from './exchange'

/** The catalog that the app is made for. */
export const first = 'never-back-down'

/**
 * The catalog that the command line names: by the id of one that the app brings along or of one of the user's, or as a file:
 * JSON, or a playlist.
 * @param path what was given as an absolute path
 */
export async function catalogOf(given: string, places: Places, path: string): Promise<Result<Imported, 'usage'>> {
  const broken = new Map<string, string>()
  const cabinet = await openCabinet(places, (file, why) => broken.set(file, why))
  const why = broken.get(`${given}.json`)
  // A broken one of the user's is not passed over for the bundled one in silence.
  if (why !== undefined) return fail('usage', `--catalog '${given}': ${why}`)
  const held = cabinet.get(given)
  if (held) return ok({ catalog: held.catalog, leftOut: [] })
  const read = await importFrom(path, [])
  if (read.ok) return read
  const known = read.error.code === 'unreadable' ? `; the catalogs are ${cabinet.ids().join(', ')}` : ''
  return fail('usage', `--catalog '${given}': ${read.error.message}${known}`, read.error.mend)
}
