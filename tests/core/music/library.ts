import { random as dice } from '../../../scripts/synth.mjs'
import fc from 'fast-check'
import { noEdits, noTaste, type Direction, type Facts } from '../../../src/core/music/director/direction'
import { arcs, defaultPolicy, restPolicies, tempoModes, type Policy } from '../../../src/core/music/policy'
import type { Track } from '../../../src/core/music/track'
import type { Plan } from '../../../src/core/workout/plan'
import { crossfade, plan } from '../arbitraries'

export { dice }

/** A track with its facts, all known by construction. */
export interface Song {
  readonly track: Track
  readonly facts: Facts | null
}

export interface SongShape {
  readonly tempo: number | null
  readonly duration: number
  /** Seconds. */
  readonly firstBeat: number
  readonly energy: number
  /** Bars at which drops come. */
  readonly drops: readonly number[]
  readonly artist: string | null
  readonly loudness: number | null
  readonly truePeak: number | null
  readonly key: string | null
  /** Without an analysis a track has only its tags. */
  readonly analysed: boolean
}

const usual: SongShape = { tempo: 140, duration: 220, firstBeat: 0.4, energy: 0.6, drops: [16, 56], artist: null, loudness: -9, truePeak: -0.2, key: null, analysed: true }

/** Sections of eight bars; a build-up of four bars before each drop; a join on every section. */
export function song(number: number, more: Partial<SongShape> = {}): Song {
  const shape = { ...usual, ...more }
  const { tempo, duration, firstBeat, energy, artist, loudness, truePeak, key } = shape
  const track: Track = {
    id: number.toString(16).padStart(16, '0'), file: `${number}.mp3`, title: `Song ${number}`, artist, album: null,
    duration, tempo, tempoFrom: tempo === null ? null : shape.analysed ? 'audio' : 'tag',
  }
  if (!shape.analysed) return { track, facts: null }
  const beat = 60 / (tempo ?? 120)
  const beats = tempo === null ? [] : Array.from({ length: Math.max(0, Math.floor((duration - firstBeat - 0.5) / beat)) }, (_, i) => firstBeat + i * beat)
  const downbeats = beats.filter((_, i) => i % 4 === 0)
  const starts = [0, ...downbeats.filter((_, i) => i > 0 && i % 8 === 0 && i + 4 < downbeats.length)]
  const drops = shape.drops.flatMap((bar) => (downbeats[bar] === undefined || bar < 4 ? [] : [{ time: downbeats[bar], buildUp: downbeats[bar - 4]!, strength: 0.8 }]))
  const dropped = (start: number) => drops.some(({ time }) => start >= time - 0.01 && start < time + 16 * 4 * beat)
  return {
    track,
    facts: {
      duration, tempo, tempoConfidence: tempo === null ? 0 : 0.9, steady: tempo !== null, beats, downbeats, beatsPerBar: 4, drops,
      sections: starts.map((start, i) => ({ start, end: starts[i + 1] ?? duration, kind: dropped(start) ? 'chorus' : 'verse', intensity: dropped(start) ? 0.9 : 0.4 })),
      joins: starts.slice(1).map((time) => ({ time, ease: 0.5 })), loudness, truePeak, energy, key, keyConfidence: key === null ? 0 : 0.8, silence: { leading: 0.05, trailing: 0.4 },
    },
  }
}

/** A direction over some songs. */
export const directionOf = (plan: Plan, songs: readonly Song[], more: Partial<Direction> = {}): Direction => ({
  plan,
  tracks: songs.map(({ track }) => track),
  facts: new Map(songs.flatMap(({ track, facts }) => (facts === null ? [] : [[track.id, facts]]))),
  policy: defaultPolicy, crossfade: 3, taste: noTaste, edits: noEdits, seed: 1,
  ...more,
})

/** A library as people have them: tempi around 120 with a wide spread, three songs an artist, most with drops, all analysed. */
export function collection(size: number, seed: number): Song[] {
  const roll = dice(seed)
  return Array.from({ length: size }, (_, i) => {
    const tempo = Math.round(100 * (60 + 130 * ((roll() + roll() + roll()) / 3))) / 100
    const bars = Array.from({ length: Math.floor(roll() * 4) }, () => 8 + Math.floor(roll() * 70))
    return song(i + 1, {
      tempo, duration: 120 + roll() * 220, firstBeat: roll() * 2, energy: roll(), drops: bars, artist: `Artist ${Math.floor(roll() * (size / 3))}`,
      loudness: -16 + roll() * 10, truePeak: -1.5 + roll() * 2, key: `${1 + Math.floor(roll() * 12)}${roll() < 0.5 ? 'A' : 'B'}`,
    })
  })
}

const songs: fc.Arbitrary<Song[]> = fc
  .array(
    fc.record({
      tempo: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 6, arbitrary: fc.integer({ min: 600, max: 1900 }).map((tenths) => tenths / 10) }),
      duration: fc.oneof(fc.integer({ min: 5000, max: 40_000 }), fc.integer({ min: 100_000, max: 400_000 })).map((ms) => ms / 1000),
      firstBeat: fc.double({ min: 0, max: 3, noNaN: true }),
      energy: fc.double({ min: 0, max: 1, noNaN: true }),
      drops: fc.array(fc.integer({ min: 4, max: 90 }), { maxLength: 3 }),
      artist: fc.constantFrom(null, 'A', 'B', 'The B feat. C'),
      loudness: fc.oneof(fc.constant(null), fc.double({ min: -30, max: -5, noNaN: true })),
      truePeak: fc.oneof(fc.constant(null), fc.double({ min: -12, max: 2, noNaN: true })),
      key: fc.constantFrom(null, '8A', '3B'),
      analysed: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((shapes) => shapes.map((shape, i) => song(i + 1, shape)))

export const policy: fc.Arbitrary<Policy> = fc.record({
  tempo: fc.constantFrom(...tempoModes), limit: fc.constantFrom(0, 0.02, 0.06, 0.08), rest: fc.constantFrom(...restPolicies), arc: fc.constantFrom(...arcs),
  work: fc.constantFrom(null, 150), breather: fc.constantFrom(null, 80),
})

/** Any direction: every policy, tracks of every kind, liking and bans, among them none at all. */
export const direction: fc.Arbitrary<Direction> = fc
  .record({
    plan, songs, policy, crossfade, seed: fc.integer(),
    banned: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 2 }), favourites: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 2 }),
    heard: fc.array(fc.tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 6 })), { maxLength: 4 }),
  })
  .map(({ plan, songs, banned, favourites, heard, ...more }) => directionOf(plan, songs, {
    ...more,
    taste: { ...noTaste, banned: new Set(banned.map(idOf)), favourites: new Set(favourites.map(idOf)), heard: new Map(heard.map(([n, ago]) => [idOf(n), ago])) },
  }))

export const idOf = (number: number): string => song(number).track.id
