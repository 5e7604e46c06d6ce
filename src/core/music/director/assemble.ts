import type { Plan, Segment } from '../../workout/plan'
import type { Music } from '../setlist'
import type { Direction } from './direction'
import { lay, type Laid, type Range } from './lay'
import { gainOf } from './level'
import type { Problem } from './problem'
import type { Choice } from './search'
import { isOf } from './slots'
import { reasonsOf } from './words'

/** Ends and bounds this near to each other are one. Seconds. */
const SAME = 1e-7

/** Lays every slot's track, from the last to the first: where one builds up, the one before it ends. */
export function laidOut({ slots, pools, candidates }: Problem, choice: Choice, { policy, crossfade }: Direction): Laid[] {
  const all: Laid[] = []
  const heard = new Map<string, Range[]>()
  for (let i = slots.length - 1; i >= 0; i--) {
    const slot = slots[i]!
    const next = all[0]
    const end = next && next.slot.start <= slot.end + SAME ? Math.min(slot.end, next.entry) : slot.end
    const candidate = candidates[pools[i]![choice[i]!]!]!
    const before = heard.get(candidate.track.id) ?? []
    const laid = lay(candidate, slot, end, policy, crossfade, before)
    heard.set(candidate.track.id, [...before, ...laid.runs])
    all.unshift(laid)
  }
  return all
}

/** The stretches of a laid slot, cut where segments meet. How they are joined is settled later. */
export function stretchesOf(laid: Laid, slot: number, plan: Plan, direction: Pick<Direction, 'policy' | 'taste' | 'edits'>): Music[] {
  const { candidate, rate, entry, runs, drop, pace } = laid
  const { track } = candidate
  const music: Music[] = []
  const locked = direction.edits.locks.some(({ segment, track: id }) => id === track.id && isOf(laid.slot, plan.segments[segment]))
  const why = reasonsOf(laid, direction.policy, direction.taste, locked)
  const fits = pace.felt !== null && pace.felt.distance === 0
  const gain = gainOf(candidate.facts)
  let from = entry
  let segment = firstAt(plan, from)
  runs.forEach((run, i) => {
    const natural = from + (run.to - run.from) / rate
    const to = i === runs.length - 1 ? laid.end : natural
    for (let start = from; start < to - SAME; segment++) {
      const { end: bound, phase, index } = plan.segments[segment]!
      const end = bound > to - SAME ? to : bound
      const offset = Math.max(0, run.from + (start - from) * rate)
      const falls = drop !== null && drop.wish.at >= start - SAME && drop.wish.at < end - SAME && Math.abs(offset + (drop.wish.at - start) * rate - drop.time) < 1e-5
      const under = laid.slot.phase === 'work' && (phase === 'rest' || phase === 'cooldown') && start >= laid.slot.start - SAME
      const reasons = [...(start < laid.slot.start - SAME && drop ? ['builds up to the bell'] : under ? ['held under the rest'] : []), ...why]
      music.push({
        segment: index, slot, track, start, end, offset, rate, gain, join: 'through', overlap: 0, sound: under ? 'under' : 'full',
        ...(candidate.within && { within: candidate.within }),
        drop: falls ? drop.wish.at : null, role: falls ? drop.wish.role : null, fits, reasons,
      })
      start = end
      if (bound > end + SAME) break
    }
    from = to
  })
  return music
}

function firstAt({ segments }: Plan, at: number): number {
  const found = segments.findIndex(({ end }: Segment) => end > at + SAME)
  return Math.max(0, found)
}
