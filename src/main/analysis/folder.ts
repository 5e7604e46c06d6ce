import { app } from 'electron'
import { writeWhole } from '../atomic'
import type { Start } from '../begin'
import { scanFolder } from '../library/scan'
import { reportOf, type Analysed } from './report'
import { openSweep, say } from './sweep'

/** Writes a report as JSON. Answers the exit status: `good`, or 1 where it could not be written. */
export async function writeReport(path: string, report: unknown, good: number): Promise<number> {
  try {
    await writeWhole(path, `${JSON.stringify(report, null, 1)}\n`)
    return good
  } catch (error) {
    say(`The report could not be written to ${path} (${(error as NodeJS.ErrnoException).code ?? String(error)}).`)
    return 1
  }
}

/** Ends the app once all that was said is out. */
export const leave = (status: number): void => {
  process.exitCode = status
  process.stderr.write('', () => app.exit(status))
}

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
  const sweep = await openSweep(files)
  await sweep.analyse(files)
  const results = [...files.flatMap(({ id }) => sweep.done.get(id) ?? []), ...problems.map(({ file, reason }): Analysed => ({ file, outcome: { failed: reason }, cpuSeconds: null }))]
  const text = reportOf(results)
  const status = await writeReport(report, text, results.some(({ outcome }) => 'result' in outcome) ? 0 : 1)
  await sweep.close()
  if (text.realtimeFactor !== null) say(`${results.length} files, ${text.realtimeFactor.toFixed(0)} x real time on one core.`)
  if (results.length === 0) say('There is no audio file in this folder.')
  leave(status)
}
