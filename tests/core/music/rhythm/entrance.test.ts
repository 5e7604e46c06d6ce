import { describe, expect, it } from 'vitest'
import { random } from '../../../../scripts/synth.mjs'
import { analyse } from '../../../../src/core/music/analyse'
import { entranceOf } from '../../../../src/core/music/rhythm/entrance'
import { createOnsetDetector, FRAME_RATE } from '../../../../src/core/music/rhythm/onsets'
import { ANALYSIS_RATE } from '../../../../src/core/music/signal/resample'

const tone = (seconds: number) => Float32Array.from({ length: Math.round(seconds * ANALYSIS_RATE) }, (_, i) => 0.3 * Math.sin(0.3 * i))

function entrance(samples: Float32Array): number | null {
  const detector = createOnsetDetector()
  detector.process(samples.slice(0, 8000), Math.min(8000, samples.length))
  const frame = entranceOf(detector.finish())
  return frame === null ? null : frame / FRAME_RATE
}

describe('the entrance of music', () => {
  it('is where its sound begins after silence', () => {
    const samples = tone(0.7)
    samples.fill(0, 0, 0.3 * ANALYSIS_RATE)
    expect(entrance(samples)).toBeGreaterThan(0.28)
    expect(entrance(samples)).toBeLessThan(0.33)
  })

  it('is the stroke that a piece without silence begins with', () => {
    expect(entrance(tone(0.7).map((x, i) => x * Math.exp((-12 * i) / ANALYSIS_RATE)))).toBeLessThan(0.02)
  })

  it('is nowhere where a piece begins in the middle of sounds, and in silence', () => {
    expect(entrance(tone(0.7))).toBeNull()
    expect(entrance(new Float32Array(8000))).toBeNull()
    expect(entrance(new Float32Array(0))).toBeNull()
  })

  it('is not what a codec puts before them', () => {
    const samples = tone(0.7)
    samples.fill(0, 0, 0.045 * ANALYSIS_RATE)
    expect(entrance(samples)).toBeNull()
  })
})

/** At 120 BPM kicks on the beats and between them bass and hats, with more onset; it begins with a beat, after `silence` s. */
function offbeats(silence: number): Float32Array {
  const noise = random(3)
  const samples = new Float32Array(Math.round((24 + silence) * ANALYSIS_RATE))
  for (let half = 0; half < 96; half++) {
    const start = Math.round((half / 4 + silence) * ANALYSIS_RATE)
    for (let i = 0; i < 0.2 * ANALYSIS_RATE; i++) {
      const t = i / ANALYSIS_RATE
      const kick = 0.7 * Math.exp(-20 * t) * Math.sin(2 * Math.PI * 60 * t + 6 * (1 - Math.exp(-40 * t)))
      const between = 0.4 * Math.exp(-8 * t) * Math.sin(2 * Math.PI * 110 * t) + 0.1 * Math.exp(-60 * t) * (2 * noise() - 1)
      if (start + i < samples.length) samples[start + i]! += half % 2 ? between : kick
    }
  }
  return samples
}

describe('beats', () => {
  it('fall where the music begins, though more begins between them', () => {
    for (const silence of [0, 0.4, 1.1]) {
      const { beats } = analyse([offbeats(silence)], ANALYSIS_RATE)
      expect(beats.length).toBeGreaterThan(20)
      for (const beat of beats) expect(Math.abs(((beat - silence + 10.25) % 0.5) - 0.25), `after ${silence} s, beat at ${beat}`).toBeLessThan(0.03)
    }
  })
})
