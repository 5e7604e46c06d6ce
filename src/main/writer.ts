import { writeWhole } from './atomic'

/** What could not be written is tried again so often, in ms. */
const everyMs = 5000

export interface WriterOptions {
  /** Is told why something cannot be written now; null when all is written. */
  readonly trouble: (reason: string | null) => void
  readonly write?: typeof writeWhole
  /** Has something done later; it must not keep the process alive. */
  readonly later?: (work: () => void) => void
}

export type Writer = ReturnType<typeof createWriter>

/** Why something cannot be written, in words. */
export const reasonOf = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOSPC' || code === 'EDQUOT' ? `the disk is full (${code})` : (code ?? String(error))
}

/** Writes files whole, one after the other; what cannot be written waits in memory until it can. */
export function createWriter({ trouble, write = writeWhole, later = (work) => void setTimeout(work, everyMs).unref() }: WriterOptions) {
  const waiting = new Map<string, string>()
  let last: Promise<void> = Promise.resolve()
  let failing = false

  async function flush(): Promise<void> {
    let reason: string | null = null
    for (const [path, text] of waiting) {
      try {
        await write(path, text)
        // Another text for it may have come meanwhile.
        if (waiting.get(path) === text) waiting.delete(path)
      } catch (error) {
        reason ??= reasonOf(error)
      }
    }
    if (reason !== null) later(() => void again())
    if ((reason !== null) !== failing) trouble(reason)
    failing = reason !== null
  }
  const again = (): Promise<void> => (last = last.then(flush))

  return {
    /** Of several texts for one path the last counts. Resolves when it was tried. */
    write(path: string, text: string): Promise<void> {
      waiting.set(path, text)
      return again()
    },
    /** Tries once more what waits. */
    settled: (): Promise<void> => (waiting.size > 0 ? again() : last),
    waits: (): boolean => waiting.size > 0,
  }
}
