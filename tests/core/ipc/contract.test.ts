import { describe, expect, test } from 'vitest'
import { calls, cueUrl, events, mediaUrl, origin, type CallName } from '../../../src/core/ipc/contract'
import { defaultPreferences } from '../../../src/core/settings'
import { builtin } from '../../../src/core/workout/builtin'

const names = Object.keys(calls) as CallName[]
const withoutArguments = names.filter((name) => calls[name].args.safeParse(undefined).success)
const withArguments = names.filter((name) => !withoutArguments.includes(name))

describe('the contract', () => {
  test.each(withoutArguments)('%s takes nothing, and refuses to be handed something', (name) => {
    for (const value of [null, 0, '', {}, [], 'x', { id: 'x' }]) expect(calls[name].args.safeParse(value).success).toBe(false)
  })

  test.each(withArguments)('%s takes one object, and refuses anything else', (name) => {
    for (const value of [undefined, null, 0, '', 'x', true, [], ['x']]) expect(calls[name].args.safeParse(value).success).toBe(false)
  })

  test.each(withArguments.filter((name) => name !== 'preferences.set'))('%s refuses an object without its fields', (name) => {
    expect(calls[name].args.safeParse({}).success).toBe(false)
    expect(calls[name].args.safeParse({ id: 1, path: '/etc/passwd' }).success).toBe(false)
  })

  test('has no answer for a failed call: every result schema refuses an Error', () => {
    for (const name of names) expect(calls[name].result.safeParse(new Error('no')).success && calls[name].result.safeParse(0).success).toBe(false)
  })

  test('saves the preferences that are given, and no others', () => {
    expect(calls['preferences.set'].args.parse({ muted: true })).toEqual({ muted: true })
    expect(calls['preferences.set'].args.safeParse({ duck: 99 }).success).toBe(false)
    expect(calls['preferences.set'].result.parse(defaultPreferences())).toEqual(defaultPreferences())
  })

  test('lets through tracks by id, and nothing that looks like a path', () => {
    const track = { id: '0123456789abcdef', file: 'a/b.mp3', title: 'B', artist: null, album: null, duration: 1, tempo: null, tempoFrom: null }
    const tracks = calls['library.changes'].result.shape.tracks
    expect(tracks.parse([track])).toEqual([track])
    expect(tracks.parse([{ ...track, path: '/home/me/b.mp3' }])).toEqual([track])
    for (const bad of [{ id: '../../etc/passwd' }, { id: '0123456789ABCDEF' }, { id: '0123456789abcdef0' }, { duration: 0 }, { duration: NaN }, { tempo: 0 }, { tempoFrom: 'ear' }]) {
      expect(tracks.safeParse([{ ...track, ...bad }]).success).toBe(false)
    }
  })

  test('carries every built-in workout as it is', () => {
    const choices = Object.entries(builtin).map(([id, workout]) => ({ id, from: 'builtin' as const, workout }))
    expect(calls['workouts.list'].result.parse(structuredClone(choices))).toEqual(choices)
  })

  test('takes an analysis or a failure for an answer of the analysis, and no analysis that cannot be', () => {
    const { args } = calls['analysis.done']
    const done = (result: unknown) => args.safeParse({ id: 'x', result }).success
    const analysis = {
      version: 1, duration: 60, tempo: 140, tempoConfidence: 1, tempoReadings: [], steady: true, beats: [0.5], downbeats: [0.5], beatsPerBar: 4, drops: [],
      sections: [], joins: [], loudness: null, truePeak: null, energy: 0, key: null, keyConfidence: 0, silence: { leading: 0, trailing: 0 },
      waveform: { low: [0], mid: [255], high: [7] }, reason: null,
    }
    expect([done(analysis), done({ ...analysis, tempo: null, reason: 'speech' }), done({ failed: 'is not audio' })]).toEqual([true, true, true])
    expect([done({ ...analysis, tempo: -1 }), done({ ...analysis, beats: [NaN] }), done({ ...analysis, energy: 2 }), done({}), done(null)]).toEqual(Array(5).fill(false))
  })

  test('has events that refuse what is not theirs', () => {
    for (const schema of Object.values(events)) for (const value of [undefined, 0, 'x', [], { other: 1 }]) expect(schema.safeParse(value).success).toBe(false)
  })
})

test('addresses are all of one origin', () => {
  expect([mediaUrl('0123456789abcdef'), cueUrl('fight', 'bell-start')]).toEqual([`${origin}/media/0123456789abcdef`, `${origin}/cues/fight-bell-start.wav`])
  expect(new URL(mediaUrl('x')).protocol).toBe('app:')
})
