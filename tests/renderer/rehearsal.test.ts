import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { direct } from '../../src/core/music/director/direct'
import { voicesBetween, voicesOf } from '../../src/core/music/mix'
import { builtin } from '../../src/core/workout/builtin'
import { cuesBetween, cuesOf } from '../../src/core/workout/cue'
import { compile } from '../../src/core/workout/plan'
import { Rehearsal } from '../../src/renderer/rehearsal'
import { collection, directionOf } from '../core/music/library'
import { FakeSound } from './sound'

function setUp() {
  const plan = compile(builtin['amateur-boxing']!)
  if (!plan.ok) throw new Error(plan.error.message)
  const setlist = direct(directionOf(plan.value, collection(40, 2)))
  const cues = cuesOf(plan.value, { halfway: true })
  const sound = new FakeSound()
  return { sound, setlist, cues, of: { setlist, cues, scheme: 'fight' } as const, rehearsal: new Rehearsal(sound) }
}

/** Lets the clock of the sound and that of the page run together. */
async function run(sound: FakeSound, seconds: number): Promise<void> {
  for (let i = 0; i < seconds * 40; i++) {
    sound.time += 0.025
    await vi.advanceTimersByTimeAsync(25)
  }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a rehearsal', () => {
  it('plays the music and the bells around a boundary as the session has them, and is silent afterwards', async () => {
    const { sound, setlist, cues, of, rehearsal } = setUp()
    const [from, to] = [182.5, 197.5]
    let over = false
    void rehearsal.play(of, from, to).then(() => (over = true))
    await run(sound, 0.1)
    const voices = voicesBetween(voicesOf(setlist), from, to)
    expect(voices.length).toBeGreaterThan(1)
    const begin = sound.played[0]!.at
    for (const [i, voice] of voices.entries()) {
      const since = Math.max(voice.from, from)
      expect(sound.played[i]!.track).toBe(voice.trackId)
      expect(sound.played[i]!.at - begin).toBeCloseTo(since - from, 6)
      expect(sound.played[i]!.position).toBeCloseTo(voice.offset + since - voice.from, 6)
    }
    expect(sound.heard.map(({ kind, at }) => `${kind} ${(at - begin + from).toFixed(3)}`)).toEqual(cuesBetween(cues, from, to).map(({ kind, at }) => `${kind} ${at.toFixed(3)}`))
    expect(over).toBe(false)
    await run(sound, 16)
    expect([over, sound.silences]).toEqual([true, 1])
  })

  it('stops when it is asked to, and resolves', async () => {
    const { sound, of, rehearsal } = setUp()
    let over = false
    void rehearsal.play(of, 0, 15).then(() => (over = true))
    await run(sound, 1)
    rehearsal.stop()
    await run(sound, 0.1)
    expect([over, sound.silences]).toEqual([true, 1])
    rehearsal.stop()
    expect(sound.silences).toBe(1)
  })

  it('says where none of the tracks can be played', async () => {
    const { sound, setlist, of, rehearsal } = setUp()
    for (const { track } of setlist.music) sound.broken.add(track.id)
    let said = ''
    void rehearsal.play(of, 0, 15).catch(({ message }: Error) => (said = message))
    await run(sound, 0.1)
    expect(said).toContain('cannot be played')
  })
})
