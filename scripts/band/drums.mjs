/** The drum kit and the effects around it. Each function makes one hit, mono, its attack on sample 0. */
import { decay, fadeOut, Filter, noise, sound } from '../synth.mjs'

const rise = (/** @type {number} */ t, seconds = 0.0005) => Math.min(1, t / seconds)

/**
 * A falling sine with a click. @param {{ from?: number, to?: number, fall?: number, tau?: number, click?: number, drive?: number }} make
 */
export function kick({ from = 190, to = 48, fall = 0.028, tau = 0.14, click = 0.5, drive = 1.6 } = {}) {
  const hiss = noise(1)
  const edge = new Filter(3500, 0.8)
  const x = sound(tau * 3.2, (t) => {
    const turns = to * t + (from - to) * fall * (1 - decay(t, fall))
    const body = Math.tanh(drive * Math.sin(2 * Math.PI * turns + 0.3) * decay(t, tau))
    return body + click * decay(t, 0.003) * edge.push(hiss()).band
  })
  return fadeOut(x, 0.05)
}

/** Two modes of the head and the wires. @param {{ hz?: number, tau?: number, wires?: number, bright?: number, seed?: number }} make */
export function snare({ hz = 185, tau = 0.11, wires = 1, bright = 2200, seed = 2 } = {}) {
  const hiss = noise(seed)
  const low = new Filter(bright, 0.5)
  const top = new Filter(700, 0.7)
  const x = sound(tau * 4, (t) => {
    const head = Math.sin(2 * Math.PI * hz * t * (1 + 0.3 * decay(t, 0.012))) + 0.6 * Math.sin(2 * Math.PI * 1.78 * hz * t)
    const rattle = top.push(low.push(hiss()).band * 1.4 + 0.3 * hiss()).high
    return rise(t) * Math.tanh(1.5 * (0.7 * head * decay(t, tau * 0.55) + wires * rattle * decay(t, tau)))
  })
  return fadeOut(x, 0.05)
}

/** Hands: four bursts and a room. */
export function clap(seed = 3, tau = 0.09) {
  const hiss = noise(seed)
  const colour = new Filter(1350, 1.1)
  const x = sound(tau * 4, (t) => {
    const bursts = [0, 0.011, 0.021].reduce((sum, at) => sum + (t >= at ? decay(t - at, 0.006) : 0), 0)
    const tail = t > 0.03 ? decay(t - 0.03, tau) : 0
    return 1.6 * colour.push(hiss()).band * (bursts + 0.9 * tail)
  })
  return fadeOut(x, 0.04)
}

/** Six squares that fit no scale (after analogue drum machines), high-passed, with noise. */
function metal(/** @type {number} */ seconds, /** @type {number} */ tau, /** @type {number} */ cutoff, seed = 4) {
  const hiss = noise(seed)
  const high = new Filter(cutoff, 0.9)
  const tones = [205.3, 304.4, 369.6, 522.7, 800, 1047.6]
  const x = sound(seconds, (t) => {
    const squares = tones.reduce((sum, hz) => sum + ((1.9 * hz * t) % 1 < 0.5 ? 1 : -1), 0)
    return rise(t, 0.0003) * high.push(0.12 * squares + 0.5 * hiss()).high * decay(t, tau)
  })
  return fadeOut(x, seconds * 0.2)
}

export const hat = (tau = 0.028, seed = 4) => metal(tau * 5, tau, 7500, seed)
export const openHat = (tau = 0.13, seed = 5) => metal(tau * 3, tau, 7000, seed)
export const ride = (seed = 6) => metal(0.7, 0.22, 5200, seed)
export const crash = (seed = 7, tau = 0.7) => metal(tau * 3.5, tau, 3600, seed)
export const shaker = (seed = 8) => {
  const hiss = noise(seed)
  const colour = new Filter(6200, 1.2)
  return sound(0.1, (t) => Math.min(1, t / 0.006) * decay(t, 0.022) * colour.push(hiss()).band * 1.5)
}

export const tom = (hz = 110, tau = 0.16, seed = 9) => {
  const hiss = noise(seed)
  const skin = new Filter(900, 0.7)
  const x = sound(tau * 3.5, (t) => {
    const turns = hz * t + 0.5 * hz * 0.03 * (1 - decay(t, 0.03))
    return rise(t) * Math.tanh(1.4 * (Math.sin(2 * Math.PI * turns) * decay(t, tau) + 0.5 * skin.push(hiss()).low * decay(t, 0.02)))
  })
  return fadeOut(x, 0.05)
}

export const rim = (hz = 820) =>
  sound(0.09, (t) => rise(t) * decay(t, 0.014) * (Math.sin(2 * Math.PI * hz * t) + 0.7 * Math.sin(2 * Math.PI * 2.17 * hz * t)))

/** Air that rises: noise through a band that climbs `octaves` over `seconds`, ever louder, and a tone under it. */
export function riser(/** @type {number} */ seconds, octaves = 5, seed = 10) {
  const hiss = noise(seed)
  const band = new Filter(200, 1.4)
  let phase = 0
  const x = sound(seconds, (t, i) => {
    const at = t / seconds
    if (i % 32 === 0) band.tune(220 * 2 ** (octaves * at), 1.5)
    phase += (110 * 2 ** (2.5 * at)) / 48000
    const tone = 0.16 * (2 * (phase % 1) - 1)
    return at ** 1.8 * band.push(hiss() + tone).band * 1.5
  })
  return fadeOut(x, 0.01)
}

/** A crash played backwards: swells into the beat. */
export const reverse = (/** @type {number} */ seconds, seed = 11) => fadeOut(metal(seconds, seconds / 3.2, 3000, seed).reverse(), 0.006)

/** The floor shaking where a drop lands. */
export const impact = (tau = 0.55) => {
  const hiss = noise(12)
  const low = new Filter(420, 0.7)
  const x = sound(tau * 4, (t) => {
    const turns = 34 * t + 60 * 0.09 * (1 - decay(t, 0.09))
    return rise(t) * (Math.sin(2 * Math.PI * turns + 0.4) * decay(t, tau) + 0.9 * low.push(hiss()).low * decay(t, 0.18))
  })
  return fadeOut(x, 0.3)
}
