import { z } from 'zod'

const seconds = z.number().min(0)
const share = z.number().min(0).max(1)
/** Numbers that are checked in one go: thousands of checks of one number each hold up the main process, the first ones for 10 ms. */
function numbers(fits: (value: number) => boolean, most: number, rule: string) {
  return z.custom<number[]>((values) => {
    if (!Array.isArray(values) || values.length > most) return false
    // Not `every`, which passes over what is missing.
    for (const value of values) if (typeof value !== 'number' || !fits(value)) return false
    return true
  }, rule)
}
/** A band of the overview: a value 0-255 a point, see waveform.ts. */
const band = numbers((value) => Number.isInteger(value) && value >= 0 && value <= 255, 1000, 'must be at most 1000 whole numbers from 0 to 255')
const times = numbers((value) => Number.isFinite(value) && value >= 0, Infinity, 'must be seconds from 0 on')

/** All that is known of a track's audio, as it is stored. Times are seconds from its start, levels LUFS and dBTP. */
export const StoredAnalysisSchema = z.object({
  /** Of the analyser that made it. */
  version: z.number().int(),
  duration: seconds,
  /** BPM to 0.01, null where there is none. */
  tempo: z.number().positive().nullable(),
  /** Below 0.3 the tempo is not to be trusted. */
  tempoConfidence: share,
  /** All plausible, best first; the weights sum to 1. */
  tempoReadings: z.array(z.object({ tempo: z.number().positive(), weight: share })),
  /** One tempo and one grid throughout. */
  steady: z.boolean(),
  /** Rising. */
  beats: times,
  /** The first beats of the bars. */
  downbeats: times,
  beatsPerBar: z.number().int().positive(),
  /** Best first. */
  drops: z.array(z.object({ time: seconds, buildUp: seconds, strength: share })),
  /**
   * Where it is music, in order: all of it but silence, noise and applause of at least three seconds. What lies in two of them
   * are two pieces; tempo and energy are those of the longest with a sure beat. `loudness` is its own, LUFS. Absent in what an
   * older analyser found: all of the track is one piece.
   */
  music: z.array(z.object({ start: seconds, end: seconds, loudness: z.number().nullable() })).max(1000).optional(),
  /** They touch and cover the music; the kinds are by how loud and busy a stretch is. */
  sections: z.array(
    z.object({ start: seconds, end: seconds, kind: z.enum(['intro', 'verse', 'chorus', 'break', 'outro']), intensity: share }),
  ),
  /** Where a join may leave or enter, in the order of time; ease 1 is silence. */
  joins: z.array(z.object({ time: seconds, ease: share })),
  /** Integrated, LUFS; null where there is nothing to measure. */
  loudness: z.number().nullable(),
  /** dBTP. */
  truePeak: z.number().nullable(),
  energy: share,
  /** Camelot notation. */
  key: z.string().nullable(),
  /** Below 0.3 it is a guess. */
  keyConfidence: share,
  silence: z.object({ leading: seconds, trailing: seconds }),
  /** An overview in three bands of 1,000 points. */
  waveform: z.object({ low: band, mid: band, high: band }),
  /** Why there is no tempo. */
  reason: z.enum(['silence', 'noise', 'speech', 'too short']).nullable(),
})
export type StoredAnalysis = z.infer<typeof StoredAnalysisSchema>
