import { describe, expect, it } from 'vitest'
import { analyse, createAnalyser, type Analysis } from '../../../src/core/music/analyse'
import { random } from '../../../scripts/synth.mjs'
import { bursts, play, playWithDrop } from './band'

const withinOctave = (tempo: number | null, truth: number) =>
  Math.min(...[1, 2, 0.5].map((k) => Math.abs((tempo ?? 0) / (k * truth) - 1)))

function hitRate({ beats }: Analysis, truth: readonly number[], within = 0.02): number {
  return truth.filter((at) => beats.some((beat) => Math.abs(beat - at) < within)).length / truth.length
}

/** The mean of found minus true, seconds, over the true ones that have a beat within 50 ms. */
function meanOffset(found: readonly number[], truth: readonly number[]): number {
  const offsets = truth.flatMap((at) => found.filter((beat) => Math.abs(beat - at) < 0.05).map((beat) => beat - at))
  return offsets.reduce((a, b) => a + b, 0) / offsets.length
}

/** How many beats are struck, and how many of those given are beats, within 40 ms; half or double the tempo is let pass. */
function pulseRates(found: readonly number[], truth: readonly number[]) {
  const near = (list: readonly number[], at: number) => list.some((other) => Math.abs(other - at) < 0.04)
  const inside = truth.slice(2, -2)
  const between = found.filter((at) => at > inside[0]! && at < inside.at(-1)!)
  const halves = truth.flatMap((at, i) => (i === 0 ? [at] : [(at + truth[i - 1]!) / 2, at]))
  const double = between.length > 1.5 * inside.length
  const half = between.length < 0.7 * inside.length
  return {
    hit: inside.filter((at) => near(found, at)).length / (half ? between.length : inside.length),
    right: between.filter((at) => near(double ? halves : truth, at)).length / between.length,
  }
}

/** A live drummer: every half second the tempo takes a small step at random and is drawn back to its own. */
function wander(tempo: number, seed: number): (at: number) => number {
  const chance = random(seed)
  const ratios = [1]
  for (let i = 1; i <= 240; i++) ratios.push(1 + 0.98 * (ratios[i - 1]! - 1) + 0.03 * (chance() - 0.5))
  return (at) => tempo * ratios[Math.floor(2 * at)]!
}

describe('the tempo of generated music', () => {
  const tempi = [60, 70, 77.7, 84, 90, 103.4, 110, 120, 128.03, 145, 165, 174, 186, 200]

  it('is exact to 0.1 % but for the octave, 60 to 200 BPM, where there are only clicks', () => {
    for (const tempo of tempi) {
      expect(withinOctave(analyse([play('click', tempo, 12).samples], 11_025).tempo, tempo), `${tempo}`).toBeLessThan(0.001)
    }
  })

  for (const style of ['rock', 'house', 'hiphop'] as const) {
    it(`is exact to 0.1 %, 60 to 200 BPM, and has its octave right where the drums tell: ${style}`, () => {
      for (const tempo of tempi) {
        const { tempo: found } = analyse([play(style, tempo, 12).samples], 11_025)
        expect(Math.abs(found! / tempo - 1), `${tempo}`).toBeLessThan(0.001)
      }
    })
  }

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
  const drifts = {
    'a ramp from 100 to 130 BPM': (at: number) => 100 + at / 2,
    'a ramp from 130 down to 100 BPM': (at: number) => 130 - at / 2,
    'a slow swell of 5 % at 96 BPM': (at: number) => 96 * (1 + 0.05 * Math.sin(at / 4)),
    'a slow swell of 5 % at 150 BPM': (at: number) => 150 * (1 + 0.05 * Math.sin(at / 4)),
    'a drummer who wanders at 84 BPM': wander(84, 1),
    'a drummer who wanders at 118 BPM': wander(118, 2),
    'a drummer who wanders at 165 BPM': wander(165, 3),
  }
  for (const [name, tempo] of Object.entries(drifts)) {
    for (const style of ['rock', 'house'] as const) {
      it(`follow ${name}, ${style}`, () => {
        const { samples, beats } = play(style, tempo, 60)
        const result = analyse([samples], 11_025)
        expect(result.steady).toBe(false)
        const { hit, right } = pulseRates(result.beats, beats)
        expect(hit).toBeGreaterThan(0.96)
        expect(right).toBeGreaterThan(0.96)
      })
    }
  }

  it('of a steady piece lie on one grid', () => {
    for (const tempo of [72, 104, 133.3, 171]) {
      const { steady, beats } = analyse([play('rock', tempo, 40).samples], 11_025)
      expect(steady).toBe(true)
      const period = (beats.at(-1)! - beats[0]!) / (beats.length - 1)
      beats.forEach((at, k) => expect(Math.abs(at - beats[0]! - k * period)).toBeLessThan(0.001))
    }
  })

  // Half of a straight attack's power has come after 70 % of it; the envelope's frames are 10 ms apart.
  for (const attack of [0, 0.002, 0.005, 0.01, 0.02]) {
    it(`sit where a burst with an attack of ${1000 * attack} ms is heard`, () => {
      for (const hz of [60, 250, 1000, 3000]) {
        for (const decay of [0.01, 0.03, 0.06]) {
          const { samples, beats } = bursts(117.3, hz, attack, decay, 10)
          const result = analyse([samples], 11_025)
          expect(Math.abs(meanOffset(result.beats, beats.map((at) => at + 0.65 * attack))), `${hz} Hz, ${decay} s`).toBeLessThan(0.004)
        }
      }
    })
  }

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

  for (const rate of [6000, 8000, 16_000, 22_050, 32_000, 44_100, 48_000, 96_000, 192_000, 352_800, 384_000]) {
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

  it('is refused outside of 4 to 768 kHz and 1 to 8 channels', () => {
    expect(() => createAnalyser({ sampleRate: 3000, channels: 1 })).toThrow(RangeError)
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
