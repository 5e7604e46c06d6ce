import { z } from 'zod'

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
  /** BPM, null where neither a tag nor the audio tells. */
  tempo: z.number().positive().nullable(),
  tempoFrom: z.enum(['tag', 'audio']).nullable(),
})
export type Track = z.infer<typeof TrackSchema>
