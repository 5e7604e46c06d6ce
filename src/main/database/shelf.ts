import { noteOf, type Note, type NoteRow } from './notes'
import type { Db } from './open'

/** A file as the library found it. */
export interface Place {
  readonly path: string
  readonly size: number
  readonly modifiedMs: number
}

/** What was read from a file that is a track. */
export interface Told {
  readonly content: string
  /** The name of what the user says about it: what it holds and how its tags call it. */
  readonly identity: string
  /** Null where no tag tells. */
  readonly title: string | null
  readonly artist: string | null
  readonly album: string | null
  /** Seconds. */
  readonly duration: number
  /** BPM. */
  readonly tempo: number | null
}

/** Why a file is no track. */
export interface Untold {
  /** A person reads it. */
  readonly failed: string
  /** Sound, but in this coding, which nothing here decodes. */
  readonly unplayable?: string
}

/** Raised whenever files are read otherwise: those that an older one has read are read once more. */
export const reader = 2

/** A file of a music folder, with what reading it gave. */
export interface Shelved extends Place {
  readonly folder: string
  readonly file: string
  readonly id: string
  readonly told: Told | Untold
}

interface Row extends Place, Omit<Told, 'content' | 'identity' | 'duration'> {
  readonly row: number
  readonly folder: string
  readonly file: string
  readonly id: string
  readonly content: string | null
  readonly identity: string | null
  readonly duration: number | null
  readonly problem: string | null
  readonly unplayable: string | null
  readonly reader: number | null
  readonly noteTitle: string | null
  readonly noteArtist: string | null
  readonly noteTempo: number | null
}

/** Lengths that differ by less are of the same recording, in seconds. */
const sameLength = 0.1

/** What must follow a track whose file got other tags. */
interface Followers {
  readonly notes: { carry(from: string, to: string): boolean }
  readonly decisions: { carry(from: string, to: string): boolean }
}

/** The files of the music folders as they were read last. */
export function createShelf(db: Db, { notes, decisions }: Followers) {
  const page = db.prepare(
    `SELECT t.rowid AS row, t.path, t.size, t.modifiedMs, t.content, t.folder, t.file, t.id, t.identity, t.title, t.artist, t.album, t.duration, t.tempo, t.problem, t.unplayable, t.reader,
       n.title AS noteTitle, n.artist AS noteArtist, n.tempo AS noteTempo, n.mark, n.plays, n.lastPlayed
     FROM tracks t LEFT JOIN notes n ON n.identity = t.identity
     WHERE t.rowid > ? AND t.folder IN (SELECT value FROM json_each(?)) ORDER BY t.rowid LIMIT ?`,
  )
  const placed = db.prepare('SELECT content FROM tracks WHERE path = ? AND size = ? AND modifiedMs = ? AND content IS NOT NULL')
  const before = db.prepare('SELECT content, identity, duration FROM tracks WHERE path = ? AND identity IS NOT NULL')
  const look = db.prepare(
    `INSERT INTO tracks (path, size, modifiedMs, content) VALUES (?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET size = excluded.size, modifiedMs = excluded.modifiedMs, content = excluded.content, folder = NULL`,
  )
  const put = db.prepare(
    `INSERT OR REPLACE INTO tracks (path, size, modifiedMs, content, folder, file, id, identity, title, artist, album, duration, tempo, problem, unplayable, reader)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${reader})`,
  )
  const remove = db.prepare('DELETE FROM tracks WHERE path = ?')
  const empty = db.prepare('DELETE FROM tracks WHERE folder = ?')
  const heir = db.prepare('INSERT INTO corrections (content, correction) SELECT ?, correction FROM corrections WHERE content = ? AND NOT EXISTS (SELECT 1 FROM corrections WHERE content = ?) ORDER BY number')

  /** A file at the same place with the same sound, or the same length, has got other tags: all that was said of it goes on. */
  function follow(path: string, { content, identity, duration }: Told): boolean {
    const old = before.get(path) as { content: string; identity: string; duration: number } | undefined
    if (!old || old.identity === identity || (old.content !== content && Math.abs(old.duration - duration) > sameLength)) return false
    const said = old.content !== content && heir.run(content, old.content, content).changes > 0
    const noted = notes.carry(old.identity, identity)
    return decisions.carry(old.identity, identity) || noted || said
  }

  return {
    /** The stored files of these folders, in the order of their rows. @param after the last row of the page before, 0 at first */
    page(folders: readonly string[], after: number, most: number): { readonly files: (Shelved & { readonly note: Note | null; readonly stale: boolean })[]; readonly last: number } {
      const rows = page.all(after, JSON.stringify(folders), most) as (Row & NoteRow)[]
      const files = rows.map(({ path, size, modifiedMs, folder, file, id, content, identity, title, artist, album, duration, tempo, problem, unplayable, reader: by, ...row }) => {
        const track = content !== null && identity !== null && duration !== null
        const told = track ? { content, identity, title, artist, album, duration, tempo } : { failed: problem ?? '', ...(unplayable !== null && { unplayable }) }
        const { noteTitle, noteArtist, noteTempo, mark, plays, lastPlayed } = row
        return { path, size, modifiedMs, folder, file, id, told, stale: by !== reader, note: noteOf({ title: noteTitle, artist: noteArtist, tempo: noteTempo, mark, plays, lastPlayed } as NoteRow) }
      })
      return { files, last: rows.at(-1)?.row ?? after }
    },
    /** Keeps files. True where what the user said followed one of them to other tags. */
    keep(files: readonly Shelved[]): boolean {
      let followed = false
      for (const { path, size, modifiedMs, folder, file, id, told } of files) {
        if ('failed' in told) {
          put.run(path, size, modifiedMs, null, folder, file, id, null, null, null, null, null, null, told.failed, told.unplayable ?? null)
          continue
        }
        followed = follow(path, told) || followed
        put.run(path, size, modifiedMs, told.content, folder, file, id, told.identity, told.title, told.artist, told.album, told.duration, told.tempo, null, null)
      }
      return followed
    },
    forget: (paths: readonly string[]): void => paths.forEach((path) => remove.run(path)),
    /** The user does not want this folder any more. */
    empty: (folder: string): void => void empty.run(folder),
    /** The content of a file that has not changed since it was read; null where it must be read. */
    contentOf: ({ path, size, modifiedMs }: Place): string | null => (placed.get(path, size, modifiedMs) as { content: string } | undefined)?.content ?? null,
    /** Keeps what a file outside of the music folders holds. */
    looked: ({ path, size, modifiedMs }: Place, content: string): void => void look.run(path, size, modifiedMs, content),
  }
}
