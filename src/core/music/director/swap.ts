import type { Setlist } from '../setlist'
import type { Track } from '../track'
import type { Candidate } from './candidate'
import type { Direction } from './direction'
import { paceOf, rangeOf } from './pace'
import { problemOf, type Problem } from './problem'
import { costOf } from './search'
import { isOf } from './slots'
import { freshness, termsOf, type Terms } from './terms'
import { reach, unaryWeights, type UnaryTerm } from './weights'
import { songWords, tempoWords } from './words'

/** Another track for a slot. */
export interface Swap {
  readonly track: Track
  /** How much dearer the whole setlist becomes; below 0 where it is better than what the user decided. */
  readonly cost: number
  /** What it costs and what it has, e.g. '128 BPM, nearest to 130-160 for work', 'no drop for the bell', 'heard last time'. */
  readonly words: readonly string[]
}

/** A term that makes this difference is worth a word. */
const WORTH = 0.15

/**
 * The next best tracks for the slot that is heard in a segment, best first; none where nothing is. To take one, lock it there.
 * @param direction what the setlist came from
 * @param slot where the segment has more than one, which
 */
export function alternatives(setlist: Setlist, direction: Direction, segment: number, { most = 8, slot }: { most?: number; slot?: number } = {}): Swap[] {
  const open = { ...direction, edits: { ...direction.edits, locks: direction.edits.locks.filter((lock) => lock.segment !== segment) } }
  const problem = problemOf(open)
  const place = slot ?? problem.slots.findIndex((one) => isOf(one, direction.plan.segments[segment]))
  if (!problem.slots[place]) return []
  const choice = choiceOf(problem, setlist, place)
  if (choice === null) return []
  const now = problem.candidates[problem.pools[place]![choice[place]!]!]!
  const base = costOf(problem, choice)
  const before = termsAt(problem, place, now, direction)
  const swaps = [...problem.pools[place]!.keys()].filter((pick) => pick !== choice[place]).map((pick) => {
    const other = choice.slice()
    other[place] = pick
    return { pick, cost: costOf(problem, other) - base }
  })
  return swaps.sort((a, b) => a.cost - b.cost).slice(0, most).map(({ pick, cost }) => {
    const candidate = problem.candidates[problem.pools[place]![pick]!]!
    return { track: candidate.track, cost, words: wordsFor(problem, place, candidate, choice, before, direction) }
  })
}

/** A setlist as the choice in a problem, the best of the pool where a locked track is not in it; null where they do not belong together. */
function choiceOf({ slots, pools, candidates, unary }: Problem, { music }: Setlist, place: number): Int32Array | null {
  const choice = new Int32Array(slots.length).fill(-1)
  for (const { slot, track } of music) {
    const pool = pools[slot]
    if (pool) choice[slot] = pool.findIndex((place) => candidates[place]!.track.id === track.id)
  }
  if (choice[place] === -1) choice[place] = unary[place]!.indexOf(Math.min(...unary[place]!))
  return choice.includes(-1) ? null : choice
}

const termsAt = (problem: Problem, place: number, candidate: Candidate, { policy, taste }: Direction): Terms => {
  const slot = problem.slots[place]!
  return termsOf(candidate, slot, problem.rank(slot.phase, candidate), policy, taste)
}

function wordsFor(problem: Problem, place: number, candidate: Candidate, choice: Int32Array, before: Terms, direction: Direction): string[] {
  const { policy, taste } = direction
  const slot = problem.slots[place]!
  const terms = termsAt(problem, place, candidate, direction)
  const worse = (name: UnaryTerm): number => unaryWeights[name] * (terms[name] - before[name])
  const pace = paceOf(candidate.track, candidate.facts, rangeOf(slot.phase, policy), policy)
  const words = [tempoWords({ pace, slot }, policy)]
  const say = (name: UnaryTerm, dearer: string, cheaper: string | null) => {
    if (worse(name) > WORTH) words.push(dearer)
    else if (worse(name) < -WORTH && cheaper !== null) words.push(cheaper)
  }
  say('drop', terms.drop >= 1 ? 'no drop for it' : 'a lesser drop', 'a better drop')
  const rank = problem.rank(slot.phase, candidate) ?? slot.level
  say('energy', rank > slot.level ? 'fiercer than the arc asks' : 'calmer than the arc asks', 'nearer to the arc')
  say('short', 'too short for it', 'lasts longer')
  say('plain', 'no sure beat', null)
  const song = taste.mapped.get(candidate.track.id)
  say('soundtrack', song ? songWords(song) : 'not from the soundtrack', song ? songWords(song) : null)
  if (freshness(taste.heard.get(candidate.track.id)) > 0) words.push('heard lately')
  if (taste.favourites.has(candidate.track.id)) words.push('a favourite')
  const others = [...choice].flatMap((pick, i) => (i === place ? [] : [problem.pools[i]![pick]!]))
  if (others.some((other) => problem.candidates[other] === candidate)) words.push('plays elsewhere too')
  const near = [...choice.entries()].filter(([i]) => i !== place && Math.abs(i - place) <= reach)
  const { artist } = candidate.track
  if (artist !== null && near.some(([i, pick]) => problem.candidates[problem.pools[i]![pick]!]!.track.artist === artist)) words.push('its artist is near')
  return words
}
