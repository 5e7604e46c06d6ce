import { z } from 'zod'

const seconds = z.number().min(0)
const share = z.number().min(0).max(1)
/** A band of the overview: a value 0-255 a point, see waveform.ts. */
const band = z.array(z.number().int().min(0).max(255)).max(1000)

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
  beats: z.array(seconds),
  /** The first beats of the bars. */
  downbeats: z.array(seconds),
  beatsPerBar: z.number().int().positive(),
  /** Best first. */
  drops: z.array(z.object({ time: seconds, buildUp: seconds, strength: share })),
  /** They touch and cover the track; the kinds are by how loud and busy a stretch is. */
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
