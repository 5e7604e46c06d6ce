import type { Envelopes } from './envelope'
import { FRAME_RATE } from './onsets'
import { ONSET_DELAY } from './phase'

/** How dearly a beat pays for a period that differs: the squared logarithm of the ratio times this. */
const TIGHTNESS = 300
/** Tracked beats must stand on onsets this much stronger than those of any constant grid to be believed. */
const BETTER = 1.5
const SHIFTS = 24

export interface BeatGrid {
  /** Seconds, rising, all within the piece. */
  readonly beats: readonly number[]
  /** One tempo and one grid throughout. */
  readonly steady: boolean
}

/**
 * The beats of a pulse of `tempo` BPM at `phase` (0-1 from time 0, as the envelope has it): a constant grid, or,
 * where no grid at any phase comes near the onsets that a tracker finds, the tracked beats.
 */
export function beatsOf({ all }: Envelopes, tempo: number, phase: number, duration: number): BeatGrid {
  const tracked = trackedFrames(all, tempo)
  let strongest = 0
  for (let shift = 0; shift < SHIFTS; shift++) {
    strongest = Math.max(strongest, strengthAt(all, gridFrames(tempo, shift / SHIFTS, all.length)))
  }
  if (strengthAt(all, tracked) > BETTER * strongest) return { beats: secondsOf(tracked, duration), steady: false }
  return { beats: secondsOf(gridFrames(tempo, phase, all.length), duration), steady: true }
}

function secondsOf(frames: readonly number[], duration: number): number[] {
  return frames.map((frame) => frame / FRAME_RATE - ONSET_DELAY).filter((at) => at >= 0 && at < duration)
}

function gridFrames(tempo: number, phase: number, frames: number): number[] {
  const period = (60 * FRAME_RATE) / tempo
  // One more at the end: the delay is taken off later.
  return Array.from({ length: Math.ceil(frames / period) + 1 }, (_, k) => (phase + k) * period)
}

function strengthAt(envelope: Float32Array, frames: readonly number[]): number {
  let sum = 0
  for (const frame of frames) {
    const i = Math.round(frame)
    sum += Math.max(envelope[i - 1] ?? 0, envelope[i] ?? 0, envelope[i + 1] ?? 0)
  }
  return sum / Math.max(1, frames.length)
}

/** Beat tracking by dynamic programming (Ellis, "Beat tracking by dynamic programming", 2007). */
function trackedFrames(envelope: Float32Array, tempo: number): number[] {
  const frames = envelope.length
  const period = (60 * FRAME_RATE) / tempo
  const nearest = Math.round(0.75 * period), farthest = Math.round(1.35 * period)
  const price = Float64Array.from({ length: farthest + 1 }, (_, lag) => TIGHTNESS * Math.log(Math.max(lag, 1) / period) ** 2)
  const score = new Float64Array(frames)
  const before = new Int32Array(frames).fill(-1)
  for (let i = 0; i < frames; i++) {
    let top = 0
    for (let lag = nearest; lag <= farthest && lag <= i; lag++) {
      const here = score[i - lag]! - price[lag]!
      if (here > top) {
        top = here
        before[i] = i - lag
      }
    }
    // A triangle of three frames lets an onset be a little early or late.
    score[i] = top + 0.5 * envelope[i]! + 0.25 * ((envelope[i - 1] ?? 0) + (envelope[i + 1] ?? 0))
  }
  let at = Math.max(0, frames - Math.round(period))
  for (let i = at; i < frames; i++) if (score[i]! > score[at]!) at = i
  const beats: number[] = []
  for (; at >= 0; at = before[at]!) beats.push(at)
  return beats.reverse()
}
