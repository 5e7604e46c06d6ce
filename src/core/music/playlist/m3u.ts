import { ok } from '../../result'
import { cleaned, stemOf } from '../matching/text'
import { entryOf, numberOf, type Raw, tidy } from './field'
import type { Entry, Parsed, Playlist } from './playlist'

/** Reads the '#EXTINF' line: seconds, then 'Artist - Title', with attributes between them that some programs write. */
const EXTINF = /^#EXTINF:\s*([^\s,]*)[^,]{0,2000},(.*)$/i

/**
 * Reads an M3U or M3U8 playlist, its name from '#PLAYLIST:', album and artist from '#EXTALB:' and '#EXTART:' where they are. A file
 * without '#EXTINF' gives its name as title; one with it needs no file.
 */
export function parseM3u(text: string): Parsed {
  const entries: Entry[] = []
  let name: string | null = null
  let pending: { display: string; duration: number | null; line: number } | null = null
  let artist: string | undefined
  let album: string | undefined
  const finish = (file: string | undefined, line: number) => {
    const raw = rawOf(pending?.display ?? null, artist, file)
    const entry = entryOf({ ...raw, album, duration: pending?.duration ?? null, file }, `line ${pending?.line ?? line}`)
    if (entry.ok) entries.push(entry.value)
    pending = null
    artist = album = undefined
    return entry
  }
  const lines = text.split('\n')
  for (const [i, full] of lines.entries()) {
    const line = full.trim()
    const [, directive, value = ''] = /^#(EXTINF|EXTALB|EXTART|PLAYLIST):(.*)$/i.exec(line) ?? []
    if (line === '' || (line.startsWith('#') && !directive)) continue
    if (!directive) {
      const entry = finish(line, i + 1)
      if (!entry.ok) return entry
    } else if (/^EXTINF$/i.test(directive)) {
      if (pending) {
        const entry = finish(undefined, i + 1)
        if (!entry.ok) return entry
      }
      const [, length = '', display = ''] = EXTINF.exec(line) ?? ['', '', value]
      const duration = numberOf(length, 'length', `line ${i + 1}`)
      if (!duration.ok) return duration
      pending = { display, duration: duration.value, line: i + 1 }
    } else if (/^EXTALB$/i.test(directive)) album = value
    else if (/^EXTART$/i.test(directive)) artist = value
    else name = tidy(value) || null
  }
  if (pending) {
    const entry = finish(undefined, lines.length)
    if (!entry.ok) return entry
  }
  return ok({ name, entries })
}

/** Title and artist: 'Artist - Title' is parted at the first dash, unless the artist is told apart. */
function rawOf(display: string | null, artist: string | undefined, file: string | undefined): Raw {
  const text = display?.trim() || (file === undefined ? '' : cleaned(stemOf(file.replaceAll('\\', '/'))).replace(/^\s*\d{1,3}[\s.-]+(?=\D)/, ''))
  if (artist !== undefined) {
    const known = artist.trim()
    return { artist, title: known !== '' && text.startsWith(`${known} - `) ? text.slice(known.length + 3) : text }
  }
  const dash = text.indexOf(' - ')
  return dash > 0 ? { artist: text.slice(0, dash), title: text.slice(dash + 3) } : { title: text }
}

/** Writes an extended M3U8. What has no file stands there without one: players pass it over. */
export function writeM3u({ name, entries }: Playlist): string {
  const lines = entries.flatMap(({ title, artist, album, duration, file }) => [
    `#EXTINF:${duration ?? -1},${artist === null ? title : `${artist} - ${title}`}`,
    `#EXTART:${artist ?? ''}`,
    ...(album === null ? [] : [`#EXTALB:${album}`]),
    ...(file === null ? [] : [file]),
  ])
  return `${['#EXTM3U', ...(name === null ? [] : [`#PLAYLIST:${name}`]), ...lines].join('\n')}\n`
}
