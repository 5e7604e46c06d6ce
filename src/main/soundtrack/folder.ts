import { app } from 'electron'
import { resolve } from 'node:path'
import { ANALYSER_VERSION } from '../../core/music/analyse'
import { match } from '../../core/music/match'
import { sentence } from '../../core/result'
import { catalogPlaces, type Start } from '../begin'
import { connectStore } from '../database/link'
import createDatabase from '../database/thread?nodeWorker'
import { createLibrary } from '../library/library'
import { readFiles } from '../library/readers'
import { leave, say, writeReport } from '../terminal'
import { catalogOf, first } from './catalogs'
import { reportOf } from './report'

/** Progress is told at most so often, in ms. */
const everyMs = 1000

/** --match: finds a catalog's songs in a folder, without a window, writes the report and ends the app. Known files are not read again. */
export async function matchFolder({ request, base }: Start): Promise<void> {
  const { match: folder, report } = request
  if (folder === null || report === null) return app.exit(2)
  const given = request.catalog ?? first
  const catalog = await catalogOf(given, catalogPlaces(), resolve(base, given))
  if (!catalog.ok) {
    say(sentence(catalog.error))
    return app.exit(2)
  }
  const store = connectStore(createDatabase({ workerData: { folder: app.getPath('userData'), version: ANALYSER_VERSION } }))
  const notice = await store.notice().catch((error: unknown) => `The database cannot be used: ${String(error)}`)
  if (notice !== null) say(notice)

  let told = 0
  const library = createLibrary({
    demoFolder: null, store, readTags: readFiles,
    createWatch: () => ({ follow: () => undefined, leave: () => undefined, close: () => undefined }),
    changed() {
      const { scan } = library.status()
      if (scan === null || performance.now() - told < everyMs) return
      told = performance.now()
      say(`${scan.done}/${scan.total} files read`)
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.exit(signal === 'SIGINT' ? 130 : 143))
  await library.setFolders([folder])
  const problem = library.status().folders[0]?.problem ?? null
  if (problem !== null) {
    say(problem)
    return app.exit(1)
  }
  for (const { file, reason } of library.problems()) say(`${file}: ${reason}`)
  const files = library.candidates()
  const decisions = await store.decisions(catalog.value.id).catch(() => [])
  const matches = match(catalog.value, files, decisions)
  const count = (state: string) => matches.filter((one) => one.state === state).length
  say(`${catalog.value.name}: ${count('strong')} of ${matches.length} found, ${count('ambiguous')} to check, ${count('none')} missing, in ${files.length} files.`)
  const status = await writeReport(report, reportOf(catalog.value, matches, files), 0)
  await store.close().catch(() => undefined)
  leave(status)
}
