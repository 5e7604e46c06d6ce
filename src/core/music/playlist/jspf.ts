import { fail } from '../../result'
import { lineAt } from './field'
import { createIntake, type Raw } from './intake'
import type { Parsed, Playlist } from './playlist'
import { fileOf, uriOf } from './uri'

/** XSPF and JSPF have no place for a tempo but metadata under an address of one's own. */
export const TEMPO = 'urn:roundhouse:tempo'

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields | null => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null)
/** A text, whatever a program wrote for one: the first of a list, a number. */
const textOf = (value: unknown): string | undefined => {
  const one: unknown = Array.isArray(value) ? value[0] : value
  return typeof one === 'string' ? one : typeof one === 'number' ? String(one) : undefined
}

function rawOf({ title, creator, album, duration, location, meta }: Fields): Raw {
  const tempo = Array.isArray(meta) ? meta.map(fieldsOf).find((one) => one !== null && Object.hasOwn(one, TEMPO)) : null
  const uri = textOf(location)?.trim()
  return { title: textOf(title), artist: textOf(creator), album: textOf(album), length: textOf(duration), unit: 'ms', tempo: textOf(tempo?.[TEMPO]), file: uri && fileOf(uri) }
}

/** Reads a JSPF playlist: XSPF as JSON. The failure names the line of bad JSON. */
export function parseJspf(json: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch (error) {
    const at = /position (\d+)/.exec((error as Error).message)?.[1]
    return fail('bad-playlist', `line ${lineAt(json, at === undefined ? json.length : Number(at))}: is not JSON: ${(error as Error).message.slice(0, 200)}`)
  }
  const playlist = fieldsOf(fieldsOf(value)?.playlist)
  if (!Array.isArray(playlist?.track)) return fail('bad-playlist', 'the file holds no playlist', 'JSPF is {"playlist": {"track": […]}}')
  const intake = createIntake()
  intake.call(textOf(playlist.title) ?? '')
  for (const [i, track] of playlist.track.entries()) {
    const fields = fieldsOf(track)
    if (fields) intake.take(rawOf(fields), `track ${i + 1}`)
    else intake.leave(`track ${i + 1}`, 'is no object')
  }
  return intake.done()
}

export function writeJspf({ name, entries }: Playlist): string {
  const track = entries.map(({ title, artist, album, duration, tempo, file }) => ({
    ...(file === null ? {} : { location: [uriOf(file)] }),
    title,
    ...(artist === null ? {} : { creator: artist }),
    ...(album === null ? {} : { album }),
    ...(duration === null ? {} : { duration: Math.round(1000 * duration) }),
    ...(tempo === null ? {} : { meta: [{ [TEMPO]: String(tempo) }] }),
  }))
  return `${JSON.stringify({ playlist: { ...(name === null ? {} : { title: name }), track } }, null, 2)}\n`
}
