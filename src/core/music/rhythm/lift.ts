import type { BeatProfile } from './beatprofile'
import type { Bars } from './downbeats'

/** What is heard around one beat that tells whether the song opens up with it; each about -1 to 2. */
export const LIFT_INPUTS = [
  'sharp', 'lasting', 'both', 'returning', 'levelAtOnce', 'levelSoon', 'levelLasting', 'bassSoon', 'bassLasting', 'trebleLasting',
  'kicks', 'strokes', 'rising', 'hush', 'kick', 'stroke', 'novelty', 'newest', 'loudAfter', 'quietBefore', 'early', 'late', 'downbeat',
] as const

/** Long windows last 16 beats at this tempo and as many seconds at others, so that a doubled tempo hears the same. BPM. */
const USUAL = 125

/** The inputs of every beat, in the order of {@link LIFT_INPUTS}, and how many beats a long window has. */
export interface Lift {
  readonly rows: readonly Float64Array[]
  readonly long: number
}

export function liftOf(profile: BeatProfile, beats: readonly number[], { beatsPerBar, first }: Bars): Lift {
  const count = beats.length
  const pace = count > 1 ? ((count - 1) * 60) / (beats[count - 1]! - beats[0]!) / USUAL : 1
  const long = Math.max(8, Math.round(16 * pace)), half = Math.round(long / 2)
  const away = cumulative(awayFromMain(profile))
  const level = profile.level.map((x) => Math.max(x, -60))
  const levels = cumulative(level)
  const bass = cumulative(profile.bass.map((x) => Math.max(x, -40)))
  const treble = cumulative(trebleOf(profile))
  const low = cumulative(profile.low), high = cumulative(profile.high)
  const loud = quantile(level, 0.9)
  const lowUsual = 1e-6 + quantile(profile.low, 0.9), highUsual = 1e-6 + quantile(profile.high, 0.9)
  const newest = 1e-6 + quantile(profile.novelty, 0.98)
  const rise = (sums: Float64Array, b: number, reach: number) => mean(sums, b, b + reach) - mean(sums, b - reach, b)
  let least = 1
  const rows: Float64Array[] = []
  for (let b = 0; b < count; b++) {
    if (b >= long + half) least = Math.min(least, mean(away, b - long - half, b - long))
    const sharp = -rise(away, b, 2), lasting = -rise(away, b, long)
    let nearby = 0
    for (let n = Math.max(0, b - 4); n <= Math.min(count - 1, b + 4); n++) nearby = Math.max(nearby, profile.novelty[n]!)
    rows.push(Float64Array.of(
      sharp, lasting, Math.max(0, sharp) * Math.max(0, lasting), 1 - least,
      within((level[b]! - (level[b - 1] ?? level[b]!)) / 6, -1, 2), within(rise(levels, b, 2) / 6, -1, 2), within(rise(levels, b, long) / 6, -1, 2),
      within(rise(bass, b, 2) / 8, -1, 2), within(rise(bass, b, long) / 8, -1, 2), within(rise(treble, b, long) / 8, -1, 2),
      within(rise(low, b, half) / lowUsual, -1, 1), within(rise(high, b, half) / highUsual, -1, 1),
      within((mean(levels, b - 4, b) - mean(levels, b - long - half, b - half)) / 3, -1, 1),
      within((mean(levels, b - half, b - 1) - (level[b - 1] ?? 0)) / 12, 0, 1),
      within(profile.low[b]! / lowUsual, 0, 1.5), within(profile.high[b]! / highUsual, 0, 1.5),
      within(profile.novelty[b]! / newest, 0, 1.5), profile.novelty[b]! >= nearby ? 1 : 0,
      within((mean(levels, b, b + long) - loud) / 4, -2, 0.5), within((mean(levels, b - half, b) - loud) / 8, -2, 0.5),
      b < long ? 1 - b / long : 0, b > count - long ? 1 - (count - b) / long : 0, b % beatsPerBar === first ? 1 : 0,
    ))
  }
  return { rows, long }
}

/** 0 for a beat that sounds like the main part (the loudest, fullest 30 %, by timbre), 1 for one that does not. */
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

/** The mean of the upper third of the bands, dB. */
function trebleOf({ level, timbre, bands }: BeatProfile): Float64Array {
  const from = Math.floor((2 * bands) / 3)
  return level.map((_, b) => {
    let sum = 0
    for (let k = from; k < bands; k++) sum += timbre[b * bands + k]! / (bands - from)
    return sum
  })
}

const within = (x: number, least: number, most: number): number => Math.min(most, Math.max(least, x))

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
