/** The database is of a version that is not known here; the message says so. */
export class NewerError extends Error {}

/** What a system or SQLite calls its trouble (sqlite.org/rescode.html), and what it means to a person. */
const words: readonly (readonly [RegExp, string])[] = [
  [/ENOSPC|EDQUOT|\bFULL\b|SQLITE_FULL|database or disk is full/, 'the disk is full'],
  [/SQLITE_BUSY|SQLITE_LOCKED|database is locked/, 'another program holds the database'],
  [/EROFS|EACCES|EPERM|SQLITE_READONLY|readonly database/, 'the folder cannot be written'],
  [/EIO|SQLITE_IOERR|disk I\/O error/, 'the disk does not answer as it should'],
  [/SQLITE_CANTOPEN|unable to open/i, 'the database cannot be opened'],
]

const textOf = (error: unknown): string => `${(error as { code?: string }).code ?? ''} ${error instanceof Error ? error.message : String(error)}`.trim()

/** Why something could not be written or opened, as the end of a sentence; the system's own word beside ours. */
export function reasonOf(error: unknown): string {
  if (error instanceof NewerError) return error.message
  const { code } = error as { code?: string }
  const known = words.find(([pattern]) => pattern.test(textOf(error)))?.[1]
  return known === undefined ? textOf(error) : code ? `${known} (${code})` : known
}

/** Trouble of the disk, not of what was to be written: it may be gone in a while. */
export const passes = (error: unknown): boolean => words.some(([pattern]) => pattern.test(textOf(error)))
