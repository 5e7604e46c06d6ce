/**
 * The synthesis shared by cues and demo tracks: oscillators, noise, filters, envelopes, WAV.
 * Every sound is a Float32Array of samples at RATE; nothing here is random, noise comes from a seed.
 */

/** Samples a second of everything we make. */
export const RATE = 48000

/** @param {number} seconds @returns {number} whole samples */
export const samples = (seconds) => Math.round(seconds * RATE)

/** @param {number} db @returns {number} a factor on amplitude */
export const amplitude = (db) => 10 ** (db / 20)

const steps = /** @type {Record<string, number>} */ ({ C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 })

/** @param {string} name such as 'A4', 'F#3', 'Bb2' @returns {number} the MIDI number, A4 = 69 */
export function pitch(name) {
  const found = /^([A-G])([#b]?)(-?\d)$/.exec(name)
  if (!found) throw new Error(`not a note: ${name}`)
  const [, letter = 'C', sign, octave] = found
  return 12 * (Number(octave) + 1) + (steps[letter] ?? 0) + (sign === '#' ? 1 : sign === 'b' ? -1 : 0)
}

/** Equal temperament on A4 = 440 Hz. @param {number} midi @returns {number} Hz */
export const hertz = (midi) => 440 * 2 ** ((midi - 69) / 12)

/**
 * Numbers that look like chance, the same for the same seed (mulberry32, public domain, T. Ettinger).
 * @param {number} seed @returns {() => number} uniform in [0, 1)
 */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296
  }
}

/**
 * White noise, the same for the same seed.
 * @param {number} seed @returns {() => number} uniform in [-1, 1)
 */
export function noise(seed) {
  const next = random(seed)
  return () => 2 * next() - 1
}

/** Rounds a jump at phase 0 (polyBLEP, Valimaki and Huovilainen 2007), so that it does not alias. */
function corner(/** @type {number} */ phase, /** @type {number} */ step) {
  if (phase < step) return 2 * (phase / step) - (phase / step) ** 2 - 1
  if (phase > 1 - step) return ((phase - 1) / step) ** 2 + 2 * ((phase - 1) / step) + 1
  return 0
}

/**
 * Oscillators: phase in [0, 1), step is the phase a sample advances by, width the share that is high.
 * @type {Record<string, (phase: number, step: number, width: number) => number>}
 */
export const waves = {
  sine: (phase) => Math.sin(2 * Math.PI * phase),
  triangle: (phase) => (phase < 0.25 ? 4 * phase : phase < 0.75 ? 2 - 4 * phase : 4 * phase - 4),
  saw: (phase, step) => 2 * phase - 1 - corner(phase, step),
  pulse: (phase, step, width) =>
    (phase < width ? 1 : -1) + corner(phase, step) - corner((phase - width + 1) % 1, step) - (2 * width - 1),
}

/** A state-variable filter (Zavalishin's topology-preserving form): low, band and high at once. */
export class Filter {
  low = 0
  band = 0
  high = 0
  #first = 0
  #second = 0
  #g = 0
  #k = 1

  /** @param {number} cutoff Hz @param {number} q resonance, 0.7 is flat */
  constructor(cutoff, q = 0.7) {
    this.tune(cutoff, q)
  }

  /** @param {number} cutoff Hz @param {number} q */
  tune(cutoff, q = 0.7) {
    this.#g = Math.tan(Math.PI * Math.min(0.45, Math.max(10, cutoff) / RATE))
    this.#k = 1 / q
  }

  /** @param {number} x one sample; read low, band (unity at its peak) or high afterwards */
  push(x) {
    const a = 1 / (1 + this.#g * (this.#g + this.#k))
    const v3 = x - this.#second
    const v1 = a * this.#first + this.#g * a * v3
    const v2 = this.#second + this.#g * v1
    this.#first = 2 * v1 - this.#first
    this.#second = 2 * v2 - this.#second
    this.low = v2
    this.band = this.#k * v1
    this.high = x - this.band - v2
    return this
  }
}

/**
 * Calls `make` for every sample of a sound.
 * @param {number} seconds @param {(time: number, index: number) => number} make @returns {Float32Array}
 */
export function sound(seconds, make) {
  const out = new Float32Array(samples(seconds))
  for (let i = 0; i < out.length; i++) out[i] = make(i / RATE, i)
  return out
}

/** @param {number} time seconds @param {number} tau seconds to fall to 1/e @returns {number} */
export const decay = (time, tau) => Math.exp(-time / tau)

/** Adds `part` into `whole` from `start` samples on. @returns {Float32Array} whole */
export function add(
  /** @type {Float32Array} */ whole, /** @type {Float32Array} */ part, start = 0, gain = 1,
) {
  const from = Math.max(0, -start)
  const to = Math.min(part.length, whole.length - start)
  for (let i = from; i < to; i++) whole[start + i] += gain * (part[i] ?? 0)
  return whole
}

/** Fades the end to exactly zero with half a cosine, in place. @param {Float32Array} x @param {number} seconds */
export function fadeOut(x, seconds) {
  const n = Math.min(x.length, samples(seconds))
  for (let i = 0; i < n; i++) x[x.length - n + i] *= 0.5 + 0.5 * Math.cos((Math.PI * (i + 1)) / n)
  return x
}

/** Scales to a peak in dBFS, in place. @param {Float32Array} x @param {number} db */
export function peakAt(x, db) {
  let peak = 0
  for (const v of x) peak = Math.max(peak, Math.abs(v))
  const gain = peak > 0 ? amplitude(db) / peak : 0
  for (let i = 0; i < x.length; i++) x[i] *= gain
  return x
}

/** A WAV file of 16-bit PCM. @param {Float32Array[]} channels of one length @returns {Buffer} */
export function wav(channels) {
  const frames = channels[0]?.length ?? 0
  const bytes = frames * channels.length * 2
  const out = Buffer.alloc(44 + bytes)
  out.write('RIFF', 0)
  out.writeUInt32LE(36 + bytes, 4)
  out.write('WAVEfmt ', 8)
  out.writeUInt32LE(16, 16)
  out.writeUInt16LE(1, 20)
  out.writeUInt16LE(channels.length, 22)
  out.writeUInt32LE(RATE, 24)
  out.writeUInt32LE(RATE * channels.length * 2, 28)
  out.writeUInt16LE(channels.length * 2, 32)
  out.writeUInt16LE(16, 34)
  out.write('data', 36)
  out.writeUInt32LE(bytes, 40)
  let at = 44
  for (let i = 0; i < frames; i++) {
    for (const channel of channels) {
      at = out.writeInt16LE(Math.round(32767 * Math.max(-1, Math.min(1, channel[i] ?? 0))), at)
    }
  }
  return out
}
