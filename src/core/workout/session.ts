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

/** Seconds of the plan that have passed, within [0, duration]. Pauses do not count. */
export function elapsed(session: Session, now: Seconds): Seconds {
  const at = session.state === 'running' ? now - session.zero : session.at
  return Math.min(Math.max(at, 0), session.plan.duration)
}

export const hasEnded = ({ state }: Session): boolean => state === 'stopped' || state === 'finished'

/** Starts a ready session, or goes on with a paused one, so that elapsed goes on from where it stood at clock time `now`. */
export function run(session: Session, now: Seconds): Session {
  if (session.state !== 'ready' && session.state !== 'paused') return session
  return { plan: session.plan, state: 'running', zero: now - session.at }
}

export function pause(session: Session, now: Seconds): Session {
  if (session.state !== 'running') return session
  return { plan: session.plan, state: 'paused', at: elapsed(session, now) }
}

/** Moves to plan time `to`, clamped to [0, duration]; a paused session stays paused. The end of the plan finishes it. */
export function seek(session: Session, now: Seconds, to: Seconds): Session {
  if (hasEnded(session) || Number.isNaN(to)) return session
  const { plan } = session
  const at = Math.min(Math.max(to, 0), plan.duration)
  if (at >= plan.duration) return { plan, state: 'finished', at: plan.duration }
  return session.state === 'running' ? { plan, state: 'running', zero: now - at } : { plan, state: session.state, at }
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

export const move = (session: Session, now: Seconds, by: Move): Session =>
  seek(session, now, moves[by](session.plan, elapsed(session, now)))

export function stop(session: Session, now: Seconds): Session {
  return hasEnded(session) ? session : { plan: session.plan, state: 'stopped', at: elapsed(session, now) }
}

/** A running session whose time is up becomes finished; any other stays as it is. */
export function settle(session: Session, now: Seconds): Session {
  const { plan } = session
  return session.state === 'running' && elapsed(session, now) >= plan.duration ? { plan, state: 'finished', at: plan.duration } : session
}
