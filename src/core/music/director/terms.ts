import type { Policy } from '../policy'
import type { Candidate } from './candidate'
import type { Mapped, Taste } from './direction'
import { hasGrid, paceOf, rangeOf, type Pace } from './pace'
import { dropCost, pieceFor, shortOf } from './piece'
import type { Slot } from './slots'
import { unaryWeights, type UnaryTerm } from './weights'

export type Terms = Record<UnaryTerm, number>
export type PhaseTerms = Omit<Terms, 'energy' | 'drop' | 'short' | 'soundtrack'>

/** An unknown tempo counts as so far out of the range, in BPM. */
const UNKNOWN = 40
/** The finishers are for this last part of the work. */
const FINISH = 0.7
/** Sessions after which nobody minds to hear a track again. */
const FORGOTTEN = 5

/** How well the role of a soundtrack's song fits a slot: -1 well, 0.5 badly. */
function roleFigure({ role }: Mapped, { phase, part }: Slot): number {
  if (role === null) return -0.4
  if (role === 'warm-up') return phase === 'prep' || phase === 'warmup' ? -1 : 0.5
  if (role === 'work') return phase === 'work' ? -1 : 0.5
  if (role === 'finisher') return phase !== 'work' ? 0.5 : part >= FINISH ? -1.2 : -0.3
  if (phase === 'rest' || phase === 'cooldown') return (role === 'rest') === (phase === 'rest') ? -1 : -0.7
  return 0.5
}

/** How long ago as a figure: 1 for the last session, 0 for long ago or never. */
export const freshness = (sessionsAgo: number | undefined): number =>
  sessionsAgo === undefined || sessionsAgo > FORGOTTEN ? 0 : 1 - (Math.max(1, sessionsAgo) - 1) / FORGOTTEN

/** What does not hang on the slot but on its phase alone: enough to make a shortlist. */
export function phaseTerms(candidate: Candidate, pace: Pace, range: { least: number; most: number; target: number }, policy: Policy, taste: Taste): PhaseTerms {
  const { track, facts, luck } = candidate
  const { felt, locked } = pace
  return {
    unfit: felt !== null && felt.distance === 0 ? 0 : 1,
    beyond: (felt === null ? UNKNOWN : felt.distance) / 10,
    tempo: felt === null || policy.tempo === 'off' ? 0.5 : Math.abs(felt.tempo - range.target) / (range.most - range.least),
    unlocked: policy.tempo === 'lock' && locked === null ? 1 : 0,
    reading: felt === null || felt.times === 1 ? 0 : 1,
    plain: hasGrid(facts) ? 0 : 1,
    favourite: taste.favourites.has(track.id) ? 1 : 0,
    heard: freshness(taste.heard.get(track.id)),
    chance: luck,
  }
}

/**
 * All that a track in a slot costs, by name, before the weights.
 * @param rank the track's energy among those of the phase, 0-1; null where it is not known
 */
export function termsOf(candidate: Candidate, slot: Slot, rank: number | null, policy: Policy, taste: Taste): Terms {
  const range = rangeOf(slot.phase, policy)
  const pace = paceOf(candidate.track, candidate.facts, range, policy)
  const mapped = taste.mapped.get(candidate.track.id)
  const piece = pieceFor(candidate, pace, slot)
  return {
    ...phaseTerms(candidate, pace, range, policy, taste),
    energy: rank === null ? 0.4 : Math.abs(rank - slot.level),
    drop: dropCost(piece, pace, slot),
    short: shortOf(piece, pace, slot),
    soundtrack: mapped ? roleFigure(mapped, slot) : 0,
  }
}

/** The sum of what `phaseTerms` gives; written out, since it is taken for every track of a library. */
export const phaseSum = (t: PhaseTerms): number =>
  W.unfit * t.unfit + W.beyond * t.beyond + W.tempo * t.tempo + W.unlocked * t.unlocked + W.reading * t.reading + W.plain * t.plain +
  W.favourite * t.favourite + W.heard * t.heard + W.chance * t.chance
const W = unaryWeights

export const sumOf = (t: Terms): number => phaseSum(t) + W.energy * t.energy + W.drop * t.drop + W.short * t.short + W.soundtrack * t.soundtrack
