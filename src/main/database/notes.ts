import { marks, type Mark } from '../../core/music/track'
import type { Db } from './open'

/** What the user said of a track, and what sessions did with it. Absent: nothing was said. */
export interface Note {
  readonly title?: string
  readonly artist?: string
  /** BPM. */
  readonly tempo?: number
  readonly mark?: Mark
  readonly plays?: number
  /** ISO 8601, UTC. */
  readonly lastPlayed?: string
}

/** New values; null clears one, what is absent stays. */
export type NotePatch = { readonly [K in 'title' | 'artist' | 'tempo' | 'mark']?: Note[K] | null }

export type NoteRow = { readonly [K in keyof Note]: Note[K] | null }

const isSaid = <T>(value: T | null | undefined): value is T => value !== null && value !== undefined

/** A row of the table, or of a query that joins it, as a note; null where nothing is said in it. */
export function noteOf({ title, artist, tempo, mark, plays, lastPlayed }: NoteRow): Note | null {
  const note: Note = {
    ...(isSaid(title) && { title }),
    ...(isSaid(artist) && { artist }),
    ...(isSaid(tempo) && { tempo }),
    ...(isSaid(mark) && marks.includes(mark) && { mark }),
    ...(isSaid(plays) && plays > 0 && { plays }),
    ...(isSaid(lastPlayed) && { lastPlayed }),
  }
  return Object.keys(note).length > 0 ? note : null
}

/** A note as it will be once a patch is written. */
export const patched = (note: Note | null, patch: NotePatch): Note | null => noteOf({ ...noNote, ...note, ...patch })

/** A note as it will be once a session is counted. @param at when it began, ISO 8601 */
export const playedAt = (note: Note | null, at: string): Note | null => noteOf({ ...noNote, ...note, plays: (note?.plays ?? 0) + 1, lastPlayed: at })

const noNote: NoteRow = { title: null, artist: null, tempo: null, mark: null, plays: null, lastPlayed: null }

/** Notes by the identity of a track: what it holds and how it is called in its file, wherever it lies. */
export function createNotes(db: Db) {
  const get = db.prepare('SELECT title, artist, tempo, mark, plays, lastPlayed FROM notes WHERE identity = ?')
  const begin = db.prepare('INSERT OR IGNORE INTO notes (identity) VALUES (?)')
  const set = {
    title: db.prepare('UPDATE notes SET title = ? WHERE identity = ?'),
    artist: db.prepare('UPDATE notes SET artist = ? WHERE identity = ?'),
    tempo: db.prepare('UPDATE notes SET tempo = ? WHERE identity = ?'),
    mark: db.prepare('UPDATE notes SET mark = ? WHERE identity = ?'),
  }
  // A clock was wrong: what was heard later than now was heard before this session.
  const settle = db.prepare('UPDATE notes SET lastPlayed = ? WHERE lastPlayed > ?')
  const play = db.prepare('UPDATE notes SET plays = plays + 1, lastPlayed = max(coalesce(lastPlayed, ?), ?) WHERE identity = ?')
  const drop = db.prepare('DELETE FROM notes WHERE identity = ? AND EXISTS (SELECT 1 FROM notes WHERE identity = ?)')
  const carry = db.prepare(
    `INSERT OR IGNORE INTO notes (identity, title, artist, tempo, mark, plays, lastPlayed)
     SELECT ?, title, artist, tempo, mark, plays, lastPlayed FROM notes WHERE identity = ?`,
  )
  const of = (identity: string): Note | null => {
    const row = get.get(identity) as NoteRow | undefined
    return row ? noteOf(row) : null
  }

  return {
    of,
    set(identities: readonly string[], patch: NotePatch): (Note | null)[] {
      for (const identity of identities) {
        begin.run(identity)
        for (const key of Object.keys(set) as (keyof typeof set)[]) if (patch[key] !== undefined) set[key].run(patch[key], identity)
      }
      return identities.map(of)
    },
    /** Counts one session more. @param at when it began, ISO 8601, as `now` */
    played(identities: readonly string[], began: string, now = new Date().toISOString()): (Note | null)[] {
      const at = began < now ? began : now
      settle.run(at, now)
      for (const identity of identities) {
        begin.run(identity)
        play.run(at, at, identity)
      }
      return identities.map(of)
    },
    /**
     * The same track under another identity, because its tags were changed: what was said of it holds on.
     * @param free no other track is called so: what was said under that name is older
     */
    carry(from: string, to: string, free: boolean): boolean {
      if (free) drop.run(to, from)
      return carry.run(to, from).changes > 0
    },
  }
}
