import { describe, expect, it } from 'vitest'
import { entry, error, reading } from './reading'

const jspf = (track: readonly unknown[]) => JSON.stringify({ playlist: { title: 'Gym', track } })

describe('JSPF', () => {
  it('gives what a track has, whatever its fields are made of', () => {
    const tracks = [
      { title: 'a', creator: ['b', 'c'], album: 'd', duration: 161920, location: ['file:///m/a%20b.mp3'], meta: [{}, { 'urn:roundhouse:tempo': '128 bpm' }] },
      { title: 7, duration: '3:20', location: 'x.mp3', meta: 'no', album: {} },
      { location: ['C:/m/02 - My Song.mp3'] },
    ]
    expect(reading(jspf(tracks), 'jspf')).toEqual({
      name: 'Gym',
      entries: [
        entry({ title: 'a', artist: 'b', album: 'd', duration: 161.92, tempo: 128, file: '/m/a b.mp3' }),
        entry({ title: '7', duration: 200, file: 'x.mp3' }),
        entry({ title: 'My Song', file: 'C:/m/02 - My Song.mp3' }),
      ],
      left: [],
    })
  })

  it('names the tracks that were left out', () => {
    expect(reading(jspf([{ title: 'a' }, { creator: 'b' }, null, 'x', { title: ' ' }, { title: 'c', duration: 'long' }]), 'jspf').left).toEqual([
      'Left out: 4 songs and 1 value', 'track 2: there is no title', 'track 3: is no object', 'track 4: is no object', 'track 5: there is no title', 'track 6: "long" is no length',
    ])
  })

  it('that can be taken in no part is refused with the line of bad JSON, or what it should be', () => {
    expect(error('{\n "playlist": {\n  oops', 'jspf')).toMatch(/^line 3: is not JSON/)
    expect(error('{"track": []}', 'jspf')).toBe('the file holds no playlist. JSPF is {"playlist": {"track": […]}}.')
    expect(error('{"playlist": {"track": []}}', 'jspf')).toBe('the playlist has no songs.')
  })
})
