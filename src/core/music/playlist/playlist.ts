import { fail, ok, type Result } from '../../result'
import type { Seconds } from '../../workout/workout'
import { catalogLimits } from '../catalog'
import { parseCsv, writeCsv } from './csv'
import { parseJspf, writeJspf } from './jspf'
import { parseM3u, writeM3u } from './m3u'
import { parseXspf, writeXspf } from './xspf'

/** One song of a playlist. Null is 'not told'. */
export interface Entry {
  readonly title: string
  readonly artist: string | null
  readonly album: string | null
  readonly duration: Seconds | null
  /** BPM. */
  readonly tempo: number | null
  /** A path or an address, as the file has it; nothing here opens it. */
  readonly file: string | null
}

export interface Playlist {
  readonly name: string | null
  readonly entries: readonly Entry[]
}

export type Parsed = Result<Playlist, 'bad-playlist'>

export const formats = ['m3u8', 'xspf', 'jspf', 'csv'] as const
export type Format = (typeof formats)[number]

const parsers: Readonly<Record<Format, (text: string) => Parsed>> = { m3u8: parseM3u, xspf: parseXspf, jspf: parseJspf, csv: parseCsv }
const writers: Readonly<Record<Format, (playlist: Playlist) => string>> = { m3u8: writeM3u, xspf: writeXspf, jspf: writeJspf, csv: writeCsv }

/** Characters of a playlist file: 2,000 songs take less than a tenth. */
export const MOST_TEXT = 20_000_000

/** The format that a file's name tells; null for another one. */
export function formatOf(file: string): Format | null {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase()
  if (ending === 'm3u') return 'm3u8'
  if (ending === 'tsv' || ending === 'txt') return 'csv'
  return formats.find((format) => format === ending) ?? null
}

/** Reads a playlist. A byte-order mark and any line ends are allowed. The failure names the line, or the song, and the rule. */
export function readPlaylist(text: string, format: Format): Parsed {
  if (text.length > MOST_TEXT) return fail('bad-playlist', 'the playlist is over 20 MB long')
  const parsed = parsers[format](text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'))
  if (!parsed.ok) return parsed
  const { entries } = parsed.value
  if (entries.length === 0) return fail('bad-playlist', 'the playlist has no songs')
  if (entries.length > catalogLimits.tracks) return fail('bad-playlist', `the playlist has ${entries.length} songs`, `A catalog has at most ${catalogLimits.tracks}`)
  return ok(parsed.value)
}

/** Writes a playlist. M3U8 keeps no tempo; every other field comes back from every format as it went. */
export const writePlaylist = (playlist: Playlist, format: Format): string => writers[format](playlist)
