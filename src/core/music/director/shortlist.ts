import type { Phase } from '../../workout/plan'
import { suits } from '../tempo'
import type { Track } from '../track'
import { candidateOf, SHORTEST, type Candidate } from './candidate'
import { chance } from './chance'
import type { Direction, Facts } from './direction'
import { paceOf, rangeOf } from './pace'
import { slotsOf } from './slots'
import { phaseSum, phaseTerms } from './terms'

/** So many tracks of a phase are looked at closely, and more where the phase has more slots. */
const MOST = 56
const PER_SLOT = 2
/** The seed counts more here, so that over many sessions everything that fits has its turn. */
const LUCK = 1.5

/** The tracks that may be used at all. */
export function playable({ tracks, facts, taste, edits, crossfade }: Direction): Track[] {
  const banned = new Set([...taste.banned, ...edits.banned])
  return tracks.filter(({ id, duration }) => Math.min(duration, longestOf(facts.get(id))) >= SHORTEST + crossfade && !banned.has(id))
}

/** The longest piece of music of a track, in seconds; 0 where nothing is to be heard, Infinity where nobody knows. */
function longestOf(facts: Facts | undefined): number {
  if (facts === undefined) return Infinity
  if (facts.silence.leading >= facts.duration) return 0
  return facts.music === undefined ? Infinity : facts.music.reduce((most, { start, end }) => Math.max(most, end - start), 0)
}

/** A track as the seed has it. */
export const drawn = (track: Track, { facts, seed }: Direction): Candidate => candidateOf(track, facts.get(track.id) ?? null, chance(seed, track.id))

/**
 * The best of a phase by what needs no slot, in the order of their luck: the order in which tracks come must not matter.
 * @param slots how many slots of the phase there are
 */
export function bestOf(tracks: readonly Track[], phase: Phase, slots: number, direction: Direction): Candidate[] {
  const { policy, taste } = direction
  const most = Math.max(MOST, PER_SLOT * slots)
  const range = rangeOf(phase, policy)
  const fitting = tracks.filter(({ tempo }) => tempo !== null && suits(tempo, range))
  const candidates = (fitting.length >= most ? fitting : tracks).map((track) => drawn(track, direction))
  const costs = Float64Array.from(candidates, (one) => {
    const pace = paceOf(one.track, one.facts, range, policy)
    // Those of the soundtrack come along wherever they fit.
    return phaseSum(phaseTerms(one, pace, range, policy, taste)) + LUCK * one.luck - (taste.mapped.has(one.track.id) ? 5 : 0)
  })
  const limit = candidates.length > most ? costs.slice().sort()[most - 1]! : Infinity
  const kept = candidates.filter((_, i) => costs[i]! <= limit)
  return kept.sort((a, b) => a.luck - b.luck || (a.track.id < b.track.id ? -1 : 1))
}

/** The tracks of a direction that come into question, by id: those whose facts are worth to be fetched before `direct`. */
export function shortlist(direction: Direction): string[] {
  const all = playable(direction)
  const slots = slotsOf(direction.plan, direction.policy, direction.edits)
  const wanted = new Set(direction.edits.locks.map(({ track }) => track))
  for (const phase of new Set(slots.map((slot) => slot.phase))) {
    for (const { track } of bestOf(all, phase, slots.filter((slot) => slot.phase === phase).length, direction)) wanted.add(track.id)
  }
  return [...wanted]
}
