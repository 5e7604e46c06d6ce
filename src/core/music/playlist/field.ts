import { fail, ok, type Result } from '../../result'
import { catalogLimits } from '../catalog'
import type { Entry } from './playlist'

type Field<T> = Result<T, 'bad-playlist'>

/** An entry as a file has it, before it is checked. */
export interface Raw {
  readonly title: string
  readonly artist?: string | undefined
  readonly album?: string | undefined
  /** Seconds. */
  readonly duration?: number | null
  readonly tempo?: number | null
  readonly file?: string | undefined
}

/** One line without control characters and spaces around it. */
export const tidy = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** Checks an entry. A length of 0 or less means that it is not known, as players write it. @param where for the failure: 'line 3' */
export function entryOf(raw: Raw, where: string): Field<Entry> {
  const title = tidy(raw.title)
  if (title === '') return fail('bad-playlist', `${where}: there is no title`)
  const texts = { title, artist: tidy(raw.artist ?? ''), album: tidy(raw.album ?? '') }
  for (const [name, text] of Object.entries(texts)) {
    if (text.length > catalogLimits.text) return fail('bad-playlist', `${where}: the ${name} has ${text.length} characters`, `It may have ${catalogLimits.text}`)
  }
  const file = raw.file === undefined || raw.file === '' ? null : raw.file
  if (file !== null && (file.length > 4096 || /\p{Cc}/u.test(file))) return fail('bad-playlist', `${where}: that is no file's name`)
  const duration = raw.duration === undefined || raw.duration === null || raw.duration <= 0 ? null : raw.duration
  if (duration !== null && !(duration <= catalogLimits.duration)) return fail('bad-playlist', `${where}: the length of ${duration} s is over a day`)
  const tempo = raw.tempo ?? null
  if (tempo !== null && !(tempo > 0 && tempo <= catalogLimits.tempo)) return fail('bad-playlist', `${where}: the tempo must be above 0 and at most ${catalogLimits.tempo} BPM`)
  return ok({ title, artist: texts.artist || null, album: texts.album || null, duration, tempo, file })
}

/** A number, with a point or a comma; null for nothing. */
export function numberOf(text: string, what: string, where: string): Field<number | null> {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return ok(null)
  return /^-?\d{1,12}(\.\d{1,20})?$/.test(plain) ? ok(Number(plain)) : fail('bad-playlist', `${where}: the ${what} "${text.trim().slice(0, 40)}" is no number`)
}

/** A length in seconds: '3:25', '1:02:03' or '205.4'; null for nothing. */
export function lengthOf(text: string, where: string): Field<number | null> {
  const clock = /^(?:(\d{1,3}):)?(\d{1,4}):(\d\d(?:[.,]\d{1,9})?)$/.exec(text.trim())
  if (!clock) return numberOf(text, 'length', where)
  return ok(3600 * Number(clock[1] ?? 0) + 60 * Number(clock[2]) + Number(clock[3]!.replace(',', '.')))
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++
  return line
}

