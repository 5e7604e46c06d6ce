import { fail, ok, type Result } from '../../result'
import { entryOf, lengthOf, numberOf } from './field'
import type { Entry, Parsed, Playlist } from './playlist'

type Column = 'title' | 'artist' | 'album' | 'duration' | 'milliseconds' | 'tempo' | 'file'

/** What a column may be called, without spaces and signs. */
const headings: Readonly<Record<string, Column>> = {
  title: 'title', track: 'title', trackname: 'title', song: 'title', name: 'title', artist: 'artist', artists: 'artist', artistname: 'artist', artistnames: 'artist',
  performer: 'artist', album: 'album', albumname: 'album', duration: 'duration', length: 'duration', time: 'duration', seconds: 'duration', durationms: 'milliseconds',
  trackdurationms: 'milliseconds', milliseconds: 'milliseconds', tempo: 'tempo', bpm: 'tempo', file: 'file', path: 'file', location: 'file',
}

interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

/**
 * Cells after RFC 4180, with any separator; a quoted cell may hold line ends and doubled quotes. It goes over the text once.
 * @param text with '\n' between lines
 */
function rowsOf(text: string, separator: string): Result<readonly Row[], 'bad-playlist'> {
  const rows: Row[] = []
  let line = 1
  for (let at = 0; at < text.length;) {
    const first = line
    const cells: string[] = []
    for (;;) {
      if (text[at] === '"') {
        let cell = ''
        for (at++; ;) {
          const end = text.indexOf('"', at)
          if (end < 0) return fail('bad-playlist', `line ${first}: a quoted cell is never closed`, 'Close it with "')
          cell += text.slice(at, end)
          at = end + 1
          if (text[at] !== '"') break
          cell += '"'
          at++
        }
        for (const one of cell) if (one === '\n') line++
        if (at < text.length && text[at] !== separator && text[at] !== '\n') return fail('bad-playlist', `line ${line}: there is text after a closing quote`, 'Double the quotes within a cell')
        cells.push(cell)
      } else {
        const from = at
        while (at < text.length && text[at] !== separator && text[at] !== '\n') at++
        cells.push(text.slice(from, at))
      }
      if (text[at] !== separator) break
      at++
    }
    at++
    line++
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: first, cells })
  }
  return ok(rows)
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const [first = ''] = text.slice(0, 10_000).split('\n')
  const count = (separator: string) => first.split(separator).length
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best))
}

/** Spreadsheets run a cell that begins so; an apostrophe before it keeps them from it. */
const formula = /^'*[=+\-@]/
const guarded = (cell: string): string => (formula.test(cell) ? `'${cell}` : cell)
const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)

/** Reads a table whose first line names the columns; 'title' is needed. Separated by commas, semicolons or tabs. */
export function parseCsv(text: string): Parsed {
  const rows = rowsOf(text, separatorOf(text))
  if (!rows.ok) return rows
  const [head, ...body] = rows.value
  const columns = head?.cells.map((cell) => headings[cell.slice(0, 60).toLowerCase().replaceAll(/[^a-z]/g, '')])
  if (!columns?.includes('title')) return fail('bad-playlist', `line ${head?.line ?? 1}: no column is called "title"`, 'The first line must name the columns: title, artist, duration, tempo')
  const entries: Entry[] = []
  for (const { line, cells } of body) {
    const where = `line ${line}`
    const cell = (column: Column) => unguarded((cells[columns.indexOf(column)] ?? '').trim())
    const duration = lengthOf(cell('duration'), where)
    if (!duration.ok) return duration
    const milliseconds = numberOf(cell('milliseconds'), 'length', where)
    if (!milliseconds.ok) return milliseconds
    const tempo = numberOf(cell('tempo'), 'tempo', where)
    if (!tempo.ok) return tempo
    const seconds = duration.value ?? (milliseconds.value === null ? null : milliseconds.value / 1000)
    const entry = entryOf({ title: cell('title'), artist: cell('artist'), album: cell('album'), duration: seconds, tempo: tempo.value || null, file: cell('file') }, where)
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  return ok({ name: null, entries })
}

const quoted = (cell: string): string => (/[",;\t\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Writes RFC 4180: commas, CRLF, a line with the columns' names first. The playlist's name has no place in it. */
export function writeCsv({ entries }: Playlist): string {
  const rows = entries.map(({ title, artist, album, duration, tempo, file }) => [title, artist, album, duration, tempo, file].map((cell) => quoted(guarded(String(cell ?? '')))).join(','))
  return ['title,artist,album,duration,tempo,file', ...rows, ''].join('\r\n')
}
