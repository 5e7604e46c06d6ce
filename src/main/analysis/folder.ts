import { app } from 'electron'
import type { Start } from '../begin'
import { scanFolder } from '../library/scan'
import { leave, say, writeReport } from '../terminal'
import { openStore } from '../windowless'
import { reportOf, type Analysed } from './report'
import { openSweep } from './sweep'

/** --analyze: analyses a folder with hidden pages only, writes the report and ends the app. Known results are not made again. */
export async function analyseFolder({ request }: Start): Promise<void> {
  const { analyze: folder, report } = request
  if (folder === null || report === null) return app.exit(2)
  // A page that is closed or crashed was the only window; the app goes on.
  app.on('window-all-closed', () => undefined)
  const { files, problems, problem } = await scanFolder(folder)
  if (problem !== null) {
    say(problem)
    return app.exit(1)
  }
  const store = await openStore()
  const sweep = await openSweep(files, store)
  await sweep.analyse(files)
  const results = [...files.flatMap(({ id }) => sweep.done.get(id) ?? []), ...problems.map(({ file, reason }): Analysed => ({ file, outcome: { failed: reason }, cpuSeconds: null }))]
  const text = reportOf(results)
  const status = await writeReport(report, text, results.some(({ outcome }) => 'result' in outcome) ? 0 : 1)
  await sweep.close()
  await store.close().catch(() => undefined)
  if (text.realtimeFactor !== null) say(`${results.length} files, ${text.realtimeFactor.toFixed(0)} x real time on one core.`)
  if (results.length === 0) say('There is no audio file in this folder.')
  leave(status)
}
