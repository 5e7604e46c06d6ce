import type { Decision } from '../../core/music/match'
import type { Db } from './open'

interface Row {
  readonly track: string
  readonly kind: Decision['kind']
  readonly content: string | null
}

/**
 * The user's words on which file is which song of a catalog, in their order: the later counts. A file is named by its
 * identity (see notes.ts), so that a word holds when the file is moved or renamed.
 */
export function createDecisions(db: Db) {
  const all = db.prepare('SELECT catalogTrack AS track, kind, identity AS content FROM decisions WHERE catalog = ? ORDER BY number')
  const put = db.prepare('INSERT INTO decisions (catalog, catalogTrack, kind, identity) VALUES (?, ?, ?, ?)')
  const rename = db.prepare(`UPDATE decisions SET identity = ? WHERE identity = ? AND kind <> 'not'`)
  const refuse = db.prepare(`INSERT INTO decisions (catalog, catalogTrack, kind, identity) SELECT catalog, catalogTrack, kind, ? FROM decisions WHERE identity = ? AND kind = 'not'`)
  return {
    of: (catalog: string): Decision[] =>
      (all.all(catalog) as Row[]).flatMap(({ track, kind, content }): Decision[] =>
        kind === 'unlink' ? [{ track, kind }] : content === null ? [] : [{ track, kind, content }]),
    add(catalog: string, decision: Decision): void {
      put.run(catalog, decision.track, decision.kind, decision.kind === 'unlink' ? null : decision.content)
    },
    /** A file has got other tags: what was chosen follows it, in its turn; what was refused stays refused under both names. */
    carry(from: string, to: string): boolean {
      const renamed = rename.run(to, from).changes
      return refuse.run(to, from).changes + renamed > 0
    },
  }
}
