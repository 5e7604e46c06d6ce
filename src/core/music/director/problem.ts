import type { Phase } from '../../workout/plan'
import type { Seconds } from '../../workout/workout'
import type { Track } from '../track'
import type { Candidate } from './candidate'
import type { Direction } from './direction'
import { hasGrid } from './pace'
import { pairing } from './pairing'
import { bestOf, drawn, playable } from './shortlist'
import { slotsOf, spared, split, type Slot } from './slots'
import { sumOf, termsOf } from './terms'

/** A setlist as an assignment: which candidate of its pool each slot gets. */
export interface Problem {
  readonly slots: readonly Slot[]
  readonly candidates: readonly Candidate[]
  /** By slot: places in `candidates`. */
  readonly pools: readonly Int32Array[]
  /** By slot and place in its pool. */
  readonly unary: readonly Float64Array[]
  /** What two candidates cost that are `steps` slots apart. */
  readonly pair: (a: number, b: number, steps: number) => number
  /** The energy rank of a candidate in a phase, 0-1; null where it is not known. */
  readonly rank: (phase: Phase, candidate: Candidate) => number | null
}

/** How much longer than itself an analysed track may be made by loops before another one is wanted. */
const STRETCH = 1.5
const ENOUGH = 6

/** The problem of a direction; without any slot where there is no track. */
export function problemOf(direction: Direction): Problem {
  const { plan, policy, taste, edits } = direction
  const all = playable(direction)
  const wanted = all.length > 0 ? slotsOf(plan, policy, edits) : []
  const pools = new Map<Phase, Candidate[]>()
  for (const { phase } of wanted) {
    if (!pools.has(phase)) pools.set(phase, bestOf(all, phase, wanted.filter((one) => one.phase === phase).length, direction))
  }
  const parts = new Map([...pools].map(([phase, pool]) => [phase, partsFor(pool, wanted.filter((one) => one.phase === phase).length)]))
  const slots = spared(wanted.flatMap((slot) => split(slot, parts.get(slot.phase)!(slot.end - slot.start))))

  const candidates: Candidate[] = []
  const places = new Map<string, number>()
  const placeOf = (one: Candidate): number => {
    const known = places.get(one.track.id)
    if (known !== undefined) return known
    places.set(one.track.id, candidates.length)
    return candidates.push(one) - 1
  }
  const shared = new Map([...pools].map(([phase, pool]) => [phase, Int32Array.from(pool, placeOf)]))
  const locks = locksOf(slots, all, direction)
  const slotPools = slots.map(({ phase }, i) => {
    const locked = locks.get(i)
    return locked ? Int32Array.of(placeOf(locked)) : shared.get(phase)!
  })
  const ranks = new Map([...pools].map(([phase, pool]) => [phase, rankingOf(pool)]))
  const rank = (phase: Phase, { facts }: Candidate) => (facts === null ? null : ranks.get(phase)!(facts.energy))
  const unary = slots.map((slot, i) => Float64Array.from(slotPools[i]!, (place) => {
    const one = candidates[place]!
    return sumOf(termsOf(one, slot, rank(slot.phase, one), policy, taste))
  }))
  return { slots, candidates, pools: slotPools, unary, rank, pair: pairing(candidates, taste) }
}

/** Into how many parts slots of a phase are cut, by their length, where too few tracks carry all of it. */
function partsFor(pool: readonly Candidate[], alike: number): (needed: Seconds) => number {
  const carries = pool.map(({ from, to, facts }) => (to - from) * (hasGrid(facts) ? STRETCH : 1)).sort((a, b) => b - a)
  const enough = Math.min(pool.length, Math.max(ENOUGH, alike))
  return (needed) => (carries[enough - 1]! >= needed ? 1 : Math.ceil(needed / carries[enough >> 1]!))
}

/** The locked candidate by slot; of several locks on one segment the n-th is for its n-th slot. */
function locksOf(slots: readonly Slot[], all: readonly Track[], direction: Direction): Map<number, Candidate> {
  const found = new Map<number, Candidate>()
  for (const { segment, track: id } of direction.edits.locks) {
    const track = all.find((one) => one.id === id)
    const slot = slots.findIndex((one, i) => one.segment === segment && !found.has(i))
    if (track && slot >= 0) found.set(slot, drawn(track, direction))
  }
  return found
}

/** Ranks energies among those of a pool, 0 the least and 1 the most. */
function rankingOf(pool: readonly Candidate[]): (energy: number) => number {
  const sorted = Float64Array.from(pool.flatMap(({ facts }) => facts?.energy ?? [])).sort()
  return (energy) => {
    if (sorted.length < 2) return 0.5
    const below = sorted.findIndex((one) => one >= energy)
    return below < 0 ? 1 : below / (sorted.length - 1)
  }
}
