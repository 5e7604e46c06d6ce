import type { Seconds } from '../../workout/workout'
import type { Track } from '../track'
import type { Facts } from './direction'

/** A track as the director sees it. */
export interface Candidate {
  readonly track: Track
  readonly facts: Facts | null
  /** 0-1 by the seed. */
  readonly luck: number
  /** What can be heard of it: from the first sound to the last, seconds in the track. */
  readonly from: Seconds
  readonly to: Seconds
}

/** A track is left when less than this is left of it. */
export const SHORTEST: Seconds = 5

export function candidateOf(track: Track, facts: Facts | null, luck: number): Candidate {
  const { leading = 0, trailing = 0 } = facts?.silence ?? {}
  // A tag may promise more than the file holds.
  const duration = Math.min(track.duration, facts?.duration ?? Infinity)
  const whole = leading + trailing > duration - 2 * SHORTEST
  return { track, facts, luck, from: whole ? 0 : leading, to: duration - (whole ? 0 : trailing) }
}
