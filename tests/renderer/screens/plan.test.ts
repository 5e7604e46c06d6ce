import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { direct } from '../../../src/core/music/director/direct'
import { stopsOf } from '../../../src/core/music/director/stops'
import { builtin } from '../../../src/core/workout/builtin'
import { compile } from '../../../src/core/workout/plan'
import { arcPath, barOf, bellsOf, costWords, dropPlaces, dropWords, entryWords, flagsOf, heardTempo, laneOf, nextDrop, plannedDrop, scrolledTo, silenceWords, stopAt, towersOf, zoomFor } from '../../../src/renderer/screens/plan'
import { collection, direction, directionOf } from '../../core/music/library'

function planned(id: string) {
  const plan = compile(builtin[id]!)
  if (!plan.ok) throw new Error(plan.error.message)
  const one = directionOf(plan.value, collection(40, 5))
  const setlist = direct(one)
  return { plan: plan.value, direction: one, setlist, stops: stopsOf(setlist, one) }
}

describe('the picture of a session', () => {
  it('fills its width with towers that touch, as high as the arc and never too low or too high to be seen', () => {
    fc.assert(fc.property(direction, (one) => {
      const towers = towersOf(one.plan, direct(one).arc)
      expect(towers[0]!.left).toBe(0)
      for (const [i, { left, width, height }] of towers.entries()) {
        expect(left + width).toBeCloseTo(towers[i + 1]?.left ?? 100, 6)
        expect(height).toBeGreaterThan(10)
        expect(height).toBeLessThanOrEqual(90)
      }
    }))
  })

  it('draws the arc over the works, level at each of their middles, and not through preps and rests', () => {
    const { plan, setlist } = planned('amateur-boxing')
    const towers = towersOf(plan, setlist.arc)
    const works = towers.filter(({ phase }) => phase === 'work')
    const path = arcPath(towers)
    expect(path.match(/C/g)).toHaveLength(works.length - 1)
    expect(path.startsWith(`M${Math.round(works[0]!.left * 100) / 100} `)).toBe(true)
    expect(path.endsWith('H100')).toBe(true)
    expect(arcPath([])).toBe('')
  })

  it('has a flag for every drop, at its time, and a bell for every work, struck where a drop falls on it', () => {
    const { plan, setlist } = planned('boxing')
    const flags = flagsOf(setlist, plan)
    expect(flags.map(({ at }) => at)).toEqual(setlist.music.flatMap(({ drop }) => drop ?? []))
    expect(flags.length).toBeGreaterThan(6)
    for (const { at, left } of flags) expect((left / 100) * plan.duration).toBeCloseTo(at, 6)
    const bells = bellsOf(plan, flags)
    expect(bells).toHaveLength(12)
    const onBell = new Set(flags.filter(({ role }) => role === 'bell').map(({ at }) => at))
    expect(bells.filter(({ struck }) => struck).map(({ at }) => at)).toEqual(bells.map(({ at }) => at).filter((at) => onBell.has(at)))
    expect(bells.some(({ struck }) => struck)).toBe(true)
  })

  it('has a lane for every stop: in order, from where a track begins to build up, and none on top of another', () => {
    fc.assert(fc.property(direction, (one) => {
      const stops = stopsOf(direct(one), one)
      let end = 0
      for (const stop of stops) {
        const { left, width } = laneOf(stop, stops, one.plan)
        expect(left).toBeGreaterThanOrEqual(end - 1e-6)
        expect(width).toBeGreaterThan(0)
        end = left + width
      }
      expect(end).toBeLessThanOrEqual(100 + 1e-6)
    }))
  })

  it('finds the stop at a time, the first before the start and the last after the end', () => {
    const { plan, stops } = planned('boxing')
    expect(stops.map(({ start }) => stopAt(stops, start))).toEqual(stops.map((_, i) => i))
    expect([stopAt(stops, -1), stopAt(stops, plan.duration + 1), stopAt([], 0)]).toEqual([0, stops.length - 1, -1])
  })

  it('scrolls only where a stop is out of sight, and never beyond the ends', () => {
    expect(scrolledTo(10, 12, 0, 1000, 4000)).toBe(0)
    expect(scrolledTo(50, 52, 0, 1000, 4000)).toBe(1540)
    expect(scrolledTo(99, 100, 0, 1000, 4000)).toBe(3000)
    expect(scrolledTo(0, 1, 2000, 1000, 4000)).toBe(0)
  })
})

