import { describe, expect, it } from 'vitest'
import { analyse, createAnalyser, type Analysis } from '../../../src/core/music/analyse'
import { play, playWithDrop, random } from './band'

const withinOctave = (tempo: number | null, truth: number) =>
  Math.min(...[1, 2, 0.5].map((k) => Math.abs((tempo ?? 0) / (k * truth) - 1)))

function hitRate({ beats }: Analysis, truth: readonly number[], within = 0.02): number {
  return truth.filter((at) => beats.some((beat) => Math.abs(beat - at) < within)).length / truth.length
}

describe('the tempo of generated music', () => {
  for (const style of ['click', 'rock', 'house', 'hiphop'] as const) {
    it(`is exact to 0.1 % but for the octave, 60 to 200 BPM: ${style}`, () => {
      for (const tempo of [60, 77.7, 90, 103.4, 120, 128.03, 145, 174, 200]) {
        expect(withinOctave(analyse([play(style, tempo, 20).samples], 11_025).tempo, tempo), `${tempo}`).toBeLessThan(0.001)
      }
    })
  }

  it('has its octave right where the drums tell', () => {
    for (const tempo of [100, 110, 120, 128]) {
      for (const style of ['rock', 'house'] as const) {
        const { tempo: found } = analyse([play(style, tempo, 20).samples], 11_025)
        expect(Math.abs(found! / tempo - 1), `${style} ${tempo}`).toBeLessThan(0.001)
      }
    }
  })

  it('has its beats within 20 ms of the drums', () => {
    const { samples, beats } = play('house', 126, 20)
    const result = analyse([samples], 11_025)
    expect(hitRate(result, beats)).toBe(1)
    expect(result.steady).toBe(true)
    expect(result.downbeats.every((at) => result.beats.includes(at))).toBe(true)
  })

  it('gives readings whose weights sum to 1, the best of them the tempo', () => {
    const { tempo, tempoReadings } = analyse([play('rock', 110, 20).samples], 11_025)
    expect(tempoReadings.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1)
    expect(tempoReadings[0]!.tempo / tempo!).toBeCloseTo(1, 1)
  })
})

describe('beats, bars and drops', () => {
  it('follow a tempo that drifts', () => {
    const { samples, beats } = play('house', (at) => 118 + 5 * Math.sin(at / 6), 45)
    const result = analyse([samples], 11_025)
    expect(result.steady).toBe(false)
    expect(hitRate(result, beats.slice(2, -2), 0.04)).toBeGreaterThan(0.95)
  })

  it('begin bars where the kick and the hook begin them', () => {
    const { downbeats, beats, beatsPerBar } = analyse([play('hiphop', 96, 30).samples], 11_025)
    expect(beatsPerBar).toBe(4)
    expect(downbeats.length).toBeGreaterThan(beats.length / 4 - 1)
    expect(Math.abs(((downbeats[0]! - 0.31 + 1.25) % 2.5) - 1.25)).toBeLessThan(0.03)
  })

  it('find the drop on its beat, and where its build-up starts', () => {
    const { samples, drop, breakFrom } = playWithDrop()
    const best = analyse([samples], 11_025).drops[0]!
    expect(Math.abs(best.time - drop)).toBeLessThan(0.05)
    expect(best.buildUp).toBeGreaterThan(breakFrom - 1)
    expect(best.buildUp).toBeLessThan(drop - 1)
    expect(best.strength).toBeGreaterThan(0.5)
  })

  it('find no drop in a loop', () => {
    expect(analyse([play('rock', 120, 60).samples], 11_025).drops.filter(({ strength }) => strength > 0.5)).toEqual([])
  })
})

describe('what comes in', () => {
  const reference = analyse([play('rock', 120, 12).samples], 11_025)

  for (const rate of [8000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000]) {
    it(`may have ${rate} samples a second`, () => {
      const { samples, beats } = play('rock', 120, 12, rate)
      const result = analyse([samples], rate)
      expect(withinOctave(result.tempo, 120)).toBeLessThan(0.001)
      expect(hitRate(result, beats)).toBe(1)
    })
  }

  it('may have six channels', () => {
    const { samples } = play('rock', 120, 12)
    expect(analyse(Array.from({ length: 6 }, () => samples), 11_025).tempo).toBe(reference.tempo)
  })

  it('gives the same in blocks of any size', () => {
    const { samples } = play('rock', 120, 12, 44_100)
    const whole = analyse([samples], 44_100)
    for (const size of [1000, 4096, 100_000]) {
      const analyser = createAnalyser({ sampleRate: 44_100, channels: 1 })
      for (let at = 0; at < samples.length; at += size) analyser.process([samples.subarray(at, at + size)])
      expect(analyser.finish()).toEqual(whole)
    }
  })

  it('may hold NaN, infinities and DC', () => {
    const samples = play('rock', 120, 12).samples.map((x) => x + 0.5)
    for (let i = 0; i < samples.length; i += 9001) samples[i] = [NaN, Infinity, -Infinity][i % 3]!
    expect(withinOctave(analyse([samples], 11_025).tempo, 120)).toBeLessThan(0.001)
  })

  it('may be clipped', () => {
    const samples = play('rock', 120, 12).samples.map((x) => Math.max(-1, Math.min(1, 20 * x)))
    expect(withinOctave(analyse([samples], 11_025).tempo, 120)).toBeLessThan(0.001)
  })

  it('is refused outside of 8 to 192 kHz and 1 to 8 channels', () => {
    expect(() => createAnalyser({ sampleRate: 4000, channels: 1 })).toThrow(RangeError)
    expect(() => createAnalyser({ sampleRate: NaN, channels: 1 })).toThrow(RangeError)
    expect(() => createAnalyser({ sampleRate: 44_100, channels: 9 })).toThrow(RangeError)
  })
})

describe('what has no tempo', () => {
  it('is too short, or empty', () => {
    expect(analyse([new Float32Array(0)], 44_100).reason).toBe('too short')
    expect(analyse([play('rock', 120, 1).samples], 11_025)).toMatchObject({ tempo: null, reason: 'too short' })
  })

  it('is silence, also with DC or nothing but NaN', () => {
    for (const value of [0, 0.3, NaN]) {
      expect(analyse([new Float32Array(20 * 11_025).fill(value)], 11_025)).toMatchObject({ tempo: null, reason: 'silence', beats: [] })
    }
  })

  it('is hits at random times, with a low confidence', () => {
    const chance = random(5)
    const samples = new Float32Array(40 * 11_025)
    for (let at = 0; at < samples.length - 2000; at += Math.floor(-Math.log(1 - chance()) * 2800) + 1) {
      for (let i = 0; i < 2000; i++) samples[at + i]! += Math.exp(-i / 200) * (chance() - 0.5)
    }
    expect(analyse([samples], 11_025).tempoConfidence).toBeLessThan(0.3)
  })

  it('is noise, with a low confidence', () => {
    const noise = random(1)
    const { tempoConfidence } = analyse([Float32Array.from({ length: 30 * 11_025 }, () => noise() - 0.5)], 11_025)
    expect(tempoConfidence).toBeLessThan(0.3)
  })
})
