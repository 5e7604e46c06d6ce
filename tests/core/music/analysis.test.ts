import { describe, expect, it } from 'vitest'
import { StoredAnalysisSchema, type StoredAnalysis } from '../../../src/core/music/analysis'

const good: StoredAnalysis = {
  version: 1, duration: 60, tempo: 120, tempoConfidence: 1, tempoReadings: [], steady: true, beats: [0, 0.5, 1], downbeats: [0], beatsPerBar: 4, drops: [], sections: [], joins: [],
  loudness: -9, truePeak: 0, energy: 0.5, key: '1A', keyConfidence: 0.4, silence: { leading: 0, trailing: 0 }, waveform: { low: [0, 255], mid: [], high: Array<number>(1000).fill(7) }, reason: null,
}
const waveform = (low: unknown) => ({ waveform: { ...good.waveform, low } })

describe('an analysis', () => {
  it('is taken as it is', () => expect(StoredAnalysisSchema.parse(good)).toEqual(good))
  it.each([
    ['a beat before the start', { beats: [-0.1] }],
    ['a beat that is no number', { beats: [1, '2'] }],
    ['a beat at no time', { beats: [NaN] }],
    ['a beat that never comes', { downbeats: [Infinity] }],
    ['a beat that is missing', { beats: Array<number>(3) }],
    ['no list of beats', { beats: { length: 0 } }],
    ['a point over 255', waveform([256])],
    ['a point below 0', waveform([-1])],
    ['half a point', waveform([0.5])],
    ['a point that is missing', waveform(Array<number>(2))],
    ['too many points', waveform(Array<number>(1001).fill(0))],
  ])('is refused with %s', (_what, wrong) => expect(StoredAnalysisSchema.safeParse({ ...good, ...wrong }).success).toBe(false))
})
