import type { Seconds } from '../../workout/workout'
import type { Track } from '../track'
import type { Facts } from './direction'
import { narrowed, sameTempo, type Span } from './narrow'

/** A track as the director sees it: one piece of it, where gaps part it into several. */
export interface Candidate {
  readonly track: Track
  /** What is known of the piece; nothing of the others is in it. */
  readonly facts: Facts | null
  /** 0-1 by the seed. */
  readonly luck: number
  /** What can be heard of it: from the first sound to the last, seconds in the track. */
  readonly from: Seconds
  readonly to: Seconds
  /** What a fade may reach, where it is less than the track: beyond lies a gap. */
  readonly within: Span | null
  /** The track's other pieces that go at the same tempo. */
  readonly others: readonly Candidate[]
}

/** A track is left when less than this is left of it. */
export const SHORTEST: Seconds = 5

export function candidateOf(track: Track, facts: Facts | null, luck: number): Candidate {
  const { leading = 0, trailing = 0 } = facts?.silence ?? {}
  // A tag may promise more than the file holds.
  const duration = Math.min(track.duration, facts?.duration ?? Infinity)
  const pieces = facts === null ? [] : piecesOf(facts, duration).map(({ start, end, loudness }): Candidate => ({
    track, facts: narrowed(facts, { from: start, to: end }, loudness), luck, from: Math.max(start, leading), to: Math.min(end, duration - trailing), within: { from: start, to: end }, others: [],
  })).filter(({ from, to }) => to > from)
  const [main, ...others] = pieces.sort((a, b) => Number(beats(b)) - Number(beats(a)) || b.to - b.from - a.to + a.from)
  if (main) return { ...main, others: others.filter((one) => one.to - one.from >= 2 * SHORTEST && sameTempo(one.facts!, main.facts!)) }
  const whole = leading + trailing > duration - 2 * SHORTEST
  return { track, facts, luck, from: whole ? 0 : leading, to: duration - (whole ? 0 : trailing), within: null, others: [] }
}

/** The pieces of a track; none where it is all one. */
function piecesOf({ music = [] }: Facts, duration: Seconds): NonNullable<Facts['music']> {
  const whole = music.length === 1 && music[0]!.start === 0 && music[0]!.end >= duration - 0.1
  return whole ? [] : music.map((one) => ({ ...one, end: Math.min(one.end, duration) }))
}

const beats = ({ facts }: Candidate): boolean => facts!.downbeats.length > 0
