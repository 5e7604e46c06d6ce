import type { Setlist } from '../setlist'
import { heightOf, levelOf } from './arc'
import { laidOut, stretchesOf } from './assemble'
import type { Direction } from './direction'
import { joined } from './joins'
import { problemOf, type Problem } from './problem'
import { costOf, solve, type Choice } from './search'
import { warningsOf } from './warnings'

/**
 * Lays music over a whole session at once: which track in which slot, where its drop falls, at which rate, how it leaves and
 * joins. Pure: the same direction gives the same setlist, in whatever order the tracks come.
 */
export function direct(direction: Direction): Setlist {
  const problem = problemOf(direction)
  return setlistOf(direction, problem, solve(problem))
}

/** The setlist of a choice that was made. */
export function setlistOf(direction: Direction, problem: Problem, choice: Choice): Setlist {
  const { plan, facts, crossfade, seed } = direction
  const stretches = laidOut(problem, choice, direction).flatMap((laid, slot) => stretchesOf(laid, slot, plan, direction))
  const music = joined(stretches, facts, crossfade)
  return { seed, music, warnings: warningsOf(problem, music, direction), arc: arcOf(direction), cost: costOf(problem, choice) }
}

/** The height of the arc over each segment, 0-1. */
function arcOf({ plan: { segments }, policy: { arc } }: Pick<Direction, 'plan' | 'policy'>): number[] {
  const works = segments.filter(({ phase }) => phase === 'work').length
  let done = 0
  return segments.map(({ phase }) => {
    const part = works > 1 ? Math.min(1, done / (works - 1)) : 1
    if (phase === 'work') done++
    return heightOf(phase, levelOf(arc, phase, part))
  })
}
