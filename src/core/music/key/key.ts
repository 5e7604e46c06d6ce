import { createChroma, type Chroma } from './chroma'
import { profiles } from './profiles'

/** The key of a piece. */
export interface Key {
  /** Camelot notation: 1-12 and A (minor) or B (major), '8A' is A minor. Null where there is nothing tonal. */
  readonly key: string | null
  /** 0-1: how well the notes fit the key, how much better than the next key, and how clear they are. Below 0.3 it is a guess. */
  readonly keyConfidence: number
  /** How far the music is above A = 440 Hz, cents, -50 to 50. */
  readonly tuning: number
}

/** Takes mono samples at the analysis rate, then gives the key once, and on what it rests. */
export interface KeyFinder {
  process(samples: Float32Array, length: number): void
  finish(): Key & Pick<Chroma, 'crest'>
}

const NONE: Key = { key: null, keyConfidence: 0, tuning: 0 }
/** A lead over the second best of this much leaves no doubt. */
const CLEAR_LEAD = 0.12
/** From this clarity on notes are as clear as they need to be; below the other there are none. */
const CLEAR = 0.1
const TONELESS = 0.025

/**
 * The pitch classes of the whole piece against the profiles of the 24 keys, by correlation (Krumhansl and Schmuckler's way:
 * C. Krumhansl, "Cognitive Foundations of Musical Pitch", 1990).
 */
export function createKeyFinder(): KeyFinder {
  const chroma = createChroma()
  return {
    process: (samples, length) => chroma.process(samples, length),
    finish() {
      const { notes, tuning, clarity, crest } = chroma.finish()
      if (clarity < TONELESS) return { ...NONE, crest }
      const { best, bestFit, secondFit } = fitOf(notes)
      const lead = Math.min(1, (bestFit - secondFit) / CLEAR_LEAD)
      return { key: best, keyConfidence: Math.max(0, bestFit) * Math.min(1, clarity / CLEAR) * Math.sqrt(lead), tuning, crest }
    },
  }
}

function fitOf(notes: Float64Array) {
  let best = ''
  let bestFit = -1
  let secondFit = -1
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      const fit = correlation(notes, profiles[mode], tonic)
      if (fit > bestFit) {
        secondFit = bestFit
        bestFit = fit
        best = camelot(tonic, mode)
      } else if (fit > secondFit) secondFit = fit
    }
  }
  return { best, bestFit, secondFit }
}

/** Pearson's, of the notes seen from `tonic` with a profile. */
function correlation(notes: Float64Array, profile: readonly number[], tonic: number): number {
  let x = 0, y = 0, xx = 0, yy = 0, xy = 0
  for (let i = 0; i < 12; i++) {
    const a = notes[(tonic + i) % 12]!
    const b = profile[i]!
    x += a; y += b; xx += a * a; yy += b * b; xy += a * b
  }
  const spread = (12 * xx - x * x) * (12 * yy - y * y)
  return spread <= 0 ? 0 : (12 * xy - x * y) / Math.sqrt(spread)
}

/** The name of a key on the Camelot wheel: a fifth up is one on, C major is 8B, and a minor key has its relative major's number. */
export function camelot(tonic: number, mode: 'major' | 'minor'): string {
  const major = mode === 'major' ? tonic : tonic + 3
  return `${((7 + 7 * major) % 12) + 1}${mode === 'major' ? 'B' : 'A'}`
}
