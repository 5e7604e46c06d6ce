import type { Seconds } from '../../workout/workout'
import type { Facts } from './direction'

/** A stretch of a track, [from, to). */
export interface Span {
  readonly from: Seconds
  readonly to: Seconds
}

/** Two pieces whose beats are as long to this part are of one tempo. */
const SAME = 0.02

/** What is known of one piece of a track alone. */
export function narrowed(facts: Facts, { from, to }: Span, loudness: number | null): Facts {
  const within = (time: Seconds): boolean => time >= from && time <= to
  return {
    ...facts,
    beats: facts.beats.filter(within),
    downbeats: facts.downbeats.filter(within),
    drops: facts.drops.filter(({ time }) => within(time)).map((drop) => ({ ...drop, buildUp: Math.max(from, drop.buildUp) })),
    sections: facts.sections.filter(({ start, end }) => end > from && start < to),
    joins: facts.joins.filter(({ time }) => within(time)),
    loudness: loudness ?? facts.loudness,
  }
}

/** Whether two pieces of a track go at one tempo; also where neither has beats. */
export function sameTempo(a: Facts, b: Facts): boolean {
  const [x, y] = [beatOf(a), beatOf(b)]
  return x === y || Math.abs(x / y - 1) <= SAME
}

/** The mean length of a beat; 0 without any. */
const beatOf = ({ beats }: Facts): Seconds => (beats.length < 2 ? 0 : (beats.at(-1)! - beats[0]!) / (beats.length - 1))
