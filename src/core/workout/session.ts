import { segmentAt, type Plan } from './plan'
import type { Seconds } from './workout'

/**
 * One run of a plan. Elapsed time is a function of this state and a monotonic clock reading `now` (seconds):
 * while running it is `now - zero`, otherwise it is `at`. Nothing counts, so nothing drifts.
 */
export type Session =
  | { readonly plan: Plan; readonly state: 'running'; readonly zero: Seconds }
  | { readonly plan: Plan; readonly state: 'ready' | 'paused' | 'stopped' | 'finished'; readonly at: Seconds }

export const ready = (plan: Plan): Session => ({ plan, state: 'ready', at: 0 })

/** A session that waits at a place of its plan, within [0, duration], to go on from there. */
export const waiting = (plan: Plan, at: Seconds): Session => ({ plan, state: 'paused', at: within(plan, at) })

/**
 * A place in the plan, in whole microseconds: `now - (now - at)` may miss `at` by its last bit, and a session that was
 * moved to a boundary must stand on it, not a hair before.
 */
const within = (plan: Plan, at: Seconds): Seconds => Math.min(Math.max(Math.round(at * 1e6) / 1e6, 0), plan.duration)

/** Seconds of the plan that have passed, within [0, duration]. Pauses do not count. */
export const elapsed = (session: Session, now: Seconds): Seconds =>
  within(session.plan, session.state === 'running' ? now - session.zero : session.at)

export const hasEnded = ({ state }: Session): boolean => state === 'stopped' || state === 'finished'

/** Starts a ready session, or goes on with a paused one, so that elapsed goes on from where it stood at clock time `now`. */
export function run(session: Session, now: Seconds): Session {
  if (session.state !== 'ready' && session.state !== 'paused') return session
  return { plan: session.plan, state: 'running', zero: now - session.at }
}

export function pause(session: Session, now: Seconds): Session {
  const current = settle(session, now)
  return current.state === 'running' ? { plan: current.plan, state: 'paused', at: elapsed(current, now) } : current
}

/** Moves to plan time `to`, clamped to [0, duration]; a paused session stays paused. The end of the plan finishes it. */
export function seek(session: Session, now: Seconds, to: Seconds): Session {
  const current = settle(session, now)
  if (hasEnded(current) || Number.isNaN(to)) return current
  const { plan, state } = current
  const at = within(plan, to)
  if (at >= plan.duration) return { plan, state: 'finished', at: plan.duration }
  return state === 'running' ? { plan, state, zero: now - at } : { plan, state, at }
}

/** The moves of the controls, each as the plan time that it seeks to. */
export const moves = {
  next: (plan: Plan, at: Seconds): Seconds => segmentAt(plan, at).end,
  previous: (plan: Plan, at: Seconds): Seconds => plan.segments[segmentAt(plan, at).index - 1]?.start ?? 0,
  restart: (plan: Plan, at: Seconds): Seconds => segmentAt(plan, at).start,
  back: (_plan: Plan, at: Seconds): Seconds => at - 10,
  forward: (_plan: Plan, at: Seconds): Seconds => at + 10,
} as const
export type Move = keyof typeof moves

export function stop(session: Session, now: Seconds): Session {
  const current = settle(session, now)
  return hasEnded(current) ? current : { plan: current.plan, state: 'stopped', at: elapsed(current, now) }
}

/** A running session whose time is up is finished, whoever notices; any other stays as it is. */
export function settle(session: Session, now: Seconds): Session {
  const { plan } = session
  return session.state === 'running' && elapsed(session, now) >= plan.duration ? { plan, state: 'finished', at: plan.duration } : session
}
