import { within, type Found, type Scan } from './scan'

/** A file as it was known before. */
export interface Known {
  readonly found: Found
  /** It should be read again even if it has not changed: the reason why it could not be read may have gone. */
  readonly again: boolean
}

export interface Comparison<K extends Known> {
  /** As they were, and there. */
  readonly kept: readonly K[]
  /** New or changed: to be read. */
  readonly fresh: readonly Found[]
  /** Not there any more; or moved. */
  readonly gone: readonly K[]
  /** Nobody can tell: what holds them cannot be read now. */
  readonly away: readonly K[]
}

const unchanged = (a: Found, b: Found): boolean => a.path === b.path && a.size === b.size && a.modifiedMs === b.modifiedMs

/**
 * What a scan says about the files that were known. A folder that lies on another drive than before and is empty is a place
 * where a drive was taken out, and its files are away, not gone.
 * @param known those within the part that was scanned
 * @param device what the folder lay on before; null where nobody knows
 */
export function compare<K extends Known>(known: readonly K[], { files, unread, problem, device: now }: Scan, device: number | null): Comparison<K> {
  const there = new Map(files.map((found) => [found.path, found]))
  const before = new Set(known.map(({ found }) => found.path))
  const takenOut = files.length === 0 && device !== null && now !== device
  const kept: K[] = []
  const fresh: Found[] = []
  const gone: K[] = []
  const away: K[] = []
  for (const one of known) {
    const found = there.get(one.found.path)
    if (found) {
      if (unchanged(one.found, found) && !one.again) kept.push(one)
      else fresh.push(found)
    } else if (problem !== null || takenOut || unread.some((path) => within(path, one.found.path))) away.push(one)
    else gone.push(one)
  }
  for (const found of files) if (!before.has(found.path)) fresh.push(found)
  return { kept, fresh, gone, away }
}
