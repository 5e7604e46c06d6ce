/**
 * Writes the cue sounds: `node scripts/sounds.mjs [FOLDER]`, into resources/cues when no folder is given.
 * A cue says by its first sample when it is, so every sound starts at sample 0 with an attack under 2 ms.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { add, decay, fadeOut, Filter, noise, peakAt, samples, sound, wav, waves } from './synth.mjs'

/** @typedef {[ratio: number, level: number, life: number]} Partial */

/**
 * A struck bell: hum, prime, tierce, quint, nominal, tenth, eleventh, twelfth, double octave. Ratios to the
 * prime from N. Fletcher and T. Rossing, The Physics of Musical Instruments, 2nd ed. (1998), ch. 21 (church
 * bells). Levels and lives are ours: a ring bell is small, so the upper partials lead and die first.
 * @type {Partial[]}
 */
const bell = [
  [0.5, 0.35, 1], [1, 0.7, 0.8], [1.183, 0.75, 0.62], [1.506, 0.4, 0.5], [2, 1, 0.5],
  [2.514, 0.5, 0.32], [2.662, 0.4, 0.3], [3.011, 0.55, 0.24], [4.166, 0.4, 0.14], [5.433, 0.25, 0.08],
]

/**
 * A plate-like gong, rougher than the bell because close pairs beat. Ratios, levels and lives from J.-C. Risset,
 * An Introductory Catalogue of Computer Synthesized Sounds (1969), no. 430.
 * @type {Partial[]}
 */
const gong = [
  [0.56, 1, 1], [0.563, 0.67, 0.9], [0.92, 1, 0.65], [0.925, 1.8, 0.55], [1.19, 2.67, 0.325], [1.7, 1.67, 0.35],
  [2, 1.46, 0.25], [2.74, 1.33, 0.2], [3, 1.33, 0.15], [3.76, 1, 0.1], [4.07, 1.33, 0.075],
]

/** A tuned bar on a resonator: the partials of a marimba, 1 : 4 : 10 (Fletcher and Rossing, ch. 19). @type {Partial[]} */
const bar = [[1, 1, 1], [4, 0.22, 0.25], [10, 0.06, 0.08]]

/** Rises in 1 ms, so that the first sample is already sound and none of it is a click. */
const attack = (/** @type {number} */ time) => Math.min(1, (time * 48000 + 1) / 48)

/**
 * One strike: partials of `hz`, the slowest falling to 1/e in `life` seconds, and the hammer's knock.
 * @param {Partial[]} partials @param {number} hz @param {number} life @param {number} seconds @param {number} knock
 */
function strike(partials, hz, life, seconds, knock) {
  const hiss = noise(samples(hz))
  const hammer = new Filter(3200, 0.8)
  const x = sound(seconds, (t) => {
    let sum = 0
    for (const [ratio, level, share] of partials) {
      sum += level * decay(t, life * share) * Math.sin(2 * Math.PI * ratio * hz * t)
    }
    return attack(t) * (sum + knock * decay(t, 0.004) * hammer.push(hiss()).band)
  })
  return fadeOut(x, 0.06)
}

/** Two pieces of wood: a short, damped, pitched knock with a crack in front. */
function wood(/** @type {number} */ hz, /** @type {number} */ seconds, crack = 1) {
  const hiss = noise(samples(hz) + 7)
  const split = new Filter(2.4 * hz, 1.2)
  return sound(seconds, (t) => {
    const body = Math.sin(2 * Math.PI * hz * t) * decay(t, 0.016) + 0.6 * Math.sin(2 * Math.PI * 1.71 * hz * t) * decay(t, 0.009)
    return attack(t) * (body + crack * 1.6 * decay(t, 0.006) * split.push(hiss()).band)
  })
}

/** An electronic tone: `edge` 0 is a sine, 1 is close to a square (odd harmonics only). */
function tone(/** @type {number} */ hz, /** @type {number} */ seconds, edge = 0.5) {
  const x = sound(seconds, (t) => {
    let sum = 0
    for (let n = 1; n * hz < 12000 && n < 16; n += 2) sum += (n === 1 ? 1 : edge / n) * Math.sin(2 * Math.PI * n * hz * t)
    return attack(t) * sum
  })
  return fadeOut(x, Math.min(0.03, seconds / 3))
}

/** A soft electronic tone that dies away: for `quiet`. */
const drop = (/** @type {number} */ hz, /** @type {number} */ seconds, tau = seconds / 3) =>
  sound(seconds, (t) => attack(t) * decay(t, tau) * (waves.sine?.((hz * t) % 1, 0, 0) ?? 0))

/**
 * Sounds placed in time, faded to zero at the end.
 * @param {number} seconds @param {[at: number, sound: Float32Array, gain?: number][]} parts
 */
function score(seconds, ...parts) {
  const out = new Float32Array(samples(seconds))
  for (const [at, part, gain] of parts) add(out, part, samples(at), gain)
  return fadeOut(out, Math.min(0.25, seconds * 0.4))
}

