import type { BeatProfile } from './beatprofile'

export interface Bars {
  readonly beatsPerBar: number
  /** Index of the first beat that begins a bar. */
  readonly first: number
}

/**
 * What opens a bar, for a bar's first, second, third and fourth beat: the kick comes and the timbre (harmony,
 * bass) changes with the first, hardly with the others. Logistic regression on 42 pieces with known bars.
 */
const WEIGHTS = { low: [1.8, -0.9, 0.15, -1.1], novelty: [1.45, -0.15, -1.15, -0.15] }

/**
 * How much better beats repeat after 3, 6 and 9 than after 2, 4 and 8 where bars have three. Of 149 pieces one, of 168
 * generated songs in four none lies above at the right tempo; of those in three nearly all.
 */
const THREE = 0.1

/** Which beats begin bars: bars of three where kicks, strokes and changes of timbre clearly repeat in threes. */
export function barsOf(profile: BeatProfile): Bars {
  const beatsPerBar = repeats(profile, [3, 6, 9]) - repeats(profile, [2, 4, 8]) > THREE ? 3 : 4
  const low = means(profile.low, beatsPerBar)
  const novelty = means(profile.novelty, beatsPerBar)
  let first = 0
  let top = -Infinity
  for (let offset = 0; offset < beatsPerBar; offset++) {
    let score = 0
    for (let beat = 0; beat < beatsPerBar; beat++) {
      const at = (offset + beat) % beatsPerBar
      score += WEIGHTS.low[beat]! * low[at]! + WEIGHTS.novelty[beat]! * novelty[at]!
    }
    if (score > top) {
      top = score
      first = offset
    }
  }
  return { beatsPerBar, first }
}

/** The mean autocorrelation of what the beats have, -1 to 1, after so many beats. */
function repeats({ low, high, novelty }: BeatProfile, lags: readonly number[]): number {
  let sum = 0
  for (const values of [low, high, novelty]) {
    const x = deviations(values)
    const square = x.reduce((a, b) => a + b * b, 1e-9) / Math.max(1, x.length)
    for (const lag of lags) {
      let product = 0
      for (let b = 0; b + lag < x.length; b++) product += x[b]! * x[b + lag]!
      sum += product / Math.max(1, x.length - lag) / square
    }
  }
  return sum / (3 * lags.length)
}

/** The mean of every n-th beat. */
function means(values: Float64Array, n: number): number[] {
  const x = deviations(values)
  return Array.from({ length: n }, (_, offset) => {
    let sum = 0
    let beats = 0
    for (let b = offset; b < x.length; b += n, beats++) sum += x[b]!
    return sum / Math.max(1, beats)
  })
}

/** In deviations from the piece's mean; one great change (a break, a drop) must not outvote all bars. */
function deviations(values: Float64Array): Float64Array {
  const count = Math.max(1, values.length)
  const mean = values.reduce((a, b) => a + b, 0) / count
  const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / count) + 1e-9
  return values.map((x) => Math.max(-2.5, Math.min(2.5, (x - mean) / deviation)))
}