describe('the drop of a round', () => {
  const round = { index: 1, phase: 'work', round: 1, label: null, start: 10, end: 190 } as const

  it('goes round from the director’s choice over the bell and the second wind to none, and back', () => {
    const places = dropPlaces(round)
    expect(places).toEqual([undefined, 0, 150, null])
    expect(places.map((now) => nextDrop(places, now))).toEqual([0, 150, null, undefined])
    expect(nextDrop(places, 20)).toBeUndefined()
    expect(dropPlaces({ ...round, end: 30 })).toEqual([undefined, 0, null])
  })

  it('is told in words, and who wants it', () => {
    expect([dropWords(undefined, 0, 180), dropWords(undefined, 150, 180), dropWords(undefined, undefined, 180)]).toEqual(['Drop on the bell', 'Drop second wind', 'No drop here'])
    expect([dropWords(20, 20, 180), dropWords(0, undefined, 180), dropWords(null, undefined, 180)]).toEqual(['Drop at 0:20, yours', 'No drop on the bell', 'No drop'])
  })

  it('is found in the setlist, and moves by bars as they are heard', () => {
    const { plan, setlist, direction: one, stops } = planned('boxing')
    const heard = setlist.music.filter(({ drop }) => drop !== null)
    for (const { segment, drop } of heard) expect(plannedDrop(setlist, plan.segments[segment]!)).toBeCloseTo(drop! - plan.segments[segment]!.start, 6)
    const stop = stops.find(({ music }) => music[0]?.reasons.some((reason) => reason.includes('locked to')))!
    const { tempo } = one.facts.get(stop.music[0]!.track.id)!
    expect(barOf(stop, one)).toBeCloseTo(240 / (tempo! * stop.music[0]!.rate), 6)
    expect(barOf({ ...stop, music: [] }, one)).toBe(2)
  })
})

describe('the width of the picture', () => {
  it('is the screen for rounds that can be told apart, and more for many short ones, up to the most there is', () => {
    const zooms = [1, 2, 4, 8, 16]
    const of = (rounds: number, work: number, rest: number) => {
      const plan = compile({ name: 'A', prep: 10, warmup: 0, rounds, intervals: [{ work, rest }], cooldown: 0 })
      return plan.ok ? zoomFor(plan.value, zooms) : null
    }
    expect([of(12, 180, 60), of(8, 20, 10), of(60, 20, 10), of(400, 20, 10)]).toEqual([1, 1, 4, 16])
  })
})

describe('the words of the plan', () => {
  it('tell what a swap costs, without figures that mean nothing', () => {
    expect([0, 1.24, -0.8, 200, 1e6, -1e6].map(costWords)).toEqual(['as good', 'worse', 'better', 'plays already', 'wrong tempo', 'much better'])
  })

  it('tell the tempo that is heard and how a track enters', () => {
    const { setlist } = planned('boxing')
    const music = { ...setlist.music[0]!, join: 'beat', overlap: 3, rate: 0.97, gain: -4.2 } as const
    expect(heardTempo({ ...music, track: { ...music.track, tempo: 144 } })).toBe(140)
    expect(heardTempo({ ...music, track: { ...music.track, tempo: null } })).toBeNull()
    expect(entryWords(music)).toBe('beat on beat over 3.0 s · −3.0 % speed · −4.2 dB')
    expect(entryWords({ ...music, join: 'cut', overlap: 0, rate: 1, gain: 1.5 })).toBe('cut · as recorded · +1.5 dB')
  })

  it('tell a rest that is to be silent from a place that has no music', () => {
    expect(silenceWords('rest', { rest: 'silence' })).toBe('The rests are to be silent.')
    expect(silenceWords('rest', { rest: 'breathe' })).toBe('There is no music for it.')
    expect(silenceWords('prep', { rest: 'silence' })).toBe('There is no music for it.')
  })
})
