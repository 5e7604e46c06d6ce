import { rate } from './hearing'

/** Frames of an envelope a second. */
const frames = 1000

/**
 * How much the sound rises, frame by frame: what is left of a sound when it is played at another speed with its pitch kept.
 * @param speed the frames of it that pass in one of the recording's
 */
function rises(sound: Float32Array, from: number, seconds: number, speed: number): Float32Array {
  const count = Math.round(seconds * frames)
  const level = Float32Array.from({ length: count + 1 }, (_, i) => {
    const middle = Math.round((from + (i * speed) / frames) * rate)
    let power = 1e-7
    for (let k = middle - 96; k < middle + 96; k++) power += ((sound[k] ?? 0) - (sound[k - 1] ?? 0)) ** 2
    return Math.log(power)
  })
  return Float32Array.from({ length: count }, (_, i) => Math.max(0, level[i + 1]! - level[Math.max(0, i - 4)]!))
}

/** The cosine between two patterns. */
function likeness(a: Float32Array, b: Float32Array, shift: number): number {
  let product = 0, one = 0, other = 0
  for (let i = 0; i < a.length; i++) {
    const x = a[i]!, y = b[i + shift]!
    product += x * y
    one += x * x
    other += y * y
  }
  return product / Math.sqrt(one * other + 1e-12)
}

/**
 * Which second of a track is heard at second `at` of a recording, to about a millisecond, by what follows it for some seconds.
 * @param expected where about, within `reach` seconds
 * @param speed at which the track is played
 * Throws when nothing there is like it.
 */
export function placeOf(track: Float32Array, recording: Float32Array, at: number, expected: number, { speed = 1, seconds = 3, reach = 0.1 } = {}): number {
  const heard = rises(recording, at, seconds, 1)
  const around = rises(track, expected - reach * speed, seconds + 2 * reach, speed)
  const shifts = Math.round(2 * reach * frames)
  const scores = Array.from({ length: shifts + 1 }, (_, shift) => likeness(heard, around, shift))
  const best = scores.indexOf(Math.max(...scores))
  if (scores[best]! < 0.5) throw new Error(`the track is not heard at ${at.toFixed(2)} s (best likeness ${scores[best]!.toFixed(2)})`)
  const [left, top, right] = [scores[best - 1] ?? 0, scores[best]!, scores[best + 1] ?? 0]
  const between = left + right - 2 * top === 0 ? 0 : (left - right) / (2 * (left + right - 2 * top))
  return expected - reach * speed + ((best + between) / frames) * speed
}
