import { clock, rounding } from '../../core/workout/words'
import type { Seconds } from '../../core/workout/workout'

export { clock, rounding }

/** The time left as a countdown shows it: the second that is running, so that 3:00 stands at the start and 0:01 in the last second. */
export const countdown = (left: Seconds): string => clock(Math.ceil(left - rounding))

/**
 * What somebody typed as a length: "1:30", "1:02:30", "90 s", "2 min", or a number alone, which is seconds. Null where it is
 * none of them.
 */
export function parseClock(text: string): Seconds | null {
  const match = /^\s*(?:(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})|(\d{1,5})\s*(s|min)?)\s*$/i.exec(text)
  if (!match) return null
  const [, hours, minutes, seconds, alone, unit] = match
  if (alone === undefined) return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)
  return Number(alone) * (unit?.toLowerCase() === 'min' ? 60 : 1)
}

/** The same in a field of minutes: a number below ten alone is minutes there ("2" is 2:00, "45" is 0:45), since nobody works for two seconds. */
export const parseMinutes = (text: string): Seconds | null => (/^\s*[1-9]\s*$/.test(text) ? 60 * Number(text) : parseClock(text))

/** The step of a length: fine where it is short, coarse where it is long. */
const stepAt = (value: Seconds): Seconds => (value < 60 ? 5 : value < 300 ? 15 : 30)

/** The next length up (1) or down (-1) on the grid of steps. */
export function stepLength(value: Seconds, way: 1 | -1): Seconds {
  const step = stepAt(way === 1 ? value : value - 1)
  return way === 1 ? (Math.floor(value / step) + 1) * step : (Math.ceil(value / step) - 1) * step
}
