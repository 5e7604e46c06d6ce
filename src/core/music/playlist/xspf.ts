import { fail, ok, type Failure } from '../../result'
import { entryOf, numberOf, tidy } from './field'
import { TEMPO } from './jspf'
import type { Entry, Parsed, Playlist } from './playlist'
import { escaped, readXml } from './xml'

/** Reads an XSPF playlist: title, creator, album, the first location, the length in milliseconds. @see https://www.xspf.org/spec */
export function parseXspf(xml: string): Parsed {
  const entries: Entry[] = []
  const path: string[] = []
  let name = ''
  let root = ''
  let line = 1
  let track: Map<string, string> | null = null
  let rel = ''
  let error: Failure<'bad-playlist'> | null = null
  const read = readXml(xml, {
    open(tag, attributes, at) {
      path.push(tag)
      if (path.length === 1) root = tag
      if (path.join('/') === 'playlist/trackList/track') {
        track = new Map()
        line = at
      }
      rel = attributes.get('rel') ?? ''
      const key = keyOf(tag, rel)
      if (track && path.length === 4 && track.has(key)) path[3] = '' // Of several locations the first counts.
    },
    text(text) {
      if (path.length === 2 && path[1] === 'title') name += text
      const tag = path[3]
      if (track && path.length === 4 && tag) track.set(keyOf(tag, rel), (track.get(keyOf(tag, rel)) ?? '') + text)
    },
    close() {
      if (path.length === 3 && track && !error) {
        const entry = entryFrom(track, `line ${line}`)
        if (entry.ok) entries.push(entry.value)
        else error = entry.error
        track = null
      }
      path.pop()
    },
  })
  if (!read.ok) return read
  if (root !== 'playlist') return fail('bad-playlist', 'line 1: the file holds no <playlist>')
  return error ? { ok: false, error } : ok({ name: tidy(name) || null, entries })
}

const keyOf = (tag: string, rel: string): string => (tag === 'meta' ? `meta ${rel}` : tag)

function entryFrom(track: ReadonlyMap<string, string>, where: string) {
  const milliseconds = numberOf(track.get('duration') ?? '', 'length', where)
  if (!milliseconds.ok) return milliseconds
  const tempo = numberOf(track.get(keyOf('meta', TEMPO)) ?? '', 'tempo', where)
  if (!tempo.ok) return tempo
  const [title = '', artist, album, file] = ['title', 'creator', 'album', 'location'].map((key) => track.get(key))
  return entryOf({ title, artist, album, duration: (milliseconds.value ?? 0) / 1000, tempo: tempo.value, file: file?.trim() }, where)
}

export function writeXspf({ name, entries }: Playlist): string {
  const line = (tag: string, text: string | number | null) => (text === null ? [] : [`      <${tag}>${escaped(String(text))}</${tag.split(' ')[0]}>`])
  const tracks = entries.flatMap(({ title, artist, album, duration, tempo, file }) => [
    '    <track>',
    ...[line('location', file), line('title', title), line('creator', artist), line('album', album)].flat(),
    ...[line('duration', duration === null ? null : Math.round(1000 * duration)), line(`meta rel="${TEMPO}"`, tempo)].flat(),
    '    </track>',
  ])
  const head = ['<?xml version="1.0" encoding="UTF-8"?>', '<playlist version="1" xmlns="http://xspf.org/ns/0/">', ...(name === null ? [] : [`  <title>${escaped(name)}</title>`])]
  return [...head, '  <trackList>', ...tracks, '  </trackList>', '</playlist>', ''].join('\n')
}
