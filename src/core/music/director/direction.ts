import { z } from 'zod'
import type { Plan } from '../../workout/plan'
import type { Seconds } from '../../workout/workout'
import type { StoredAnalysis } from '../analysis'
import type { Policy } from '../policy'
import type { Track } from '../track'

/** What the director must know of a track's audio, corrections applied; every stored analysis is one. Seconds in the track. */
export type Facts = Pick<
  StoredAnalysis,
  | 'duration' | 'tempo' | 'tempoConfidence' | 'steady' | 'beats' | 'downbeats' | 'beatsPerBar' | 'drops' | 'sections' | 'joins'
  | 'loudness' | 'truePeak' | 'energy' | 'key' | 'keyConfidence' | 'silence' | 'music'
>

/** What a song of a soundtrack is for. */
export const roles = ['warm-up', 'work', 'finisher', 'rest', 'cooldown'] as const
export type Role = (typeof roles)[number]

/** The song of a catalog that a track is mapped to. */
export interface Mapped {
  /** The track is not the song itself: the song is missing, and the track stands in for it. */
  readonly standIn?: true
  readonly title: string
  readonly artist: string
  /** Null where nobody proposed one. */
  readonly role: Role | null
  /** In the catalog's words, e.g. 'pop punk / emo rock'; null where it is not known. */
  readonly genre: string | null
}

/** What is known of the user's liking, by track id. */
export interface Taste {
  readonly favourites: ReadonlySet<string>
  /** Never played, even if nothing else is left. */
  readonly banned: ReadonlySet<string>
  /** How many sessions ago a track was heard: 1 in the last one. */
  readonly heard: ReadonlyMap<string, number>
  readonly mapped: ReadonlyMap<string, Mapped>
}

const segment = z.number().int().min(0)
/** What the user decided on the plan screen; the rest is solved around it. Segments by their index in the plan. */
export const EditsSchema = z.strictObject({
  /** The track of the slot that holds this segment. A swap is a lock on another track. */
  locks: z.array(z.strictObject({ segment, track: z.string() })),
  /** Not in this setlist, beside those that are banned for ever. */
  banned: z.array(z.string()),
  /** Where in a work segment the drop is to fall, in seconds from the segment's start: 0 is on the bell; null: no drop. */
  drops: z.array(z.strictObject({ segment, at: z.number().min(0).nullable() })),
})
export type Edits = z.infer<typeof EditsSchema>

/** All that a setlist follows from: the same direction gives the same setlist. */
export interface Direction {
  readonly plan: Plan
  readonly tracks: readonly Track[]
  /** By track id. A track without facts is joined by plain fades and never stretched. `shortlist` tells whose facts count. */
  readonly facts: ReadonlyMap<string, Facts>
  readonly policy: Policy
  /** The longest overlap of two tracks, in seconds, 0-12. */
  readonly crossfade: Seconds
  readonly taste: Taste
  readonly edits: Edits
  /** Any integer; another one is another setlist ('shuffle'). */
  readonly seed: number
}

export const noTaste: Taste = { favourites: new Set(), banned: new Set(), heard: new Map(), mapped: new Map() }
export const noEdits: Edits = { locks: [], banned: [], drops: [] }
