import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinsOf, MOST_JOINS } from '../../../../src/core/music/form/joins'
import { ANALYSIS_RATE } from '../../../../src/core/music/signal/resample'
import { sectionsOf } from '../../../../src/core/music/form/sections'
import { play } from '../band'
import { chord, joined, noise, textureOf } from '../signals'

/** Soft chords, 2 s each. */
const pads = (seconds: number) =>
  joined(...Array.from({ length: seconds / 2 }, (_, i) => chord([[48, 60, 64, 67], [45, 57, 60, 64]][i % 2]!, 2).map((x) => 0.3 * x)))
const drums = (seconds: number) => play('rock', 120, seconds, ANALYSIS_RATE, 0).samples
const both = (seconds: number) => {
  const beat = drums(seconds)
  return pads(seconds).map((x, i) => 3 * x + beat[i]!)
}
const bars = (seconds: number) => Array.from({ length: seconds / 2 }, (_, i) => 2 * i)

/** Pads 16 s, drums and chords 32 s, pads 16 s, drums and chords 32 s, pads 16 s. */
const song = textureOf(joined(pads(16), both(32), pads(16), both(32), pads(16)))

describe('sections', () => {
  it('begin where the music changes, on the downbeat, and are named by what goes on', () => {
    const sections = sectionsOf(song, 112, { downbeats: bars(112) })
    expect(sections.map(({ start, kind }) => [start, kind])).toEqual([
      [0, 'intro'], [16, 'chorus'], [48, 'break'], [64, 'chorus'], [96, 'outro'],
    ])
  })

  it('begin within half a second of the change where there are no downbeats', () => {
    const starts = sectionsOf(song, 112).map(({ start }) => start)
    expect(starts).toHaveLength(5)
    for (const [i, expected] of [0, 16, 48, 64, 96].entries()) expect(Math.abs(starts[i]! - expected)).toBeLessThan(0.5)
  })

  it('begin with a drop that is near', () => {
    const starts = sectionsOf(song, 112, { downbeats: bars(112), drops: [66] }).map(({ start }) => start)
    expect(starts).toEqual([0, 16, 48, 66, 96])
  })

  it('are one for a piece that never changes', () => {
    const [only, ...others] = sectionsOf(textureOf(drums(60)), 60, { downbeats: bars(60) })
    expect(others).toEqual([])
    expect(only).toMatchObject({ start: 0, end: 60, kind: 'verse' })
  })

  it('touch and cover any piece', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ level: fc.integer({ min: -60, max: 0 }), seconds: fc.double({ min: 0.1, max: 12, noNaN: true }) }), { maxLength: 4 }), (parts) => {
        const samples = joined(...parts.map(({ level, seconds }, i) => noise(level, seconds, ANALYSIS_RATE, i)))
        const duration = samples.length / ANALYSIS_RATE
        const sections = sectionsOf(textureOf(samples), duration)
        if (duration === 0) {
          expect(sections).toEqual([])
          return
        }
        expect(sections[0]!.start).toBe(0)
        expect(sections.at(-1)!.end).toBe(duration)
        for (const [i, { start, end, intensity }] of sections.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(intensity).toBeGreaterThanOrEqual(0)
          expect(intensity).toBeLessThanOrEqual(1)
          if (i > 0) expect(start).toBe(sections[i - 1]!.end)
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('joins', () => {
  const joins = joinsOf(song, 112, bars(112), [0, 16, 48, 64, 96])

  it('lie on bar lines, in the order of time, apart', () => {
    expect(joins.length).toBeGreaterThan(10)
    for (const [i, { time }] of joins.entries()) {
      expect(time % 2).toBe(0)
      if (i > 0) expect(time - joins[i - 1]!.time).toBeGreaterThanOrEqual(4)
    }
  })

  it('are easiest where little goes on', () => {
    const easiest = [...joins].sort((a, b) => b.ease - a.ease).slice(0, 6)
    for (const { time } of easiest) expect(time <= 16 || (time >= 48 && time <= 64) || time >= 96).toBe(true)
    const busy = joins.filter(({ time }) => time > 20 && time < 44)
    for (const { ease } of busy) expect(ease).toBeLessThan(easiest[0]!.ease)
  })

  it('are no more than 40, over the whole of a long piece', () => {
    const long = joinsOf(textureOf(drums(400)), 400, bars(400), [0])
    expect(long.length).toBeLessThanOrEqual(MOST_JOINS)
    expect(long.length).toBeGreaterThan(20)
    expect(long[0]!.time).toBeLessThan(40)
    expect(long.at(-1)!.time).toBeGreaterThan(360)
  })

  it('are there without downbeats too, and none where there is nothing', () => {
    expect(joinsOf(song, 112, [], [0, 16, 48, 64, 96]).length).toBeGreaterThan(5)
    expect(joinsOf(textureOf(new Float32Array(0)), 0, [], [])).toEqual([])
  })
})
