import { musicAt, type Setlist } from '../core/music/setlist'
import type { Done } from '../core/report'
import { segmentAt, type Phase, type Plan } from '../core/workout/plan'
import type { Session } from '../core/workout/session'
import { rounding } from '../core/workout/words'
import type { Seconds } from '../core/workout/workout'

/** What the run screen shows; made from the session and the clock at a tick, never counted. */
export interface RunView {
  readonly state: Session['state']
  readonly workout: string
  readonly plan: Plan
  /** The place of the running segment in the plan. */
  readonly segment: number
  readonly phase: Phase
  readonly label: string | null
  /** 1-based; null outside of the rounds. */
  readonly round: number | null
  readonly rounds: number
  /** Seconds left of the segment, and its whole length. */
  readonly left: Seconds
  readonly length: Seconds
  /** Seconds of the plan that have passed, and its whole length. */
  readonly elapsed: Seconds
  readonly duration: Seconds
  readonly next: { readonly phase: Phase; readonly label: string | null; readonly length: Seconds } | null
  readonly track: {
    readonly id: string
    readonly title: string
    readonly artist: string | null
    readonly favourite: boolean
  } | null
  /** Something the athlete should know, e.g. that the sound device is gone. */
  readonly notice: string | null
  /** The title of a track whose ban can still be taken back. */
  readonly undo: string | null
  /** What was done, once it has ended. */
  readonly done: Done | null
  /** A key has ended it, and one leads back to where it was. */
  readonly returns: boolean
}

const open: Pick<RunView, 'done' | 'returns'> = { done: null, returns: false }

/** @param elapsed seconds of the plan that have passed */
export function viewOf(plan: Plan, state: Session['state'], elapsed: Seconds, setlist: Setlist, notice: string | null, favourites: ReadonlySet<string>, undo: string | null = null, ended = open): RunView {
  const segment = segmentAt(plan, elapsed)
  const next = plan.segments[segment.index + 1]
  const music = musicAt(setlist, elapsed)
  return {
    state,
    workout: plan.name,
    plan,
    segment: segment.index,
    phase: segment.phase,
    label: segment.label,
    round: segment.round,
    rounds: plan.rounds,
    left: segment.end - elapsed,
    length: segment.end - segment.start,
    elapsed,
    duration: plan.duration,
    next: next ? { phase: next.phase, label: next.label, length: next.end - next.start } : null,
    track: music ? { id: music.track.id, title: music.track.title, artist: music.track.artist, favourite: favourites.has(music.track.id) } : null,
    notice,
    undo,
    ...ended,
  }
}

/**
 * What moves over a whole segment moves in so many steps, but at least one and at most so many a second: on a 14" laptop a step of
 * a two-hundredth of the width is half an arc minute from 10 m, which nobody sees, and each costs a frame of the whole screen.
 */
const steps = 200
const most = 10
const stepsASecond = (length: Seconds): number => Math.min(most, Math.max(1, Math.round(steps / length)))

/** Views of one moment show the same time. A step ends with the second that it belongs to: both are drawn in one frame. */
function momentOf({ left, length, elapsed, duration }: RunView): readonly number[] {
  return [Math.ceil((left - rounding) * stepsASecond(length)), Math.floor(elapsed + rounding), Math.ceil(duration - elapsed - rounding)]
}

/** Whether two views show the same: then the screen has nothing to draw. */
export function sameView(a: RunView | null, b: RunView | null): boolean {
  if (a === null || b === null) return a === b
  const { next: _nextA, track: trackA, left: _leftA, elapsed: _elapsedA, ...restA } = a
  const { next: _nextB, track: trackB, left: _leftB, elapsed: _elapsedB, ...restB } = b
  const keys = Object.keys(restA) as (keyof typeof restA)[]
  const moment = momentOf(b)
  // What comes next follows from the segment.
  return (
    trackA?.id === trackB?.id &&
    trackA?.title === trackB?.title &&
    trackA?.favourite === trackB?.favourite &&
    keys.every((key) => restA[key] === restB[key]) &&
    momentOf(a).every((place, i) => place === moment[i])
  )
}
