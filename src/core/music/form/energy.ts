import type { Texture } from './texture'

/** What energy is made of. */
export interface EnergyParts {
  /** Integrated loudness, LUFS; null counts as silence. */
  readonly loudness: number | null
  /** Onset strength: the mean rise a frame, where there is sound. */
  readonly density: number
  /** The power above about 1.1 kHz (the upper half of the bands) against all of it, dB. */
  readonly brightness: number
}

/** Where a part begins to count, where it counts fully, and how much. Weights sum to 1. */
const PARTS = {
  loudness: { from: -30, to: -6, weight: 0.5 },
  density: { from: 0.4, to: 2, weight: 0.3 },
  brightness: { from: -20, to: -4, weight: 0.2 },
} as const
/** How much the middle is drawn apart: the slope of a logistic curve. */
const CONTRAST = 6
/** Mean square of a frame that sounds: -60 dBFS. */
const SOUNDS = 1e-6
/** What onsets.ts adds to a band's energy before the logarithm. */
const FLOOR = 1e-6

/**
 * How energetic a piece is, 0-1: the weighted sum of its parts, each clamped to its range, through a logistic curve. It rises with
 * each part. Set by genre on some 150 pieces: classical came to 0.07-0.31, slow jazz to 0.33, house and techno to 0.63-0.86, punk to
 * 0.74-0.86, fast metal to 0.87-0.93.
 */
export function energyOf(parts: EnergyParts): number {
  let sum = 0
  for (const name of ['loudness', 'density', 'brightness'] as const) {
    const { from, to, weight } = PARTS[name]
    sum += weight * Math.max(0, Math.min(1, ((parts[name] ?? -Infinity) - from) / (to - from)))
  }
  const curve = (x: number): number => 1 / (1 + Math.exp(-CONTRAST * (x - 0.5)))
  return (curve(sum) - curve(0)) / (curve(1) - curve(0))
}

export function energyPartsOf(texture: Texture, loudness: number | null): EnergyParts {
  return { loudness, density: densityOf(texture), brightness: brightnessOf(texture) }
}

function densityOf({ frames, low, mid, high, power }: Texture): number {
  let sum = 0
  let count = 0
  for (let i = 0; i < frames; i++) {
    if (power[i]! < SOUNDS) continue
    sum += low[i]! + mid[i]! + high[i]!
    count++
  }
  return count === 0 ? 0 : sum / count
}

function brightnessOf({ timbre, timbreBands: bands }: Texture): number {
  let upper = 0
  let all = 0
  for (let at = 0; at + bands <= timbre.length; at += bands) {
    for (let b = 0; b < bands; b++) {
      const energy = Math.max(0, 10 ** timbre[at + b]! - FLOOR)
      all += energy
      if (b >= bands / 2) upper += energy
    }
  }
  return upper === 0 ? -Infinity : 10 * Math.log10(upper / all)
}
