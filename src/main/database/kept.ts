import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Db } from './open'

/**
 * What only the user knows is kept a second time, in a file of its own: a damaged database costs time, never a word of
 * theirs. Each table with its columns.
 */
const tables = {
  corrections: ['number', 'content', 'correction'],
  notes: ['identity', 'title', 'artist', 'tempo', 'mark', 'plays', 'lastPlayed'],
  decisions: ['number', 'catalog', 'catalogTrack', 'kind', 'identity'],
} as const
type Table = keyof typeof tables
const names = Object.keys(tables) as Table[]

const cell = z.union([z.string(), z.number(), z.null()])
const rows = z.array(z.array(cell))
const KeptSchema = z.object({ version: z.literal(1), corrections: rows, notes: rows, decisions: rows } satisfies Record<Table | 'version', z.ZodType>)

const name = 'kept.json'

/** Writes the user's words whole or not at all. Works without pause, in the database's thread. */
export function writeKept(db: Db, folder: string): void {
  const said = Object.fromEntries(names.map((table) => [table, db.prepare(`SELECT ${tables[table].join(', ')} FROM ${table} ORDER BY 1`).raw().all()]))
  const temporary = join(folder, `${name}.tmp`)
  const file = openSync(temporary, 'w')
  try {
    writeFileSync(file, JSON.stringify({ version: 1, ...said }))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(temporary, join(folder, name))
}

/** The user has said nothing in this database, or it was lost. */
export const isWordless = (db: Db): boolean => names.every((table) => db.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() === undefined)

export const isKept = (folder: string): boolean => existsSync(join(folder, name))

/**
 * Puts the user's words into a new database. A row that does not keep the rules of its table costs that row only.
 * @returns a sentence for the user where the words could not be read; the file is then kept aside
 */
export function restoreKept(db: Db, folder: string): string | null {
  if (!isKept(folder)) return null
  const path = join(folder, name)
  const read = KeptSchema.safeParse(parsed(readFileSync(path, 'utf8')))
  if (!read.success) {
    const aside = `${name}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`
    renameSync(path, join(folder, aside))
    return `Your corrections and choices could not be read either; they were kept as ${aside}.`
  }
  insertKept(db, read.data)
  return null
}

/** As `restoreKept`, of a folder in which nothing may be written: what cannot be read is left as it is. */
export function recallKept(db: Db, folder: string): void {
  try {
    const read = KeptSchema.safeParse(parsed(readFileSync(join(folder, name), 'utf8')))
    if (read.success) insertKept(db, read.data)
  } catch {
    // There is none, or the disk that keeps the database away keeps this away too.
  }
}

function insertKept(db: Db, said: z.infer<typeof KeptSchema>): void {
  for (const table of names) {
    const insert = db.prepare(`INSERT OR IGNORE INTO ${table} (${tables[table].join(', ')}) VALUES (${tables[table].map(() => '?').join(', ')})`)
    for (const row of said[table]) {
      if (row.length !== tables[table].length) continue
      try {
        insert.run(...row)
      } catch {
        // Of another type than its column.
      }
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
