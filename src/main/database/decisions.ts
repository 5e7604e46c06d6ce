import type { Db } from './open'

/** The user's word on which file is a song of a catalog: this one, or not this one. */
export interface Decision {
  readonly catalogTrack: string
  /** Of the track, see notes.ts. */
  readonly identity: string
  readonly decision: 'confirmed' | 'rejected'
}

/** Decisions by catalog. They name a track by its identity, so that they hold when its file is moved or renamed. */
export function createDecisions(db: Db) {
  const all = db.prepare('SELECT catalogTrack, identity, decision FROM decisions WHERE catalog = ? ORDER BY catalogTrack, identity')
  const unconfirm = db.prepare(`DELETE FROM decisions WHERE catalog = ? AND catalogTrack = ? AND decision = 'confirmed'`)
  const put = db.prepare('INSERT OR REPLACE INTO decisions (catalog, catalogTrack, identity, decision) VALUES (?, ?, ?, ?)')
  const remove = db.prepare('DELETE FROM decisions WHERE catalog = ? AND catalogTrack = ? AND identity = ?')
  const carry = db.prepare(
    'INSERT OR IGNORE INTO decisions (catalog, catalogTrack, identity, decision) SELECT catalog, catalogTrack, ?, decision FROM decisions WHERE identity = ?',
  )
  return {
    of: (catalog: string) => all.all(catalog) as Decision[],
    /** One file at most is confirmed for a song: the last word counts. Null takes the word on this file back. */
    decide(catalog: string, catalogTrack: string, identity: string, decision: Decision['decision'] | null): void {
      if (decision === 'confirmed') unconfirm.run(catalog, catalogTrack)
      if (decision === null) remove.run(catalog, catalogTrack, identity)
      else put.run(catalog, catalogTrack, identity, decision)
    },
    carry: (from: string, to: string): boolean => carry.run(to, from).changes > 0,
  }
}
