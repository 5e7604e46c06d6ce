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
 * Which beats begin bars. `repeats` tells how well the onsets repeat after a number of beats: bars of three are
 * believed only where three beats repeat clearly better than two and four do.
 */
export function barsOf(profile: BeatProfile, repeats: (beats: number) => number): Bars {
  const beatsPerBar = repeats(3) > 0.05 + 1.1 * Math.max(repeats(2), repeats(4)) ? 3 : 4
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

/** The mean of every n-th beat, in deviations from the piece's mean; one great change (a break, a drop) must not outvote all bars. */
function means(values: Float64Array, n: number): number[] {
  const count = Math.max(1, values.length)
  const mean = values.reduce((a, b) => a + b, 0) / count
  const deviation = Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / count) + 1e-9
  return Array.from({ length: n }, (_, offset) => {
    let sum = 0
    let beats = 0
    for (let b = offset; b < values.length; b += n, beats++) sum += Math.min(2.5, (values[b]! - mean) / deviation)
    return sum / Math.max(1, beats)
  })
}
