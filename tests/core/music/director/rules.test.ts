import { describe, expect, test } from 'vitest'
import { direct } from '../../../../src/core/music/director/direct'
import { noEdits, noTaste, type Direction, type Mapped } from '../../../../src/core/music/director/direction'
import { shortlist } from '../../../../src/core/music/director/shortlist'
import { defaultPolicy, type Policy } from '../../../../src/core/music/policy'
import type { Music, Setlist } from '../../../../src/core/music/setlist'
import { builtin } from '../../../../src/core/workout/builtin'
import type { Plan } from '../../../../src/core/workout/plan'
import type { Workout } from '../../../../src/core/workout/workout'
import { planOf } from '../../arbitraries'
import { collection, directionOf, idOf, song, type Song } from '../library'

const boxing = planOf(builtin['boxing'] as Workout)
const emom = planOf(builtin['emom'] as Workout)
const of = (more: Partial<Workout>): Plan => planOf({ name: 'Any', prep: 10, warmup: 0, rounds: 3, intervals: [{ work: 180, rest: 60 }], cooldown: 0, ...more })
const policy = (more: Partial<Policy>): Pick<Direction, 'policy'> => ({ policy: { ...defaultPolicy, ...more } })
const fast = (count: number, from = 1): Song[] => Array.from({ length: count }, (_, i) => song(from + i, { tempo: 136 + (i % 9), energy: ((i * 7) % count) / count, duration: 260, artist: `Fast ${i}` }))
const slow = (count: number, from = 101): Song[] => Array.from({ length: count }, (_, i) => song(from + i, { tempo: 86 + (i % 8), energy: 0.3, duration: 200, artist: `Slow ${i}` }))
const inPhase = ({ music }: Setlist, plan: Plan, phase: string): Music[] => music.filter(({ segment }) => plan.segments[segment]?.phase === phase)
const ids = (music: readonly Music[]) => music.map(({ track }) => track.id)
const perSlot = (music: readonly Music[]) => [...new Map(music.map((one) => [one.slot, one.track.id])).values()]

describe('the drop', () => {
  test('falls on the bell out of a build-up that is heard in the rest, entered on a bar line', () => {
    const plan = of({ rounds: 4 })
    const setlist = direct(directionOf(plan, [...fast(12), ...slow(12)], policy({ arc: 'steady' })))
    const bells = setlist.music.filter(({ role }) => role === 'bell')
    expect(bells.length).toBeGreaterThanOrEqual(2)
    for (const one of bells.filter(({ segment }) => segment > 1)) {
      const before = setlist.music[setlist.music.indexOf(one) - 1]!
      expect(one.drop).toBe(plan.segments[one.segment]!.start)
      expect([before.track.id, one.join, plan.segments[before.segment]!.phase]).toEqual([one.track.id, 'through', 'rest'])
      expect(before.end - before.start).toBeCloseTo((16 * 60) / 140, 1)
      expect(before.reasons).toContain('builds up to the bell')
    }
  })

  test('has its build-up shortened to a bar line where the rest is short, and none where there is no rest', () => {
    const short = of({ rounds: 2, prep: 0, intervals: [{ work: 60, rest: 8 }] })
    const { music } = direct(directionOf(short, [...fast(12), ...slow(12)]))
    const lead = music.find(({ reasons, segment }) => segment === 1 && reasons.includes('builds up to the bell'))!
    expect(lead.start).toBeGreaterThanOrEqual(60 + 4 - 1e-6)
    expect(lead.end - lead.start).toBeLessThanOrEqual(4)
    const without = direct(directionOf(emom, fast(20)))
    const bells = without.music.filter(({ role, segment }) => role === 'bell' && segment > 1)
    expect(bells.length).toBeGreaterThan(3)
    for (const { start, drop, join } of bells) expect([start, join]).toEqual([drop, 'cut'])
  })

  test('is the second wind in the last round and in the valleys, 30 s before the end', () => {
    const { music } = direct(directionOf(of({ rounds: 5 }), [...fast(20), ...slow(20)]))
    const last = music.filter(({ segment }) => segment === 9)
    expect(last.find(({ role }) => role !== null)).toMatchObject({ role: 'second wind', drop: 10 + 5 * 180 + 4 * 60 - 30 })
  })

  test('goes where the user moved it, or nowhere', () => {
    const plan = of({ rounds: 2 })
    const moved = direct({ ...directionOf(plan, [...fast(12), ...slow(12)]), edits: { ...noEdits, drops: [{ segment: 1, at: 45 }, { segment: 3, at: null }] } })
    expect(moved.music.find(({ segment, drop }) => segment === 1 && drop !== null)).toMatchObject({ drop: 55, role: 'moved' })
    expect(moved.music.filter(({ segment }) => segment === 3).every(({ drop }) => drop === null)).toBe(true)
  })
})

