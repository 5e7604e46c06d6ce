import type { Phase } from '../workout/plan'

/** A way to feel a tempo: `times` it, where the track's own tempo lies in [from, to]. */
interface Reading {
  readonly times: number
  readonly from: number
  readonly to: number
}

/** The tempi, in BPM, that suit a phase. */
export interface TempoRange {
  readonly least: number
  readonly most: number
  /** The best of them. */
  readonly target: number
  /** How else than as written a tempo may be felt. */
  readonly readings: readonly Reading[]
}

/** Slow enough to be felt in double time (half-time grooves of hip-hop and heavy rock). */
const doubled: Reading = { times: 2, from: 0, to: 80 }
/** Too fast to nod to: felt in half time (drum and bass, punk). */
const halved: Reading = { times: 0.5, from: 165, to: Infinity }

/** Which tempo a phase asks for. Prep is the way into the warm-up. */
export const tempoOf: Readonly<Record<Phase, TempoRange>> = {
  prep: { least: 90, most: 125, target: 105, readings: [] },
  warmup: { least: 90, most: 125, target: 110, readings: [] },
  work: { least: 130, most: 160, target: 140, readings: [doubled] },
  rest: { least: 70, most: 110, target: 90, readings: [halved] },
  cooldown: { least: 60, most: 100, target: 80, readings: [halved] },
}

/** A tempo as it is felt in a phase. */
export interface FeltTempo {
  /** BPM as felt. */
  readonly tempo: number
  /** 1 as written, 2 in double time, 0.5 in half time. */
  readonly times: number
  /** BPM to the phase's range, 0 inside of it. */
  readonly distance: number
}

const felt = (tempo: number, times: number, { least, most }: TempoRange): FeltTempo => ({
  tempo: tempo * times,
  times,
  distance: Math.max(least - tempo * times, tempo * times - most, 0),
})

/** Whether `feel` finds no distance; for whole libraries, so it makes nothing. */
export function suits(tempo: number, { least, most, readings }: TempoRange): boolean {
  if (tempo >= least && tempo <= most) return true
  for (const { times, from, to } of readings) {
    if (tempo >= from && tempo <= to && tempo * times >= least && tempo * times <= most) return true
  }
  return false
}

/** How a track of `tempo` BPM is felt in a phase: the reading nearest to the range, as written where that is as near. */
export function feel(tempo: number, range: TempoRange): FeltTempo {
  let best = felt(tempo, 1, range)
  for (const { times, from, to } of range.readings) {
    if (tempo < from || tempo > to) continue
    const other = felt(tempo, times, range)
    if (other.distance < best.distance) best = other
  }
  return best
}
