import type { Phase } from '../../workout/plan'
import type { Seconds } from '../../workout/workout'
import type { Music, Setlist } from '../setlist'
import type { Direction } from './direction'
import { slotsOf } from './slots'

/** A track in a segment, or a segment without one: what somebody who walks through a setlist comes by. */
export interface Stop {
  readonly segment: number
  readonly phase: Phase
  /** Session time; within the segment. */
  readonly start: Seconds
  readonly end: Seconds
  /** Null where it is silent. */
  readonly slot: number | null
  /** The segment that locks on this track name. */
  readonly home: number
  /** Its place among the tracks of that home, which locks follow. */
  readonly nth: number
  /** All stretches of the slot, those in other segments too; none in silence. */
  readonly music: readonly Music[]
}

/** The stops of a setlist in order. What leads into the next segment is no stop of the one it begins in. */
export function stopsOf({ music }: Pick<Setlist, 'music'>, { plan, policy, edits }: Pick<Direction, 'plan' | 'policy' | 'edits'>): Stop[] {
  const stays = new Map<number, Music[]>()
  for (const one of music) stays.set(one.slot, [...(stays.get(one.slot) ?? []), one])
  const homes = slotsOf(plan, policy, edits).map((home) => {
    const slots = [...stays].filter(([, stretches]) => stretches.at(-1)!.start >= home.start - 1e-9 && stretches.at(-1)!.start < home.end)
    return { ...home, slots }
  })
  return plan.segments.flatMap((segment) => {
    const { index, phase, start, end } = segment
    const home = homes.find((one) => one.start <= start + 1e-9 && start < one.end)
    const stops = (home?.slots ?? []).flatMap(([slot, stretches], nth): Stop[] => {
      const here = stretches.filter((one) => one.segment === index)
      if (here.length === 0) return []
      return [{ segment: index, phase, start: here[0]!.start, end: here.at(-1)!.end, slot, home: home!.segment, nth, music: stretches }]
    })
    return stops.length > 0 ? stops : [{ segment: index, phase, start, end, slot: null, home: home?.segment ?? index, nth: 0, music: [] }]
  })
}
