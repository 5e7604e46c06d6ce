import { BEFORE, RUN, RUNS, type Line } from './line'
import { interpolatorOf, type Interpolator } from './oversample'

/** True peak by annex 2 of ITU-R BS.1770-5: the largest size of the signal, between its samples too. */
export interface TruePeak {
  /** Takes a channel's measured chunk. What lies in its last run is looked at with the next chunk. */
  take(line: Line): void
  /** dBTP over all channels; null if all is 0. */
  finish(): number | null
}

/**
 * Four times the samples below 96 kHz, twice from 96 kHz on, none from 192 kHz on. Most of the work is left undone: an
 * interpolated value is a straight line between two samples plus a small known multiple of the second differences, so what
 * cannot exceed the peak found so far is passed over. The result is that of the filter at every sample.
 */
export const createTruePeak = (sampleRate: number): TruePeak => new PeakSearch(interpolatorOf(sampleRate < 96_000 ? 4 : sampleRate < 192_000 ? 2 : 1))

class PeakSearch implements TruePeak {
  private readonly sizes = new Float32Array(BEFORE + RUNS)
  private readonly sizeBits = new Int32Array(this.sizes.buffer)
  private readonly bends = new Float64Array(BEFORE + RUNS)
  private peak = 0

  constructor(private readonly between: Interpolator) {}

  take({ samples, tops }: Line): void {
    const { sizes, between: { phases, gain } } = this
    this.sizeBits.set(tops)
    this.bends.fill(-1)
    for (let r = BEFORE; r < sizes.length; r++) if (sizes[r]! > this.peak) this.peak = sizes[r]!
    if (phases === 0) return
    // Only next to a run as large as this can anything exceed the peak; a little less, for the rounding.
    const least = Math.fround((0.9999 * this.peak) / gain)
    let before = sizes[BEFORE - 2]! > least
    let here = sizes[BEFORE - 1]! > least
    for (let r = BEFORE - 1; r < sizes.length - 1; r++) {
      const after = sizes[r + 1]! > least
      if (before || here || after) this.search(samples, r)
      before = here
      here = after
    }
  }

  finish(): number | null {
    return this.peak === 0 ? null : 20 * Math.log10(this.peak)
  }

  /** The values between the samples of one run, and up to the first of the next. */
  private search(samples: Float32Array, r: number): void {
    const { sizes, bends, peak, between: { bend } } = this
    for (let run = r - 1; run <= r + 1; run++) this.measureBend(samples, run)
    const enough = peak - bend * Math.max(bends[r - 1]!, bends[r]!, bends[r + 1]!)
    if (sizes[r]! <= enough && sizes[r + 1]! <= enough) return
    for (let i = r * RUN, end = i + RUN; i < end; i++) {
      if (Math.abs(samples[i]!) > enough || Math.abs(samples[i + 1]!) > enough) this.interpolate(samples, i)
    }
  }

  /**
   * No second difference centred in a run is larger: the root of the sum of their eighth powers, at most 1.42 times the
   * largest, without a branch that a processor could guess wrong. Kept, not answered: a number that is answered becomes garbage.
   */
  private measureBend(samples: Float32Array, run: number): void {
    const { bends } = this
    if (bends[run]! >= 0) return
    // The first and the last sample of a line have one neighbour only; no interval that is searched reaches them.
    const from = Math.max(1, run * RUN), to = Math.min(samples.length - 1, run * RUN + RUN)
    let sum = 0
    for (let i = from; i < to; i++) {
      const difference = samples[i - 1]! - 2 * samples[i]! + samples[i + 1]!
      const square = difference * difference
      const fourth = square * square
      sum += fourth * fourth
    }
    bends[run] = Math.sqrt(Math.sqrt(Math.sqrt(sum)))
  }

  private interpolate(samples: Float32Array, at: number): void {
    const { phases, rows, reach } = this.between
    const width = 2 * reach
    const first = at - reach + 1
    for (let row = 0; row < phases * width; row += width) {
      let sum = 0
      for (let k = 0; k < width; k++) sum += rows[row + k]! * samples[first + k]!
      const size = Math.abs(sum)
      if (size > this.peak) this.peak = size
    }
  }
}
