import { attackAfter } from './attack'
import { periodsOf } from './drift'
import type { Envelopes } from './envelope'
import { FRAME_RATE, type Onsets } from './onsets'

/** How dearly a beat pays for a period that differs: the squared logarithm of the ratio times this. */
const TIGHTNESS = 1500
/** Tracked beats must stand on onsets this much stronger than those of any constant grid to be believed. */
const BETTER = 1.5
const SHIFTS = 24

export interface BeatGrid {
  /** Seconds, rising, all within the piece. */
  readonly beats: readonly number[]
  /** One tempo and one grid throughout. */
  readonly steady: boolean
  /** The piece as it would be without drift: every beat equally long. */
  readonly even: Envelopes
}

/**
 * The beats of a pulse of `tempo` BPM: a constant grid, or, where no grid at any phase comes near the onsets that a
 * tracker finds, the tracked pulse. `phaseIn` tells where in a pulse of that tempo the beat lies (0-1, from frame 0);
 * a tracked pulse is first stretched until it is even, so that both are judged alike.
 */
export function beatsOf(
  onsets: Onsets, envelopes: Envelopes, tempo: number, duration: number, phaseIn: (even: Envelopes) => number,
): BeatGrid {
  const { all } = envelopes
  const tracked = trackedFrames(all, periodsOf(all, tempo))
  let strongest = 0
  for (let shift = 0; shift < SHIFTS; shift++) {
    strongest = Math.max(strongest, strengthAt(all, gridFrames(tempo, shift / SHIFTS, all.length)))
  }
  const steady = tracked.length < 4 || strengthAt(all, tracked) <= BETTER * strongest
  const even = steady ? envelopes : straightened(tracked, envelopes, tempo)
  const phase = phaseIn(even)
  const frames = steady ? gridFrames(tempo, phase, all.length) : beside(tracked, phase)
  const heard = frames.map((frame) => frame / FRAME_RATE)
  const delay = attackAfter(onsets.power, heard)
  return { beats: heard.map((at) => at + delay).filter((at) => at >= 0 && at < duration), steady, even }
}

/** The envelopes stretched until the tracked pulse is one of `tempo` BPM throughout, from its first instant to its last. */
function straightened(tracked: readonly number[], { all, low, mid, high }: Envelopes, tempo: number): Envelopes {
  const period = (60 * FRAME_RATE) / tempo
  const frames = Math.ceil((tracked.length - 1) * period)
  const places = Float64Array.from({ length: frames }, (_, i) => placeAt(tracked, i / period))
  const even = (envelope: Float32Array) => Float32Array.from(places, (at) => {
    const i = Math.floor(at)
    return envelope[i]! + (at - i) * ((envelope[i + 1] ?? 0) - envelope[i]!)
  })
  return { frames, all: even(all), low: even(low), mid: even(mid), high: even(high) }
}

/** The beats of a tracked pulse that are `phase` of a beat after its instants. */
function beside(tracked: readonly number[], phase: number): number[] {
  // Nearer to the pulse than a tenth of a beat it is the pulse, which stands on onsets.
  const after = Math.abs(((phase + 0.5) % 1) - 0.5) < 0.1 ? 0 : phase
  return Array.from({ length: tracked.length + 1 }, (_, k) => placeAt(tracked, k - 1 + after))
}

/** The frame at a number of beats after the pulse's first; beyond its ends the nearest period goes on. */
function placeAt(pulse: readonly number[], beats: number): number {
  const k = Math.max(0, Math.min(pulse.length - 2, Math.floor(beats)))
  return pulse[k]! + (beats - k) * (pulse[k + 1]! - pulse[k]!)
}

function gridFrames(tempo: number, phase: number, frames: number): number[] {
  const period = (60 * FRAME_RATE) / tempo
  // One more at either end: the sound may lie beside what the flux says.
  return Array.from({ length: Math.ceil(frames / period) + 2 }, (_, k) => (phase + k - 1) * period)
}

function strengthAt(envelope: Float32Array, frames: readonly number[]): number {
  let sum = 0
  let count = 0
  for (const frame of frames) {
    const i = Math.round(frame)
    if (i < 0 || i >= envelope.length) continue
    sum += Math.max(envelope[i - 1] ?? 0, envelope[i]!, envelope[i + 1] ?? 0)
    count++
  }
  return sum / Math.max(1, count)
}

/** Beat tracking by dynamic programming (Ellis, "Beat tracking by dynamic programming", 2007), the period given at every frame. */
function trackedFrames(envelope: Float32Array, periods: Float32Array): number[] {
  const frames = envelope.length
  const logs = Float64Array.from({ length: 2 + Math.ceil(1.35 * periods.reduce((a, b) => Math.max(a, b), 0)) }, (_, lag) => Math.log(Math.max(lag, 1)))
  const score = new Float64Array(frames)
  const before = new Int32Array(frames).fill(-1)
  for (let i = 0; i < frames; i++) {
    const period = periods[i]!
    const expected = Math.log(period)
    let top = 0
    for (let lag = Math.round(0.75 * period); lag <= 1.35 * period && lag <= i; lag++) {
      const here = score[i - lag]! - TIGHTNESS * (logs[lag]! - expected) ** 2
      if (here > top) {
        top = here
        before[i] = i - lag
      }
    }
    // A triangle of three frames lets an onset be a little early or late.
    score[i] = top + 0.5 * envelope[i]! + 0.25 * ((envelope[i - 1] ?? 0) + (envelope[i + 1] ?? 0))
  }
  let at = Math.max(0, frames - Math.round(periods[frames - 1] ?? 0))
  for (let i = at; i < frames; i++) if (score[i]! > score[at]!) at = i
  const beats: number[] = []
  for (; at >= 0; at = before[at]!) beats.push(at)
  return beats.reverse()
}
