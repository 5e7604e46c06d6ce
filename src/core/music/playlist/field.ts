import { catalogLimits } from '../catalog'

/** The beginning of a text, no character cut in two. */
export const cut = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '').trimEnd()

/** What is written of a number is shorter. */
const LONGEST = 60
/** Nobody's song lasts ten hours: a whole number above it counts milliseconds, whatever the file should have. */
const MOST_SECONDS = 36_000

const amount = String.raw`(\d{1,12}(?:[.,]\d{1,20})?)`
const plain = new RegExp(`^-?${amount}$`)
const clock = /^(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2}(?:[.,]\d{1,9})?)$/
const milliseconds = new RegExp(`^${amount}\\s*(?:ms|msecs?|milliseconds?)$`, 'i')
const spelt = new RegExp(`^(?:pt)?(?:${amount}\\s*h(?:rs?|ours?)?\\.?[\\s,]*)?(?:${amount}\\s*(?:m|mins?|minutes?|['′])\\.?[\\s,]*)?(?:${amount}\\s*(?:s|secs?|seconds?|["″]|'')\\.?)?$`, 'i')
const beats = new RegExp(`^[~≈]?\\s*${amount}\\s*(?:bpm|beats per minute)?\\.?$`, 'i')

const number = (text = '0'): number => Number(text.replace(',', '.'))

/**
 * A length in seconds: '3:25', '1:02:03', '205.4', '205,4', '3m 25s', 'PT3M25S' (ISO 8601), '205400 ms'. Null for nothing, and for 0
 * or less, by which players mean that it is not known; undefined for what is no length, or over a day.
 * @param unit what a bare number counts
 */
export function secondsOf(written: string, unit: 's' | 'ms' = 's'): number | null | undefined {
  const text = written.slice(0, LONGEST).trim()
  if (text === '') return null
  const seconds = read(text, unit)
  return seconds === undefined || seconds > catalogLimits.duration ? undefined : seconds > 0 ? seconds : null
}

function read(text: string, unit: 's' | 'ms'): number | undefined {
  if (plain.test(text)) {
    const value = number(text)
    return unit === 'ms' || (Number.isInteger(value) && !/[.,]/.test(text) && value > MOST_SECONDS) ? value / 1000 : value
  }
  const counted = milliseconds.exec(text)
  if (counted) return number(counted[1]) / 1000
  const parts = clock.exec(text) ?? spelt.exec(text)
  return parts?.slice(1).some((part) => part !== undefined) ? 3600 * number(parts[1]) + 60 * number(parts[2]) + number(parts[3]) : undefined
}

/** A length as `secondsOf` reads it: one of many hours has a point, so that nobody takes it for milliseconds. */
export const secondsText = (seconds: number): string => (Number.isInteger(seconds) && seconds > MOST_SECONDS ? seconds.toFixed(1) : String(seconds))

/**
 * A tempo in BPM: '128', '128,5', '128 bpm', and '12850', as programs have it that keep hundredths. Null for nothing and for 0;
 * undefined for what is no tempo.
 */
export function tempoOf(written: string): number | null | undefined {
  const text = written.slice(0, LONGEST).trim()
  if (text === '') return null
  const found = beats.exec(text)
  if (!found) return undefined
  const value = number(found[1])
  if (value === 0) return null
  if (value <= catalogLimits.tempo) return value
  return value >= 4000 && value <= 30_000 ? value / 100 : undefined
}

/** The line of a place in a text, from 1. */
export function lineAt(text: string, at: number): number {
  let line = 1
  for (let end = text.indexOf('\n'); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) line++
  return line
}
