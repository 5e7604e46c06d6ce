import { BEFORE, RUN, RUNS, type Line } from './line'
import { interpolatorOf } from './oversample'

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
export function createTruePeak(sampleRate: number): TruePeak {
  const { reach, phases, rows, gain, bend } = interpolatorOf(sampleRate < 96_000 ? 4 : sampleRate < 192_000 ? 2 : 1)
  const width = 2 * reach
  const sizes = new Float32Array(BEFORE + RUNS)
  const sizeBits = new Int32Array(sizes.buffer)
  const bends = new Float64Array(BEFORE + RUNS)
  let peak = 0

  /**
   * No second difference centred in a run is larger: the root of the sum of their eighth powers, at most 1.42 times the
   * largest, without a branch that a processor could guess wrong. Kept, not answered: a number that is answered becomes garbage.
   */
  function measureBend(samples: Float32Array, run: number): void {
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

  function interpolate(samples: Float32Array, at: number): void {
    const first = at - reach + 1
    for (let row = 0; row < phases * width; row += width) {
      let sum = 0
      for (let k = 0; k < width; k++) sum += rows[row + k]! * samples[first + k]!
      const size = Math.abs(sum)
      if (size > peak) peak = size
    }
  }

  /** The values between the samples of one run, and up to the first of the next. */
  function search(samples: Float32Array, r: number): void {
    for (let run = r - 1; run <= r + 1; run++) measureBend(samples, run)
    const enough = peak - bend * Math.max(bends[r - 1]!, bends[r]!, bends[r + 1]!)
    if (sizes[r]! <= enough && sizes[r + 1]! <= enough) return
    for (let i = r * RUN, end = i + RUN; i < end; i++) {
      if (Math.abs(samples[i]!) > enough || Math.abs(samples[i + 1]!) > enough) interpolate(samples, i)
    }
  }

  return {
    take({ samples, tops }) {
      sizeBits.set(tops)
      bends.fill(-1)
      for (let r = BEFORE; r < sizes.length; r++) if (sizes[r]! > peak) peak = sizes[r]!
      if (phases === 0) return
      // Only next to a run as large as this can anything exceed the peak; a little less, for the rounding.
      const least = Math.fround((0.9999 * peak) / gain)
      let before = sizes[BEFORE - 2]! > least
      let here = sizes[BEFORE - 1]! > least
      for (let r = BEFORE - 1; r < sizes.length - 1; r++) {
        const after = sizes[r + 1]! > least
        if (before || here || after) search(samples, r)
        before = here
        here = after
      }
    },
    finish: () => (peak === 0 ? null : 20 * Math.log10(peak)),
  }
}
