import { describe, expect, it } from 'vitest'
import { tasteOf } from '../../../../src/core/music/director/taste'
import type { Track } from '../../../../src/core/music/track'

const now = '2026-06-01T12:00:00.000Z'
const track = (id: string, lastPlayed?: string): Track => ({ id, file: id, title: id, artist: null, album: null, duration: 100, tempo: null, tempoFrom: null, ...(lastPlayed !== undefined && { lastPlayed }) })
const heard = (...tracks: Track[]) => Object.fromEntries(tasteOf(tracks, now).heard)

describe('how many sessions ago a track was heard', () => {
  it('is told by the order of the sessions', () => {
    expect(heard(track('a', '2026-05-01T12:00:00.000Z'), track('b', '2026-05-02T12:00:00.000Z'), track('c', '2026-05-01T12:00:00.000Z'), track('d'))).toEqual({ a: 2, b: 1, c: 2 })
  })
  it('is never less because of a clock that was wrong: a date to come is now', () => {
    expect(heard(track('a', now), track('b', '2099-01-01T00:00:00.000Z'), track('c', '2098-01-01T00:00:00.000Z'), track('d', '2026-05-01T12:00:00.000Z'))).toEqual({ a: 1, b: 1, c: 1, d: 2 })
  })
})
