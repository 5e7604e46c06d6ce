import { describe, expect, it } from 'vitest'
import { ANALYSIS_RATE } from '../../../../src/core/music/signal/resample'
import { createWaveformDrawer, WAVEFORM_POINTS, type Waveform } from '../../../../src/core/music/form/waveform'
import { feed, joined, noise, sine } from '../signals'

const draw = (samples: Float32Array, size?: number): Waveform => feed(createWaveformDrawer(), samples, size)
const tone = (hz: number, level: number, seconds: number) => sine(hz, level, seconds, ANALYSIS_RATE)
const mean = (values: Uint8Array) => values.reduce((sum, one) => sum + one, 0) / values.length

describe('waveform', () => {
  it('has 1,000 points in each band, whatever the duration', () => {
    for (const seconds of [0, 0.001, 0.05, 1, 7, 61]) {
      const { low, mid, high } = draw(noise(-6, seconds, ANALYSIS_RATE))
      expect([low.length, mid.length, high.length]).toEqual([WAVEFORM_POINTS, WAVEFORM_POINTS, WAVEFORM_POINTS])
    }
  })

  it('shows a tone in its band', () => {
    for (const [hz, band] of [[60, 'low'], [700, 'mid'], [4000, 'high']] as const) {
      const waveform = draw(tone(hz, -6, 10))
      expect(mean(waveform[band])).toBeGreaterThan(245)
      for (const other of ['low', 'mid', 'high'] as const) if (other !== band) expect(mean(waveform[other])).toBeLessThan(120)
    }
  })

  it('shows each change where it is, to a point, before and after bins were merged', () => {
    for (const unit of [2, 20, 60]) {
      const { mid } = draw(joined(tone(700, -30, unit), tone(700, -6, unit), new Float32Array(unit * ANALYSIS_RATE), tone(700, -6, unit)))
      const at = (quarter: number) => Array.from(mid.subarray(250 * quarter + 3, 250 * (quarter + 1) - 3))
      expect(Math.max(...at(0))).toBeLessThan(70)
      expect(Math.min(...at(0))).toBeGreaterThan(55)
      expect(Math.min(...at(1))).toBeGreaterThan(240)
      expect(Math.max(...at(2))).toBeLessThan(30)
      expect(Math.min(...at(3))).toBeGreaterThan(240)
    }
  })

  it('says 81 to what is 20 dB below the loudest', () => {
    const { mid } = draw(joined(tone(700, 0, 10), tone(700, -20, 10)))
    expect(mid[250]).toBeGreaterThan(250)
    expect(mid[750]).toBeGreaterThan(78)
    expect(mid[750]).toBeLessThan(83)
  })

  it('of silence is 0', () => {
    const { low, mid, high } = draw(new Float32Array(ANALYSIS_RATE))
    for (const band of [low, mid, high]) expect(band.every((value) => value === 0)).toBe(true)
  })

  it('does not depend on the blocks', () => {
    const samples = noise(-6, 13.7, ANALYSIS_RATE)
    const whole = draw(samples, 1e9)
    for (const size of [100, 4096, 50_001]) expect(draw(samples, size)).toEqual(whole)
  })
})
