import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FACTORS } from '../../../src/core/music/correction'
import { correctionWords, exactClock, factorsBetween, otherReadings, progressWords, reasonWords, roughly, trust } from '../../../src/renderer/screens/hearing'

describe('the other readings', () => {
  it('are reached by the factors that the user has', () => {
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 200 }), fc.constantFrom(2, 0.5, 2 / 3, 1.5, 4, 0.25, 3, 1 / 3, 4 / 3, 3 / 4), (tempo, ratio) => {
        const factors = factorsBetween(tempo, tempo * ratio * 1.01)
        expect(factors?.every((factor) => FACTORS.includes(factor))).toBe(true)
        expect(factors?.reduce((product, factor) => product * factor, 1)).toBeCloseTo(ratio, 9)
      }),
    )
  })

  it('leave out the one in use and what no factor leads to', () => {
    const readings = [{ tempo: 128, weight: 0.7 }, { tempo: 64.02, weight: 0.2 }, { tempo: 140, weight: 0.1 }]
    expect(otherReadings({ tempo: 128, tempoReadings: readings })).toEqual([{ tempo: 64.02, weight: 0.2, factors: [0.5] }])
    expect(otherReadings({ tempo: null, tempoReadings: readings })).toEqual([])
  })
})

describe('the words', () => {
  it('say how far the analysis is and how long it takes', () => {
    expect(progressWords({ done: 1098, total: 1312, failed: 3, secondsLeft: 734, paused: false })).toBe('1,098 of 1,312 analysed · 3 failed · about 12 min left')
    expect(progressWords({ done: 5, total: 9, failed: 0, secondsLeft: null, paused: false })).toBe('5 of 9 analysed')
    expect(progressWords({ done: 5, total: 9, failed: 0, secondsLeft: 20, paused: true })).toBe('5 of 9 analysed · paused')
    expect(progressWords({ done: 9, total: 9, failed: 0, secondsLeft: 0, paused: false })).toBe('9 analysed')
  })

  it('give lengths only as well as they are known', () => {
    expect([10, 70, 734, 3600, 7800, 3599].map(roughly)).toEqual(['less than a minute', 'about 1 min', 'about 12 min', 'about 1 h', 'about 2 h 10 min', 'about 1 h'])
  })

  it('give times to the hundredth, without sixty seconds', () => {
    expect([0, 59.999, 62.346, 3600.5].map(exactClock)).toEqual(['0:00.00', '1:00.00', '1:02.35', '1:00:00.50'])
  })

  it('tell a guess from what is sure', () => expect([0.1, 0.3, 0.9].map(trust)).toEqual(['a guess', 'likely', 'sure']))

  it('say why there is no tempo, also for reasons that nobody foresaw', () => {
    expect([reasonWords('speech'), reasonWords('the file is cut off')]).toEqual(['It is speech, without a beat', 'The file is cut off'])
  })

  it('sum up what was corrected', () => {
    const nudge = (by: number) => ({ kind: 'nudge', by }) as const
    expect(correctionWords([{ kind: 'times', factor: 0.5 }, nudge(0.01), { kind: 'drop', time: 62.3 }, nudge(-0.021)])).toEqual(['÷ 2', 'beats −11 ms', 'drop at 1:02.30'])
    expect(correctionWords([nudge(0.01), nudge(-0.01)])).toEqual([])
    expect(correctionWords([{ kind: 'times', factor: 2 }, nudge(0.01), { kind: 'drop', time: 1 }, { kind: 'tap', taps: [] }, { kind: 'drop', time: 2 }])).toEqual(['tapped', 'drop at 0:02.00'])
  })
})
