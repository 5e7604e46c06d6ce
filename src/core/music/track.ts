import { z } from 'zod'

/** What the user may say of a track in place of its tags and its audio. */
export const editable = ['title', 'artist', 'tempo'] as const
/** Favourites are chosen more often; banned tracks are never in a session. */
export const marks = ['favourite', 'banned'] as const
export type Mark = (typeof marks)[number]
/** BPM that a user may give. */
export const saneTempo = { least: 20, most: 400 } as const

/** One local audio file with its tags. The path stays in the main process: here a track is its id. */
export const TrackSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** The name within its music folder, with '/' between folders; for people to read, not a path to open. */
  file: z.string(),
  title: z.string(),
  artist: z.string().nullable(),
  album: z.string().nullable(),
  /** Seconds. */
  duration: z.number().positive(),
  /** BPM, null where neither the user, nor the audio, nor a tag tells. */
  tempo: z.number().positive().nullable(),
  tempoFrom: z.enum(['user', 'audio', 'tag']).nullable(),
  /** What is known of its audio; absent until the library has looked. */
  analysis: z
    .object({
      /** 'waiting' also where an older analyser's result is used meanwhile. */
      state: z.enum(['waiting', 'done', 'failed']),
      /** In the tempo, 0-1. */
      confidence: z.number().min(0).max(1).nullable(),
      /** Why there is no analysis or no tempo in it. */
      reason: z.string().nullable(),
      /** It waits, but not for its turn: the reason stands in the way, and says nothing about what the file holds. */
      held: z.literal(true).optional(),
    })
    .optional(),
  /** 0-1, absent until its audio was heard. */
  energy: z.number().min(0).max(1).optional(),
  /** Its file cannot be reached: a drive is unplugged, a folder is closed to us. It comes back by itself. */
  away: z.literal(true).optional(),
  mark: z.enum(marks).optional(),
  /** What of this comes from the user; clearing it brings the file's own back. */
  edited: z.array(z.enum(editable)).optional(),
  /** How many sessions it was heard in, and when the last of them began (ISO 8601, UTC). Absent: none. */
  plays: z.number().int().positive().optional(),
  lastPlayed: z.string().optional(),
})
export type Track = z.infer<typeof TrackSchema>

/** A session may play it. What the analysis could not decode, a deck cannot either. */
export const playable = ({ away, mark, analysis }: Pick<Track, 'away' | 'mark' | 'analysis'>): boolean =>
  !away && mark !== 'banned' && analysis?.state !== 'failed'

/** What the audio of a track told, after the user's corrections. */
export interface Heard {
  readonly state: 'waiting' | 'done' | 'failed'
  readonly reason: string | null
  readonly tempo: number | null
  readonly tempoConfidence: number
  readonly tempoReadings: readonly { readonly tempo: number }[]
  /** The user said it. */
  readonly corrected: boolean
  /** 0-1, absent where nobody knows. */
  readonly energy?: number
  /** Seconds, as decoded; absent where nobody has decoded it. */
  readonly duration?: number
  /** Why it is not analysed now, where that says nothing about what the file holds. */
  readonly held?: string
}

/** Of a track that waits for its turn. */
export const unheard: Heard = { state: 'waiting', reason: null, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false }

/** From this confidence on a tempo from the audio is used. */
export const LEAST_CONFIDENCE = 0.3
/** A tag that is this near to a reading means it. Tags are whole numbers, or rounded twice. */
const NEAR = 0.04

/**
 * The tempo to use and where it comes from: the user's word, else a confident analysis, else the tag. A tag that names
 * another plausible reading of the audio decides the octave; the audio still gives the exact figure.
 */
export function tempoOfTrack(tag: number | null, heard: Heard | null): Pick<Track, 'tempo' | 'tempoFrom'> {
  if (heard?.corrected && heard.tempo !== null) return { tempo: heard.tempo, tempoFrom: 'user' }
  if (heard !== null && heard.tempo !== null && heard.tempoConfidence >= LEAST_CONFIDENCE) {
    const meant = tag === null ? undefined : heard.tempoReadings.find(({ tempo }) => Math.abs(tempo / tag - 1) <= NEAR)
    return { tempo: meant?.tempo ?? heard.tempo, tempoFrom: 'audio' }
  }
  return tag === null ? { tempo: null, tempoFrom: null } : { tempo: tag, tempoFrom: 'tag' }
}
