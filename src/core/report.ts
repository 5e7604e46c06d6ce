import { z } from 'zod'
import { phases } from './workout/plan'
import { cueKinds } from './workout/cue'

const seconds = z.number()
const count = z.number().int().min(0)

/** What was really done, whatever the plan had. */
export const DoneSchema = z.strictObject({
  /** Seconds of work that were run through; what was run through twice counts twice. */
  work: seconds,
  /** Rounds of whose work nine tenths or more were run through. */
  rounds: count,
  /** How often it stood still: pauses and interruptions. */
  pauses: count,
  /** Different songs that sounded for some seconds. */
  songs: count,
  /** Bells at the boundaries that were heard: of rounds, of other phases, of the end. */
  bells: count,
})
export type Done = z.infer<typeof DoneSchema>

/**
 * The log of one session: what was planned and what happened. All times are seconds from the session's start;
 * `start`, `end`, `planned` are on the plan (pauses do not count), `actualStart`, `actualEnd` and an event's `time`
 * on the clock (pauses count). README.md documents every field.
 */
export const ReportSchema = z.strictObject({
  app: z.string(),
  electron: z.string(),
  workout: z.string(),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  outcome: z.enum(['finished', 'stopped']),
  done: DoneSchema,
  segments: z.array(
    z.strictObject({
      phase: z.enum(phases),
      round: z.number().int().nullable(),
      start: seconds,
      end: seconds,
      /** Null where the session never was in the segment. */
      actualStart: seconds.nullable(),
      actualEnd: seconds.nullable(),
    }),
  ),
  cues: z.array(
    z.strictObject({
      kind: z.enum(cueKinds),
      planned: seconds,
      /** When it left the sound device by the audio clock; null where it was too late and was dropped. */
      scheduled: seconds.nullable(),
      /** scheduled - planned. */
      error: seconds.nullable(),
    }),
  ),
  music: z.array(
    z.strictObject({
      segment: z.number().int(),
      file: z.string(),
      title: z.string(),
      artist: z.string().nullable(),
      tempo: z.number().nullable(),
      rate: z.number(),
      offset: seconds,
      start: seconds,
      end: seconds,
      gain: z.number(),
      join: z.enum(['through', 'beat', 'fade', 'cut']),
      /** When its drop is planned to be heard. */
      drop: seconds.nullable(),
      reason: z.string(),
    }),
  ),
  /** What was heard of the music: voices that started or took over, and drops. */
  moments: z.array(
    z.strictObject({
      kind: z.enum(['start', 'join', 'drop']),
      file: z.string(),
      planned: seconds,
      /** When it left the sound device by the audio clock, on the plan; null where it did not: its track was not there in time, or was replaced before. */
      heard: seconds.nullable(),
      /** heard - planned. */
      error: seconds.nullable(),
    }),
  ),
  events: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.enum(['pause', 'resume']), time: seconds, at: seconds, reason: z.string().optional() }),
      /** The page or the whole program was gone from here on, until it was resumed. */
      z.strictObject({ kind: z.literal('interrupted'), time: seconds, at: seconds, reason: z.string() }),
      z.strictObject({ kind: z.enum(['seek', 'skip']), time: seconds, from: seconds, to: seconds }),
      /** The user wanted another track, or never this one again, and may have taken that back. */
      z.strictObject({ kind: z.enum(['other track', 'ban', 'undo']), time: seconds, file: z.string() }),
      z.strictObject({ kind: z.literal('error'), time: seconds, message: z.string() }),
    ]),
  ),
})
export type Report = z.infer<typeof ReportSchema>
export type ReportEvent = Report['events'][number]
