import type { Seconds } from '../../workout/workout'
import type { Policy } from '../policy'
import { barsOf, nearest } from './bars'
import type { Candidate } from './candidate'
import { dropFor } from './drop'
import { fillFrom, fillUpTo, type Fill, type Room } from './fill'
import { hasGrid, paceOf, rangeOf, type Pace } from './pace'
import { pieceFor } from './piece'
import type { Span } from './narrow'
import { restarted } from './restart'
import type { Slot, Wish } from './slots'

/** A slot with its music. */
export interface Laid {
  readonly slot: Slot
  readonly candidate: Candidate
  readonly pace: Pace
  readonly rate: number
  /** Where its music begins: at the slot's start, or in what is before where it builds up. Session time. */
  readonly entry: Seconds
  /** Stretches of the track from `entry` to `end`. */
  readonly runs: Fill['runs']
  readonly end: Seconds
  readonly ends: Fill['ends']
  readonly drop: { readonly wish: Wish; readonly time: Seconds } | null
}

export type Range = Span

/** Places of a track at which a slot without a drop may begin, at most. */
const STARTS = 5
/** What it costs to hear a stretch again that was heard already, and to begin work with an empty stretch. */
const COSTS = { heard: 1.5, empty: 0.4 }

/**
 * Lays a track over a slot that ends at `end`.
 * @param crossfade seconds; half of it is kept spare at both ends of a track without a grid
 * @param heard what is heard of the track elsewhere in the session
 */
export function lay(track: Candidate, slot: Slot, end: Seconds, policy: Policy, crossfade: Seconds, heard: readonly Range[]): Laid {
  const pace = paceOf(track.track, track.facts, rangeOf(slot.phase, policy), policy)
  const candidate = pieceFor(track, pace, { ...slot, end })
  const base = { slot, candidate, pace, end }
  const { facts, from, to } = candidate
  const room: Room | null = hasGrid(facts) ? { bars: barsOf(facts), beats: facts.beats, from, to } : null
  const drop = dropFor(candidate, pace, { ...slot, end })
  if (drop) {
    const { wish, time } = drop
    const before = wish.at - slot.start
    const rest = end - wish.at
    const after = room ? fillFrom(time, rest, pace.rate, pace.give, room) : { runs: [{ from: time, to: time + rest * pace.rate }], rate: pace.rate, ends: 'open' as const }
    const rate = after?.rate ?? pace.rate
    const upTo = before < 1e-9 ? undefined : room ? fillUpTo(time, before, rate, room) : [{ from: time - before * rate, to: time }]
    if (after && upTo !== null) {
      const place = upTo ? null : entryPlace(drop.buildUp, time, (slot.start - slot.earliest) * rate, candidate)
      const lead = place === null ? upTo! : place < time ? [{ from: place, to: time }] : []
      const entry = place === null ? slot.start : wish.at - (time - place) / rate
      return { ...base, rate, entry, runs: connected([...lead, ...after.runs]), ends: after.ends, drop: { wish, time } }
    }
  }
  return { ...base, entry: slot.start, drop: null, ...plain(base, room, crossfade, heard) }
}

/** Where in the track a build-up is entered: on the bar line nearest to its start, as far as there is time for it. */
function entryPlace(buildUp: number, drop: number, most: number, { facts, from }: Candidate): number {
  const least = Math.max(from, drop - most)
  const places = (facts?.downbeats ?? []).filter((place) => place >= least - 1e-9 && place < drop - 0.1)
  if (places.length === 0) return drop
  return places[nearest(places, Math.max(buildUp, least))]!
}

/** Without a drop: from the best place on, or, without a grid, from where it was left or its start. */
function plain({ candidate, pace, slot, end }: Pick<Laid, 'candidate' | 'pace' | 'slot' | 'end'>, room: Room | null, crossfade: Seconds, heard: readonly Range[]): Pick<Laid, 'rate' | 'runs' | 'ends'> {
  const { from, to } = candidate
  const length = end - slot.start
  const { rate } = pace
  if (room) {
    let best: Fill | null = null
    for (const i of startsOf(room, length * rate)) {
      const start = room.bars.places[i]!
      const fill = fillFrom(start, length, rate, pace.give, room)
      if (fill === null) continue
      const again = fill.runs.reduce((sum, run) => sum + overlapOf(run, heard), 0) / (length * rate)
      const cost = fill.cost + COSTS.heard * again + (slot.phase === 'work' ? COSTS.empty * (1 - room.bars.after[i]!) : 0)
      if (best === null || cost < best.cost) best = { ...fill, cost }
    }
    if (best) return { rate: best.rate, runs: best.runs, ends: best.ends }
  }
  const spare = Math.min(crossfade / 2, (to - from) / 4)
  const [first, last] = [from + spare, to - spare]
  const left = heard.reduce((latest, range) => Math.max(latest, range.to), first)
  const start = left + length * rate <= last ? left : first
  return { rate, runs: restarted(start, length * rate, first, last), ends: 'open' }
}

/** Bar lines to begin at: the first, and where phrases begin, those first from which the track lasts. */
function startsOf({ bars: { places, phrase }, from, to }: Room, need: number): number[] {
  const all = [...places.keys()].filter((i) => places[i]! >= from && places[i]! < to - 10)
  const lasting = all.filter((i) => places[i]! + need <= to)
  const among = lasting.length > 0 ? lasting : all.slice(0, 1)
  return [...among.slice(0, 1), ...among.slice(1).sort((a, b) => phrase[b]! - phrase[a]!).slice(0, STARTS - 1)]
}

const overlapOf = (run: Range, heard: readonly Range[]): number =>
  heard.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(run.to, to) - Math.max(run.from, from)), 0)

/** Runs that touch are one. */
function connected(runs: Fill['runs']): Fill['runs'] {
  const joined: { from: number; to: number }[] = []
  for (const { from, to } of runs) {
    const last = joined.at(-1)
    if (last && Math.abs(last.to - from) < 1e-9) last.to = to
    else joined.push({ from, to })
  }
  return joined
}