describe('the tempo', () => {
  const lone = (tempo: number, more: Partial<Policy> = {}, analysed = true) =>
    direct(directionOf(of({ prep: 0, rounds: 1 }), [song(1, { tempo, analysed, drops: [] })], policy(more))).music[0]!

  test('is locked to the target within the limit, pitch kept, else left as it is', () => {
    expect(lone(142).rate).toBeCloseTo(140 / 142, 4)
    expect(lone(142).reasons[0]).toBe('142 BPM, locked to 140')
    expect(lone(155).reasons[0]).toBe('155 BPM, within 130-160 for work')
    expect(lone(149).reasons[0]).toContain('within')
    expect(lone(151, { limit: 0.08 }).reasons[0]).toBe('151 BPM, locked to 140')
    expect(lone(71).rate).toBeCloseTo(140 / 142, 4)
    expect(lone(71).reasons[0]).toBe('71 BPM felt as 142, locked to 140')
    expect(lone(147, { work: 150 }).reasons[0]).toBe('147 BPM, locked to 150')
  })

  test('is never touched when it is off, or by a tag alone', () => {
    expect([lone(142, { tempo: 'off' }).rate, lone(142, {}, false).rate]).toEqual([1, 1])
    expect(lone(142, {}, false).reasons).toEqual(['142 BPM, within 130-160 for work', 'not analysed yet: joined by plain fades'])
  })

  test('gives way so that whole bars fit, where it is only to be near', () => {
    const { music } = direct(directionOf(of({ prep: 0, rounds: 1, intervals: [{ work: 100, rest: 0 }] }), [song(1, { tempo: 143.3, drops: [] })], policy({ tempo: 'near' })))
    const last = music.at(-1)!
    expect(last.reasons).toContain('leaves on a bar line')
    expect(Math.abs(last.rate - 1)).toBeLessThanOrEqual(0.06)
  })
})

describe('the rests', () => {
  const songs = [...fast(12), ...slow(12)]
  test('breathe with slow tracks', () => {
    const setlist = direct(directionOf(boxing, songs))
    const own = inPhase(setlist, boxing, 'rest').filter(({ reasons }) => !reasons.includes('builds up to the bell'))
    expect(own.every(({ track, sound }) => (track.tempo ?? 0) < 110 && sound === 'full')).toBe(true)
    expect(own).toHaveLength(11)
  })

  test('hold the track of the round, under, and a short round is back in it on the bell', () => {
    const tabata = planOf(builtin['tabata'] as Workout)
    const { music } = direct(directionOf(tabata, songs, policy({ rest: 'hold' })))
    const [work, rest, back] = [1, 2, 3].map((segment) => music.filter((one) => one.segment === segment))
    expect(rest!.every(({ sound }) => sound === 'under')).toBe(true)
    expect(back![0]).toMatchObject({ sound: 'full', join: 'through' })
    expect(new Set(ids([...work!, ...rest!, ...back!])).size).toBe(1)
  })

  test('change a held track on a bell, where it is too short to be held for all', () => {
    const tabata = planOf(builtin['tabata'] as Workout)
    const short = Array.from({ length: 8 }, (_, i) => song(i + 1, { tempo: 140, duration: 70, drops: [] }))
    const { music } = direct(directionOf(tabata, short, policy({ rest: 'hold' })))
    const changes = music.filter(({ slot }, i) => i > 0 && slot !== music[i - 1]!.slot).map(({ start }) => start)
    const bells = tabata.segments.filter(({ phase }) => phase === 'work').map(({ start }) => start)
    expect(changes.length).toBeGreaterThan(1)
    for (const change of changes) expect(bells).toContain(change)
  })

  test('are silent on demand, and the round comes in on its drop', () => {
    const setlist = direct(directionOf(boxing, songs, policy({ rest: 'silence', arc: 'steady' })))
    expect(inPhase(setlist, boxing, 'rest')).toEqual([])
    expect(setlist.music.find(({ segment }) => segment === 3)).toMatchObject({ drop: 250, start: 250, role: 'bell', join: 'cut' })
  })
})

