import { secondsOf, secondsText } from './field'
import { createIntake } from './intake'
import { parted, plainFile } from './naming'
import type { Parsed, Playlist } from './playlist'
import { uriOf } from './uri'

/** Parts what follows '#EXTINF:': a length, attributes that some programs write after it, a comma, 'Artist - Title'. */
function partsOf(value: string): readonly [length: string, display: string] {
  const [, length, display] = /^([^,\s]*)(?:\s+[\w-]+=(?:"[^"]*"|[^\s",]*))*\s*,(.*)$/s.exec(value) ?? []
  if (length !== undefined && display !== undefined) return [length, display]
  const comma = value.indexOf(',')
  if (comma >= 0) return [value.slice(0, comma), value.slice(comma + 1)]
  return secondsOf(value) === undefined ? ['', value] : [value, '']
}

/**
 * Reads an M3U or M3U8 playlist, its name from '#PLAYLIST:', album and artist from '#EXTALB:' and '#EXTART:' where they are. A file
 * without '#EXTINF' gives its name as title; one with it needs no file.
 */
export function parseM3u(text: string): Parsed {
  const intake = createIntake()
  let pending: { readonly display: string; readonly length: string; readonly line: number } | null = null
  let artist: string | undefined
  let album: string | undefined
  const finish = (file: string | undefined, line: number) => {
    if (intake.full()) intake.pass(1)
    else {
      const display = pending?.display.trim() ?? ''
      const named = display === '' ? { title: undefined, artist } : parted(display, artist)
      intake.take({ ...named, album, length: pending?.length, file }, `line ${pending?.line ?? line}`)
    }
    pending = null
    artist = album = undefined
  }
  let line = 0
  for (const full of text.split('\n')) {
    line++
    const written = full.trim()
    if (written === '') continue
    if (!written.startsWith('#')) {
      finish(plainFile(written.replace(/^\.\/(?=[#\s])/, '')), line)
      continue
    }
    const [, directive, value = ''] = /^#(EXTINF|EXTALB|EXTART|PLAYLIST):(.*)$/is.exec(written) ?? []
    if (!directive) continue
    if (/^EXTINF$/i.test(directive)) {
      if (pending) finish(undefined, line)
      const [length, display] = partsOf(value)
      pending = { display, length, line }
    } else if (/^EXTALB$/i.test(directive)) album = value
    else if (/^EXTART$/i.test(directive)) artist = value
    else intake.call(value)
  }
  if (pending) finish(undefined, line)
  return intake.done()
}

/**
 * A file as a line. A name that a player would take for a comment has './' before it; what a line cannot hold is a URI where the path is
 * absolute, which players read too, and else nothing.
 */
function lineOf(file: string): readonly string[] {
  const absolute = /^\/|^[a-z]:[\\/]|^\\\\/i.test(file)
  if (/\p{Cc}|\s$/u.test(file) || (absolute && /^\s/.test(file))) return absolute ? [uriOf(file)] : []
  return [/^[#\s]/.test(file) ? `./${file}` : file]
}

/** Writes an extended M3U8. What has no file stands there without one: players pass it over. */
export function writeM3u({ name, entries }: Playlist): string {
  const lines = entries.flatMap(({ title, artist, album, duration, file }) => [
    `#EXTINF:${duration === null ? -1 : secondsText(duration)},${artist === null ? title : `${artist} - ${title}`}`,
    `#EXTART:${artist ?? ''}`,
    ...(album === null ? [] : [`#EXTALB:${album}`]),
    ...(file === null ? [] : lineOf(file)),
  ])
  return `${['#EXTM3U', ...(name === null ? [] : [`#PLAYLIST:${name}`]), ...lines].join('\n')}\n`
}
