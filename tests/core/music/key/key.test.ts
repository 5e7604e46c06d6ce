import { describe, expect, it } from 'vitest'
import { camelot, createKeyFinder, type Key } from '../../../../src/core/music/key/key'
import { ANALYSIS_RATE } from '../../../../src/core/music/signal/resample'
import { play } from '../band'
import { chord, feed, joined, noise } from '../signals'

const find = (samples: Float32Array, size?: number): Key => feed(createKeyFinder(), samples, size)
const MAJOR = [0, 4, 7]
const MINOR = [0, 3, 7]
const at = (shape: readonly number[], root: number) => [root - 12, ...shape.map((step) => root + step)]

/** I IV V I, or i iv v i, a second each; `tonic` is 0 for C. */
function cadence(tonic: number, mode: 'major' | 'minor', tuning = 440): Float32Array {
  const shape = mode === 'major' ? MAJOR : MINOR
  return joined(...[0, 5, 7, 0].map((step) => chord(at(shape, 60 + tonic + step), 1, tuning)))
}

describe('key', () => {
  it('of a cadence is its tonic and mode, for all 24 keys', () => {
    for (const mode of ['major', 'minor'] as const) {
      for (let tonic = 0; tonic < 12; tonic++) {
        const { key, keyConfidence } = find(cadence(tonic, mode))
        expect(key, `${mode} ${tonic}`).toBe(camelot(tonic, mode))
        expect(keyConfidence).toBeGreaterThan(0.5)
      }
    }
  })

  it('is written as on the Camelot wheel', () => {
    expect(['C', 'G', 'A', 'F#'].map((_, i) => camelot([0, 7, 9, 6][i]!, 'major'))).toEqual(['8B', '9B', '11B', '2B'])
    expect([9, 4, 0, 3].map((tonic) => camelot(tonic, 'minor'))).toEqual(['8A', '9A', '5A', '2A'])
  })

  it('is found whatever the music is tuned to, and the tuning is told', () => {
    for (const cents of [-40, -20, 15, 35]) {
      const { key, tuning } = find(cadence(2, 'minor', 440 * 2 ** (cents / 1200)))
      expect(key).toBe(camelot(2, 'minor'))
      expect(Math.abs(tuning - cents)).toBeLessThan(6)
    }
  })

  it('is heard through drums', () => {
    const drums = play('rock', 120, 12).samples
    const music = joined(cadence(9, 'major'), cadence(9, 'major'), cadence(9, 'major'))
    expect(find(music.map((x, i) => x + 0.2 * drums[i]!)).key).toBe(camelot(9, 'major'))
  })

  it('is not to be trusted, or null, for drums and noise', () => {
    expect(find(play('hiphop', 90, 20).samples).keyConfidence).toBeLessThan(0.3)
    for (const seed of [1, 2, 3]) expect(find(noise(-10, 20, ANALYSIS_RATE, seed)).keyConfidence).toBeLessThan(0.3)
  })

  it('of silence and of nothing is null', () => {
    for (const length of [0, 100, 5 * ANALYSIS_RATE]) expect(find(new Float32Array(length))).toMatchObject({ key: null, keyConfidence: 0, tuning: 0 })
  })

  it('does not depend on the blocks', () => {
    const samples = cadence(4, 'minor')
    const whole = find(samples, 1e9)
    for (const size of [1, 1000, 4096, 10_000]) expect(find(samples, size)).toEqual(whole)
  })
})
