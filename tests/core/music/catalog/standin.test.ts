import { describe, expect, it } from 'vitest'
import { standIn, type Available } from '../../../../src/core/music/catalog/standin'
import { song } from '../matching/cases'

const track = (id: string, tempo: number | null, energy: number | null = null): Available => ({ id, tempo, energy })
const missing = song('Missing', 'Nobody', { tempo: 155, energy: 0.9, role: 'work' })

describe('the stand-in for a missing song', () => {
  it('is the nearest in tempo', () => {
    expect(standIn(missing, [track('slow', 120), track('near', 150), track('fast', 180)])).toMatchObject({ id: 'near', reasons: ['150 BPM for 155 BPM', 'energy unknown'] })
  })
  it('of the same tempo is the nearest in energy', () => {
    expect(standIn(missing, [track('mild', 155, 0.3), track('wild', 155, 0.85)])).toMatchObject({ id: 'wild', reasons: ['155 BPM for 155 BPM', 'energy 0.85 for 0.90'] })
  })
  it('may be felt in half or double time, but rather as it is', () => {
    expect(standIn(missing, [track('half', 78), track('far', 110)])).toMatchObject({ id: 'half', reasons: expect.arrayContaining(['78 BPM felt as 156 BPM for 155 BPM']) })
    expect(standIn(missing, [track('half', 77.5), track('same', 154)])?.id).toBe('same')
  })
  it('for a song without a tempo has the usual tempo of its role, and says so', () => {
    const breather = song('Missing', 'Nobody', { role: 'breather' })
    expect(standIn(breather, [track('fast', 140), track('slow', 92)])).toMatchObject({ id: 'slow', reasons: ['92 BPM for 90 BPM, usual for breather'] })
  })
  it('is a track without a tempo only where nothing is near', () => {
    expect(standIn(missing, [track('unknown', null), track('near', 130)])?.id).toBe('near')
    expect(standIn(missing, [track('unknown', null)])).toMatchObject({ id: 'unknown', reasons: ['tempo unknown', 'energy unknown'] })
  })
  it('is nothing without tracks, or for a song of which nothing is known', () => {
    expect(standIn(missing, [])).toBeNull()
    expect(standIn(song('Missing', 'Nobody'), [track('a', 140)])).toBeNull()
  })
})
