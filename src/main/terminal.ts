import { app } from 'electron'
import { writeWhole } from './atomic'

/** A line on standard error: what runs without a window tells its progress and its troubles there. */
export const say = (line: string): boolean => process.stderr.write(`${line}\n`)

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
