import type { Onsets } from '../rhythm/onsets'

/** What the onset detector leaves of a piece, with its rates: what sections, joins and energy are made of. */
export interface Texture extends Onsets {
  /** Frames a second. */
  readonly frameRate: number
  /** Frames to one row of timbre. */
  readonly timbreStep: number
}

/** Features of a piece on an even grid, a row each {@link ROW} seconds. */
export interface Rows {
  readonly count: number
  /** Loudness of each row, dB against full scale, at least {@link QUIETEST}. */
  readonly level: Float64Array
  /** Onset strength of each row: the mean rise a frame. */
  readonly onsets: Float64Array
  readonly bands: number
  /** `bands` values a row: log10 of band energy. */
  readonly timbre: Float64Array
}

/** Seconds. */
export const ROW = 0.5
/** dB. */
export const QUIETEST = -70

/** The mean of everything over each row; a last row shorter than half is left out. */
export function rowsOf({ frameRate, frames, low, mid, high, power, timbre, timbreBands: bands, timbreStep }: Texture): Rows {
  const perRow = ROW * frameRate
  const count = Math.round(frames / perRow)
  const level = new Float64Array(count)
  const onsets = new Float64Array(count)
  const means = new Float64Array(count * bands)
  const last = Math.floor(timbre.length / bands)
  for (let r = 0; r < count; r++) {
    const from = Math.round(r * perRow), to = Math.min(frames, Math.round((r + 1) * perRow))
    let energy = 0
    let rise = 0
    for (let i = from; i < to; i++) {
      energy += power[i]!
      rise += low[i]! + mid[i]! + high[i]!
    }
    level[r] = Math.max(QUIETEST, 10 * Math.log10(energy / (to - from)))
    onsets[r] = rise / (to - from)
    const first = Math.min(Math.floor(from / timbreStep), last - 1), end = Math.min(last, Math.max(first + 1, Math.floor(to / timbreStep)))
    for (let t = first; t < end; t++) {
      for (let b = 0; b < bands; b++) means[r * bands + b]! += timbre[t * bands + b]! / (end - first)
    }
  }
  return { count, level, onsets, bands, timbre: means }
}

/** The value that a part (0-1) of the others are below; 0 of none. */
export function quantile(values: Float64Array, part: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0
}
