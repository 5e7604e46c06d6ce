import type { Envelopes } from './envelope'
import { mean } from './mean'
import { FRAME_RATE, TIMBRE_STEP, type Onsets } from './onsets'
import { ONSET_DELAY } from './phase'

/** What is heard at and after each beat; one value a beat. */
export interface BeatProfile {
  /** Onset strength at the beat, in units of the piece's own: kick and bass, snare and hats. */
  readonly low: Float64Array
  readonly high: Float64Array
  /** Mean level from this beat to the next, dB. */
  readonly level: Float64Array
  /** The same below about 200 Hz. */
  readonly bass: Float64Array
  /** How much the timbre of the two beats from here differs from that of the two before: mean dB over the bands. */
  readonly novelty: Float64Array
  /** Level of each band from this beat to the next, dB; `bands` values a beat. */
  readonly timbre: Float64Array
  readonly bands: number
}

export function beatProfileOf(onsets: Onsets, envelopes: Envelopes, beats: readonly number[]): BeatProfile {
  const count = beats.length
  const bands = onsets.timbreBands
  const rows = Math.floor(onsets.timbre.length / bands)
  const timbre = new Float64Array(count * bands)
  const level = new Float64Array(count), bass = new Float64Array(count)
  const low = new Float64Array(count), high = new Float64Array(count)
  for (let b = 0; b < count; b++) {
    const from = beats[b]!
    const to = beats[b + 1] ?? from + (from - (beats[b - 1] ?? from - 0.5))
    const frame = (from + ONSET_DELAY) * FRAME_RATE
    low[b] = around(envelopes.low, frame)
    high[b] = around(envelopes.high, frame)
    level[b] = 10 * Math.log10(1e-8 + mean(onsets.power, from * FRAME_RATE, to * FRAME_RATE))
    const first = Math.min(rows - 1, Math.round((from * FRAME_RATE) / TIMBRE_STEP))
    const last = Math.max(first + 1, Math.min(rows, Math.round((to * FRAME_RATE) / TIMBRE_STEP)))
    for (let row = Math.max(0, first); row < last; row++) {
      for (let k = 0; k < bands; k++) timbre[b * bands + k]! += (10 * onsets.timbre[row * bands + k]!) / (last - first)
    }
    bass[b] = (timbre[b * bands]! + timbre[b * bands + 1]!) / 2
  }
  return { low, high, level, bass, novelty: noveltyOf(timbre, count, bands), timbre, bands }
}

function noveltyOf(timbre: Float64Array, count: number, bands: number): Float64Array {
  const novelty = new Float64Array(count)
  for (let b = 2; b + 1 < count; b++) {
    for (let k = 0; k < bands; k++) {
      const after = timbre[b * bands + k]! + timbre[(b + 1) * bands + k]!
      const before = timbre[(b - 1) * bands + k]! + timbre[(b - 2) * bands + k]!
      novelty[b]! += Math.abs(after - before) / (2 * bands)
    }
  }
  return novelty
}

function around(envelope: Float32Array, frame: number): number {
  const i = Math.round(frame)
  return Math.max(envelope[i - 2] ?? 0, envelope[i - 1] ?? 0, envelope[i] ?? 0, envelope[i + 1] ?? 0, envelope[i + 2] ?? 0)
}
