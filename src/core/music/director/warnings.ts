import type { Phase, Plan } from '../../workout/plan'
import type { Music } from '../setlist'
import type { Direction } from './direction'
import { paceOf, rangeOf } from './pace'
import type { Problem } from './problem'
import { isOf } from './slots'
import { counted } from './words'

const subjects: Readonly<Record<Phase, readonly [name: string, plural: boolean]>> = {
  prep: ['prep', false], warmup: ['warm-up', false], work: ['rounds', true], rest: ['rests', true], cooldown: ['cooldown', false],
}

/** What is wrong with a setlist, as sentences, the weightiest first. */
export function warningsOf(problem: Problem, music: readonly Music[], direction: Direction): string[] {
  const { plan, tracks, edits } = direction
  if (tracks.length === 0) return ['There is no music: add a folder.']
  if (music.length === 0) return silent(plan, direction) ? [] : ['There is no track that can be played: all are too short, silent or banned.']
  const said: string[] = []
  for (const phase of ['warmup', 'work', 'rest', 'cooldown'] as const) {
    const missing = missingFor(problem, phase, direction)
    if (missing === 0) continue
    const range = rangeOf(phase, direction.policy)
    const [least, most] = [Math.round(range.least), Math.round(range.most)]
    const tempo = phase === 'rest' || phase === 'cooldown' ? `below ${most} BPM` : `of ${least} to ${most} BPM`
    const [name, plural] = subjects[phase]
    said.push(`The ${name} ${plural ? 'need' : 'needs'} ${counted(missing, 'more track')} ${tempo}.`)
  }
  const songs = new Map<string, Set<number>>()
  for (const { track, slot } of music) songs.set(track.id, (songs.get(track.id) ?? new Set()).add(slot))
  const repeated = [...songs.values()].filter(({ size }) => size > 1).length
  if (repeated > 0) said.push(`This will repeat ${counted(repeated, 'song')}.`)
  const recent = [...songs.keys()].filter((id) => (direction.taste.heard.get(id) ?? Infinity) <= 1).length
  if (recent > 0) said.push(`You heard ${counted(recent, 'song')} of it last time.`)
  const plain = [...songs.keys()].filter((id) => !direction.facts.has(id)).length
  if (plain > 0) said.push(`${upper(counted(plain, 'song'))} of it ${plain === 1 ? 'is' : 'are'} not analysed yet: no drop, no tempo lock.`)
  const gone = edits.locks.filter(({ track, segment }) => !music.some((one) => one.track.id === track && isOf(problem.slots[one.slot]!, plan.segments[segment]))).length
  if (gone > 0) said.push(`${upper(counted(gone, 'track'))} that you chose cannot be played here.`)
  return said
}

/** Every second of it is a rest that is to be silent. */
const silent = ({ segments }: Plan, { policy }: Direction): boolean => policy.rest === 'silence' && segments.every(({ phase }) => phase === 'rest')

/** How many slots of a phase are left when each track that fits had one. */
function missingFor({ slots, pools, candidates }: Problem, phase: Phase, { policy }: Direction): number {
  const wanted = slots.flatMap((slot, i) => (slot.phase === phase ? [i] : []))
  const fitting = new Set<number>()
  const range = rangeOf(phase, policy)
  for (const i of wanted) {
    for (const place of pools[i]!) {
      const { track, facts } = candidates[place]!
      if (paceOf(track, facts, range, policy).felt?.distance === 0) fitting.add(place)
    }
  }
  return Math.max(0, wanted.length - fitting.size)
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
