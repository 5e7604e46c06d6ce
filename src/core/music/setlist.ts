import { z } from 'zod'
import type { Seconds } from '../workout/workout'
import { TrackSchema, type Track } from './track'

/**
 * How a stretch is joined to what was heard before it.
 * - 'through': the same track simply goes on at the same rate; both stretches are one voice.
 * - 'beat': a crossfade of two tracks of one tempo, beat on beat and bar on bar through all of the overlap.
 * - 'fade': an equal-power crossfade; out of silence, a fade in.
 * - 'cut': hard, on a bar line or on the bell. Loops and jumps within a track are cuts from bar line to bar line.
 */
export type Join = 'through' | 'beat' | 'fade' | 'cut'

/** A stretch of one track in a session: [start, end) in session time, all of it within one segment. */
export interface Music {
  readonly segment: number
  /** Its place among the choices of the setlist: the stretches of one slot play one track, from its entry to its end. */
  readonly slot: number
  readonly track: Track
  readonly start: Seconds
  readonly end: Seconds
  /** The place in the track that is heard at `start`, in seconds. At session time t it is `offset + (t - start) * rate`. */
  readonly offset: Seconds
  /** The piece of the track that it is of, where gaps part it into several: nothing beyond is heard, fades included. */
  readonly within?: { readonly from: Seconds; readonly to: Seconds }
  /** Speed, 1 as recorded, pitch kept; within the policy's limit of 1. */
  readonly rate: number
  /** dB: to -14 LUFS, but peaks no higher than -1 dBTP. */
  readonly gain: number
  readonly join: Join
  /**
   * Length of the crossfade with what was before, in session seconds, half of it before `start` and half after; out of
   * silence, of the fade in after `start`. 0 for 'through' and 'cut'.
   */
  readonly overlap: Seconds
  /** 'under': ducked and low-passed, where a round's track is held through a rest. */
  readonly sound: 'full' | 'under'
  /** The session time in [start, end) at which a drop of the track is planned to be heard; null where none is. */
  readonly drop: Seconds | null
  /** What the drop is for; null without one. */
  readonly role: 'bell' | 'second wind' | 'moved' | null
  /** Its tempo suits the phase. */
  readonly fits: boolean
  /** Short words for people, e.g. '142 BPM, locked to 140', 'drop at 0:48 on the bell', 'soundtrack: False Pretense'. */
  readonly reasons: readonly string[]
}

/** A stretch as it is written down. */
export const MusicSchema = z.object({
  segment: z.number().int().min(0),
  slot: z.number().int().min(0),
  track: TrackSchema,
  start: z.number(),
  end: z.number(),
  offset: z.number(),
  within: z.object({ from: z.number(), to: z.number() }).exactOptional(),
  rate: z.number().positive(),
  gain: z.number(),
  join: z.enum(['through', 'beat', 'fade', 'cut']),
  overlap: z.number().min(0),
  sound: z.enum(['full', 'under']),
  drop: z.number().nullable(),
  role: z.enum(['bell', 'second wind', 'moved']).nullable(),
  fits: z.boolean(),
  reasons: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Music>

/** The music of a plan: stretches in order, none overlapping, that cover all of it but for silent rests; none without tracks. */
export interface Setlist {
  readonly seed: number
  readonly music: readonly Music[]
  /** What is wrong with it, as sentences for people, the weightiest first. */
  readonly warnings: readonly string[]
  /** The height of the arc over each segment of the plan, 0-1, for drawing. */
  readonly arc: readonly number[]
  /** The sum of all terms of the choice; lower is better. Comparable between setlists of one direction but for seed and edits. */
  readonly cost: number
}

/** What the setlist has for session time `at`; undefined where it has nothing. */
export const musicAt = ({ music }: Setlist, at: Seconds): Music | undefined => music.find(({ start, end }) => at >= start && at < end)

/** The reasons on one line. */
export const reasonOf = ({ reasons }: Pick<Music, 'reasons'>): string => reasons.join('; ')
