import { kaiser } from '../signal/kaiser'

/** Samples on each side of an interval that its interpolation uses. */
const REACH = 12
/** Shape of the Kaiser window. */
const SHAPE = 5

/** Values between two samples, as a sum over the `2 * reach` samples around: one row of factors for each place between. */
export interface Interpolator {
  readonly reach: number
  /** Places between two samples; 0 where nothing is interpolated. */
  readonly phases: number
  /** `phases` rows of `2 * reach` factors; factor reach - 1 belongs to the sample before, factor reach to the one after. */
  readonly rows: Float64Array
  /** No interpolated value is larger than this times the largest sample around. */
  readonly gain: number
  /** No interpolated value is further than this times the largest second difference around from the line between its two samples. */
  readonly bend: number
}

/** A windowed sinc through the samples, `times` values for each of them, every row summing to 1. */
export function interpolatorOf(times: number): Interpolator {
  const phases = times - 1
  const width = 2 * REACH
  const rows = new Float64Array(phases * width)
  let gain = 1
  let bend = 0
  for (let p = 0; p < phases; p++) {
    const row = rows.subarray(p * width, (p + 1) * width)
    for (let k = 0; k < width; k++) {
      const x = k - REACH + 1 - (p + 1) / times
      row[k] = (Math.sin(Math.PI * x) / (Math.PI * x)) * kaiser(x / REACH, SHAPE)
    }
    const sum = row.reduce((total, one) => total + one, 0)
    for (let k = 0; k < width; k++) row[k]! /= sum
    gain = Math.max(gain, row.reduce((total, one) => total + Math.abs(one), 0))
    bend = Math.max(bend, bendOf(row))
  }
  return { reach: REACH, phases, rows, gain, bend }
}

/**
 * A row that sums to 1 is a line between the two middle samples (with the row's own centre of gravity) plus a row whose sum and
 * first moment are 0. Summed up twice, the latter is the row to be applied to second differences; this is the sum of its sizes.
 */
function bendOf(row: Float64Array): number {
  let centre = 0
  for (let k = 0; k < row.length; k++) centre += row[k]! * (k - REACH + 1)
  let once = 0
  let twice = 0
  let total = 0
  for (let k = 0; k < row.length; k++) {
    once += row[k]! - (k === REACH - 1 ? 1 - centre : k === REACH ? centre : 0)
    twice += once
    total += Math.abs(twice)
  }
  return total
}
