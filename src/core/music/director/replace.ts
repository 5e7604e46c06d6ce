import type { Seconds } from '../../workout/workout'
import type { Music, Setlist } from '../setlist'
import { stretchesOf } from './assemble'
import type { Candidate } from './candidate'
import type { Direction } from './direction'
import { joined } from './joins'
import { lay } from './lay'
import { problemOf, type Problem } from './problem'
import { drawn } from './shortlist'
import { slotsOf, type Slot } from './slots'
import { pairWeights, repeatWeight } from './weights'

/**
 * The setlist without a track that failed: from session time `from` on, the best of the others takes over, slot by slot. All else
 * stays as it is, the same objects but where a join changes. A planned drop falls at its time where the new track has one.
 * @param direction what the setlist came from
 */
export function replaceTrack(setlist: Setlist, direction: Direction, badId: string, from: Seconds): Setlist {
  const { edits } = direction
  const others: Direction = { ...direction, edits: { ...edits, locks: [], banned: [...edits.banned, badId] } }
  const problem = problemOf(others)
  const goes = ({ track, end }: Music) => track.id === badId && end > from
  const uses = new Map<string, Set<number>>()
  const use = (id: string, slot: number) => uses.set(id, (uses.get(id) ?? new Set()).add(slot))
  for (const one of setlist.music) if (!goes(one)) use(one.track.id, one.slot)
  const instead: Instead = (like, { slot }, before, after) => {
    const neighbours = new Set([before?.track.id, after?.track.id])
    const candidate = cheapest(problem, like, (id) => repeatWeight * (uses.get(id)?.size ?? 0) + (neighbours.has(id) ? pairWeights.again : 0))
    use(candidate.track.id, slot)
    return candidate
  }
  return { ...setlist, music: laidAnew(setlist, problem.slots, others, goes, instead) }
}

/**
 * The setlist for where nothing can be stretched: from session time `from` on, the same tracks at the same times, each at its own
 * speed, its drop where it was. What is not stretched anyway stays as it is.
 */
export function unstretched(setlist: Setlist, direction: Direction, from: Seconds): Setlist {
  const own: Direction = { ...direction, policy: { ...direction.policy, tempo: 'off' } }
  const slots = new Set(setlist.music.filter(({ end, rate }) => end > from && rate !== 1).map(({ slot }) => slot))
  const goes = ({ slot, end }: Music) => end > from && slots.has(slot)
  return { ...setlist, music: laidAnew(setlist, slotsOf(own.plan, own.policy, own.edits), own, goes, (_like, { track }) => drawn(track, own)) }
}

/** What takes the place of a stretch, in a slot; between what neighbours. */
type Instead = (slot: number, stretch: Music, before: Music | undefined, after: Music | undefined) => Candidate

/** Lays anew those stretches that go, slot by slot, each from its start to the end of its slot's music. */
function laidAnew({ music }: Setlist, slots: readonly Slot[], direction: Direction, goes: (one: Music) => boolean, instead: Instead): Music[] {
  const { crossfade, facts, plan, policy } = direction
  const anew: Music[] = []
  for (const [i, one] of music.entries()) {
    if (!goes(one)) anew.push(one)
    if (!goes(one) || anew.at(-1)?.slot === one.slot && anew.at(-1)!.end >= one.end) continue
    const last = music.findLast(({ slot }) => slot === one.slot)!
    const like = slots.findIndex(({ start, end }) => start <= last.start + 1e-9 && last.start < end)
    const slot = slots[like]
    if (!slot) continue
    const candidate = instead(like, one, anew.at(-1), music.slice(i).find(({ start }) => start >= last.end))
    const wishes = slot.wishes.filter(({ at }) => at >= one.start && at < last.end)
    const laid = lay(candidate, { ...slot, start: one.start, end: last.end, earliest: one.start, wishes }, last.end, policy, crossfade, [])
    anew.push(...stretchesOf(laid, one.slot, plan, direction))
  }
  return joined(anew, facts, crossfade)
}

function cheapest({ pools, unary, candidates }: Problem, slot: number, more: (id: string) => number): Candidate {
  let best = -1, least = Infinity
  pools[slot]!.forEach((place, pick) => {
    const cost = unary[slot]![pick]! + more(candidates[place]!.track.id)
    if (cost < least) [best, least] = [place, cost]
  })
  return candidates[best]!
}
