import { within, type Found, type Scan } from './scan'

/** A file as it was known before. */
export interface Known {
  readonly found: Found
  /** It should be read again even if it has not changed: the reason why it could not be read may have gone. */
  readonly again: boolean
}

/** What a scan says about the files that were known. */
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
 * Compares a scan with what was known, file by file while it runs, so that a large folder holds up nobody.
 * @param knownAt the file that was known at a path
 */
export function createComparison<K extends Known>(knownAt: (path: string) => K | undefined) {
  const seen = new Set<string>()
  const kept: K[] = []
  const fresh: Found[] = []
  return {
    see(found: Found): void {
      seen.add(found.path)
      const known = knownAt(found.path)
      if (known && unchanged(known.found, found) && !known.again) kept.push(known)
      else fresh.push(found)
    },
    /**
     * The rest, when the scan has ended. A folder that lies on another drive than before and is empty is a place where a drive
     * was taken out, and its files are away, not gone.
     * @param known those within the part that was scanned
     * @param device what the folder lay on before; null where nobody knows
     */
    end(known: readonly K[], { unread, problem, device: now }: Pick<Scan, 'unread' | 'problem' | 'device'>, device: number | null): Comparison<K> {
      const gone: K[] = []
      const away: K[] = []
      const takenOut = seen.size === 0 && device !== null && now !== device
      for (const one of known) {
        if (seen.has(one.found.path)) continue
        const hidden = problem !== null || takenOut || unread.some((path) => within(path, one.found.path))
        ;(hidden ? away : gone).push(one)
      }
      return { kept, fresh, gone, away }
    },
  }
}
