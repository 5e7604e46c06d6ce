import { uptime } from 'node:os'
import { join } from 'node:path'
import type { Args } from '../core/ipc/contract'
import { accountOf, condensed, fateOf, type Account, type Entry } from '../core/journal'
import type { Report } from '../core/report'
import { writeWhole } from './atomic'
import type { Journal } from './journal'
import { log } from './log'
import type { Pictures } from './pictures'
import type { Writer } from './writer'

export interface SessionsOptions {
  /** Every session's report is kept in this folder. */
  readonly folder: string
  /** Keeps what cannot be written now. */
  readonly writer: Pick<Writer, 'write' | 'waits'>
  /** Holds the session that runs, or was interrupted. */
  readonly journal: Journal
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

const fileOf = (startedAt: string): string => `${startedAt.replaceAll(/[:.]/g, '-')}.json`

/** Why nobody runs a session any more that was last seen then. */
const reasonOf = (wall: number, now: number): string => (wall < now - uptime() * 1000 ? 'the computer went down' : 'the program ended')

/** Follows the sessions that the page runs: writes them down, keeps their reports, prints and pictures them, and quits after them if asked. */
export function followSessions({ folder, writer, journal, report: wanted, print, pictures, running, ended, quit, fail }: SessionsOptions) {
  let on = false
  let waiting: (() => void)[] = []
  /** The report that was kept last. */
  let latest: string | null = null
  /** What is done with the journal is done in order. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T> | T): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  const set = (now: boolean) => {
    on = now
    running(now)
    if (now) return
    waiting.forEach((resolve) => resolve())
    waiting = []
  }

  /** Keeps a report on the disk, or in memory until there is room on it. @param asked `--report` is about this session */
  async function keep(report: Report, asked: boolean): Promise<void> {
    const text = `${JSON.stringify(report, null, 2)}\n`
    const own = join(folder, fileOf(report.startedAt))
    await writer.write(own, text)
    latest = writer.waits() ? null : own
    if (asked && wanted !== null) await writeWhole(wanted, text).catch((error: unknown) => fail(`The report could not be written to ${wanted} (${codeOf(error)}).`))
  }

  /** Reports a session that nobody runs any more as far as it is written down, and forgets it once that is kept. */
  async function settle(account: Account, outcome: Report['outcome'], asked: boolean): Promise<void> {
    const report = account.report(outcome)
    await keep(report, asked)
    ended(report, [...account.heard].map(([id, seconds]) => ({ id, seconds })))
    journal.clear()
  }

  /** Settles what is written down, whatever it is. */
  async function settleAll(asked: boolean): Promise<void> {
    const account = accountOf((await journal.read()) ?? [])
    if (account) await settle(account, account.outcome ?? 'stopped', asked)
  }

  async function lookBack(): Promise<{ readonly entries: readonly Entry[] } | { readonly kept: string } | null> {
    const entries = await journal.read()
    if (entries === null) return null
    const now = Date.now()
    const account = accountOf(entries)
    if (account === null) {
      const aside = await journal.setAside(`damaged-${now}.jsonl`)
      return { kept: `What was written down of an interrupted session cannot be read. It is kept as ${aside}.` }
    }
    const fate = fateOf(account, now)
    if (fate !== 'open') await settle(account, fate === 'finished' ? 'finished' : 'stopped', false)
    if (fate === 'long ago') return { kept: `The session ${account.start.workout.name} of ${account.start.startedAt.slice(0, 10)} was interrupted; it is kept as stopped.` }
    if (fate !== 'open') return null
    const gone: readonly Entry[] = account.gone === null ? [{ kind: 'gone', reason: reasonOf(account.last.wall, now) }] : []
    if (gone.length > 0) journal.append(gone)
    return { entries: condensed([...entries, ...gone]) }
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

    /** Writes down what happened. A new session takes the place of one that was interrupted, which is kept as stopped. */
    journal: (entries: readonly Entry[]): Promise<void> =>
      inTurn(async () => {
        // What a page said last may come after the news of its end.
        if (entries[0]?.kind !== 'start') return on ? journal.append(entries) : undefined
        await settleAll(false).catch((error: unknown) => log('the interrupted session', error))
        journal.begin(entries)
      }),
    /** The session that can go on; a sentence about one that cannot; null where there is none, or it runs. */
    interrupted: () => inTurn(() => (on ? null : lookBack())),
    /** The interrupted session is not to go on. */
    keep: (): Promise<void> => inTurn(() => (on ? undefined : settleAll(false))),
    /** The report that was kept last, or where they are all kept. */
    place: (): string => (on || latest === null ? folder : latest),

    async finished({ report, heard }: Args<'session.ended'>): Promise<void> {
      ended(report, heard)
      await keep(report, true)
      await inTurn(journal.clear)
      await journal.settled()
      set(false)
      if (!quit) return void pictures?.finish()
      await pictures?.finish()
      quit(0)
    },
    refused({ reason }: Args<'session.refused'>): void {
      fail(`The session could not run: ${reason}`)
      quit?.(1)
    },
    /** The page cannot hand in the report of the session that ran in it any more. It can go on; where nobody is there to say so, it is kept as stopped. */
    lost(why: string): void {
      if (!on) return
      set(false)
      void inTurn(() => journal.append([{ kind: 'gone', reason: why }]))
      if (!quit) return log('the session was interrupted', why)
      fail(`The session was lost: ${why}.`)
      void inTurn(() => settleAll(true)).catch((error: unknown) => log('the session', error)).then(() => quit(1))
    },
    /** The session ends without its page: it is kept as stopped. */
    async abandon(why: string): Promise<void> {
      if (!on) return
      fail(`The session was cut off: ${why}.`)
      await inTurn(() => settleAll(true)).catch((error: unknown) => log('the session', error))
      await journal.settled()
      set(false)
      quit?.(1)
    },
  }
}
