import { describe, expect, it } from 'vitest'
import { voicesOf } from '../../../src/core/music/mix'
import { momentsOf, parted } from '../../../src/core/music/moments'
import type { Music, Setlist } from '../../../src/core/music/setlist'

const track = (id: string) => ({ id, file: `${id}.mp3`, title: id, artist: null, album: null, duration: 240, tempo: 140, tempoFrom: 'tag' as const })
const music = (id: string, start: number, end: number, more: Partial<Music> = {}): Music => ({
  segment: 0, slot: 0, track: track(id), start, end, offset: 10, rate: 1.05, gain: 0, join: 'cut', overlap: 0, sound: 'full', drop: null, role: null, fits: true, reasons: [], ...more,
})
const setlist = (...all: Music[]): Setlist => ({ seed: 1, music: all, warnings: [], arc: [], cost: 0 })

describe('the moments of a voice', () => {
  const list = setlist(music('a', 0, 30), music('b', 30, 40, { slot: 1 }), music('b', 40, 60, { slot: 1, segment: 1, join: 'through', offset: 20.5, drop: 40, role: 'bell' }))
  const [first, second] = voicesOf(list)
  it('are its start or its join, and its drops in all of its stretches', () => {
    expect(momentsOf(list, first!, 0)).toEqual([{ kind: 'start', at: 0 }])
    expect(momentsOf(list, second!, 30)).toEqual([{ kind: 'join', at: 30 }, { kind: 'drop', at: 40 }])
  })
  it('are a start where it comes in late, without what is over', () => {
    expect(momentsOf(list, second!, 41)).toEqual([{ kind: 'start', at: 41 }])
  })
})

describe('a setlist that is parted', () => {
  it('sounds the same', () => {
    const list = setlist(music('a', 0, 30, { drop: 12, role: 'bell' }), music('b', 30, 60, { join: 'fade', overlap: 3 }))
    const two = parted(list, 20)
    expect(two.music).toHaveLength(3)
    expect(two.music.map(({ drop }) => drop)).toEqual([12, null, null])
    expect(two.music[1]?.offset).toBeCloseTo(10 + 20 * 1.05, 9)
    const sound = (of: Setlist) => voicesOf(of).map(({ index: _place, ...voice }) => voice)
    expect(sound(two)).toEqual(sound(list))
  })
  it('has nothing to part in silence or at an end', () => {
    const list = setlist(music('a', 0, 30))
    expect(parted(list, 30)).toEqual(list)
    expect(parted(list, 45)).toEqual(list)
  })
})
