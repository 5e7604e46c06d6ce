import { leftOutLines } from '../../../../src/core/music/playlist/intake'
import { readPlaylist, type Entry, type Playlist, type Readable } from '../../../../src/core/music/playlist/playlist'
import { sentence } from '../../../../src/core/result'

export const entry = (more: Partial<Entry> & { title: string }): Entry => ({ artist: null, album: null, duration: null, tempo: null, file: null, ...more })

/** What is read, and what of it was left out, in lines. Throws where nothing can be taken. */
export function reading(text: string, format: Readable): Playlist & { readonly left: readonly string[] } {
  const read = readPlaylist(text, format)
  if (!read.ok) throw new Error(sentence(read.error))
  const { name, entries, leftOut } = read.value
  return { name, entries, left: leftOutLines(leftOut) }
}

/** Artist and title of each song. */
export const songs = (text: string, format: Readable) => reading(text, format).entries.map(({ artist, title }) => [artist, title])

/** The failure in words; 'read' where there is none. */
export function error(text: string, format: Readable): string {
  const read = readPlaylist(text, format)
  return read.ok ? 'read' : sentence(read.error)
}
