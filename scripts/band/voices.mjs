/** The instruments with pitch. Each function makes one note as a stereo pair, its attack on sample 0. */
import { decay, fadeOut, Filter, hertz, noise, RATE, samples, sound, waves } from '../synth.mjs'

/** @typedef {[Float32Array, Float32Array]} Stereo */

/**
 * A subtractive synthesiser. Times in seconds, cutoff and sweep in Hz, detune in cents.
 * @typedef {{ wave?: string, voices?: number, detune?: number, width?: number, sub?: number, attack?: number, decay?: number,
 *   sustain?: number, release?: number, cutoff?: number, sweep?: number, sweepTime?: number, q?: number, drive?: number,
 *   vibrato?: number, glide?: number, rub?: number, filter?: 'low' | 'band' }} Patch
 */

/**
 * @param {number} midi @param {number} seconds to the release @param {Patch} patch @param {number} seed
 * @returns {Stereo}
 */
export function synth(midi, seconds, patch, seed = 1) {
  const {
    wave = 'saw', voices = 1, detune = 12, width = 0.5, sub = 0, attack = 0.004, decay: fall = 0.2, sustain = 0.7, release = 0.08,
    cutoff = 2500, sweep = 0, sweepTime = 0.15, q = 0.8, drive = 0, vibrato = 0, glide = 0, rub = 0, filter = 'low',
  } = patch
  const random = noise(seed * 7919 + midi * 131)
  const length = samples(seconds + release * 4)
  const left = new Float32Array(length)
  const right = new Float32Array(length)
  const shape = waves[wave] ?? ((x) => x)
  const hz = hertz(midi)
  const bank = Array.from({ length: voices }, (_, v) => {
    const place = voices === 1 ? 0 : (2 * v) / (voices - 1) - 1
    return { phase: voices === 1 ? 0.25 : 0.5 + 0.5 * random(), tune: 2 ** ((place * detune) / 1200), pan: place * (v % 2 ? -1 : 1) }
  })
  const filters = [new Filter(cutoff, q), new Filter(cutoff, q)]
  const gain = 1 / Math.sqrt(voices)
  let under = 0
  let bend = 1
  for (let i = 0; i < length; i++) {
    const t = i / RATE
    if (i % 32 === 0) {
      const wobble = vibrato * Math.sin(2 * Math.PI * 5.4 * t) * Math.min(1, Math.max(0, (t - 0.18) / 0.2))
      bend = 2 ** ((wobble + glide * 100 * decay(t, 0.035)) / 1200)
      const now = (cutoff + sweep * decay(t, sweepTime)) * (1 + rub * Math.sin(2 * Math.PI * 3 * t))
      for (const f of filters) f.tune(now, q)
    }
    const held = t < attack ? t / attack : sustain + (1 - sustain) * decay(t - attack, fall)
    const level = gain * (t < seconds ? held : held * decay(t - seconds, release))
    let l = 0
    let r = 0
    for (const one of bank) {
      const step = (hz * bend * one.tune) / RATE
      one.phase += step
      if (one.phase >= 1) one.phase -= 1
      const v = shape(one.phase, step, width)
      l += v * (1 - 0.8 * Math.max(0, one.pan))
      r += v * (1 + 0.8 * Math.min(0, one.pan))
    }
    if (sub > 0) {
      under += (hz * bend) / 2 / RATE
      const v = sub * Math.sin(2 * Math.PI * under)
      l += v
      r += v
    }
    const [a, b] = /** @type {[Filter, Filter]} */ (filters)
    let x = a.push(l)[filter]
    let y = voices === 1 ? x : b.push(r)[filter]
    if (drive > 0) {
      x = Math.tanh(drive * x) / Math.tanh(drive)
      y = Math.tanh(drive * y) / Math.tanh(drive)
    }
    left[i] = level * x
    right[i] = level * y
  }
  return [fadeOut(left, 0.01), fadeOut(right, 0.01)]
}

/** An electric piano: two FM pairs, a body (1 : 1) and a tine (1 : 14), swaying from side to side. @returns {Stereo} */
export function piano(/** @type {number} */ midi, /** @type {number} */ seconds, bright = 1) {
  const hz = hertz(midi)
  const release = 0.12
  const make = (/** @type {number} */ side) =>
    fadeOut(
      sound(seconds + 0.5, (t) => {
        const wave = 2 * Math.PI * hz * t
        const body = Math.sin(wave + bright * 1.1 * decay(t, 0.7) * Math.sin(wave))
        const tine = 0.22 * bright * decay(t, 0.09) * Math.sin(wave + 0.9 * Math.sin(14 * wave))
        const off = t > seconds ? decay(t - seconds, release) : 1
        const sway = 1 + 0.25 * side * Math.sin(2 * Math.PI * 4.1 * t)
        return Math.min(1, t / 0.002) * off * sway * decay(t, 1.4) * (body + tine)
      }),
      0.05,
    )
  return [make(-1), make(1)]
}