describe('the joins', () => {
  test('of two rounds of one tempo are on the beat where neither has a drop there', () => {
    const songs = Array.from({ length: 12 }, (_, i) => song(i + 1, { tempo: 140, drops: [], firstBeat: 0.3 + i / 10, duration: 240 }))
    const { music } = direct(directionOf(planOf({ name: 'Any', prep: 0, warmup: 0, rounds: 4, intervals: [{ work: 96, rest: 0 }], cooldown: 0 }), songs))
    expect(music.filter(({ slot }, i) => i > 0 && slot !== music[i - 1]!.slot).map(({ join }) => join)).toEqual(['beat', 'beat', 'beat'])
  })

  test('of unanalysed tracks are fades as long as the crossfade', () => {
    const songs = [...fast(12), ...slow(12)].map(({ track }) => ({ track, facts: null }))
    const { music } = direct(directionOf(boxing, songs, { crossfade: 4 }))
    expect(music.slice(1).every(({ join, overlap }) => join === 'fade' && overlap === 4)).toBe(true)
  })
})

describe('the choice', () => {
  test('has no track twice, no artist in neighbouring slots, and nothing out of range, where the library allows it', () => {
    const setlist = direct(directionOf(boxing, collection(1000, 3)))
    const played = perSlot(setlist.music)
    expect(new Set(played).size).toBe(played.length)
    expect(setlist.music.every(({ fits }) => fits)).toBe(true)
    const slots = [...new Map(setlist.music.map((one) => [one.slot, one.track.artist])).values()]
    expect(slots.filter((artist, i) => i > 0 && artist === slots[i - 1])).toEqual([])
    expect(setlist.warnings).toEqual([])
  })

  test('follows the arc: fierce where it is high', () => {
    const energies = (arc: Policy['arc']) => {
      const direction = directionOf(boxing, collection(2000, 5), policy({ arc }))
      return perSlot(inPhase(direct(direction), boxing, 'work')).map((id) => direction.facts.get(id)!.energy)
    }
    const mean = (list: number[]) => list.reduce((sum, one) => sum + one, 0) / list.length
    const build = energies('build'), pyramid = energies('pyramid')
    expect(mean(build.slice(-4))).toBeGreaterThan(mean(build.slice(0, 4)) + 0.3)
    expect(mean(pyramid.slice(4, 8))).toBeGreaterThan(mean([...pyramid.slice(0, 2), ...pyramid.slice(-2)]) + 0.3)
  })

  test('takes the songs of the soundtrack in their roles before all others, and says so', () => {
    const roles: [number, Mapped['role']][] = [[1, 'work'], [2, 'finisher'], [101, 'rest']]
    const mapped = new Map(roles.map(([n, role]): [string, Mapped] => [idOf(n), { title: `Film ${n}`, artist: 'X', role, genre: null }]))
    const plan = of({ rounds: 4 })
    const { music } = direct(directionOf(plan, [...fast(30), ...slow(30)], { taste: { ...noTaste, mapped } }))
    expect(plan.segments[music.find(({ track }) => track.id === idOf(1))!.segment]!.round).not.toBeNull()
    expect(music.find(({ track }) => track.id === idOf(2))!.segment).toBeGreaterThanOrEqual(6)
    expect(music.find(({ track }) => track.id === idOf(101))!.reasons).toContain('soundtrack: Film 101')
  })

  test('leaves out what was heard last time if there is a choice, and likes favourites', () => {
    const songs = [...fast(40), ...slow(40)]
    const heard = new Map([...Array(20).keys()].map((i) => [idOf(i + 1), 1]))
    const favourites = new Set([idOf(31), idOf(32), idOf(131)])
    for (let seed = 0; seed < 5; seed++) {
      const played = new Set(ids(direct(directionOf(boxing, songs, { seed, taste: { ...noTaste, heard, favourites } })).music))
      expect([...heard.keys()].filter((id) => played.has(id))).toEqual([])
      expect([...favourites].filter((id) => played.has(id)).length).toBeGreaterThanOrEqual(2)
    }
  })

  test('is another one with another seed, and all that fit have their turn', () => {
    const songs = collection(1000, 7)
    const lists = Array.from({ length: 20 }, (_, seed) => ids(direct(directionOf(boxing, songs, { seed })).music))
    expect(new Set(lists.map((list) => list.join())).size).toBe(20)
    expect(new Set(lists.flat()).size).toBeGreaterThan(100)
  })
})

