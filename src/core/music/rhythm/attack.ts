import { ANALYSIS_RATE } from '../signal/resample'
import { FRAME_RATE } from './onsets'

/** Samples in a frame of the onset detector. */
const FRAME_SIZE = 512
/** Seconds: half a frame, the resolution, how far from a beat its sound is looked at, and how far the attack may lie. */
const HALF = FRAME_SIZE / 2 / ANALYSIS_RATE
const STEP = 0.001
const REACH = 0.05
const SHIFT = 0.01
const SLOTS = Math.round(REACH / STEP)
const SHIFTS = Math.round(SHIFT / STEP)
/** How long a struck sound's power takes to fall to 1/e. Seconds. */
const DECAYS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.15, 0.5]
const SHAPES = DECAYS.map(shapeOf)

/**
 * How long after the given instants (seconds) the sounds there begin to be heard: -0.01 to 0.01 s, 0 where none do.
 * Flux of log energy peaks as soon as a frame's edge takes in a loud sound, up to 12 ms early, and later for a soft
 * attack; power is linear, so what a sound of known shape looks like through the frame's window is known exactly. The
 * mean power around the instants is fitted by least squares with a sudden sound of exponential decay on a sloping
 * ground, for several decays; the better a decay fits the more its place counts. A slow attack's place is where
 * about half of its power has come.
 */
export function attackAfter(power: Float32Array, instants: readonly number[]): number {
  const { mean, weight } = meanAround(power, instants)
  const fit = overGround(weight)
  const total = fit(mean, mean)
  if (!(total > 1e-9)) return 0
  let places = 0
  let trust = 0
  for (const shape of SHAPES) {
    const gains = Array.from({ length: 2 * SHIFTS + 1 }, (_, s) => {
      const from = 2 * SHIFTS - s
      const moved = shape.subarray(from, from + 2 * SLOTS + 1)
      const common = fit(moved, mean)
      return common > 0 ? common ** 2 / (fit(moved, moved) + 1e-9) : 0
    })
    const best = gains.reduce((top, gain, s) => (gain > gains[top]! ? s : top), 0)
    if (gains[best]! <= 0) continue
    const left = gains[best - 1] ?? gains[best]!, right = gains[best + 1] ?? gains[best]!
    const bend = left - 2 * gains[best]! + right
    const inside = best > 0 && best < 2 * SHIFTS && bend < 0
    const place = (best - SHIFTS + (inside ? (left - right) / (2 * bend) : 0)) * STEP
    const sure = (total / (1.001 * total - gains[best]!)) ** 2
    places += sure * place
    trust += sure
  }
  return trust > 0 ? places / trust : 0
}

/** The power of a sound that falls to 1/e in `decay`, as frames see it: from REACH + SHIFT before its start to as much after. */
function shapeOf(decay: number): Float64Array {
  const step = 0.0005
  const middle = SLOTS + SHIFTS
  return Float64Array.from({ length: 2 * middle + 1 }, (_, slot) => {
    const at = (slot - middle) * STEP
    let sum = 0
    for (let after = Math.max(step / 2, at - HALF); after < at + HALF; after += step) {
      const window = 0.5 + 0.5 * Math.cos((Math.PI * (at - after)) / HALF)
      sum += window ** 2 * Math.exp(-after / decay) * step
    }
    return sum / Math.min(decay, HALF)
  })
}

/** The mean of what surrounds the instants, each scaled to its own largest, and how much every slot has of it. */
function meanAround(power: Float32Array, instants: readonly number[]) {
  const mean = new Float64Array(2 * SLOTS + 1), weight = new Float64Array(2 * SLOTS + 1)
  for (const instant of instants) {
    const from = Math.ceil((instant - REACH) * FRAME_RATE), to = Math.floor((instant + REACH) * FRAME_RATE)
    if (from < 0 || to >= power.length) continue
    let peak = 0
    for (let i = from; i <= to; i++) peak = Math.max(peak, power[i]!)
    if (peak < 1e-9) continue
    for (let i = from; i <= to; i++) {
      const x = (i / FRAME_RATE - instant) / STEP + SLOTS
      const slot = Math.min(2 * SLOTS - 1, Math.max(0, Math.floor(x)))
      const part = Math.min(1, Math.max(0, x - slot))
      mean[slot]! += ((1 - part) * power[i]!) / peak
      weight[slot]! += 1 - part
      mean[slot + 1]! += (part * power[i]!) / peak
      weight[slot + 1]! += part
    }
  }
  for (let slot = 0; slot < mean.length; slot++) if (weight[slot]! > 0) mean[slot]! /= weight[slot]!
  return { mean, weight }
}

/** The weighted product of two curves once each is freed of the straight line that fits it best. */
function overGround(weight: Float64Array): (a: Float64Array, b: Float64Array) => number {
  const sum = (value: (slot: number) => number) => weight.reduce((total, w, slot) => total + w * value(slot), 0)
  const all = sum(() => 1) + 1e-12
  const middle = sum((slot) => slot) / all
  const spread = sum((slot) => (slot - middle) ** 2) + 1e-12
  // Called some 300 times a piece: in one loop, which leaves nothing to collect.
  return (a, b) => {
    let product = 0, ofA = 0, ofB = 0, slopeA = 0, slopeB = 0
    for (let slot = 0; slot < weight.length; slot++) {
      const w = weight[slot]!, x = a[slot]!, y = b[slot]!
      product += w * (x * y)
      ofA += w * x
      ofB += w * y
      slopeA += w * (x * (slot - middle))
      slopeB += w * (y * (slot - middle))
    }
    return product - (ofA * ofB) / all - (slopeA * slopeB) / spread
  }
}
