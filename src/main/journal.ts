import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { linesOf, readEntries, type Entry } from '../core/journal'
import { reasonOf } from './writer'

/** Six hours of a session take some MB; more is none of ours, in bytes. */
const largest = 64 * 1024 * 1024
/** What could not be written waits for room, up to so many characters. */
const mostWaiting = 4_000_000

/** Text to be written at the end of the file; `anew`: in place of all that it holds, and where that is nothing the file goes. */
interface Job {
  readonly text: string
  readonly anew: boolean
}

export type Journal = ReturnType<typeof openJournal>

/**
 * The file that a running session is written down in. Everything is done in the background, in order, and each write is on the
 * disk before the next begins: those that come meanwhile go together.
 * @param trouble is told why it cannot be written now; null when it can again
 */
export function openJournal(path: string, trouble: (reason: string | null) => void = () => undefined) {
  let jobs: Job[] = []
  let file: FileHandle | null = null
  let working: Promise<void> | null = null
  let failed = false

  async function close(): Promise<void> {
    await file?.close()
    file = null
  }

  async function write(text: string, anew: boolean): Promise<void> {
    if (anew) await close()
    if (anew && text === '') return rm(path, { force: true })
    if (!file) {
      await mkdir(dirname(path), { recursive: true })
      file = await open(path, anew ? 'w' : 'a')
    }
    // A line that was cut off before must not take the next one with it.
    await file.appendFile(anew ? text : `\n${text}`)
    await file.datasync()
  }

  async function work(): Promise<void> {
    while (jobs.length > 0) {
      const batch = jobs.slice(Math.max(0, jobs.findLastIndex(({ anew }) => anew)))
      jobs = []
      const [text, anew] = [batch.map((job) => job.text).join(''), batch[0]!.anew]
      try {
        await write(text, anew)
        if (failed) trouble(null)
        failed = false
      } catch (error) {
        if (!failed) trouble(reasonOf(error))
        failed = true
        if (text.length < mostWaiting) jobs = [{ text, anew }, ...jobs]
        await close().catch(() => undefined)
        return
      }
    }
  }

  const put = (job: Job): void => {
    jobs.push(job)
    working ??= work().finally(() => (working = null))
  }

  return {
    /** Forgets what is written there and begins with these. */
    begin: (entries: readonly Entry[]): void => put({ text: linesOf(entries), anew: true }),
    append: (entries: readonly Entry[]): void => put({ text: linesOf(entries), anew: false }),
    clear: (): void => put({ text: '', anew: true }),
    /** Resolves when nothing is being written. */
    settled: async (): Promise<void> => void (await working),
    /** What is written there; null where there is no file. Throws the system's error. */
    async read(): Promise<readonly Entry[] | null> {
      await working
      try {
        return (await stat(path)).size > largest ? [] : readEntries(await readFile(path, 'utf8'))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    /** Keeps the file under another name; answers that. */
    async setAside(name: string): Promise<string> {
      await working
      await close()
      await rename(path, join(dirname(path), name))
      return basename(name)
    },
  }
}
