import { beatProfileOf, type BeatProfile } from './beatprofile'
import { beatsOf } from './beats'
import { candidatesOf } from './candidates'
import { barsOf, type Bars } from './downbeats'
import { entranceOf } from './entrance'
import { envelopesOf } from './envelope'
import { confidenceOf, evidenceOf, soundsSpoken } from './evidence'
import type { Committee } from './net'
import { readingsOf } from './octave'
import type { Onsets } from './onsets'
import { phaseOf } from './phase'
import { pulseNear } from './pulse'
import { tempogramOf } from './tempogram'

/** What was learned, see scripts/train-tempo.mjs. */
export interface RhythmWeights {
  readonly octave: Committee
  readonly phase: Committee
}

export interface Rhythm {
  /** BPM. */
  readonly tempo: number
  readonly readings: readonly { readonly tempo: number; readonly weight: number }[]
  readonly steady: boolean
  readonly bars: Bars
  readonly profile: BeatProfile
  readonly confidence: number
  readonly spoken: boolean
  /** Seconds. */
  readonly beats: readonly number[]
}

/** From onsets to tempo and beats; null where nothing repeats at all. */
export function rhythmOf(onsets: Onsets, duration: number, weights: RhythmWeights): Rhythm | null {
  const envelopes = envelopesOf(onsets)
  const tempogram = tempogramOf(envelopes)
  const readings = readingsOf(weights.octave, tempogram, candidatesOf(tempogram))
  const best = readings[0]
  if (best === undefined) return null
  const tempo = pulseNear(envelopes.all, best.tempo)
  const entrance = entranceOf(onsets)
  const { beats, steady, even } = beatsOf(onsets, envelopes, tempo, duration, (pulse) =>
    // A stretched pulse begins elsewhere.
    phaseOf(weights.phase, pulse, tempo, pulse === envelopes ? entrance : null))
  // Drift blurs what repeats, but where the beats are followed and the drift taken out it does not speak against a beat.
  const evidence = evidenceOf(onsets, envelopes, tempogram, best.tempo)
  const followed = steady ? evidence : evidenceOf(onsets, even, tempogramOf(even), tempo)
  const profile = beatProfileOf(onsets, envelopes, beats)
  return {
    tempo, readings, steady, beats, profile,
    bars: barsOf(profile),
    confidence: Math.max(confidenceOf(evidence), confidenceOf(followed)), spoken: soundsSpoken(evidence),
  }
}
