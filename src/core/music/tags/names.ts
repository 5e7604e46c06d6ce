import { oneLine } from '../../line'
import { fold } from '../matching/fold'
import { saysNothing } from '../matching/lexicon'
import { tempoOfTag } from './tempo'

/** What one tag of a file says: all values of a field in the file's order, by the field's name as `keyOf` writes it. */
export type Fields = ReadonlyMap<string, readonly string[]>

/** What a file calls itself. */
export interface Names {
  /** Null where no tag tells. */
  readonly title: string | null
  readonly artist: string | null
  readonly album: string | null
  /** BPM. */
  readonly tempo: number | null
}

/** Tags come from anywhere: one line, no more than this many characters. */
const longest = 300

/**
 * What a name is called in ID3v2.3 and 2.4, ID3v2.2, MP4, RIFF INFO, then Vorbis comments, APE, ID3v1 and whatever lets its user name
 * a field, and Matroska. The first that tells counts.
 */
const keys = {
  title: ['TIT2', 'TT2', '©NAM', 'INAM', 'TITLE', 'SEGMENT:TITLE'],
  artist: ['TPE1', 'TP1', '©ART', 'IART', 'ARTIST'],
  /** Picard's list beside the artist, which is written as on the cover. */
  artists: ['ARTISTS'],
  albumArtist: ['TPE2', 'TP2', 'AART', 'ALBUMARTIST', 'ALBUM ARTIST', 'ALBUM_ARTIST', 'ALBUM:ARTIST'],
  performer: ['PERFORMER'],
  album: ['TALB', 'TAL', '©ALB', 'IPRD', 'ALBUM', 'ALBUM:TITLE'],
  tempo: ['TBPM', 'TBP', 'TMPO', 'BPM', 'FBPM', 'TEMPO', 'BEATS_PER_MINUTE', 'BEATS PER MINUTE'],
} as const

/** Who plays, where nobody is named as the artist. */
const artists = ['artist', 'artists', 'albumArtist', 'performer'] as const

/** The name of a field in capitals; fields that users name are called alike in ID3v2 (TXXX), MP4 ('----') and Matroska. */
export const keyOf = (id: string): string => id.toUpperCase().replace(/^(?:TXXX?:|----:[^:]*:|TRACK:)/, '')

/** Files are untrusted: values of a field that are kept. */
const most = 64

/** Adds values to a field of a tag. */
export function put(fields: Map<string, string[]>, key: string, ...values: readonly string[]): void {
  const all = fields.get(key) ?? []
  if (all.length === 0) fields.set(key, all)
  all.push(...values.slice(0, most - all.length))
}

/** A text as one line of a sane length; null where nothing is left. */
export function lineOf(text: string): string | null {
  const line = oneLine(text.slice(0, 10 * longest))
  return line ? [...line].slice(0, longest).join('') : null
}

/**
 * The names that the tags of a file give together, the first tag first: what one does not tell the next one may. Of several artists
 * all are named, of several titles the first. An album artist stands in for an artist, but for 'Various Artists'.
 */
export function namesOf(tags: readonly Fields[]): Names {
  const values = (name: keyof typeof keys): readonly (readonly string[])[] =>
    tags.flatMap((fields) => keys[name].map((key) => (fields.get(key) ?? []).map(lineOf).filter((line) => line !== null)))
  const first = (name: keyof typeof keys): string | null => values(name).flat()[0] ?? null
  const credits = artists.flatMap((name) => values(name).map((all) => ({ name, artist: [...new Set(all)].join(', ') })))
  const { artist } = credits.find(({ name, artist }) => artist !== '' && (name === 'artist' || !saysNothing(artist, fold(artist)))) ?? { artist: '' }
  const tempi = values('tempo').flat().map(tempoOfTag).filter((tempo) => tempo !== null)
  const tempo = tempi[0] ?? null
  return {
    title: first('title'),
    artist: lineOf(artist),
    album: first('album'),
    // Programs that write a whole number where the format wants one write the exact tempo beside it.
    tempo: tempo === null ? null : (tempi.find((exact) => Math.abs(exact - tempo) < 1 && !Number.isInteger(exact)) ?? tempo),
  }
}