describe('with little music', () => {
  test('a track that is too short goes round from bar line to bar line, at its locked tempo', () => {
    const { music } = direct(directionOf(of({ prep: 0, rounds: 1, intervals: [{ work: 100, rest: 0 }] }), [song(1, { tempo: 140, duration: 80, drops: [] })]))
    expect(music.length).toBeGreaterThan(1)
    expect(music.every(({ join, rate }, i) => rate === 1 && (i === 0 || join === 'cut'))).toBe(true)
  })

  test('one track carries the session alone, and the warnings say what is missing', () => {
    const setlist = direct(directionOf(boxing, [song(1)]))
    expect(setlist.music.at(-1)?.end).toBe(boxing.duration)
    expect(setlist.warnings).toEqual(['The rounds need 11 more tracks of 130 to 160 BPM.'.replace('11', 'eleven'), 'The rests need eleven more tracks below 110 BPM.', 'This will repeat one song.'])
  })

  test('none makes no music and one sentence', () => {
    expect(direct(directionOf(boxing, []))).toMatchObject({ music: [], warnings: ['There is no music: add a folder.'] })
    expect(direct(directionOf(boxing, [song(1, { duration: 6 })])).warnings).toEqual(['There is no track that can be played: all are too short, silent or banned.'])
  })

  test('it says how many are missing, repeated, not analysed', () => {
    const songs = [...fast(12), ...slow(9), song(200, { tempo: 115 })]
    expect(direct(directionOf(boxing, songs)).warnings).toEqual(['The rests need two more tracks below 110 BPM.', 'This will repeat two songs.'])
    const plain = fast(1).map(({ track }) => ({ track, facts: null }))
    expect(direct(directionOf(of({ prep: 0, rounds: 1 }), plain)).warnings).toEqual(['One song of it is not analysed yet: no drop, no tempo lock.'])
  })

  test('a plan of 999 segments of 1 s, with a crossfade of 12 s, is covered', () => {
    const { music } = direct(directionOf(of({ prep: 0, rounds: 500, intervals: [{ work: 1, rest: 1 }] }), [...fast(12), ...slow(12)], { crossfade: 12 }))
    expect([music[0]?.start, music.at(-1)?.end]).toEqual([0, 999])
  })
})

test('the shortlist names the tracks whose facts the director wants, and holds once it has them', () => {
  const direction = directionOf(boxing, collection(3000, 2))
  const ids = shortlist({ ...direction, facts: new Map() })
  expect(ids.length).toBeLessThanOrEqual(300)
  const facts = new Map(ids.map((id) => [id, direction.facts.get(id)!]))
  const { music } = direct({ ...direction, facts })
  expect(music.every(({ track }) => facts.has(track.id))).toBe(true)
})
