import type { Phase } from '../../workout/plan'
import type { Policy } from '../policy'
import { feel, tempoOf, type FeltTempo, type TempoRange } from '../tempo'
import { LEAST_CONFIDENCE, type Track } from '../track'
import type { Facts } from './direction'

/** How a track is played in a phase. */
export interface Pace {
  /** Null without a tempo. */
  readonly felt: FeltTempo | null
  /** The rate that the tempo asks for; within the policy's limit of 1. */
  readonly rate: number
  /** The rate may be changed by this part of itself so that whole bars fit. */
  readonly give: number
  /** The tempo that it is stretched to as felt, BPM; null where it is not. */
  readonly locked: number | null
}

/** A locked tempo is the target to this part of it. */
const EXACT = 0.0009

/** The tempi of a phase, moved to the policy's target where it names one. */
export function rangeOf(phase: Phase, policy: Pick<Policy, 'work' | 'breather'>): TempoRange {
  const range = tempoOf[phase]
  const target = phase === 'work' ? policy.work : phase === 'rest' ? policy.breather : null
  if (target === null) return range
  const by = target / range.target
  return { ...range, least: range.least * by, most: range.most * by, target }
}

/** Its beats are known well enough to stretch it and to join it on them. */
export const hasGrid = (facts: Facts | null): facts is Facts =>
  facts !== null && facts.tempo !== null && facts.tempoConfidence >= LEAST_CONFIDENCE && facts.downbeats.length >= 4

/** The rate that a track is played at in a phase with a range. */
export function paceOf({ tempo }: Pick<Track, 'tempo'>, facts: Facts | null, range: TempoRange, { tempo: mode, limit }: Policy): Pace {
  const felt = tempo === null ? null : feel(tempo, range)
  const grid = hasGrid(facts)
  if (mode === 'off' || !grid || felt === null) return { felt, rate: 1, give: 0, locked: null }
  const rate = range.target / felt.tempo
  if (mode === 'lock' && facts.steady && Math.abs(rate - 1) <= limit) {
    return { felt, rate, give: Math.min(EXACT, (limit - Math.abs(rate - 1)) / rate), locked: range.target }
  }
  return { felt, rate: 1, give: limit, locked: null }
}
