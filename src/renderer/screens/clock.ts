import type { Seconds } from '../../core/workout/workout'

const two = (n: number): string => String(n).padStart(2, '0')

/** Whole seconds as M:SS, MM:SS from ten minutes, H:MM:SS from an hour. */
export function clock(seconds: Seconds): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  const rest = two(whole % 60)
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`
}

/** Half a millisecond: times are whole milliseconds, so that this much is rounding. */
export const rounding = 0.0005

/** The time left as a countdown shows it: the second that is running, so that 3:00 stands at the start and 0:01 in the last second. */
export const countdown = (left: Seconds): string => clock(Math.ceil(left - rounding))

/** What somebody typed as a length: "1:30", "1:02:30", or seconds: "90", "90 s". Null where it is neither. */
export function parseClock(text: string): Seconds | null {
  const match = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})|(\d{1,5})\s*s?)\s*$/.exec(text)
  if (!match) return null
  const [, hours, minutes, seconds, alone] = match
  return alone === undefined ? Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds) : Number(alone)
}

/** The step of a length: fine where it is short, coarse where it is long. */
const stepAt = (value: Seconds): Seconds => (value < 60 ? 5 : value < 300 ? 15 : 30)

/** The next length up (1) or down (-1) on the grid of steps. */
export function stepLength(value: Seconds, way: 1 | -1): Seconds {
  const step = stepAt(way === 1 ? value : value - 1)
  return way === 1 ? (Math.floor(value / step) + 1) * step : (Math.ceil(value / step) - 1) * step
}
