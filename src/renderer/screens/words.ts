import type { CueKind } from '../../core/workout/cue'
import { segmentAt, type Phase, type Plan } from '../../core/workout/plan'
import type { Seconds } from '../../core/workout/workout'
import { rounding, summary } from '../../core/workout/words'
import type { Place } from '../keys'
import type { RunView } from '../runner'
import { countdown } from './clock'

export { summary }

export const phaseWords: Readonly<Record<Phase, string>> = {
  prep: 'Get ready',
  warmup: 'Warm up',
  work: 'Work',
  rest: 'Rest',
  cooldown: 'Cool down',
}

/** The screens, as they are announced. */
export const placeWords: Readonly<Record<Place, string>> = {
  home: 'Home',
  settings: 'Settings',
  tracks: 'Tracks',
  track: 'A track',
  soundtrack: 'Soundtrack',
  plan: 'The plan',
  run: 'Session',
  leaving: 'Session',
  ended: 'Session ended',
  interrupted: 'The session was interrupted',
}

export const sizeWords = (size: number): string => `Text size ${Math.round(100 * size)} %`

/** In the order in which a session has them. */
export const cueWords: Readonly<Record<CueKind, string>> = {
  'bell-start': 'Round starts',
  halfway: 'Halfway',
  clapper: 'Last 10 seconds',
  beep: '3 – 2 – 1',
  'bell-end': 'Round ends',
  zero: 'Another phase starts',
  finish: 'Workout done',
}

/** What a screen reader says. It changes with the phase, the round and the state, never with the time. */
export function announcement(view: RunView): string {
  if (view.state === 'paused') return 'Paused'
  if (view.state === 'stopped') return 'Stopped'
  if (view.state === 'finished') return 'Done'
  const round = view.round === null ? '' : `, round ${view.round} of ${view.rounds}`
  return `${phaseWords[view.phase]}${round}${view.label ? `, ${view.label}` : ''}`
}

export const percent = (part: number): string => `${Math.round(part * 100)} %`

/** Where in a plan one stands: 'round 2 of 3, 1:12 left', with the phase where it is not work. */
export function standing(plan: Plan, at: Seconds): string {
  const { phase, round, end } = segmentAt(plan, at)
  const where = [phase === 'work' && round !== null ? '' : phaseWords[phase].toLowerCase(), round === null ? '' : `round ${round} of ${plan.rounds}`].filter(Boolean).join(', ')
  return `${where}, ${countdown(end - at)} left`
}

/** How the end of a segment shows: 'near' from 10 s before the end of a work of 30 s or more, as the clapper; 'now' in the last 3 s. */
export function closing({ state, phase, left, length }: RunView): 'no' | 'near' | 'now' {
  if (state !== 'running') return 'no'
  if (left <= 3 + rounding) return 'now'
  return phase === 'work' && length >= 30 && left <= 10 + rounding ? 'near' : 'no'
}
