import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { blip, digits, folder, pitches, rulers } from '../../../scripts/ruler.mjs'
import { rate } from './hearing'

/** A ruler's file. */
export const ruler = (name: string): Buffer => brotliDecompressSync(readFileSync(join(folder, `${name}.br`)))

/** Seconds that a slot of a ruler lasts. */
export const slotOf = (name: string): number => rulers[name]!.slot / rulers[name]!.rate

const length = Math.round(blip * rate)

/** How much there is of one frequency in the blip around a sample. */
function strength(sound: Float32Array, hertz: number, middle: number): number {
  let real = 0, imaginary = 0
  for (let k = -length >> 1; k <= length >> 1; k++) {
    const value = (sound[middle + k] ?? 0) * Math.cos((Math.PI * k) / length) ** 2
    const turn = (2 * Math.PI * hertz * k) / rate
    real += value * Math.cos(turn)
    imaginary -= value * Math.sin(turn)
  }
  return Math.hypot(real, imaginary)
}

/** The middle of a blip of a pitch near a sample, to a part of it. */
function middleOf(sound: Float32Array, hertz: number, near: number, reach: number): number {
  const at = (i: number) => strength(sound, hertz, i)
  let best = near
  for (let i = near - reach; i <= near + reach; i += 8) if (at(i) > at(best)) best = i
  for (let i = best - 8, top = best; i <= top + 8; i++) if (at(i) > at(best)) best = i
  const [left, top, right] = [at(best - 12), at(best), at(best + 12)]
  return best + (12 * (left - right)) / (2 * (left + right - 2 * top))
}

/** The mark of the player, and how long after its middle comes what it marks. */
const mark = { hertz: 9000, before: 0.1 } as const

/** The seconds of a recording that are marked. */
export function marksIn(sound: Float32Array): number[] {
  const found: number[] = []
  const step = length >> 2
  for (let i = length; i < sound.length; i += step) {
    if (strength(sound, mark.hertz, i) < 0.02 * length) continue
    found.push(middleOf(sound, mark.hertz, i, length) / rate + mark.before)
    i += length * 3
  }
  return found
}

interface Blip {
  readonly half: 0 | 1
  readonly digit: number
  readonly at: number
}

/** The blips in [from, to) seconds of a recording, at one speed or another. */
function blipsIn(sound: Float32Array, from: number, to: number): Blip[] {
  const found: Blip[] = []
  const step = length >> 2
  const candidates = pitches.flatMap((pitch, half) => Array.from({ length: digits }, (_, digit) => ({ half: half as 0 | 1, digit, hertz: pitch(digit) })))
  for (let i = Math.round(from * rate); i < to * rate; i += step) {
    const power = (at: number) => sound.subarray(at - step, at + step).reduce((sum, one) => sum + one * one, 0)
    if (power(i) < 1e-3 * step || power(i) < power(i - step) || power(i) < power(i + step)) continue
    const { half, digit, hertz } = candidates.reduce((a, b) => (strength(sound, b.hertz, i) > strength(sound, a.hertz, i) ? b : a))
    found.push({ half, digit, at: middleOf(sound, hertz, i, length) / rate })
    i += length
  }
  return found
}

/**
 * Which second of a ruler is heard at second `at` of a recording, by the first whole pair of blips after it.
 * @param slot seconds
 * @param speed at which it is played, pitch kept
 */
export function placeOnRuler(sound: Float32Array, at: number, slot: number, speed = 1): number {
  // One that is cut where the voice begins is not whole.
  const blips = blipsIn(sound, at + blip, at + 2 * slot)
  for (let i = 0; i + 1 < blips.length; i++) {
    const [one, next] = [blips[i]!, blips[i + 1]!]
    if (one.half === next.half || Math.abs(next.at - one.at - slot / 2 / speed) > 0.01) continue
    const number = one.half === 0 ? next.digit * digits + one.digit : one.digit * digits + ((next.digit + digits - 1) % digits)
    return (number + (one.half === 0 ? 0.25 : 0.75)) * slot - (one.at - at) * speed
  }
  throw new Error(`no ruler is heard at ${at.toFixed(2)} s: ${JSON.stringify(blips)}`)
}
