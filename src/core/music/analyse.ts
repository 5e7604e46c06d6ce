import { phaseOf, steadyBeats } from './beats'
import { candidatesOf, pulseStrength } from './candidates'
import { envelopesOf } from './envelope'
import { createOnsetDetector, FRAME_RATE, type Onsets } from './onsets'
import { pulseNear } from './pulse'
import { createResampler } from './resample'
import { tempogramOf } from './tempogram'

/** Raised whenever a result would change: stored analyses of another version are made again. */
export const ANALYSER_VERSION = 1

export interface AnalysisFormat {
  /** Hz, 8,000 to 192,000. */
  readonly sampleRate: number
  /** 1 to 8. */
  readonly channels: number
}

export interface TempoReading {
  /** BPM. */
  readonly tempo: number
  /** 0-1; the readings' weights sum to 1. */
  readonly weight: number
}

export interface Analysis {
  readonly version: number
  /** Seconds. */
  readonly duration: number
  /** BPM to 0.01, null where there is none. */
  readonly tempo: number | null
  /** 0-1; below 0.3 the tempo is not to be trusted. */
  readonly tempoConfidence: number
  /** All plausible, best first. */
  readonly tempoReadings: readonly TempoReading[]
  /** One tempo and one grid throughout. */
  readonly steady: boolean
  /** Seconds, rising. */
  readonly beats: readonly number[]
  /** The first beats of the bars; a subset of `beats`. */
  readonly downbeats: readonly number[]
  readonly beatsPerBar: number
  /** Why there is no tempo. */
  readonly reason: null | 'silence' | 'noise' | 'speech' | 'too short'
}

/** Takes a piece block by block, then gives the result once. */
export interface Analyser {
  /** One array per channel, equally long, of any length; full scale is 1. What is not a number counts as 0. */
  process(channels: readonly Float32Array[]): void
  finish(): Analysis
}

export function createAnalyser({ sampleRate, channels }: AnalysisFormat): Analyser {
  if (!(sampleRate >= 8000 && sampleRate <= 192_000)) throw new RangeError(`sample rate ${sampleRate}`)
  if (!(channels >= 1 && channels <= 8)) throw new RangeError(`${channels} channels`)
  const detector = createOnsetDetector()
  const resampler = createResampler(sampleRate, detector.process)
  let samples = 0
  return {
    process(block) {
      samples += block[0]?.length ?? 0
      resampler.process(block)
    },
    finish() {
      resampler.finish()
      return describe(detector.finish(), samples / sampleRate)
    },
  }
}

/** Analyses a whole piece at once: one array per channel. */
export function analyse(channels: readonly Float32Array[], sampleRate: number): Analysis {
  const analyser = createAnalyser({ sampleRate, channels: channels.length })
  analyser.process(channels)
  return analyser.finish()
}

function describe(onsets: Onsets, duration: number): Analysis {
  const none = (reason: Analysis['reason'], tempoConfidence = 0): Analysis => ({
    version: ANALYSER_VERSION, duration, tempo: null, tempoConfidence, tempoReadings: [],
    steady: false, beats: [], downbeats: [], beatsPerBar: 4, reason,
  })
  if (duration < 4) return none('too short')
  let loudest = 0
  // Without the ends, where a DC offset steps in and out.
  for (let i = 30; i < onsets.frames - 30; i++) loudest = Math.max(loudest, onsets.power[i]!)
  if (loudest < 1e-7) return none('silence')

  const envelopes = envelopesOf(onsets)
  const tempogram = tempogramOf(envelopes)
  const scored = candidatesOf(tempogram)
    .map((tempo) => ({ tempo, score: pulseStrength(tempogram.all, tempo) * Math.exp(-0.5 * (Math.log2(tempo / 118) / 0.5) ** 2) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5)
  const best = scored[0]
  if (best === undefined) return none('noise')
  const sum = scored.reduce((total, { score }) => total + score, 0)
  const pulse = pulseNear(envelopes.all, best.tempo)
  const correlation = tempogram.all.lag((60 * FRAME_RATE) / best.tempo)
  const confidence = Math.max(0, Math.min(1, 2 * correlation))
  const beats = steadyBeats(pulse.tempo, phaseOf(envelopes.all, pulse.tempo), duration)
  return {
    version: ANALYSER_VERSION,
    duration,
    tempo: Math.round(100 * pulse.tempo) / 100,
    tempoConfidence: confidence,
    tempoReadings: scored.map(({ tempo, score }) => ({ tempo: Math.round(100 * tempo) / 100, weight: score / sum })),
    steady: pulse.coherence > 0.3,
    beats,
    downbeats: beats.filter((_, i) => i % 4 === 0),
    beatsPerBar: 4,
    reason: null,
  }
}
