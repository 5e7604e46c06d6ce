import { join } from 'node:path'
import type { Args } from '../core/ipc/contract'
import type { Report } from '../core/report'
import { writeWhole } from './atomic'
import type { Pictures } from './pictures'
import type { Writer } from './writer'

export interface SessionsOptions {
  /** Every session's report is kept in this folder. */
  readonly folder: string
  /** Keeps what cannot be written now. */
  readonly writer: Pick<Writer, 'write'>
  /** Where `--report` wants it too. */
  readonly report: string | null
  /** Prints a line of the timeline; null where nobody asked for it. */
  readonly print: ((line: string) => void) | null
  readonly pictures: Pictures | null
  /** A session runs, or no longer does. */
  readonly running: (on: boolean) => void
  /** A session has ended with this report. `heard`: how long each track sounded in it, by its id. */
  readonly ended: (report: Report, heard: Args<'session.ended'>['heard']) => void
  /** With `--quit-when-done`: ends the app with this exit status. */
  readonly quit: ((status: number) => void) | null
  /** One sentence on standard error; the app ends with status 1, whenever it ends. */
  readonly fail: (sentence: string) => void
}

export type Sessions = ReturnType<typeof followSessions>

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

/** Follows the sessions that the page runs: keeps their reports, prints and pictures them, and quits after them if asked. */
export function followSessions({ folder, writer, report: wanted, print, pictures, running, ended, quit, fail }: SessionsOptions) {
  let on = false
  let waiting: (() => void)[] = []

  const set = (now: boolean) => {
    on = now
    running(now)
    if (now) return
    waiting.forEach((resolve) => resolve())
    waiting = []
  }

  async function keep(report: Report): Promise<void> {
    const text = `${JSON.stringify(report, null, 2)}\n`
    const own = join(folder, `${report.startedAt.replaceAll(/[:.]/g, '-')}.json`)
    await writer.write(own, text)
    if (wanted === null) return
    await writeWhole(wanted, text).catch((error: unknown) => fail(`The report could not be written to ${wanted} (${codeOf(error)}).`))
  }

  return {
    running: () => on,
    /** Resolves when no session runs and its report is written. */
    ended: () => (on ? new Promise<void>((resolve) => waiting.push(resolve)) : Promise.resolve()),
    started: () => set(true),
    segment({ index, phase, text }: Args<'session.segment'>): void {
      print?.(text)
      pictures?.segment(index, phase)
    },
    async finished({ report, heard }: Args<'session.ended'>): Promise<void> {
      ended(report, heard)
      await keep(report)
      set(false)
      if (!quit) return void pictures?.finish()
      await pictures?.finish()
      quit(0)
    },
    refused({ reason }: Args<'session.refused'>): void {
      fail(`The session could not run: ${reason}`)
      quit?.(1)
    },
    /** The page cannot hand in the report of the session that ran in it any more. */
    lost(why: string): void {
      if (!on) return
      set(false)
      fail(`The session was lost: ${why}.`)
      quit?.(1)
    },
  }
}
