import { cleaned, stemOf } from '../matching/text'
import { fileOf } from './uri'

export interface Named {
  readonly title: string
  readonly artist?: string | undefined
}

/** 'Artist - Title' is parted at the first dash; where the artist is told apart, it is taken off the title. */
export function parted(display: string, artist?: string): Named {
  const text = display.trim()
  if (artist !== undefined) {
    const known = artist.trim()
    return { artist, title: known !== '' && text.startsWith(`${known} - `) ? text.slice(known.length + 3) : text }
  }
  const dash = / [-–—] /.exec(text)
  return dash && dash.index > 0 ? { artist: text.slice(0, dash.index), title: text.slice(dash.index + 3) } : { title: text }
}

/** What a file's name says of its song, without its folders, its ending and the track's number before it. */
export function namedBy(file: string, artist?: string): Named {
  const stem = stemOf((/^[a-z][a-z0-9+.-]+:\/\//i.test(file) ? file.replace(/[?#].*$/s, '') : file).slice(-4096).replaceAll('\\', '/'))
  return parted(cleaned(stem).replace(/^\s*(?:\d{1,2}-)?\d{1,3}[\s.-]+(?=\D)/, ''), artist)
}

/** A file as a line or a cell has it: a path, or its URI. */
export const plainFile = (written: string): string => (/^file:/i.test(written) ? fileOf(written) : written)
