import { passes, reasonOf } from './trouble'
import type { Db } from './open'

/** Writes that wait for room; more are refused. */
const most = 500
/** What waits is tried again so often, in ms. */
const everyMs = 5000

export interface WritingOptions {
  readonly db: Pick<Db, 'exec' | 'inTransaction'>
  /** Is told once that something cannot be written, and why; null when all of it is written. */
  readonly trouble: (reason: string | null) => void
  /** Has something done later; it must not keep the process alive. */
  readonly later?: (work: () => void) => void
}

/** Writes that outlast a full disk: what finds no room is kept in memory, in order, and written as soon as there is some. */
export function createWriting({ db, trouble, later = (work) => void setTimeout(work, everyMs).unref() }: WritingOptions) {
  const waiting: (() => unknown)[] = []

  /** Many rows in one transaction: each by itself would wait for the disk. Throws the reason. */
  function together<T>(work: () => T): T {
    db.exec('BEGIN IMMEDIATE')
    try {
      const value = work()
      db.exec('COMMIT')
      return value
    } catch (error) {
      // Where the disk is full SQLite has rolled back by itself, and another one would hide the reason.
      if (db.inTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  /** Writes what waits; true where nothing waits any more. */
  function flush(): boolean {
    if (waiting.length === 0) return true
    try {
      while (waiting.length > 0) {
        waiting[0]!()
        waiting.shift()
      }
    } catch (error) {
      if (passes(error)) return false
      // What cannot be written at all must not hold up the rest.
      waiting.shift()
      return flush()
    }
    trouble(null)
    return true
  }

  function retry(): void {
    if (!flush()) later(retry)
  }

  /** Puts a write off. Throws the error where too much waits already, or where waiting does not help. */
  function putOff(work: () => unknown, error: unknown): void {
    if (!passes(error) || waiting.length >= most) throw error
    waiting.push(work)
    if (waiting.length > 1) return
    trouble(reasonOf(error))
    later(retry)
  }

  return {
    together,
    flush,
    /**
     * Does a write now, or where there is no room for it as soon as there is; `meanwhile` answers until then.
     * @param written comes after the write
     */
    surely<T>(work: () => T, meanwhile: () => T, written: (value: T) => unknown = () => undefined): T {
      const whole = (): T => {
        const value = together(work)
        written(value)
        return value
      }
      try {
        // What waits comes before it.
        if (flush()) return whole()
      } catch (error) {
        putOff(whole, error)
        return meanwhile()
      }
      if (waiting.length >= most) throw new Error('too much waits for the disk already')
      waiting.push(whole)
      return meanwhile()
    },
    /** Does something beside the database that may be put off as well. */
    beside(work: () => void): void {
      try {
        work()
      } catch (error) {
        putOff(work, error)
      }
    },
  }
}