const ring = (/** @type {number} */ hz, /** @type {number} */ seconds) => strike(bell, hz, 0.75, seconds, 4.5)
const clang = (/** @type {number} */ hz, /** @type {number} */ seconds) => strike(gong, hz, 0.5, seconds, 5)
const mallet = (/** @type {number} */ hz, /** @type {number} */ seconds) => strike(bar, hz, 0.22, seconds, 0.12)

/** For each scheme its peak in dBFS, and how each kind of cue is made. */
const schemes = {
  fight: {
    peak: -3,
    cues: {
      // One bright stroke starts a round; three quick strokes of a deeper, rougher bell end it.
      'bell-start': () => score(1.15, [0, ring(740, 1.15)]),
      'bell-end': () => score(1.22, [0, clang(540, 0.5)], [0.2, clang(540, 0.5)], [0.4, clang(540, 0.82), 1.1]),
      clapper: () => score(0.34, [0, wood(1050, 0.15)], [0.17, wood(1050, 0.17)]),
      beep: () => score(0.11, [0, tone(880, 0.11, 0.5)]),
      zero: () => score(0.4, [0, tone(1760, 0.4, 0.2)]),
      halfway: () => score(0.56, [0, wood(620, 0.12, 0.3)], [0.14, strike(bell, 1480, 0.16, 0.42, 1)]),
      finish: () =>
        score(
          2.5,
          ...[0, 0.16, 0.32].map((at) => /** @type {[number, Float32Array]} */ ([at, ring(740, 0.7)])),
          ...[0.62, 0.78, 0.94].map((at) => /** @type {[number, Float32Array]} */ ([at, ring(932, 0.7)])),
          [1.24, ring(1109, 1.26), 1.1], [1.24, clang(554, 1.26), 0.35],
        ),
    },
  },
  beeps: {
    peak: -3,
    cues: {
      'bell-start': () => score(0.62, [0, tone(988, 0.12, 0.9)], [0.14, tone(1480, 0.48, 0.9)]),
      'bell-end': () => score(0.8, [0, tone(1175, 0.14, 1)], [0.2, tone(880, 0.14, 1)], [0.4, tone(587, 0.4, 1)]),
      clapper: () => score(0.3, [0, wood(1900, 0.12, 0.5)], [0.14, wood(1900, 0.14, 0.5)]),
      beep: () => score(0.1, [0, tone(1000, 0.1, 0.2)]),
      zero: () => score(0.38, [0, tone(1600, 0.38, 0.2)]),
      halfway: () => score(0.42, [0, tone(740, 0.09, 0)], [0.11, tone(740, 0.09, 0)], [0.22, tone(1109, 0.2, 0)]),
      finish: () =>
        score(
          1.7, [0, tone(784, 0.13, 0.9)], [0.16, tone(988, 0.13, 0.9)], [0.32, tone(1175, 0.13, 0.9)],
          [0.48, tone(1568, 0.3, 0.9)], [0.84, tone(1175, 0.14, 0.9)], [1, tone(1568, 0.68, 0.9)], [1, tone(1976, 0.68, 0.9), 0.6],
        ),
    },
  },
  quiet: {
    peak: -14,
    cues: {
      'bell-start': () => score(0.85, [0, mallet(698.5, 0.5)], [0.13, mallet(1046.5, 0.72)]),
      'bell-end': () => score(0.95, [0, mallet(440, 0.4)], [0.2, mallet(349.2, 0.4)], [0.4, mallet(261.6, 0.55), 1.1]),
      clapper: () => score(0.3, [0, wood(1150, 0.12, 0.15)], [0.15, wood(1150, 0.15, 0.15)]),
      beep: () => score(0.1, [0, drop(660, 0.1)]),
      zero: () => score(0.36, [0, drop(990, 0.36)]),
      halfway: () => score(0.5, [0, mallet(587.3, 0.3)], [0.15, mallet(587.3, 0.35)]),
      finish: () =>
        score(
          1.9, [0, mallet(392, 0.6)], [0.18, mallet(523.3, 0.6)], [0.36, mallet(659.3, 0.6)], [0.54, mallet(784, 0.6)],
          [0.84, strike(bar, 523.3, 0.4, 1.06, 0.1)], [0.84, strike(bar, 1046.5, 0.4, 1.06, 0.1), 0.8],
        ),
    },
  },
}

/**
 * Writes every cue as `<scheme>-<kind>.wav`: 48 kHz, mono, 16 bits.
 * @param {string} folder made when it is missing
 * @returns {{ name: string, seconds: number }[]} what was written
 */
export function writeCues(folder) {
  mkdirSync(folder, { recursive: true })
  return Object.entries(schemes).flatMap(([scheme, { peak, cues }]) =>
    Object.entries(cues).map(([kind, make]) => {
      const x = peakAt(make(), peak)
      const name = `${scheme}-${kind}.wav`
      writeFileSync(join(folder, name), wav([x]))
      return { name, seconds: x.length / 48000 }
    }),
  )
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2] ?? fileURLToPath(new URL('../resources/cues', import.meta.url))
  for (const { name, seconds } of writeCues(folder)) console.log(`${seconds.toFixed(3)} s  ${name}`)
}
