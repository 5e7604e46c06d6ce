import { dropsOf, type Drop } from './rhythm/drops'
import { createOnsetDetector, type Onsets } from './rhythm/onsets'
import { createResampler } from './signal/resample'
import { rhythmOf, type Rhythm, type RhythmWeights } from './rhythm/rhythm'
import { WEIGHTS } from './rhythm/weights'

/** Raised whenever a result would change: stored analyses of another version are made again. */
export const ANALYSER_VERSION = 4

export interface AnalysisFormat {
  /** Hz, 4,000 to 768,000. */
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
  /** Best first. */
  readonly drops: readonly Drop[]
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
  if (!(sampleRate >= 4000 && sampleRate <= 768_000)) throw new RangeError(`sample rate ${sampleRate}`)
  if (!(channels >= 1 && channels <= 8)) throw new RangeError(`${channels} channels`)
  const detector = createOnsetDetector()
  const resampler = createResampler(sampleRate, (samples, length) => detector.process(samples, length))
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

export function describe(onsets: Onsets, duration: number, weights: RhythmWeights = WEIGHTS): Analysis {
  const none = (reason: Analysis['reason'], tempoConfidence = 0): Analysis => ({
    version: ANALYSER_VERSION, duration, tempo: null, tempoConfidence, tempoReadings: [],
    steady: false, beats: [], downbeats: [], beatsPerBar: 4, drops: [], reason,
  })
  if (duration < 4) return none('too short')
  let loudest = 0
  // Without the ends, where a DC offset steps in and out.
  for (let i = 30; i < onsets.frames - 30; i++) loudest = Math.max(loudest, onsets.power[i]!)
  if (loudest < 1e-7) return none('silence')

  const rhythm = rhythmOf(onsets, duration, weights)
  if (rhythm === null) return none('noise')
  if (rhythm.confidence < 0.1) return none(rhythm.spoken ? 'speech' : 'noise', rhythm.confidence)
  const { tempo, confidence, readings, steady, beats, bars, profile } = rhythm
  return {
    version: ANALYSER_VERSION,
    duration,
    tempo: hundredths(tempo),
    tempoConfidence: confidence,
    tempoReadings: plausible(readings, tempo),
    steady,
    beats,
    downbeats: beats.filter((_, i) => i % bars.beatsPerBar === bars.first),
    beatsPerBar: bars.beatsPerBar,
    drops: dropsOf(profile, beats, bars),
    reason: null,
  }
}

/** The readings worth naming, the first of them exact, the others in its simple ratios as far as they are ones. */
function plausible(readings: Rhythm['readings'], tempo: number): TempoReading[] {
  const kept = readings.filter(({ weight }, i) => i === 0 || weight >= 0.02).slice(0, 6)
  const total = kept.reduce((sum, { weight }) => sum + weight, 0)
  const top = kept[0]!.tempo
  return kept.map((reading) => {
    const ratio = RATIOS.find((r) => Math.abs(reading.tempo / top / r - 1) < 0.03)
    return { tempo: hundredths(ratio === undefined ? reading.tempo : tempo * ratio), weight: reading.weight / total }
  })
}

const RATIOS = [1, 2, 1 / 2, 3, 1 / 3, 3 / 2, 2 / 3, 4 / 3, 3 / 4, 4, 1 / 4]

const hundredths = (x: number): number => Math.round(100 * x) / 100
