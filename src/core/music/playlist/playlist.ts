import { oneLine } from '../../line'
import { fail, type Result } from '../../result'
import type { Seconds } from '../../workout/workout'
import { parseCsv, writeCsv } from './csv'
import { createIntake, type Intake, type LeftOut } from './intake'
import { hearItunes } from './itunes'
import { parseJspf, writeJspf } from './jspf'
import { parseM3u, writeM3u } from './m3u'
import { parsePls } from './pls'
import { hearRekordbox } from './rekordbox'
import { readXml, type Listener } from './xml'
import { hearXspf, writeXspf } from './xspf'

/** One song of a playlist. Null is 'not told'. */
export interface Entry {
  readonly title: string
  readonly artist: string | null
  readonly album: string | null
  readonly duration: Seconds | null
  /** BPM. */
  readonly tempo: number | null
  /** A path, absolute or as the file has it, or an address such as 'https://…'; nothing here opens it. */
  readonly file: string | null
}

export interface Playlist {
  readonly name: string | null
  readonly entries: readonly Entry[]
}

/** A playlist as it was read from a file. */
export interface Reading extends Playlist {
  readonly leftOut: LeftOut
}

export type Parsed = Result<Reading, 'bad-playlist'>

/** What is written, and read. */
export const formats = ['m3u8', 'xspf', 'jspf', 'csv'] as const
export type Format = (typeof formats)[number]
/** What is read. 'xml' tells by its root what it is: XSPF, the collection of rekordbox, or the library of iTunes. */
export type Readable = Format | 'pls' | 'xml'

/** By the name of an XML's root. */
const roots = new Map<string, (intake: Intake) => Listener>([['playlist', hearXspf], ['DJ_PLAYLISTS', hearRekordbox], ['plist', hearItunes]])

function parseXml(xml: string): Parsed {
  const intake = createIntake()
  let listener: Listener | undefined
  const read = readXml(xml, {
    open(path, attributes, line) {
      if (path.length === 1) listener = roots.get(path[0]!)?.(intake)
      listener?.open?.(path, attributes, line)
    },
    text: (path, text) => listener?.text?.(path, text),
    close: (path) => listener?.close?.(path),
  })
  if (read.ok && !listener) return fail('bad-playlist', 'the file holds no playlist', 'Its first element must be <playlist>, <DJ_PLAYLISTS> or <plist>')
  return intake.done(read.ok ? null : read.error)
}

const parsers: Readonly<Record<Readable, (text: string) => Parsed>> = { m3u8: parseM3u, pls: parsePls, xspf: parseXml, xml: parseXml, jspf: parseJspf, csv: parseCsv }
const writers: Readonly<Record<Format, (playlist: Playlist) => string>> = { m3u8: writeM3u, xspf: writeXspf, jspf: writeJspf, csv: writeCsv }

/** Characters of a playlist file: 2,000 songs take less than a tenth. */
export const MOST_TEXT = 20_000_000

const endings = new Map<string, Readable>([
  ['m3u', 'm3u8'], ['m3u8', 'm3u8'], ['pls', 'pls'], ['xspf', 'xspf'], ['xml', 'xml'], ['jspf', 'jspf'], ['csv', 'csv'], ['tsv', 'csv'], ['txt', 'csv'],
])
/** The endings of the files that can be read. */
export const readableEndings: readonly string[] = [...endings.keys()]

/** How a text begins that can be nothing else. */
const signs: readonly (readonly [RegExp, Readable])[] = [[/^\s*#EXT(?:M3U|INF)/i, 'm3u8'], [/^\s*\[playlist\]/i, 'pls'], [/^\s*<[?!a-z]/i, 'xml'], [/^\s*\{\s*"playlist"\s*:/, 'jspf']]

/** The format that a text tells by its beginning, and else by its file's name; null for another one. */
export const formatOf = (file: string, text = ''): Readable | null =>
  signs.find(([sign]) => sign.test(text.slice(0, 1000).replace(/^\uFEFF/, '')))?.[1] ?? endings.get(file.slice(file.lastIndexOf('.') + 1).toLowerCase()) ?? null

/**
 * Reads a playlist. A byte-order mark and any line ends are allowed. What can be taken is taken, and the rest is counted and named; where
 * that is nothing, the failure names the line, or the song, and the rule.
 */
export function readPlaylist(text: string, format: Readable): Parsed {
  if (text.length > MOST_TEXT) return fail('bad-playlist', 'the playlist is over 20 MB long')
  return parsers[format](text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n'))
}

const lineOf = (text: string | null): string | null => (text === null ? null : oneLine(text) || null)

/** Writes a playlist. M3U8 keeps no tempo; every other field comes back from every format as it went, and so does a file from XSPF and JSPF. */
export const writePlaylist = ({ name, entries }: Playlist, format: Format): string =>
  writers[format]({
    name: lineOf(name),
    entries: entries.map((entry) => ({ ...entry, title: oneLine(entry.title), artist: lineOf(entry.artist), album: lineOf(entry.album) })),
  })
