import type { Phase, Plan, Segment } from '../../workout/plan'
import type { Seconds } from '../../workout/workout'
import type { Policy } from '../policy'
import { levelOf } from './arc'
import type { Edits } from './direction'

/** Where a drop is to fall in session time, and what for. */
export interface Wish {
  readonly at: Seconds
  readonly role: 'bell' | 'second wind' | 'moved'
}

/** A stretch of the session that one track carries: [start, end). */
export interface Slot {
  readonly phase: Phase
  /** The segment that it is named after and that locks speak of. */
  readonly segment: number
  readonly start: Seconds
  readonly end: Seconds
  /** A build-up may begin so early; the slot before then ends there. */
  readonly earliest: Seconds
  /** Where a drop would be good, best first. */
  readonly wishes: readonly Wish[]
  /** Of energy, see arc.ts. */
  readonly level: number
  /** How much of the session's work is done when it begins, 0-1. */
  readonly part: number
}

/** Shorter than this a rest is no time to change the track, whatever the policy; a prep leads into what comes. Seconds. */
const SHORT = 6
/** A work shorter than this stays with the track that was held for it, or with the work that it touches. */
const BACK_ON_BELL = 90
const TOUCHING = 20
/** But no track is held for longer. */
const LONGEST_HELD = 150
/** What is left of a rest before a build-up begins: a share of it, and seconds. */
const KEPT = { share: 0.4, least: 4 }
/** The second wind comes this long before the end of a round that is long enough for one. */
export const SECOND_WIND: Seconds = 30
const LONG_ENOUGH = 75

interface Group {
  phase: Phase
  segments: Segment[]
  named: Segment
  earliest: Seconds
}

const lengthOf = ({ start, end }: Segment): Seconds => end - start
const startOf = ({ segments }: Group): Seconds => segments[0]!.start
const endOf = ({ segments }: Group): Seconds => segments.at(-1)!.end

/** The plan's slots in order: what is not in any is to be silent. */
export function slotsOf(plan: Plan, policy: Pick<Policy, 'rest' | 'arc'>, edits: Pick<Edits, 'drops'>): Slot[] {
  const groups = grouped(plan, policy.rest)
  const works = groups.filter(({ phase }) => phase === 'work')
  return groups.map((group) => {
    const done = works.filter((work) => startOf(work) < startOf(group)).length
    const part = works.length > 1 ? Math.min(1, done / (works.length - 1)) : 1
    const level = levelOf(policy.arc, group.phase, part)
    const last = group.phase === 'work' && done === works.length - 1
    const { phase, named, earliest } = group
    return { phase, segment: named.index, start: startOf(group), end: endOf(group), earliest, level, part, wishes: wishesOf(group, level, last, edits) }
  })
}

function grouped({ segments }: Plan, rest: Policy['rest']): Group[] {
  const groups: Group[] = []
  let lead: Segment[] = []
  for (const [i, segment] of segments.entries()) {
    const { phase } = segment
    const before = segments[i - 1]
    const current = groups.at(-1)
    const touches = current !== undefined && endOf(current) === segment.start
    const short = lengthOf(segment) < SHORT
    if ((phase === 'prep' || phase === 'warmup') && short && i + 1 < segments.length) {
      lead.push(segment)
      continue
    }
    if (phase === 'rest' && rest === 'silence') continue
    const held = (phase === 'rest' && (rest === 'hold' || short)) || (phase === 'cooldown' && short)
    const back = phase === 'work' && current?.phase === 'work' && lengthOf(segment) < (before?.phase === 'rest' ? BACK_ON_BELL : TOUCHING)
    const stays = touches && ((held && current.phase === 'work') || (back && segment.end - startOf(current) <= LONGEST_HELD))
    if (stays) {
      current.segments.push(segment)
      continue
    }
    groups.push({ phase, segments: [...lead, segment], named: segment, earliest: lead[0]?.start ?? earliestOf(segment, before, rest) })
    lead = []
  }
  return groups
}

/** A work may begin to build up in what comes before it. */
function earliestOf({ phase, start }: Segment, before: Segment | undefined, rest: Policy['rest']): Seconds {
  if (phase !== 'work' || !before || before.phase === 'work' || (before.phase === 'rest' && rest === 'silence')) return start
  return Math.min(start, before.start + Math.max(KEPT.least, KEPT.share * lengthOf(before)))
}

function wishesOf({ phase, named, segments }: Group, level: number, last: boolean, { drops }: Pick<Edits, 'drops'>): Wish[] {
  if (phase !== 'work') return []
  const said = drops.find(({ segment }) => segments.some(({ index }) => index === segment))
  if (said) {
    const { start, end } = segments.find(({ index }) => index === said.segment)!
    if (said.at === null) return []
    return [{ at: Math.min(start + said.at, end - 1), role: said.at === 0 ? 'bell' : 'moved' }]
  }
  const bell: Wish = { at: named.start, role: 'bell' }
  if (lengthOf(named) < LONG_ENOUGH) return [bell]
  const wind: Wish = { at: named.end - SECOND_WIND, role: 'second wind' }
  // The last round is for the last effort; in the valleys a round opens late.
  return last || level < 0.5 ? [wind, bell] : [bell, wind]
}

/** A build-up leaves something of the slot before it, also where that was cut into parts. */
export const spared = (slots: readonly Slot[]): Slot[] =>
  slots.map((slot, i) => {
    const before = slots[i - 1]
    if (!before || slot.earliest >= slot.start) return slot
    const least = before.start + Math.min(KEPT.least, KEPT.share * (before.end - before.start))
    return slot.earliest >= least ? slot : { ...slot, earliest: Math.min(slot.start, least) }
  })

/** Cuts a slot into equal parts, for want of tracks that carry all of it. Wishes stay with the part that they fall into. */
export function split(slot: Slot, parts: number): Slot[] {
  const { start, end } = slot
  const at = (i: number): Seconds => (i === parts ? end : start + ((end - start) * i) / parts)
  return Array.from({ length: parts }, (_, i) => ({
    ...slot,
    start: at(i),
    end: at(i + 1),
    earliest: i === 0 ? slot.earliest : at(i),
    wishes: slot.wishes.filter((wish) => wish.at >= at(i) && wish.at < at(i + 1)),
  }))
}
