import { oneLine } from '../../line'
import { fail, ok, type Failure, type Result } from '../../result'
import { catalogLimits } from '../catalog'
import { cut, secondsOf, tempoOf } from './field'
import { namedBy } from './naming'
import type { Entry, Parsed } from './playlist'

/** A song as a file has it, before it is checked. */
export interface Raw {
  readonly title?: string | undefined
  readonly artist?: string | undefined
  readonly album?: string | undefined
  readonly length?: string | undefined
  /** What a bare number as length counts: seconds, where it is not told. */
  readonly unit?: 's' | 'ms' | undefined
  readonly tempo?: string | undefined
  /** A path or an address. */
  readonly file?: string | undefined
}

/** What of a file was not taken. */
export interface LeftOut {
  readonly songs: number
  /** Of songs that were taken; a text that was cut counts as well. */
  readonly values: number
  /** The first of them: where, and why. */
  readonly notes: readonly string[]
}

/** What is named; of the others the number is told. */
const MOST_NOTES = 20
/** Characters of a path. */
const LONGEST_FILE = 4096

/**
 * Gathers the songs of a playlist: what can be taken is taken, what cannot is counted and named. It keeps as many songs as a
 * catalog has room for, however many there are.
 */
export function createIntake() {
  const entries: Entry[] = []
  const notes: string[] = []
  let name: string | null = null
  let songs = 0
  let values = 0
  let beyond = 0

  const note = (where: string, why: string) => notes.length < MOST_NOTES && notes.push(`${where}: ${why}`)
  const leave = (where: string, why: string) => {
    songs++
    note(where, why)
  }
  const miss = (where: string, why: string) => {
    values++
    note(where, why)
  }
  const textOf = (what: string, written: string, where: string) => {
    const text = oneLine(written.slice(0, 10 * catalogLimits.text))
    if (text.length <= catalogLimits.text) return text
    miss(where, `the ${what} was cut after ${catalogLimits.text} characters`)
    return cut(text, catalogLimits.text)
  }

  return {
    /** @param where for the notes: 'line 3' */
    take(raw: Raw, where: string): void {
      if (this.full()) return this.pass(1)
      const hasFile = raw.file !== undefined && raw.file !== ''
      const named = raw.title !== undefined && oneLine(raw.title.slice(0, 10 * catalogLimits.text)) !== '' ? { title: raw.title, artist: raw.artist } : hasFile ? namedBy(raw.file, raw.artist || undefined) : { title: '' }
      const title = textOf('title', named.title, where)
      if (title === '') return leave(where, 'there is no title')
      const artist = textOf('artist', named.artist ?? '', where) || null
      const album = textOf('album', raw.album ?? '', where) || null
      const duration = secondsOf(raw.length ?? '', raw.unit)
      if (duration === undefined) miss(where, `"${shown(raw.length)}" is no length`)
      const tempo = tempoOf(raw.tempo ?? '')
      if (tempo === undefined) miss(where, `"${shown(raw.tempo)}" is no tempo`)
      const isFile = hasFile && raw.file.length <= LONGEST_FILE && !raw.file.includes('\0')
      if (hasFile && !isFile) miss(where, "that is no file's name")
      entries.push({ title, artist, album, duration: duration ?? null, tempo: tempo ?? null, file: isFile ? raw.file : null })
    },
    /** A song that cannot be taken. */
    leave,
    /** There is no room for another song. */
    full: () => entries.length >= catalogLimits.tracks,
    /** Songs for which there is no room. */
    pass(number: number): void {
      beyond += number
    },
    /** The playlist's own name. */
    call(written: string): void {
      name = cut(oneLine(written.slice(0, 10 * catalogLimits.text)), catalogLimits.text) || null
    },
    /** @param broken why the file was not read to its end; what came before it counts */
    done(broken: Failure<'bad-playlist'> | null = null): Parsed {
      if (broken && entries.length > 0) miss('The rest', broken.message)
      if (beyond > 0) {
        songs += beyond
        notes.unshift(`The last ${beyond}: a catalog has at most ${catalogLimits.tracks} songs`)
      }
      if (entries.length > 0) return ok({ name, entries, leftOut: { songs, values, notes } })
      return broken ? { ok: false, error: broken } : nothing({ songs, values, notes })
    },
  }
}

export type Intake = ReturnType<typeof createIntake>

const shown = (text = ''): string => cut(oneLine(text.slice(0, 80)), 40)

function nothing({ songs, notes }: LeftOut): Result<never, 'bad-playlist'> {
  if (songs === 0) return fail('bad-playlist', 'the playlist has no songs')
  const others = songs > 1 ? `, and ${songs - 1} more` : ''
  return fail('bad-playlist', `none of the songs can be taken (${notes[0]}${others})`, "Each needs a title, or a file's name")
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** What was left out, in lines for a screen or a terminal: how much, the first of it by place and reason; none where all was taken. */
export function leftOutLines({ songs, values, notes }: LeftOut): readonly string[] {
  const parts = [songs > 0 && counted(songs, 'song'), values > 0 && counted(values, 'value')].filter((part) => part !== false)
  if (parts.length === 0) return []
  return [`Left out: ${parts.join(' and ')}`, ...notes, ...(songs + values > notes.length && notes.length >= MOST_NOTES ? ['and others'] : [])]
}
