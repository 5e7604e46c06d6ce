import { describe, expect, it } from 'vitest'
import { tempoOfTrack, type Heard } from '../../../src/core/music/track'

const heard = (tempo: number | null, more: Partial<Heard> = {}): Heard =>
  ({ state: 'done', reason: null, tempo, tempoConfidence: 0.8, tempoReadings: tempo === null ? [] : [{ tempo }, { tempo: 2 * tempo }], corrected: false, ...more })

describe('the tempo of a track', () => {
  it('is the tag where the audio was not heard, is unsure, or has none', () => {
    expect(tempoOfTrack(128, null)).toEqual({ tempo: 128, tempoFrom: 'tag' })
    expect(tempoOfTrack(128, heard(100, { tempoConfidence: 0.29 }))).toEqual({ tempo: 128, tempoFrom: 'tag' })
    expect(tempoOfTrack(128, heard(null))).toEqual({ tempo: 128, tempoFrom: 'tag' })
    expect(tempoOfTrack(null, heard(null))).toEqual({ tempo: null, tempoFrom: null })
  })
  it('is a confident analysis before the tag', () => {
    expect(tempoOfTrack(100, heard(128.02))).toEqual({ tempo: 128.02, tempoFrom: 'audio' })
    expect(tempoOfTrack(null, heard(128.02, { tempoConfidence: 0.3 }))).toEqual({ tempo: 128.02, tempoFrom: 'audio' })
  })
  it('has the octave of the tag where the audio can be read so', () => {
    expect(tempoOfTrack(174, heard(87.01))).toEqual({ tempo: 174.02, tempoFrom: 'audio' })
  })
  it("is the user's word before all", () => {
    expect(tempoOfTrack(174, heard(87.01, { corrected: true, tempoConfidence: 0 }))).toEqual({ tempo: 87.01, tempoFrom: 'user' })
  })
})
