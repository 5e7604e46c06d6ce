import { noEdits, type Edits } from '../../core/music/director/direction'
import { allow, ban, dropAt, dropOf, free, isLocked, lock, lockAll } from '../../core/music/director/edit'
import type { Stop } from '../../core/music/director/stops'
import type { Draft } from '../../core/music/draft'
import type { Segment } from '../../core/workout/plan'
import { barOf, dropPlaces, nextDrop, plannedDrop } from '../screens/plan'
import type { PlannerState } from './planner'

/** The tracks that swapping goes through at a stop, from the one that was there at first; good until something else changes. */
interface Ring {
  readonly at: number
  readonly ids: readonly string[]
  readonly place: number
  readonly draft: Draft | null
}

/**
 * What the user decides at a stop of the plan.
 * @param change takes new edits over
 */
export function createChoices(now: () => PlannerState, change: (edits: Edits) => void) {
  let ring: Ring | null = null

  const current = (): Stop | undefined => now().stops[now().at]
  const edits = (): Edits => now().draft?.edits ?? noEdits

  function take(id: string): void {
    const stop = current()
    if (stop && stop.slot !== null) change(lock(edits(), now().stops, stop, id))
  }
  function segmentOf(stop: Stop | undefined): Segment | undefined {
    return stop?.phase === 'work' ? now().directed?.direction.plan.segments[stop.segment] : undefined
  }

  return {
    take,
    /** The next best in this place (1), or back towards what was there (-1). */
    swap(way: 1 | -1): void {
      const { at, swaps, draft } = now()
      const here = current()?.music[0]?.track.id
      if (here === undefined) return
      const going = ring?.at === at && ring.draft === draft ? ring : { ids: [here, ...swaps.map(({ track }) => track.id)], place: 0 }
      const place = (going.place + way + going.ids.length) % going.ids.length
      take(going.ids[place]!)
      ring = { at, ids: going.ids, place, draft: now().draft }
    },
    /** Holds the track where it is, or lets it go. */
    lock(): void {
      const stop = current()
      if (!stop?.music[0]) return
      if (isLocked(edits(), stop)) change(free(edits(), stop))
      else take(stop.music[0].track.id)
    },
    /** Holds everything, or lets everything go. */
    lockAll(): void {
      const { stops } = now()
      const all = stops.every((stop) => stop.slot === null || isLocked(edits(), stop))
      change(all ? { ...edits(), locks: [] } : lockAll(edits(), stops))
    },
    /** Takes the track out of this setlist. */
    leaveOut(): void {
      const id = current()?.music[0]?.track.id
      if (id !== undefined) change(ban(edits(), id))
    },
    allow: (id: string) => change(allow(edits(), id)),
    /** The drop to its next place: as the director has it, on the bell, for the second wind, nowhere. */
    turnDrop(): void {
      const segment = segmentOf(current())
      if (segment) change(dropAt(edits(), segment.index, nextDrop(dropPlaces(segment), dropOf(edits(), segment.index))))
    },
    /** The drop a bar later (1) or earlier (-1). */
    nudgeDrop(way: 1 | -1): void {
      const { directed } = now()
      const stop = current()
      const segment = segmentOf(stop)
      if (!directed || !stop || !segment) return
      const from = dropOf(edits(), segment.index) ?? plannedDrop(stop, segment) ?? 0
      const to = Math.min(segment.end - segment.start - 1, Math.max(0, from + way * barOf(stop, directed.direction)))
      change(dropAt(edits(), segment.index, Math.round(to * 1000) / 1000))
    },
  }
}
