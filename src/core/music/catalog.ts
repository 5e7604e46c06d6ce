import { z } from 'zod'
import { visible } from '../line'
import { fail, ok, type Result } from '../result'
import { brokenRule } from '../workout/workout'

/**
 * What a song is for in a session, in its order: something atmospheric to warm up, a build-up, the hard work, indie and synth
 * songs between two heavy ones, a breather for a rest, and anthems with a crescendo for the last rounds.
 */
export const roles = ['warm-up', 'build', 'work', 'between', 'breather', 'finisher'] as const
export type Role = (typeof roles)[number]

/** The facts of a catalog track that a source may stand for. */
export const facts = ['film', 'year', 'album', 'genre', 'tempo', 'duration', 'key', 'energy', 'role'] as const

/** What the door lets in: characters of a text, tracks of a catalog, seconds, BPM. */
export const catalogLimits = { text: 300, tracks: 2000, duration: 24 * 3600, tempo: 999 } as const

/** One line without control characters, which could do harm in a terminal or a playlist. */
const line = z
  .string('must be a text')
  .trim()
  .min(1, 'must not be empty')
  .max(catalogLimits.text, `must have at most ${catalogLimits.text} characters`)
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'must not have control characters')
  .overwrite(visible)
const number = (most: number, unit: string) => {
  const rule = `must be a number of ${unit} above 0, at most ${most}`
  return z.number(rule).positive(rule).max(most, rule)
}
const id = z.string('must be a text').regex(/^[\p{L}\p{M}\p{N}]+(-[\p{L}\p{M}\p{N}]+)*$/u, "must be letters and digits joined by '-'").max(120, 'must have at most 120 characters')

/** One song of a soundtrack. Null is 'not known' and is shown as such. */
export const CatalogTrackSchema = z.strictObject({
  /** Stays the same through every edit; mappings refer to it. */
  id,
  title: line,
  /** As credited, featured artists included. */
  artist: line.nullable(),
  year: z.int('must be a year').min(1800, 'must be a year').max(2200, 'must be a year').nullable(),
  /** The artist's own album, not the soundtrack's. */
  album: line.nullable(),
  /** The first of several, parted by '/', counts where genres are mixed; absent like null: not known. */
  genre: line.nullable().optional(),
  /** On the soundtrack's album. */
  onAlbum: z.boolean().nullable(),
  inFilm: z.boolean().nullable(),
  role: z.enum(roles, `must be one of ${roles.join(', ')}`).nullable(),
  /** BPM. */
  tempo: number(catalogLimits.tempo, 'BPM').nullable(),
  /** The other tempo that it may be felt in, where the octave is open, BPM. */
  tempoAlt: number(catalogLimits.tempo, 'BPM').nullable(),
  /** Seconds. */
  duration: number(catalogLimits.duration, 'seconds').nullable(),
  /** Camelot notation, as core/music/key gives it. */
  key: z.string().regex(/^([1-9]|1[0-2])[AB]$/, 'must be a key of the Camelot wheel, 1A to 12B').nullable(),
  energy: z.number().min(0, 'must be 0 to 1').max(1, 'must be 0 to 1').nullable(),
  /** Which source gave which fact, in short words. */
  sources: z.partialRecord(z.enum(facts), line).default({}),
  /** Where sources disagree, or the one source is weak; sentences for the user. */
  doubts: z.array(line).max(20).default([]),
})
export type CatalogTrack = z.infer<typeof CatalogTrackSchema>

/** A soundtrack's list of songs, in its order. */
export const CatalogSchema = z.strictObject(
  {
    id,
    name: line,
    tracks: z
      .array(CatalogTrackSchema, 'must be a list of tracks')
      .max(catalogLimits.tracks, `must have at most ${catalogLimits.tracks} tracks`)
      .superRefine((tracks, context) => {
        const seen = new Set<string>()
        tracks.forEach((track, at) => {
          if (seen.has(track.id)) context.addIssue({ code: 'custom', path: [at, 'id'], message: 'must not be there twice' })
          seen.add(track.id)
        })
      }),
  },
  'must be an object',
)
export type Catalog = z.infer<typeof CatalogSchema>

/** Checks a value of unknown origin. The failure names the field and the rule, e.g. `tracks[3].tempo: must be …`. */
export function parseCatalog(value: unknown): Result<Catalog, 'bad-catalog'> {
  const parsed = CatalogSchema.safeParse(value)
  return parsed.success ? ok(parsed.data) : fail('bad-catalog', brokenRule(parsed.error, 'the catalog'))
}

/** Reads the text of a catalog file (JSON, a byte-order mark is allowed). */
export function readCatalog(json: string): Result<Catalog, 'bad-catalog'> {
  let value: unknown
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''))
  } catch (error) {
    return fail('bad-catalog', `is not JSON: ${(error as Error).message}`)
  }
  return parseCatalog(value)
}
