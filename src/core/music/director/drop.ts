import type { Seconds } from '../../workout/workout'
import type { Candidate } from './candidate'
import { hasGrid, type Pace } from './pace'
import type { Slot, Wish } from './slots'

/** A drop of a track at a wished place. */
export interface Drop {
  readonly wish: Wish
  /** Seconds in the track. */
  readonly time: Seconds
  /** Where the build-up to it starts. */
  readonly buildUp: Seconds
  /** 0 the very best, 1 as bad as none. */
  readonly cost: number
}

/** `looped` is for a track twice as long as it is. */
const COSTS = { otherWish: 0.35, weak: 0.4, looped: 0.5 }
/** So much of a track must be there before and after a drop to be looped, seconds, and so much of what is needed. */
const LOOPABLE = { least: 10, share: 0.4 }
/** What is missing of `need` seconds, as a part of what is there; Infinity where that is too little to make loops of. */
function missing(there: Seconds, need: Seconds, loops: boolean): number {
  if (there >= need - 1e-9) return 0
  return loops && there >= LOOPABLE.least && there >= LOOPABLE.share * need ? need / there - 1 : Infinity
}

/**
 * The drop of a track that serves a slot best: what comes before it in the slot is there in the track, or can be looped on
 * bar lines, and so is what comes after. Null where none does.
 */
export function dropFor({ facts, from, to }: Candidate, { rate }: Pick<Pace, 'rate'>, slot: Slot): Drop | null {
  let best: Drop | null = null
  if (facts === null) return best
  const loops = hasGrid(facts)
  slot.wishes.forEach((wish, i) => {
    const before = (wish.at - slot.start) * rate
    const after = (slot.end - wish.at) * rate
    for (const { time, buildUp, strength } of facts.drops) {
      const [there, left] = [time - from, to - time]
      const short = missing(there, before, loops) + missing(left, after, loops)
      const cost = COSTS.otherWish * i + COSTS.weak * (1 - strength) + COSTS.looped * short
      if (cost < (best?.cost ?? 1)) best = { wish, time, buildUp: Math.max(buildUp, from), cost }
    }
  })
  return best
}
