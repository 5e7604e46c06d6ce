import { identityOf, type Names } from './content'
import { noteOf, type Note, type NoteRow } from './notes'
import type { Db } from './open'

/** A file as the library found it. */
export interface Place {
  readonly path: string
  readonly size: number
  readonly modifiedMs: number
}

/** What was read from a file that is a track. */
export interface Told extends Names {
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

/** A file of a music folder, with what reading it gave. */
export interface Shelved extends Place {
  readonly folder: string
  readonly file: string
  readonly id: string
  readonly told: Told | Untold
  /** Where it was before it was moved. */
  readonly from?: string
}

interface Row extends Place, Omit<Told, 'content' | 'was' | 'identity' | 'duration'> {
  readonly row: number
  readonly folder: string
  readonly file: string
  readonly id: string
  readonly content: string | null
  readonly identity: string | null
  readonly duration: number | null
  readonly problem: string | null
  readonly unplayable: string | null
  readonly noteTitle: string | null
  readonly noteArtist: string | null
  readonly noteTempo: number | null
}

/** Lengths that differ by less are of the same recording, in seconds. */
const sameLength = 0.1

/** What decides whether two readings are of one track. */
type Known = Pick<Told, 'content' | 'title' | 'artist' | 'duration'>

/** Read by an older Roundhouse (migrations.ts, 3): what it called its content may tell nothing. */
export const isLegacy = ({ modifiedMs }: Pick<Place, 'modifiedMs'>): boolean => modifiedMs === -1

/**
 * Whether a file is still the track that it was: its audio is the same, or it is called the same and lasts as long, as another
 * copy of a recording does.
 */
export function sameTrack(before: Known, now: Told, legacy: boolean): boolean {
  if (before.content === now.content || before.content === now.was) return true
  const called = now.title !== null && before.title === now.title && before.artist === now.artist
  return (called || legacy) && Math.abs(before.duration - now.duration) <= sameLength
}

type Earlier = Known & Place & Pick<Told, 'identity'>

/** What must follow a track whose file got other tags, another name, or both. */
interface Followers {
  readonly notes: { carry(from: string, to: string, free: boolean): boolean }
  readonly decisions: { carry(from: string, to: string): boolean }
}

/** The files of the music folders as they were read last. */
export function createShelf(db: Db, { notes, decisions }: Followers) {
  const page = db.prepare(
    `SELECT t.rowid AS row, t.path, t.size, t.modifiedMs, t.content, t.folder, t.file, t.id, t.identity, t.title, t.artist, t.album, t.duration, t.tempo, t.problem, t.unplayable,
       n.title AS noteTitle, n.artist AS noteArtist, n.tempo AS noteTempo, n.mark, n.plays, n.lastPlayed
     FROM tracks t LEFT JOIN notes n ON n.identity = t.identity
     WHERE t.rowid > ? AND t.folder IN (SELECT value FROM json_each(?)) ORDER BY t.rowid LIMIT ?`,
  )
  const placed = db.prepare('SELECT content FROM tracks WHERE path = ? AND size = ? AND modifiedMs = ? AND content IS NOT NULL')
  const facts = 'SELECT path, content, identity, title, artist, duration, modifiedMs FROM tracks'
  const before = db.prepare(`${facts} WHERE path = ? AND identity IS NOT NULL`)
  const lost = db.prepare(`${facts} WHERE content IN (?, ?) AND folder IS NULL AND identity IS NOT NULL ORDER BY identity NOT IN (?, ?) LIMIT 1`)
  const held = db.prepare('SELECT 1 FROM tracks WHERE identity = ? AND folder IS NOT NULL AND path <> ? LIMIT 1')
  // What belongs to a music folder is for the library to read.
  const look = db.prepare(
    `INSERT INTO tracks (path, size, modifiedMs, content) VALUES (?, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET size = excluded.size, modifiedMs = excluded.modifiedMs,
       identity = CASE WHEN content = excluded.content THEN identity END, content = excluded.content
     WHERE folder IS NULL`,
  )
  const put = db.prepare(
    `INSERT OR REPLACE INTO tracks (path, size, modifiedMs, content, folder, file, id, identity, title, artist, album, duration, tempo, problem, unplayable)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const remove = db.prepare('DELETE FROM tracks WHERE path = ?')
  const lose = db.prepare('UPDATE tracks SET folder = NULL WHERE path = ?')
  const empty = db.prepare('DELETE FROM tracks WHERE folder = ?')
  const heir = db.prepare('INSERT INTO corrections (content, correction) SELECT ?, correction FROM corrections WHERE content = ? AND NOT EXISTS (SELECT 1 FROM corrections WHERE content = ?) ORDER BY number')

  const renamed = {
    analyses: db.prepare('UPDATE OR IGNORE analyses SET content = ? WHERE content = ?'),
    corrections: db.prepare('UPDATE corrections SET content = ? WHERE content = ?'),
  }

  /** All that is known under the name that a content had goes over to the one that it has. */
  function adopt({ content, was }: Names): boolean {
    if (was === undefined) return false
    renamed.analyses.run(content, was)
    return renamed.corrections.run(content, was).changes > 0
  }

  /** What a track was called in an older database. */
  const formerly = ({ was, identity, title, artist }: Told): string => (was === undefined ? identity : identityOf(was, title, artist))

  /** The track as it was before: at its place, at the place that it was moved from, or gone a while ago. */
  function earlier(from: string, told: Told): Earlier | undefined {
    const { content, was, identity } = told
    const found = [before.get(from), lost.get(content, was ?? content, identity, formerly(told))] as (Earlier | undefined)[]
    return found.find((old) => old && sameTrack(old, told, isLegacy(old)))
  }

  /** All that was said of a track goes on when its tags, its name or its place is another. */
  function follow(path: string, from: string, told: Told): boolean {
    const { content, was, identity } = told
    const adopted = adopt(told)
    const old = earlier(from, told)
    // Nobody else may follow it.
    if (old && old.path !== path) remove.run(old.path)
    // Where no row is left of an older database, the user's words may be.
    const name = old?.identity ?? formerly(told)
    if (name === identity) return adopted
    const said = old !== undefined && old.content !== content && old.content !== was && heir.run(content, old.content, content).changes > 0
    const noted = notes.carry(name, identity, old !== undefined && !held.get(identity, path))
    return decisions.carry(name, identity) || noted || said || adopted
  }

  return {
    /** The stored files of these folders, in the order of their rows. @param after the last row of the page before, 0 at first */
    page(folders: readonly string[], after: number, most: number): { readonly files: (Shelved & { readonly note: Note | null })[]; readonly last: number } {
      const rows = page.all(after, JSON.stringify(folders), most) as (Row & NoteRow)[]
      const files = rows.map(({ path, size, modifiedMs, folder, file, id, content, identity, title, artist, album, duration, tempo, problem, unplayable, ...row }) => {
        const track = content !== null && identity !== null && duration !== null
        const told = track ? { content, identity, title, artist, album, duration, tempo } : { failed: problem ?? '', ...(unplayable !== null && { unplayable }) }
        const { noteTitle, noteArtist, noteTempo, mark, plays, lastPlayed } = row
        return { path, size, modifiedMs, folder, file, id, told, note: noteOf({ title: noteTitle, artist: noteArtist, tempo: noteTempo, mark, plays, lastPlayed } as NoteRow) }
      })
      return { files, last: rows.at(-1)?.row ?? after }
    },
    /** Keeps files. True where what the user said followed one of them to other tags. */
    keep(files: readonly Shelved[]): boolean {
      let followed = false
      for (const { path, size, modifiedMs, folder, file, id, told, from = path } of files) {
        if ('failed' in told) {
          put.run(path, size, modifiedMs, null, folder, file, id, null, null, null, null, null, null, told.failed, told.unplayable ?? null)
          continue
        }
        followed = follow(path, from, told) || followed
        put.run(path, size, modifiedMs, told.content, folder, file, id, told.identity, told.title, told.artist, told.album, told.duration, told.tempo, null, null)
      }
      return followed
    },
    /** They are not there any more. What they held stays known: they may come back under another name. */
    forget: (paths: readonly string[]): void => paths.forEach((path) => lose.run(path)),
    /** The user does not want this folder any more. */
    empty: (folder: string): void => void empty.run(folder),
    /** The content of a file that has not changed since it was read; null where it must be read. */
    contentOf: ({ path, size, modifiedMs }: Place): string | null => (placed.get(path, size, modifiedMs) as { content: string } | undefined)?.content ?? null,
    /** Keeps what a file outside of the music folders holds. */
    looked({ path, size, modifiedMs }: Place, names: Names): void {
      adopt(names)
      look.run(path, size, modifiedMs, names.content)
    },
  }
}
