import { describe, expect, it } from 'vitest'
import { StoredAnalysisSchema, type StoredAnalysis } from '../../../src/core/music/analysis'
import { createSurvey } from '../../../src/core/music/survey'
import { play, playWithDrop } from './band'
import { applause, chord, feedChannels, gain, joined, noise, sine } from './signals'

const rate = 11_025
const silence = (seconds: number) => new Float32Array(Math.round(seconds * rate))
const survey = (...channels: readonly Float32Array[]): StoredAnalysis => {
  const told = feedChannels(createSurvey({ sampleRate: rate, channels: channels.length }), channels)
  expect(StoredAnalysisSchema.parse(told)).toEqual(told)
  return told
}
const quieter = (samples: Float32Array, by: number) => samples.map((one) => gain(-by) * one)
const mixed = (one: Float32Array, other: Float32Array) => one.map((sample, i) => sample + other[i]!)

const first = play('house', 126, 30, rate).samples
const second = play('rock', 100, 25, rate).samples
const bounds = ({ music }: StoredAnalysis) => music!.map(({ start, end }) => [start, end])
const of = (gap: Float32Array) => survey(joined(first, gap, second))

/** Crackle on the hiss of a record. */
const record = (level: number, seconds: number) => {
  const hiss = noise(level, seconds, rate, 9), dust = noise(0, seconds, rate, 10)
  return hiss.map((one, i) => one + (Math.abs(dust[i]!) > 0.9995 ? 8 * gain(level) * dust[i]! : 0))
}
const clicks = (every: number, seconds: number) => silence(seconds).map((_, i) => (i % (every * rate) === Math.round(1.5 * rate) ? 0.5 : 0))

describe('what parts a track in two', () => {
  it.each([
    ['silence', silence(10)],
    ['the dither of a converter', noise(-90, 10, rate)],
    ['noise at -50 dB', noise(-50, 10, rate)],
    ['the noise of a record', record(-48, 10)],
    ['the hum of the mains', mixed(sine(50, -52, 10, rate), sine(150, -58, 10, rate))],
    ['silence with clicks in it', clicks(2, 10)],
    ['applause', applause(-12, 10, rate)],
    ['silence of 4 s', silence(4)],
    ['silence, a word and silence again', joined(silence(5), quieter(chord([60], 1), 10), silence(4))],
  ])('is %s', (_what, gap) => {
    const [one, other, ...more] = bounds(of(gap))
    expect(more).toEqual([])
    expect([one![0], other![1]]).toEqual([0, expect.closeTo(55 + gap.length / rate, 3)])
    expect(one![1]).toBeGreaterThan(29)
    expect(one![1]).toBeLessThan(31)
    expect(Math.abs(other![0]! - 30 - gap.length / rate)).toBeLessThan(1)
  })

  const rise = noise(-6, 8, rate).map((one, i) => one * gain(-30 + (30 * i) / (8 * rate)))
  const pads = joined(...[[60, 64, 67], [57, 60, 64], [53, 57, 60], [55, 59, 62]].map((notes) => chord(notes, 2)))
  it.each([
    ['a stop of 2 s', silence(2)],
    ['a stop of 2.5 s on the noise of a tape', noise(-55, 2.5, rate)],
    ['music that is 45 dB quieter', quieter(pads, 45)],
    ['noise that rises to the drop', rise],
    ['a beat on the hi-hat alone', play('click', 120, 8, rate).samples],
  ])('is not %s', (_what, passage) => expect(bounds(of(passage))).toEqual([[0, expect.closeTo(55 + passage.length / rate, 3)]]))

  it('is not music whose channels cancel each other out', () => {
    const quiet = quieter(pads, 6)
    expect(bounds(survey(joined(first, quiet, second), joined(first, quiet.map((one) => -one), second)))).toEqual([[0, expect.closeTo(63, 3)]])
  })
})

describe('the ends of a track', () => {
  it('are no music where they are silence or noise', () => {
    const told = survey(joined(noise(-50, 12, rate), first, silence(60)))
    expect(bounds(told)).toHaveLength(1)
    const [[start, end]] = bounds(told) as [[number, number]]
    expect(Math.abs(start - 12)).toBeLessThan(0.5)
    expect(Math.abs(end - 42)).toBeLessThan(0.5)
    expect(told.tempo).toBeCloseTo(126, 0)
    expect(told.beats.every((beat) => beat >= start && beat <= end)).toBe(true)
  })

  it('are the ends of the only piece where they are shorter than three seconds', () => {
    expect(bounds(survey(joined(silence(2.5), first, silence(2.5))))).toEqual([[0, expect.closeTo(35, 3)]])
  })
})

describe('a track that is nothing but noise, silence or applause', () => {
  it.each([
    ['silence', silence(20)],
    ['noise', noise(-20, 20, rate)],
    ['quiet noise', noise(-60, 20, rate)],
    ['applause', applause(-6, 20, rate)],
  ])('is one piece: %s', (_what, samples) => expect(bounds(survey(samples))).toEqual([[0, 20]]))

  it('is one piece however short', () => expect(bounds(survey(silence(0)))).toEqual([[0, 0]]))
})

describe('the pieces of a track', () => {
  const [one, other] = [play('house', 126, 40, rate, 0.2), play('house', 122, 30, rate, 0.25)]
  const gap = 20
  const told = survey(joined(one.samples, silence(gap), other.samples))
  const [[, end], [start]] = bounds(told) as [[number, number], [number, number]]

  it('have beats of their own, none between them', () => {
    const truth = [...one.beats, ...other.beats.map((beat) => beat + 40 + gap)]
    const near = truth.filter((beat) => told.beats.some((found) => Math.abs(found - beat) < 0.03))
    expect(near.length).toBeGreaterThan(0.97 * truth.length)
    expect(told.beats.filter((beat) => beat > end && beat < start)).toEqual([])
    expect(told.downbeats.every((beat) => told.beats.includes(beat))).toBe(true)
  })

  it('give the track the tempo of the longest', () => expect(told.tempo).toBeCloseTo(126, 0))

  it('have sections, joins and drops of their own', () => {
    const inside = (from: number, to = from) => (from >= 0 && to <= end) || (from >= start && to <= told.duration)
    expect(told.sections.length).toBeGreaterThan(1)
    for (const section of told.sections) expect(inside(section.start, section.end)).toBe(true)
    for (const { time } of told.joins) expect(inside(time)).toBe(true)
    for (const { time, buildUp } of told.drops) expect(inside(buildUp, time)).toBe(true)
  })

  it('are as loud as they are, whatever the others', () => {
    const { music, loudness } = survey(joined(one.samples, silence(gap), quieter(other.samples, 12)))
    expect(music![0]!.loudness! - music![1]!.loudness!).toBeCloseTo(12, 0)
    expect(loudness).toBeLessThan(music![0]!.loudness!)
  })

  it('do not make a drop of the entrance of what comes after silence', () => {
    const { samples, drop } = playWithDrop(rate)
    const { drops } = survey(joined(samples, silence(30), other.samples))
    expect(drops[0]!.time).toBeCloseTo(drop, 1)
    expect(drops.filter(({ time }) => Math.abs(time - 105) < 2)).toEqual([])
  })

  it('leave the energy as it is without the silence', () => {
    const alone = survey(one.samples)
    expect(survey(joined(one.samples, noise(-50, 60, rate))).energy).toBeCloseTo(alone.energy, 1)
    expect(survey(joined(one.samples, silence(60))).energy).toBeCloseTo(alone.energy, 1)
  })
})
