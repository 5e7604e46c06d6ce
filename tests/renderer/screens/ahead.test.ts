import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../src/core/ipc/contract'
import type { Track } from '../../../src/core/music/track'
import { defaultPreferences } from '../../../src/core/settings'
import { builtin } from '../../../src/core/workout/builtin'
import { createAhead, lookEvery, neededFirst } from '../../../src/renderer/state/ahead'

const track = (id: string, tempo: number | null, state?: 'waiting' | 'done' | 'failed'): Track => ({
  id, file: `${id}.mp3`, title: id, artist: null, album: null, duration: 300, tempo, tempoFrom: tempo === null ? null : 'tag',
  ...(state ? { analysis: { state, confidence: null, reason: null } } : {}),
})
const workout = builtin.boxing!
const preferences = defaultPreferences()

describe('the tracks that a session needs first', () => {
  it('are those of its setlist that wait, then those without a tempo', () => {
    const all = [track('lost', null, 'waiting'), track('broken', null, 'failed'), track('fast', 150, 'waiting'), track('slow', 90, 'waiting'), track('known', 150, 'done')]
    const ids = neededFirst(workout, all, preferences)
    expect(new Set(ids)).toEqual(new Set(['fast', 'slow', 'lost']))
    expect(ids.at(-1)).toBe('lost')
  })
  it('are none where all are known', () => {
    expect(neededFirst(workout, [track('known', 150, 'done')], preferences)).toEqual([])
  })
  it('are a hundred at most', () => {
    expect(neededFirst(workout, Array.from({ length: 500 }, (_, i) => track(`t${i}`, null)), preferences)).toHaveLength(100)
  })
})

describe('main', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  function house() {
    const told: unknown[] = []
    let tracks = [track('fast', 150, 'waiting')]
    const bridge = { call: async (_name: string, args?: unknown) => void told.push(args) } as unknown as Bridge
    let wanted: ReturnType<Parameters<typeof createAhead>[2]> = { workout, preferences }
    const ahead = createAhead(bridge, async () => tracks, () => wanted, async (work) => void (await work))
    const change = (next: typeof tracks | 'busy') => {
      if (next === 'busy') wanted = null
      else tracks = next
      ahead.changed('library')
    }
    return { ahead, told, change }
  }
  it('is told once for many changes, and again when others are needed', async () => {
    const { ahead, told, change } = house()
    for (let i = 0; i < 100; i++) ahead.changed('library')
    await vi.advanceTimersByTimeAsync(lookEvery.library)
    expect(told).toEqual([{ ids: ['fast'] }])
    ahead.changed('library')
    await vi.advanceTimersByTimeAsync(lookEvery.library)
    expect(told).toHaveLength(1)
    change([track('other', 150, 'waiting')])
    await vi.advanceTimersByTimeAsync(lookEvery.library)
    expect(told[1]).toEqual({ ids: ['other'] })
  })
  it('is told soon after a choice, also where a change of the library waits', async () => {
    const { ahead, told } = house()
    ahead.changed('library')
    ahead.changed('choice')
    ahead.changed('library')
    await vi.advanceTimersByTimeAsync(lookEvery.choice)
    expect(told).toHaveLength(1)
  })
  it('is not told while a session runs, nor after the end', async () => {
    const { ahead, told, change } = house()
    change('busy')
    await vi.advanceTimersByTimeAsync(lookEvery.library)
    ahead.changed('library')
    ahead.close()
    await vi.advanceTimersByTimeAsync(lookEvery.library)
    expect(told).toEqual([])
  })
})
