import type { Candidate } from './candidate'
import { dropFor } from './drop'
import type { Pace } from './pace'
import type { Slot } from './slots'
import { unaryWeights as W } from './weights'

/** The piece of a track that serves a slot best, by its drops and its length: nothing is ever laid over two of them. */
export function pieceFor(candidate: Candidate, pace: Pick<Pace, 'rate'>, slot: Slot): Candidate {
  let best = candidate
  let least = Infinity
  if (candidate.others.length === 0) return best
  for (const piece of [candidate, ...candidate.others]) {
    const cost = W.drop * dropCost(piece, pace, slot) + W.short * shortOf(piece, pace, slot)
    if (cost < least) [best, least] = [piece, cost]
  }
  return best
}

/** 0 for the best drop at a wished place, 1 for none; 0 where none is wished. */
export const dropCost = (piece: Candidate, pace: Pick<Pace, 'rate'>, slot: Slot): number => (slot.wishes.length === 0 ? 0 : (dropFor(piece, pace, slot)?.cost ?? 1))

/** The share of a slot that a piece does not last for. */
export const shortOf = ({ from, to }: Candidate, { rate }: Pick<Pace, 'rate'>, { start, end }: Slot): number => Math.max(0, 1 - (to - from) / ((end - start) * rate))
