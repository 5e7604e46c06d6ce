import type { Seconds, Workout } from './workout'

/** Half a millisecond: times are whole milliseconds, so that this much is rounding. */
export const rounding: Seconds = 0.0005

const two = (n: number): string => String(n).padStart(2, '0')

/** Whole seconds as M:SS, MM:SS from ten minutes, H:MM:SS from an hour. */
export function clock(seconds: Seconds): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = two(whole % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

const plural = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** A workout in one line: "12 × 3:00 / 1:00". */
export function summary({ rounds, intervals }: Pick<Workout, 'rounds' | 'intervals'>): string {
  const [only, ...more] = intervals
  if (!only || more.length > 0) return `${plural(rounds, 'round')} of ${plural(intervals.length, 'interval')}`
  return `${rounds} × ${clock(only.work)}${only.rest > 0 ? ` / ${clock(only.rest)}` : ''}`
}
