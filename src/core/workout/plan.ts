import { fail, ok, type Result } from '../result'
import { limits, parseWorkout, type Seconds, type Workout } from './workout'

export const phases = ['prep', 'warmup', 'work', 'rest', 'cooldown'] as const
export type Phase = (typeof phases)[number]

/** One stretch of one phase: [start, end) in seconds from the session's start. */
export interface Segment {
  readonly index: number
  readonly phase: Phase
  /** 1-based; null outside of the rounds. */
  readonly round: number | null
  readonly label: string | null
  readonly start: Seconds
  readonly end: Seconds
}

/** How long a segment is, in whole milliseconds like its ends: `end - start` alone may miss 30 s by the last bit. */
export const lengthOf = ({ start, end }: Pick<Segment, 'start' | 'end'>): Seconds => Math.round((end - start) * 1000) / 1000

/** The compiled timeline. Segments touch and none is empty. */
export interface Plan {
  readonly name: string
  readonly rounds: number
  readonly segments: readonly Segment[]
  readonly duration: Seconds
}

/**
 * Unrolls a workout into a plan. There is no rest after the last round.
 * Boundaries are whole milliseconds: they are summed as integers, so that no rounding adds up over 999 segments.
 * Fails with 'bad-workout' (a field is out of its limits) or 'bad-plan' (too long, too many segments).
 */
export function compile(workout: Workout): Result<Plan, 'bad-workout' | 'bad-plan'> {
  const checked = parseWorkout(workout)
  if (!checked.ok) return checked
  const { name, prep, warmup, rounds, intervals, cooldown } = checked.value

  const most = limits.plan.segments
  const perRound = intervals.reduce((count, { rest }) => count + (rest > 0 ? 2 : 1), 0)
  const lastRest = (intervals.at(-1)?.rest ?? 0) > 0 ? 1 : 0
  const count = perRound * rounds - lastRest + [prep, warmup, cooldown].filter((seconds) => seconds > 0).length
  // Counted before it is unrolled, so that an absurd workout costs nothing.
  if (count > most) return fail('bad-plan', `the workout: has ${count} segments, at most ${most} are allowed`)

  const segments: Segment[] = []
  let atMs = 0
  const add = (phase: Phase, seconds: Seconds, round: number | null = null, label: string | null = null) => {
    if (seconds === 0) return
    const start = atMs / 1000
    atMs += Math.round(seconds * 1000)
    segments.push({ index: segments.length, phase, round, label, start, end: atMs / 1000 })
  }

  add('prep', prep)
  add('warmup', warmup)
  for (let round = 1; round <= rounds; round++) {
    intervals.forEach(({ work, rest, label }, index) => {
      add('work', work, round, label || null)
      const last = round === rounds && index === intervals.length - 1
      if (!last) add('rest', rest, round)
    })
  }
  add('cooldown', cooldown)

  const duration = atMs / 1000
  const longest = limits.plan.seconds
  if (duration > longest) return fail('bad-plan', `the workout: lasts ${duration} s, at most ${longest} s (6 h) are allowed`)
  return ok({ name, rounds, segments, duration })
}

/** The segment that holds time `at`; before the start the first, at or after the end the last. */
export function segmentAt({ segments }: Plan, at: Seconds): Segment {
  let low = 0
  let high = segments.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((segments[middle] as Segment).start <= at) low = middle
    else high = middle - 1
  }
  return segments[low] as Segment
}
