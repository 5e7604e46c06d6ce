import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { isKept, isWordless, recallKept, restoreKept, writeKept } from './kept'
import { migrations } from './migrations'
import { NewerError, reasonOf } from './trouble'

export type Db = InstanceType<typeof Database>

export interface Opened {
  readonly db: Db
  /** A sentence for the user where a damaged file was set aside, or where nothing is kept. */
  readonly notice: string | null
  /** False where it is in memory only: nothing of it, and no file of the folder, may be written. */
  readonly lasting: boolean
}

const name = 'roundhouse.db'

/**
 * Opens the database in a folder, brings it to the newest version, or begins a new one where the file is damaged: the old
 * one is kept aside, and what the user said is taken from the file beside it (kept.ts). Where none can be had there, because
 * the disk is full, a newer Roundhouse made the file, or another program holds it, one in memory takes its place: the timer
 * needs none.
 */
export function openDatabase(folder: string): Opened {
  try {
    return onDisk(folder)
  } catch (error) {
    return inMemory(folder, reasonOf(error))
  }
}

function onDisk(folder: string): Opened {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  try {
    return begun(folder, null)
  } catch (error) {
    if (error instanceof NewerError || !isDamage(error)) throw error
    const aside = `${name}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    for (const end of ['', '-wal', '-shm']) if (existsSync(path + end)) renameSync(path + end, join(folder, aside + end))
    return begun(folder, `The database was damaged; it was kept as ${aside} and a new one begun.`)
  }
}

function begun(folder: string, notice: string | null): Opened {
  const db = prepared(join(folder, name))
  try {
    // Not only in a new one: a full disk may have kept an earlier start from putting them in.
    const lost = isWordless(db) ? restoreKept(db, folder) : null
    if (!isKept(folder)) writeKept(db, folder)
    return { db, notice: [notice, lost].filter((one) => one !== null).join(' ') || null, lasting: true }
  } catch (error) {
    db.close()
    throw error
  }
}

/** With the user's words, as far as they can be read: nothing in the folder is touched. */
function inMemory(folder: string, reason: string): Opened {
  const db = prepared(':memory:')
  recallKept(db, folder)
  return { db, notice: `Nothing of this run is kept in the database: ${reason}.`, lasting: false }
}

class DamageError extends Error {}

/** By SQLite's own words: NOTADB and CORRUPT (sqlite.org/rescode.html). */
const isDamage = (error: unknown): boolean =>
  error instanceof DamageError || /not a database|malformed|NOTADB|CORRUPT/i.test(`${(error as { code?: string }).code} ${String(error)}`)

function prepared(path: string): Db {
  const db = new Database(path)
  try {
    // Durable to the last checkpoint, whole in any case: an analysis that a power cut loses is made again.
    db.exec('PRAGMA busy_timeout = 1000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    const health = (db.prepare('PRAGMA quick_check(1)').get() as { quick_check: string }).quick_check
    if (health !== 'ok') throw new DamageError(String(health))
    migrate(db)
    // Whoever holds it for long is told of at the start; later there is time to wait.
    db.exec('PRAGMA busy_timeout = 5000')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Each step in a transaction with its number: a break leaves the step before. */
export function migrate(db: Db, steps: readonly string[] = migrations): void {
  const version = (db.prepare('PRAGMA user_version').get() as { user_version: number }).user_version
  if (version > steps.length) throw new NewerError(`the database is of a newer Roundhouse (version ${version})`)
  steps.slice(version).forEach((step, i) => {
    db.exec(`BEGIN IMMEDIATE; ${step}; PRAGMA user_version = ${version + i + 1}; COMMIT;`)
  })
}
