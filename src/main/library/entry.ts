import { basename, extname } from 'node:path'
import { lineOf } from '../../core/music/tags/names'
import { tempoOfTrack, type Heard, type Track } from '../../core/music/track'
import type { Note } from '../database/notes'
import type { Told } from '../database/shelf'
import type { Found } from './scan'
import type { TagResult } from './tagger'
import { lasting } from './reading'

/** A file of a music folder with all that is known of it. */
export interface Entry {
  readonly found: Found
  /** The music folder. */
  readonly folder: string
  /** Of the track: that of the file's first place, also after it was moved. */
  readonly id: string
  readonly told: TagResult
  readonly note: Note | null
  /** What its audio told; null until somebody has looked. */
  readonly heard: Heard | null
  readonly away: boolean
  /** It should be read again even if it has not changed. */
  readonly again: boolean
  /** As the page sees it; null for a file that is no track. */
  readonly track: Track | null
}

export type Facts = Omit<Entry, 'track' | 'again'>

/** The title of a track that has none. */
export const nameOf = (file: string): string => lineOf(basename(file, extname(file))) ?? 'untitled'

function trackOf({ id, found, note, heard, away }: Facts, told: Told): Track {
  const { title, artist, tempo, mark, plays, lastPlayed } = note ?? {}
  const edited = [title !== undefined && ('title' as const), artist !== undefined && ('artist' as const), tempo !== undefined && ('tempo' as const)].filter((one) => one !== false)
  return {
    id,
    file: found.file,
    title: title ?? told.title ?? nameOf(found.file),
    artist: artist ?? told.artist,
    album: told.album,
    duration: heard?.duration ?? told.duration,
    ...(tempo === undefined ? tempoOfTrack(told.tempo, heard) : { tempo, tempoFrom: 'user' }),
    ...(heard && { analysis: { state: heard.state, reason: heard.held ?? heard.reason, confidence: heard.tempo === null ? null : heard.tempoConfidence, ...(heard.held !== undefined && { held: true }) } }),
    ...(heard?.energy !== undefined && { energy: heard.energy }),
    ...(away && { away: true }),
    ...(mark !== undefined && { mark }),
    ...(edited.length > 0 && { edited }),
    ...(plays !== undefined && { plays }),
    ...(lastPlayed !== undefined && { lastPlayed }),
  }
}

/** An entry from its facts. */
export function entryOf(facts: Facts): Entry {
  const { told } = facts
  if ('failed' in told) return { ...facts, again: !(told.unplayable || lasting.has(told.failed)), track: null }
  return { ...facts, again: false, track: trackOf(facts, told) }
}
