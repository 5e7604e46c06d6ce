import type { Intake } from './intake'
import { TEMPO } from './jspf'
import type { Playlist } from './playlist'
import { fileOf, uriOf } from './uri'
import { escaped, type Listener } from './xml'

const tempo = `meta ${TEMPO}`

/** Hears an XSPF playlist: title, creator, album, the first location, the length in milliseconds. @see https://www.xspf.org/spec */
export function hearXspf(intake: Intake): Listener {
  let name = ''
  let line = 1
  let track = new Map<string, string>()
  /** The field of the track that is open; null for one that counts no more. */
  let field: string | null = null
  const isTrack = (path: readonly string[]) => path.length >= 3 && path[1] === 'trackList' && path[2] === 'track'
  return {
    open(path, attributes, at) {
      if (!isTrack(path)) return
      if (path.length === 3) {
        track = new Map()
        line = at
      } else if (path.length === 4) {
        const key = path[3] === 'meta' ? `meta ${attributes.get('rel') ?? ''}` : path[3]!
        field = track.has(key) ? null : key
        if (field !== null) track.set(field, '')
      }
    },
    text(path, text) {
      if (path.length === 2 && path[1] === 'title') name += text
      if (path.length === 4 && isTrack(path) && field !== null) track.set(field, (track.get(field) ?? '') + text)
    },
    close(path) {
      if (path.length === 1) intake.call(name)
      if (path.length !== 3 || !isTrack(path)) return
      const uri = track.get('location')?.trim()
      intake.take(
        { title: track.get('title'), artist: track.get('creator'), album: track.get('album'), length: track.get('duration'), unit: 'ms', tempo: track.get(tempo), file: uri && fileOf(uri) },
        `line ${line}`,
      )
    },
  }
}

/** Writes XSPF 1, locations as URIs. */
export function writeXspf({ name, entries }: Playlist): string {
  const line = (tag: string, text: string | number | null) => (text === null ? [] : [`      <${tag}>${escaped(String(text))}</${tag.split(' ')[0]}>`])
  const tracks = entries.flatMap(({ title, artist, album, duration, tempo, file }) => [
    '    <track>',
    ...[line('location', file === null ? null : uriOf(file)), line('title', title), line('creator', artist), line('album', album)].flat(),
    ...[line('duration', duration === null ? null : Math.round(1000 * duration)), line(`meta rel="${TEMPO}"`, tempo)].flat(),
    '    </track>',
  ])
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', '<playlist version="1" xmlns="http://xspf.org/ns/0/">', ...(name === null ? [] : [`  <title>${escaped(name)}</title>`])]
  return [...head, '  <trackList>', ...tracks, '  </trackList>', '</playlist>', ''].join('\n')
}
