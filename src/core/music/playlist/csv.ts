import { fail } from '../../result'
import { secondsText } from './field'
import { createIntake } from './intake'
import { plainFile } from './naming'
import type { Parsed, Playlist } from './playlist'

/**
 * What a column may be called, without accents, spaces and signs; of several that are there the first counts. As Exportify, Shazam,
 * Soundiiz, TuneMyMusic, rekordbox, Serato and iTunes call them, the last also in German, French and Spanish.
 */
const headings = {
  title: ['title', 'tracktitle', 'songtitle', 'trackname', 'songname', 'name', 'titel', 'titre', 'titulo', 'nombre', 'nom', 'song', 'track'],
  artist: [
    'artist', 'artists', 'artistname', 'artistnames', 'trackartist', 'trackartists', 'trackartistnames', 'performer', 'creator', 'interpret', 'kunstler', 'artiste', 'artista',
    'albumartist', 'albumartistnames',
  ],
  album: ['album', 'albumname', 'albumtitle', 'release'],
  duration: ['duration', 'length', 'time', 'totaltime', 'trackduration', 'tracklength', 'seconds', 'durations', 'durationsec', 'durationseconds', 'dauer', 'duree', 'duracion'],
  milliseconds: ['durationms', 'trackdurationms', 'lengthms', 'timems', 'totaltimems', 'durationmilliseconds', 'durationmillis', 'milliseconds'],
  tempo: ['bpm', 'tempo', 'averagebpm', 'beatsperminute'],
  file: ['location', 'file', 'filepath', 'path', 'filename', 'filelocation', 'fullpath'],
} as const
type Column = keyof typeof headings

/** The number of the cell that each column is. */
type Head = Readonly<Partial<Record<Column, number>>>

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/** A table of more is none of songs. */
const MOST_COLUMNS = 300
/** A programme's name, 'sep=;' and the like may stand before the columns' names. */
const HEAD_WITHIN = 10

/** A quoted cell, and the place after it; null where the quote that begins it is only a sign, since none closes it before a separator. */
function quotedAt(text: string, from: number, separator: string): readonly [cell: string, end: number] | null {
  let at = from
  while (text[at] === ' ') at++
  if (text[at] !== '"') return null
  let cell = ''
  for (at++; ;) {
    const end = text.indexOf('"', at)
    if (end < 0) return null
    cell += text.slice(at, end)
    at = end + 1
    if (text[at] !== '"') break
    cell += '"'
    at++
  }
  while (text[at] === ' ') at++
  return at >= text.length || text[at] === separator || text[at] === '\n' ? [cell, at] : null
}

/**
 * Rows after RFC 4180, with any separator; a quoted cell may hold line ends and doubled quotes. Empty rows are left out.
 * @param text with '\n' between lines
 */
function* rowsOf(text: string, separator: string): Generator<Row> {
  let line = 1
  for (let at = 0; at < text.length; at++) {
    const first = line
    const cells: string[] = []
    for (; ; at++) {
      const quoted = quotedAt(text, at, separator)
      const from = at
      if (quoted) {
        at = quoted[1]
        for (const one of quoted[0]) if (one === '\n') line++
      } else while (at < text.length && text[at] !== separator && text[at] !== '\n') at++
      if (cells.length < MOST_COLUMNS) cells.push(quoted ? quoted[0].trim() : text.slice(from, at).trim().replace(/^"(.*)"$/s, '$1'))
      if (text[at] !== separator) break
    }
    line++
    if (cells.some((cell) => cell !== '')) yield { line: first, cells }
  }
}

function headOf({ cells }: Row): Head {
  const names = cells.map((cell) => cell.slice(0, 60).normalize('NFD').toLowerCase().replaceAll(/[^a-z]/g, ''))
  const found = Object.entries(headings).map(([column, all]) => [column, all.map((one) => names.indexOf(one)).find((at) => at >= 0)] as const)
  return Object.fromEntries(found.filter(([, at]) => at !== undefined))
}

/** The separator, and the row of the columns' names: where most of them are known. */
function tableOf(text: string): { readonly separator: string; readonly head: Head; readonly line: number } | null {
  let best: ReturnType<typeof tableOf> = null
  for (const separator of [',', ';', '\t', '|']) {
    let n = 0
    for (const row of rowsOf(text, separator)) {
      const head = headOf(row)
      if ((head.title !== undefined || head.file !== undefined) && Object.keys(head).length > Object.keys(best?.head ?? {}).length) best = { separator, head, line: row.line }
      if (++n >= HEAD_WITHIN) break
    }
  }
  return best
}

/** Spreadsheets run a cell that begins so; an apostrophe before it keeps them from it. */
const formula = /^'*[=+\-@]/
const guarded = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)
const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

/** Reads a table in which a line names the columns, of which the title or the file is needed. Separated by commas, semicolons, tabs or bars. */
export function parseCsv(text: string): Parsed {
  const table = tableOf(text)
  if (!table) return fail('bad-playlist', `no column of the table is called "title"`, 'The first line must name the columns: title, artist, duration, tempo')
  const { head, separator } = table
  const intake = createIntake()
  for (const { line, cells } of rowsOf(text, separator)) {
    if (line <= table.line) continue
    if (intake.full()) {
      intake.pass(1)
      continue
    }
    const cell = (column: Column) => unguarded(cells[head[column] ?? -1] ?? '')
    const duration = cell('duration')
    const [length, unit] = duration === '' ? ([cell('milliseconds'), 'ms'] as const) : ([duration, 's'] as const)
    intake.take({ title: cell('title'), artist: cell('artist'), album: cell('album'), length, unit, tempo: cell('tempo'), file: plainFile(cell('file')) }, `line ${line}`)
  }
  return intake.done()
}

const quoted = (cell: string): string => (/[",;\t\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Writes RFC 4180: commas, CRLF, a line with the columns' names first. The playlist's name has no place in it. */
export function writeCsv({ entries }: Playlist): string {
  const rows = entries.map(({ title, artist, album, duration, tempo, file }) =>
    [title, artist, album, duration === null ? null : secondsText(duration), tempo, file].map((cell) => quoted(guarded(String(cell ?? '')))).join(','),
  )
  return ['title,artist,album,duration,tempo,file', ...rows, ''].join('\r\n')
}
