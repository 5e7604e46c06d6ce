import { z } from 'zod'
import { fail, ok } from '../../result'
import { brokenRule } from '../../workout/workout'
import { entryOf, lineAt, tidy } from './field'
import type { Entry, Parsed, Playlist } from './playlist'

/** XSPF and JSPF have no place for a tempo but metadata under an address of one's own. */
export const TEMPO = 'urn:roundhouse:tempo'

const text = z.string('must be a text').nullish()
const TrackSchema = z.object({
  title: z.string('must be a text'),
  creator: text,
  album: text,
  /** Milliseconds. */
  duration: z.number('must be a number of milliseconds').nullish(),
  location: z.union([z.array(z.string()), z.string()], 'must be a list of addresses').nullish(),
  meta: z.array(z.record(z.string(), z.unknown()), 'must be a list').nullish(),
}, 'must be an object')
const JspfSchema = z.object({ playlist: z.object({ title: text, track: z.array(TrackSchema, 'must be a list of tracks') }, 'must be an object') }, 'must be an object')

/** Reads a JSPF playlist: XSPF as JSON. The failure names the line of bad JSON, or the track. */
export function parseJspf(json: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    const at = /position (\d+)/.exec((error as Error).message)?.[1]
    return fail('bad-playlist', `line ${lineAt(json, at === undefined ? json.length : Number(at))}: is not JSON: ${(error as Error).message.slice(0, 200)}`)
  }
  const parsed = JspfSchema.safeParse(value)
  if (!parsed.success) return fail('bad-playlist', brokenRule(parsed.error, 'the playlist'))
  const entries: Entry[] = []
  for (const [i, { title, creator, album, duration, location, meta }] of parsed.data.playlist.track.entries()) {
    const tempo = Number(meta?.find((one) => TEMPO in one)?.[TEMPO] ?? 0)
    const file = typeof location === 'string' ? location : location?.[0]
    const entry = entryOf({ title, artist: creator ?? '', album: album ?? '', duration: (duration ?? 0) / 1000, tempo: tempo || null, file }, `track ${i + 1}`)
    if (!entry.ok) return entry
    entries.push(entry.value)
  }
  return ok({ name: tidy(parsed.data.playlist.title ?? '') || null, entries })
}

export function writeJspf({ name, entries }: Playlist): string {
  const track = entries.map(({ title, artist, album, duration, tempo, file }) => ({
    ...(file === null ? {} : { location: [file] }),
    title,
    ...(artist === null ? {} : { creator: artist }),
    ...(album === null ? {} : { album }),
    ...(duration === null ? {} : { duration: Math.round(1000 * duration) }),
    ...(tempo === null ? {} : { meta: [{ [TEMPO]: String(tempo) }] }),
  }))
  return `${JSON.stringify({ playlist: { ...(name === null ? {} : { title: name }), track } }, null, 2)}\n`
}
