import type { Phase } from '../../workout/plan'
import type { Arc } from '../policy'

/** Points of the curves over the work of a session: how far it is, 0-1, and the energy asked for, 0-1. */
const curves: Readonly<Record<Arc, readonly (readonly [part: number, level: number])[]>> = {
  steady: [[0, 0.7], [1, 0.7]],
  build: [[0, 0.15], [1, 1]],
  // As the soundtrack has it: atmospheric at first, building up, a valley in the middle, anthems last.
  waves: [[0, 0.3], [0.2, 0.7], [0.38, 0.9], [0.55, 0.3], [0.75, 0.85], [0.85, 0.6], [1, 1]],
  pyramid: [[0, 0.15], [0.5, 1], [1, 0.15]],
}

/** Where a phase lies on the picture of the arc: the height of its calmest and of its fiercest. */
const heights: Readonly<Record<Phase, readonly [least: number, most: number]>> = {
  prep: [0.15, 0.45],
  warmup: [0.2, 0.55],
  work: [0.45, 1],
  rest: [0.05, 0.35],
  cooldown: [0.05, 0.3],
}

/** The height of an arc at a part of the session, 0-1: straight lines between its points. */
export function curveAt(arc: Arc, part: number): number {
  const points = curves[arc]
  const next = points.findIndex(([at]) => at >= part)
  if (next <= 0) return points[Math.max(next, 0)]![1]
  const [a, low] = points[next - 1]!, [b, high] = points[next]!
  return low + ((part - a) / (b - a)) * (high - low)
}

/**
 * The energy that a phase is to have, as a rank within what the library has for the phase: 0 the calmest, 1 the fiercest.
 * @param part of the session's work that is done by then, 0-1
 */
export function levelOf(arc: Arc, phase: Phase, part: number): number {
  if (phase === 'work') return curveAt(arc, part)
  if (phase === 'rest') return 0.5 * curveAt(arc, part)
  return phase === 'cooldown' ? 0.1 : phase === 'prep' ? 0.2 : 0.4
}

/** The height at which the picture of the arc shows a level, 0-1 over all phases. */
export const heightOf = (phase: Phase, level: number): number => {
  const [least, most] = heights[phase]
  return least + level * (most - least)
}
