import type { Seconds } from '../../workout/workout'
import type { Music, Setlist } from '../setlist'
import { stretchesOf } from './assemble'
import type { Candidate } from './candidate'
import type { Direction } from './direction'
import { joined } from './joins'
import { lay } from './lay'
import { problemOf, type Problem } from './problem'
import { pairWeights, repeatWeight } from './weights'

/**
 * The setlist without a track that failed: from session time `from` on, the best of the others takes over, slot by slot. All else
 * stays as it is, the same objects but where a join changes. A planned drop falls at its time where the new track has one.
 * @param direction what the setlist came from
 */
export function replaceTrack(setlist: Setlist, direction: Direction, badId: string, from: Seconds): Setlist {
  const { edits, facts, crossfade, plan, policy } = direction
  const others: Direction = { ...direction, edits: { ...edits, locks: [], banned: [...edits.banned, badId] } }
  const problem = problemOf(others)
  const goes = ({ track, end }: Music) => track.id === badId && end > from
  const uses = new Map<string, Set<number>>()
  const use = (id: string, slot: number) => uses.set(id, (uses.get(id) ?? new Set()).add(slot))
  for (const one of setlist.music) if (!goes(one)) use(one.track.id, one.slot)

  const music: Music[] = []
  for (const [i, one] of setlist.music.entries()) {
    if (!goes(one)) music.push(one)
    if (!goes(one) || music.at(-1)?.slot === one.slot && music.at(-1)!.end >= one.end) continue
    const last = setlist.music.findLast(({ slot }) => slot === one.slot)!
    const like = problem.slots.findIndex(({ start, end }) => start <= last.start + 1e-9 && last.start < end)
    if (like < 0) continue
    const next = setlist.music.slice(i).find(({ start }) => start >= last.end)
    const neighbours = new Set([music.at(-1)?.track.id, next?.track.id])
    const candidate = cheapest(problem, like, (id) => repeatWeight * (uses.get(id)?.size ?? 0) + (neighbours.has(id) ? pairWeights.again : 0))
    use(candidate.track.id, one.slot)
    const slot = problem.slots[like]!
    const wishes = slot.wishes.filter(({ at }) => at >= one.start && at < last.end)
    const laid = lay(candidate, { ...slot, start: one.start, end: last.end, earliest: one.start, wishes }, last.end, policy, crossfade, [])
    music.push(...stretchesOf(laid, one.slot, plan, others))
  }
  return { ...setlist, music: joined(music, facts, crossfade) }
}

function cheapest({ pools, unary, candidates }: Problem, slot: number, more: (id: string) => number): Candidate {
  let best = -1, least = Infinity
  pools[slot]!.forEach((place, pick) => {
    const cost = unary[slot]![pick]! + more(candidates[place]!.track.id)
    if (cost < least) [best, least] = [place, cost]
  })
  return candidates[best]!
}
