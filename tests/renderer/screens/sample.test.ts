import { describe, expect, it } from 'vitest'
import type { Bridge } from '../../../src/core/ipc/contract'
import { direct } from '../../../src/core/music/director/direct'
import type { Track } from '../../../src/core/music/track'
import { defaultPreferences } from '../../../src/core/settings'
import { cueLength } from '../../../src/core/workout/cue'
import { createSample, type SampleParts } from '../../../src/renderer/state/sample'
import { track } from '../sound'

function setUp(tracks: readonly Track[]) {
  const played: { cues: unknown; from: number; to: number; music: number }[] = []
  const alone: unknown[] = []
  let stops = 0
  const parts: SampleParts = {
    bridge: { call: async () => ({}) } as unknown as Bridge,
    tracks: async () => tracks,
    preferences: defaultPreferences,
    solve: async (direction) => direct(direction),
    preview: {
      play: async ({ setlist, cues }, from, to) => void played.push({ cues: cues.map(({ kind, at }) => [kind, at]), from, to, music: setlist.music[0]?.end ?? 0 }),
      stop: () => void stops++,
    },
    alone: (...what) => void alone.push(what),
    attempt: async (work) => void (await work),
  }
  return { sample: createSample(parts), played, alone, stops: () => stops }
}

describe('the test of a cue', () => {
  it('sounds over the music of a work, which is heard before it and comes back after it', async () => {
    const { sample, played, alone } = setUp([track(1, 140)])
    await sample.hear('fight', 'clapper')
    expect(played).toEqual([{ cues: [['clapper', 1.5]], from: 0, to: 3 + cueLength.clapper, music: 20 }])
    expect(alone).toEqual([])
  })

  it('sounds alone where there is no music', async () => {
    const { sample, played, alone } = setUp([])
    await sample.hear('beeps', 'beep')
    expect([played, alone]).toEqual([[], [['beeps', 'beep', 1]]])
  })

  it('is not heard any more when the screen is left while its music is chosen', async () => {
    const { sample, played, alone, stops } = setUp([track(1, 140)])
    const heard = sample.hear('fight', 'beep')
    sample.stop()
    await heard
    expect([played, alone, stops()]).toEqual([[], [], 1])
  })
})
