import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { direct } from '../../../../src/core/music/director/direct'
import { noEdits, type Direction, type Edits } from '../../../../src/core/music/director/direction'
import { allow, ban, dropAt, dropOf, free, isLocked, lock, lockAll } from '../../../../src/core/music/director/edit'
import { stopsOf, type Stop } from '../../../../src/core/music/director/stops'
import { builtin } from '../../../../src/core/workout/builtin'
import { compile, type Plan } from '../../../../src/core/workout/plan'
import { collection, direction, directionOf } from '../library'

const planOf = (id: string): Plan => {
  const plan = compile(builtin[id]!)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}
const walked = (direction: Direction) => stopsOf(direct(direction), direction)
const trackAt = ({ music }: Stop) => music[0]?.track.id
const songs = collection(60, 3)

describe('the stops of a setlist', () => {
  it('are in order, at least one in every segment, and none outlasts its segment', () => {
    fc.assert(fc.property(direction, (one) => {
      const stops = walked(one)
      expect([...new Set(stops.map(({ segment }) => segment))]).toEqual(one.plan.segments.map(({ index }) => index))
      for (const [i, { segment, start, end }] of stops.entries()) {
        expect(start).toBeGreaterThanOrEqual(one.plan.segments[segment]!.start - 1e-6)
        expect(end).toBeLessThanOrEqual(one.plan.segments[segment]!.end + 1e-6)
        expect(start).toBeGreaterThanOrEqual(stops[i - 1]?.start ?? 0)
      }
    }))
  })

  it('name every track of the setlist', () => {
    fc.assert(fc.property(direction, (one) => {
      const setlist = direct(one)
      expect(new Set(stopsOf(setlist, one).flatMap(({ slot }) => slot ?? []))).toEqual(new Set(setlist.music.map(({ slot }) => slot)))
    }))
  })

  it('leave a build-up to the round that it leads to', () => {
    const one = directionOf(planOf('boxing'), songs)
    const stops = walked(one)
    expect(stops.map(({ segment }) => segment)).toEqual(one.plan.segments.map(({ index }) => index))
    const built = stops.filter(({ phase, music, start }) => phase === 'work' && music[0]!.start < start)
    expect(built.length).toBeGreaterThan(0)
  })

  it('are silent where the rests are', () => {
    const base = directionOf(planOf('boxing'), songs)
    const stops = walked({ ...base, policy: { ...base.policy, rest: 'silence' } })
    expect(stops.filter(({ slot }) => slot === null).every(({ phase }) => phase === 'rest')).toBe(true)
    expect(stops.filter(({ slot }) => slot === null)).toHaveLength(11)
  })
})

describe('the user’s edits', () => {
  it('lock a track where it plays, whatever the seed', () => {
    for (const id of ['boxing', 'tabata', 'mma', 'emom']) {
      const one = directionOf(planOf(id), songs)
      const stops = walked(one)
      for (const stop of stops) {
        if (stop.slot === null) continue
        const edits = lock(noEdits, stops, stop, trackAt(stop)!)
        const again = walked({ ...one, edits, seed: 99 }).find(({ segment, nth }) => segment === stop.segment && nth === stop.nth)
        expect(again && trackAt(again)).toBe(trackAt(stop))
        expect(isLocked(edits, stop)).toBe(true)
        expect(isLocked(free(edits, stop), stop)).toBe(false)
      }
    }
  })

  it('lock what plays before it in the same segment along with it, since locks follow the order', () => {
    const base = { segment: 1, phase: 'work', start: 0, end: 1, slot: 0, home: 1, music: [] } as const
    const heard = (id: string) => [{ track: { id } }] as unknown as Stop['music']
    const [first, second]: Stop[] = [{ ...base, nth: 0, music: heard('a') }, { ...base, nth: 1, slot: 1, music: heard('b') }]
    const edits = lock(noEdits, [first!, second!], second!, 'c')
    expect(edits.locks).toEqual([{ segment: 1, track: 'a' }, { segment: 1, track: 'c' }])
    expect(free(edits, first!).locks).toEqual([])
    expect(lock(edits, [first!, second!], first!, 'd').locks).toEqual([{ segment: 1, track: 'd' }, { segment: 1, track: 'c' }])
  })

  it('keep a whole setlist through a shuffle', () => {
    const one = directionOf(planOf('boxing'), songs)
    const stops = walked(one)
    expect(walked({ ...one, edits: lockAll(noEdits, stops), seed: 5 }).map(trackAt)).toEqual(stops.map(trackAt))
  })

  it('take a banned track out, also where it was locked, and let it in again', () => {
    const one = directionOf(planOf('boxing'), songs)
    const stops = walked(one)
    const bad = trackAt(stops[3]!)!
    const edits = ban(lock(noEdits, stops, stops[3]!, bad), bad)
    expect(edits.locks).toEqual([])
    expect(walked({ ...one, edits }).map(trackAt)).not.toContain(bad)
    expect(allow(edits, bad).banned).toEqual([])
  })

  it('say where a drop falls, that there is none, or leave it to the director', () => {
    const moved: Edits = dropAt(dropAt(noEdits, 1, 0), 1, 20)
    expect([dropOf(moved, 1), dropOf(dropAt(moved, 1, null), 1), dropOf(dropAt(moved, 1, undefined), 1)]).toEqual([20, null, undefined])
    expect(moved.drops).toHaveLength(1)
  })
})
