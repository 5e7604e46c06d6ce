import type { BeatProfile } from './beatprofile'
import type { Bars } from './downbeats'

/** The moment a track opens up. Seconds; strength 0-1. */
export interface Drop {
  readonly time: number
  /** Where the build-up to it starts: the emptiest place of the break before. */
  readonly buildUp: number
  readonly strength: number
}

/** Terms of a drop's score, each 0-1 times its weight; a bar's first beat is preferred. */
const TERMS = { sharp: 1, lasting: 1, rising: 0.15, returning: 0.6, downbeat: 0.1 }
const LEAST = 1
const APART = 16

/**
 * The returns to a piece's main part (its loudest, fullest 30 %, by timbre), best first, at most eight: the two beats
 * and the sixteen after belong to it, those before do not, the level rose on the way, and it has been there
 * before. An opening that comes in once, without a break before, so stands behind the drop after the break.
 */
export function dropsOf(profile: BeatProfile, beats: readonly number[], { beatsPerBar, first }: Bars): Drop[] {
  const count = beats.length
  if (count < 4 * APART) return []
  const away = awayFromMain(profile)
  const sums = cumulative(away)
  const level = cumulative(profile.level.map((x) => Math.max(x, -60)))
  const score = new Float64Array(count)
  let least = 1
  for (let b = 8; b < count - 8; b++) {
    if (b >= 24) least = Math.min(least, mean(sums, b - 24, b - 16))
    const sharp = mean(sums, b - 2, b) - mean(sums, b, b + 2)
    const lasting = mean(sums, b - APART, b) - mean(sums, b, b + APART)
    const rising = Math.min(1, Math.max(0, (mean(level, b - 4, b) - mean(level, b - 24, b - 8)) / 3))
    const downbeat = b % beatsPerBar === first ? 1 : 0
    score[b] = TERMS.sharp * sharp + TERMS.lasting * lasting + TERMS.rising * rising + TERMS.returning * (1 - least) + TERMS.downbeat * downbeat
  }
  return peaks(score).map((b) => ({
    time: beats[b]!,
    buildUp: beats[buildUpTo(b, level)]!,
    strength: Math.min(1, Math.max(0, (score[b]! - 0.5) / 2)),
  }))
}

/** 0 for a beat that sounds like the main part, 1 for one that does not. */
function awayFromMain({ level, bass, timbre, bands }: BeatProfile): Float64Array {
  const count = level.length
  const enough = quantile(bass, 0.8)
  const fullness = level.map((x, b) => x / 2 + Math.min(bass[b]!, enough) / 6)
  const sums = cumulative(fullness)
  const smooth = fullness.map((_, b) => mean(sums, b - 4, b + 4))
  const bar = quantile(smooth, 0.7)
  const main = Array.from({ length: count }, (_, b) => b).filter((b) => smooth[b]! >= bar)
  const square = new Float64Array(count)
  for (let k = 0; k < bands; k++) {
    const band = (b: number) => timbre[b * bands + k]!
    const middle = quantile(main.map(band), 0.5)
    const spread = 1 + quantile(main.map((b) => Math.abs(band(b) - middle)), 0.5)
    for (let b = 0; b < count; b++) square[b]! += Math.min(25, ((band(b) - middle) / spread) ** 2) / bands
  }
  return square.map((x) => 1 / (1 + Math.exp(-(Math.sqrt(x) - 1.2) / 0.15)))
}

function buildUpTo(drop: number, level: Float64Array): number {
  let best = Math.max(0, drop - 8)
  for (let b = Math.max(0, drop - 32); b <= drop - 4; b++) {
    if (mean(level, b, b + 4) < mean(level, best, best + 4)) best = b
  }
  return best
}

function peaks(score: Float64Array): number[] {
  const best = Array.from(score, (_, b) => b).filter((b) => score[b]! > LEAST).sort((a, b) => score[b]! - score[a]!)
  const kept: number[] = []
  for (const b of best) if (kept.length < 8 && kept.every((other) => Math.abs(other - b) >= APART)) kept.push(b)
  return kept
}

function cumulative(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1)
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i]! + values[i]!
  return sums
}

/** The mean of [from, to) as far as it exists. */
function mean(sums: Float64Array, from: number, to: number): number {
  const first = Math.max(0, from), last = Math.min(sums.length - 1, to)
  return last > first ? (sums[last]! - sums[first]!) / (last - first) : 0
}

function quantile(values: ArrayLike<number>, part: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}