/** A small struck metal bar: partials 1 : 2.76 : 5.40 of a free bar (Fletcher and Rossing, ch. 2). @returns {Stereo} */
export function glock(/** @type {number} */ midi, life = 0.5) {
  const hz = hertz(midi)
  const x = sound(life * 4, (t) => {
    const wave = 2 * Math.PI * hz * t
    return Math.min(1, t / 0.001) * (decay(t, life) * Math.sin(wave) + 0.3 * decay(t, life * 0.3) * Math.sin(2.76 * wave) + 0.12 * decay(t, life * 0.1) * Math.sin(5.4 * wave))
  })
  return [x, x]
}

/**
 * A plucked string (Karplus and Strong 1983, tuned by an allpass after Jaffe and Smith 1983). Mono.
 * @param {number} midi @param {number} seconds @param {{ damp?: number, life?: number, soft?: number, seed?: number }} pluck
 */
export function string(midi, seconds, { damp = 0.35, life = 2.5, soft = 0.5, seed = 1 } = {}) {
  const hz = hertz(midi)
  const period = RATE / hz - damp / (1 - damp)
  const whole = Math.floor(period - 0.3)
  const part = period - whole
  const allpass = (1 - part) / (1 + part)
  const hiss = noise(seed * 104729 + midi)
  const line = new Float32Array(whole)
  let smooth = 0
  let mean = 0
  for (let i = 0; i < whole; i++) {
    smooth += (1 - soft) * (hiss() - smooth)
    line[i] = smooth
    mean += smooth / whole
  }
  for (let i = 0; i < whole; i++) line[i] -= mean
  const loss = Math.exp(-1 / (hz * life))
  let at = 0
  let low = 0
  let lastIn = 0
  let lastOut = 0
  const x = sound(seconds + 0.06, (t) => {
    const read = line[at] ?? 0
    low += (1 - damp) * (read - low)
    const out = allpass * low + lastIn - allpass * lastOut
    lastIn = low
    lastOut = out
    line[at] = out * loss
    at = (at + 1) % whole
    return read * (t > seconds ? decay(t - seconds, 0.015) : 1)
  })
  return fadeOut(x, 0.01)
}

/**
 * An overdriven guitar: strings together into a valve-like curve, then a loudspeaker. Mono; play it twice for width.
 * @param {number[]} notes @param {number} seconds @param {{ muted?: boolean, gain?: number, seed?: number }} how
 */
export function guitar(notes, seconds, { muted = false, gain = 9, seed = 1 } = {}) {
  const how = muted ? { damp: 0.55, life: 0.12, soft: 0.45 } : { damp: 0.3, life: 3, soft: 0.3 }
  const strings = notes.map((midi, i) => string(midi, seconds, { ...how, seed: seed + 17 * i }))
  const tight = new Filter(110, 0.7)
  const cone = [new Filter(4300, 0.8), new Filter(4800, 0.6)]
  const bite = new Filter(2300, 1)
  const thump = new Filter(130, 0.9)
  return fadeOut(
    sound(seconds + 0.06, (t, i) => {
      let x = 0
      for (const one of strings) x += one[i] ?? 0
      x = tight.push(x).high * gain
      x = x > 0 ? Math.tanh(x) : Math.tanh(1.25 * x) * 0.9
      x += 0.5 * bite.push(x).band + 0.35 * thump.push(x).band
      for (const one of cone) x = one.push(x).low
      return 0.7 * x * Math.min(1, t / 0.0015)
    }),
    0.012,
  )
}

/** First three formants in Hz of sung vowels (G. Peterson and H. Barney 1952, men). @type {Record<string, number[]>} */
const vowels = { a: [730, 1090, 2440], e: [530, 1840, 2480], i: [270, 2290, 3010], o: [570, 840, 2410], u: [300, 870, 2240] }

/** Voices in unison that slide from one vowel to another: a choir, or a crowd's shout when `rough`. @returns {Stereo} */
export function choir(/** @type {number} */ midi, /** @type {number} */ seconds, vowel = 'a', next = vowel, { rough = 0, attack = 0.03, seed = 1 } = {}) {
  const from = vowels[vowel] ?? []
  const to = vowels[next] ?? from
  const raw = synth(midi, seconds, { voices: 7, detune: 14 + 30 * rough, cutoff: 5000, attack, sustain: 0.9, release: 0.08, vibrato: 12, glide: -2 * rough }, seed)
  const hiss = noise(seed + 99)
  return /** @type {Stereo} */ (
    raw.map((x) => {
      const bands = from.map((hz) => new Filter(hz, 7))
      return x.map((v, i) => {
        const t = i / RATE
        if (i % 64 === 0) bands.forEach((band, n) => band.tune((from[n] ?? 0) + ((to[n] ?? 0) - (from[n] ?? 0)) * Math.min(1, t / seconds), 6))
        const input = v * (1 + 0.7 * rough * hiss())
        return bands.reduce((sum, band, n) => sum + ([1.4, 0.9, 0.5][n] ?? 0) * band.push(input).band, 0)
      })
    })
  )
}
