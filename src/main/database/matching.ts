import type { Catalog } from '../../core/music/catalog'
import { match, type Candidate, type Decision, type Match } from '../../core/music/match'
import type { Db } from './open'

/** What was found for a song of a catalog. Files are named by the ids of their tracks. */
export interface Finding extends Pick<Match, 'state' | 'by' | 'distance' | 'reasons'> {
  /** Id of the song. */
  readonly song: string
  readonly file: string | null
  readonly others: readonly { readonly id: string; readonly distance: number; readonly reasons: readonly string[] }[]
}

interface Row extends Omit<Candidate, 'content'> {
  readonly identity: string
}

/** Finds songs among the files of the music folders, here where the files are: they are too many to send. */
export function createMatching(db: Db, decisions: { of(catalog: string): Decision[] }) {
  const files = db.prepare(
    `SELECT t.id, t.identity, t.file, coalesce(n.title, t.title) AS title, coalesce(n.artist, t.artist) AS artist, t.album, t.duration
     FROM tracks t LEFT JOIN notes n ON n.identity = t.identity
     WHERE t.identity IS NOT NULL AND t.folder IN (SELECT value FROM json_each(?)) ORDER BY t.rowid`,
  )
  /** In the order of the catalog. @param folders those whose files count, by their paths */
  return (catalog: Catalog, folders: readonly string[]): Finding[] => {
    const rows = files.all(JSON.stringify(folders)) as Row[]
    const candidates = rows.map(({ identity, ...row }): Candidate => ({ ...row, content: identity }))
    return match(catalog, candidates, decisions.of(catalog.id)).map(({ track, state, by, candidate, distance, reasons, others }) => ({
      song: track.id,
      state,
      by,
      file: candidate?.id ?? null,
      distance,
      reasons,
      others: others.map(({ id, distance, reasons }) => ({ id, distance, reasons })),
    }))
  }
}
