import { app } from 'electron'
import { resolve } from 'node:path'
import { sentence } from '../../core/result'
import { catalogPlaces, type Start } from '../begin'
import { leave, say, writeReport } from '../terminal'
import { openStore, readMusic } from '../windowless'
import { catalogOf, first } from './catalogs'
import { reportOf } from './report'
import { findSongs } from './soundtrack'

/** --match: finds a catalog's songs in a folder, without a window, writes the report and ends the app. Known files are not read again. */
export async function matchFolder({ request, base }: Start): Promise<void> {
  const { match: folder, report } = request
  if (folder === null || report === null) return app.exit(2)
  const given = request.catalog ?? first
  const read = await catalogOf(given, catalogPlaces(), resolve(base, given))
  if (!read.ok) {
    say(sentence(read.error))
    return app.exit(2)
  }
  const { catalog, leftOut } = read.value
  leftOut.forEach(say)
  const store = await openStore()
  const library = await readMusic(store, [folder])
  const { folders, tracks } = library.status()
  if (folders.some(({ problem }) => problem !== null)) return leave(1)
  const songs = await findSongs(catalog, { store, library }).catch((error: unknown) => {
    say(String(error))
    return null
  })
  if (songs === null) return leave(1)
  const count = (state: string) => songs.filter((one) => one.state === state).length
  say(`${catalog.name}: ${count('strong')} of ${songs.length} found, ${count('ambiguous')} to check, ${count('none')} missing, in ${tracks} files.`)
  const status = await writeReport(report, reportOf(catalog, songs, (id) => library.track(id)?.file ?? ''), 0)
  await store.close().catch(() => undefined)
  leave(status)
}
