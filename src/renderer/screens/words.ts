import type { Part } from '../../core/music/catalog/mapped'
import type { CueKind } from '../../core/workout/cue'
import { segmentAt, type Phase, type Plan } from '../../core/workout/plan'
import type { Seconds, Workout } from '../../core/workout/workout'
import type { RunView } from '../runner'
import { clock, countdown } from './clock'

export const phaseWords: Readonly<Record<Phase, string>> = {
  prep: 'Get ready',
  warmup: 'Warm up',
  work: 'Work',
  rest: 'Rest',
  cooldown: 'Cool down',
}

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

/** Where in a plan one stands: 'round 2 of 3, 1:12 left', with the phase where it is not work. */
export function standing(plan: Plan, at: Seconds): string {
  const { phase, round, end } = segmentAt(plan, at)
  const where = [phase === 'work' && round !== null ? '' : phaseWords[phase].toLowerCase(), round === null ? '' : `round ${round} of ${plan.rounds}`].filter(Boolean).join(', ')
  return `${where}, ${countdown(end - at)} left`
}

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** A workout in one line: "12 × 3:00 / 1:00". */
export function summary({ rounds, intervals }: Workout): string {
  const [only, ...more] = intervals
  if (!only || more.length > 0) return `${plural(rounds, 'round')} of ${plural(intervals.length, 'interval')}`
  return `${rounds} × ${clock(only.work)}${only.rest > 0 ? ` / ${clock(only.rest)}` : ''}`
}

/** What is said about a track beside its title: artist and tempo, or why a track that does not fit was taken. */
export function trackLine({ artist, tempo, fits, reason }: Omit<NonNullable<RunView['track']>, 'id'>): string {
  const speed = fits ? tempo && `${Math.round(tempo)} BPM` : reason
  return [artist, speed].filter(Boolean).join(' · ')
}

/** Which song of the soundtrack a track is, or stands in for; nothing where it is none. */
export const partWords = (part: Part | undefined): string =>
  part === undefined ? '' : part.standIn ? `for ${part.song.title}, which is missing` : `Soundtrack: ${part.song.title}`

/** How the end of a segment shows: 'near' from 10 s before the end of a work of 30 s or more, as the clapper; 'now' in the last 3 s. */
export function closing({ state, phase, left, length }: RunView): 'no' | 'near' | 'now' {
  if (state !== 'running') return 'no'
  if (left <= 3) return 'now'
  return phase === 'work' && length >= 30 && left <= 10 ? 'near' : 'no'
}
