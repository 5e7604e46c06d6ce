import type { BeatProfile } from './beatprofile'
import type { Bars } from './downbeats'
import { liftOf, type Lift } from './lift'
import { LIFT } from './learned'

/** The moment a track opens up. Seconds; strength 0-1. */
export interface Drop {
  readonly time: number
  /** Where the build-up to it starts: a bar line. */
  readonly buildUp: number
  /** How likely it is that the song opens up here rather than not at all. */
  readonly strength: number
}

/** What a beat's inputs weigh in its score; the score of a piece that nowhere opens up is 0. */
export interface LiftWeights {
  readonly bias: number
  readonly weights: readonly number[]
}

/** Drops less likely than this are not named. */
const LEAST = 0.05
const MOST = 8
/** A piece has its drops at least this far from its ends. Beats. */
const EDGE = 4
/** A build-up is at most this long: beats at the tempo that {@link Lift} takes for the usual. */
const LONGEST = 2

/** Where a piece opens up, best first, at most eight: the beats that score best, a long window apart. */
export function dropsOf(profile: BeatProfile, beats: readonly number[], bars: Bars, weights: LiftWeights = LIFT): Drop[] {
  const lift = liftOf(profile, beats, bars)
  if (beats.length < 4 * lift.long) return []
  const scores = scoresOf(lift, weights)
  return bestOf(scores, lift.long).map((b) => ({
    time: beats[b]!,
    buildUp: beats[buildUpTo(b, profile, bars.beatsPerBar, LONGEST * lift.long)]!,
    strength: strengthOf(scores[b]!),
  })).filter(({ strength }) => strength >= LEAST)
}

export function scoresOf({ rows }: Lift, { weights, bias }: LiftWeights): number[] {
  return rows.map((row) => row.reduce((sum, x, i) => sum + x * weights[i]!, bias))
}

/** The beats with the highest scores, at least `apart` from each other. */
export function bestOf(scores: readonly number[], apart: number): number[] {
  const order = scores.map((_, b) => b).filter((b) => b >= EDGE && b < scores.length - EDGE).sort((a, b) => scores[b]! - scores[a]!)
  const kept: number[] = []
  for (const b of order) if (kept.length < MOST && kept.every((other) => Math.abs(other - b) >= apart)) kept.push(b)
  return kept
}

const strengthOf = (score: number): number => 1 / (1 + Math.exp(-score))

/** The bar line before the drop at which the sound changes most, between the two bars before and after it. */
function buildUpTo(drop: number, { timbre, bands }: BeatProfile, beatsPerBar: number, longest: number): number {
  const reach = 2 * beatsPerBar
  let best = Math.max(0, drop - beatsPerBar)
  let most = -1
  for (let b = best; b >= Math.max(1, drop - longest); b -= beatsPerBar) {
    const change = changeAt(timbre, bands, Math.max(0, b - reach), b, Math.min(drop, b + reach))
    if (change > most) {
      most = change
      best = b
    }
  }
  return best
}

/** How far the mean bands of [from, at) lie from those of [at, to), dB. */
function changeAt(timbre: Float64Array, bands: number, from: number, at: number, to: number): number {
  let change = 0
  for (let k = 0; k < bands; k++) {
    let before = 0, after = 0
    for (let b = from; b < at; b++) before += timbre[b * bands + k]! / (at - from)
    for (let b = at; b < to; b++) after += timbre[b * bands + k]! / (to - at)
    change += Math.abs(after - before) / bands
  }
  return change
}
