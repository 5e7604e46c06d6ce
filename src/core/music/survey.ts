import type { StoredAnalysis } from './analysis'
import type { AnalysisFormat } from './analyse'
import { energyOf, energyPartsOf } from './form/energy'
import { gapsOf } from './form/gaps'
import { createKeyFinder } from './key/key'
import { loudnessWithin } from './level/loudness'
import { createLevelMeter } from './level/meter'
import { heardIn } from './pieces'
import { createOnsetDetector, FRAME_RATE, TIMBRE_STEP } from './rhythm/onsets'
import { createResampler } from './signal/resample'
import { createSilenceFinder } from './level/silence'
import { createWaveformDrawer } from './form/waveform'

/** Takes a piece block by block, then tells all about it once. */
export interface Survey {
  /** One array per channel, equally long, of any length; full scale is 1. What is not a number counts as 0. */
  process(channels: readonly Float32Array[]): void
  finish(): StoredAnalysis
}

/**
 * The whole analysis of a piece in one pass: levels and silence at its own rate and with its own channels, all else from one
 * resampled mono stream. Memory grows by about 1.5 MB a minute of what the onset detector keeps, not by samples.
 * @throws RangeError for a format beyond 4,000 to 768,000 Hz and 1 to 8 channels
 */
export function createSurvey({ sampleRate, channels }: AnalysisFormat): Survey {
  if (!(sampleRate >= 4000 && sampleRate <= 768_000)) throw new RangeError(`a sample rate of ${sampleRate} Hz`)
  if (!(channels >= 1 && channels <= 8)) throw new RangeError(`${channels} channels`)
  const meter = createLevelMeter({ sampleRate, channels })
  const silence = createSilenceFinder(sampleRate)
  const onsets = createOnsetDetector()
  const waveform = createWaveformDrawer()
  const key = createKeyFinder()
  const resampler = createResampler(sampleRate, (samples, length) => {
    waveform.process(samples, length)
    key.process(samples, length)
    onsets.process(samples, length)
  })
  let frames = 0

  return {
    process(block) {
      frames += block[0]?.length ?? 0
      meter.process(block)
      silence.process(block)
      resampler.process(block)
    },
    finish() {
      resampler.finish()
      const duration = frames / sampleRate
      const texture = { ...onsets.finish(), frameRate: FRAME_RATE, timbreStep: TIMBRE_STEP }
      const { steps, loudness, truePeak } = meter.finish()
      const { key: name, keyConfidence, crest } = key.finish()
      const { rhythm, sections, joins, music, main } = heardIn(texture, gapsOf({ steps, loudness, crest, texture }, duration), duration)
      const drawn = waveform.finish()
      return {
        ...rhythm,
        tempoConfidence: clamped(rhythm.tempoConfidence),
        tempoReadings: rhythm.tempoReadings.map(({ tempo, weight }) => ({ tempo, weight: clamped(weight) })),
        beats: rhythm.beats.map(brief),
        downbeats: rhythm.downbeats.map(brief),
        drops: rhythm.drops.map(({ time, buildUp, strength }) => ({ time: brief(time), buildUp: brief(buildUp), strength: brief(strength) })),
        sections: sections.map(({ start, end, kind, intensity }) => ({ start: brief(start), end: brief(end), kind, intensity: brief(clamped(intensity)) })),
        joins: joins.map(({ time, ease }) => ({ time: brief(time), ease: brief(clamped(ease)) })),
        music: music.map(({ start, end }) => ({ start: brief(start), end: brief(end), loudness: loudnessWithin(steps, start, end) })),
        loudness,
        truePeak,
        energy: clamped(energyOf(energyPartsOf(main.texture, loudnessWithin(steps, main.start, main.end)))),
        key: name,
        keyConfidence: clamped(keyConfidence),
        silence: silence.finish(),
        waveform: { low: [...drawn.low], mid: [...drawn.mid], high: [...drawn.high] },
      }
    },
  }
}

const clamped = (x: number): number => Math.min(1, Math.max(0, x))

/** To 0.01 ms: a stored number then takes some 8 characters and not 18. */
const brief = (x: number): number => Math.round(1e5 * x) / 1e5
