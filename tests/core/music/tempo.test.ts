import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { feel, tempoOf } from '../../../src/core/music/tempo'
import { phases } from '../../../src/core/workout/plan'

const tempo = fc.double({ min: 20, max: 400, noNaN: true })

describe('the tempi of the phases', () => {
  test('are those of the plan for training: warm-up 90-125, work 130-160 about 140, rest 70-110, cooldown 60-100', () => {
    const range = (phase: (typeof phases)[number]) => [tempoOf[phase].least, tempoOf[phase].most]
    expect(range('warmup')).toEqual([90, 125])
    expect(range('work')).toEqual([130, 160])
    expect(tempoOf.work.target).toBe(140)
    expect(range('rest')).toEqual([70, 110])
    expect(range('cooldown')).toEqual([60, 100])
  })

  test('have their target inside of their range', () => {
    for (const phase of phases) {
      const { least, most, target } = tempoOf[phase]
      expect(least < target && target < most).toBe(true)
    }
  })
})

describe('a tempo is felt', () => {
  test.each([
    [140, 'work', 140, 1, 0], [130, 'work', 130, 1, 0], [160, 'work', 160, 1, 0],
    [70, 'work', 140, 2, 0], [65, 'work', 130, 2, 0], [80, 'work', 160, 2, 0],
    [64, 'work', 128, 2, 2], [120, 'work', 120, 1, 10], [175, 'work', 175, 1, 15],
    [174, 'rest', 87, 0.5, 0], [165, 'rest', 82.5, 0.5, 0], [164, 'rest', 164, 1, 54], [90, 'rest', 90, 1, 0], [60, 'rest', 60, 1, 10],
    [180, 'cooldown', 90, 0.5, 0], [50, 'cooldown', 50, 1, 10],
    [180, 'warmup', 180, 1, 55], [50, 'warmup', 50, 1, 40],
  ] as const)('%d BPM in %s as %d BPM, times %d, %d off', (bpm, phase, felt, times, distance) => {
    expect(feel(bpm, tempoOf[phase])).toEqual({ tempo: felt, times, distance })
  })

  test('as written wherever that lies in the range', () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases), tempo, (phase, bpm) => {
        const range = tempoOf[phase]
        fc.pre(bpm >= range.least && bpm <= range.most)
        expect(feel(bpm, range)).toEqual({ tempo: bpm, times: 1, distance: 0 })
      }),
    )
  })

  test('never farther from the range than as written, and the distance is 0 exactly inside', () => {
    fc.assert(
      fc.property(fc.constantFrom(...phases), tempo, (phase, bpm) => {
        const { least, most } = tempoOf[phase]
        const felt = feel(bpm, tempoOf[phase])
        expect(felt.tempo).toBe(bpm * felt.times)
        expect(felt.distance).toBeLessThanOrEqual(Math.max(least - bpm, bpm - most, 0))
        expect(felt.distance === 0).toBe(felt.tempo >= least && felt.tempo <= most)
      }),
    )
  })
})
