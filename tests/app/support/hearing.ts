import { readFileSync } from 'node:fs'

/** Sounds are mono at this rate in all of these functions. */
export const rate = 48_000

/** The samples of a 16-bit mono WAV file of ours. */
export function readCue(path: string): Float32Array {
  const bytes = readFileSync(path)
  return Float32Array.from({ length: (bytes.length - 44) >> 1 }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32768)
}

export function peak(sound: Float32Array): number {
  return sound.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
}

/** The amplitude of one frequency in [from, to) seconds, by a Goertzel filter over a Hann window. */
export function level(sound: Float32Array, hertz: number, from: number, to: number): number {
  const first = Math.round(from * rate)
  const length = Math.round((to - from) * rate)
  const turn = (2 * Math.PI * hertz) / rate
  let real = 0
  let imaginary = 0
  let weight = 0
  for (let i = 0; i < length; i++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length)
    const value = (sound[first + i] ?? 0) * hann
    real += value * Math.cos(turn * i)
    imaginary += value * Math.sin(turn * i)
    weight += hann
  }
  return (2 * Math.hypot(real, imaginary)) / weight
}

/** The longest stretch of [from, to), in seconds, in which no sample is louder than `threshold`. */
export function longestGap(sound: Float32Array, from: number, to: number, threshold: number): number {
  let longest = 0
  let quiet = 0
  for (let i = Math.round(from * rate); i < Math.round(to * rate); i++) {
    quiet = Math.abs(sound[i] ?? 0) > threshold ? 0 : quiet + 1
    longest = Math.max(longest, quiet)
  }
  return longest / rate
}

/** How well `pattern` fits at sample `at`: the cosine between the two, 1 for a perfect fit. */
function fit(sound: Float32Array, pattern: Float32Array, at: number): number {
  let product = 0
  let power = 0
  let own = 0
  for (let i = 0; i < pattern.length; i++) {
    const heard = sound[at + i] ?? 0
    const wanted = pattern[i] as number
    product += heard * wanted
    power += heard * heard
    own += wanted * wanted
  }
  return power > 0 ? product / Math.sqrt(power * own) : 0
}

/** Keeps what lies above about 500 Hz, where the tones of the tests are not. */
export function highPass(sound: Float32Array): Float32Array {
  let out = sound
  const turn = 2 * Math.PI * (800 / rate)
  const keep = 1 / (1 + turn)
  for (let pass = 0; pass < 3; pass++) {
    const next = new Float32Array(out.length)
    for (let i = 1; i < out.length; i++) next[i] = keep * ((next[i - 1] as number) + (out[i] as number) - (out[i - 1] as number))
    out = next
  }
  return out
}

/** Every place in [from, to) seconds at which the sound gets loud, with how well the first 0.2 s of the cue fit there. */
function candidates(sound: Float32Array, cue: Float32Array, from: number, to: number): { at: number; score: number }[] {
  const pattern = cue.subarray(0, Math.round(0.2 * rate))
  const block = Math.round(0.005 * rate)
  const power = (at: number) => {
    let sum = 0
    for (let i = at; i < at + block; i++) sum += (sound[i] ?? 0) ** 2
    return sum
  }
  const found: { at: number; score: number }[] = []
  for (let at = Math.round(from * rate); at < Math.round(to * rate); at += block) {
    if (power(at) <= 2 * power(at - block)) continue
    let best = { at, score: 0 }
    for (let place = at - 2 * block; place < at + block; place++) {
      const score = fit(sound, pattern, place)
      if (score > best.score) best = { at: place, score }
    }
    found.push(best)
  }
  return found
}

/**
 * Where a cue begins, in seconds, to the sample: the best fit within [from, to).
 * Throws when nothing there is like it.
 */
export function onset(sound: Float32Array, cue: Float32Array, from: number, to: number): number {
  const best = candidates(sound, cue, from, to).reduce((a, b) => (b.score > a.score ? b : a), { at: 0, score: 0 })
  if (best.score < 0.6) throw new Error(`no such cue between ${from} s and ${to} s (best fit ${best.score.toFixed(2)})`)
  return best.at / rate
}

/** Where a cue is heard for the first time, in seconds. Throws when it never is. */
export function firstOnset(sound: Float32Array, cue: Float32Array): number {
  const first = candidates(sound, cue, 0, sound.length / rate).find(({ score }) => score > 0.8)
  if (!first) throw new Error('the cue is never heard')
  return onset(sound, cue, first.at / rate - 0.02, first.at / rate + 0.02)
}
