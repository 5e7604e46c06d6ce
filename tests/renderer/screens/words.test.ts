import { describe, expect, it } from 'vitest'
import { builtin } from '../../../src/core/workout/builtin'
import { cueKinds } from '../../../src/core/workout/cue'
import { compile, type Plan } from '../../../src/core/workout/plan'
import type { Workout } from '../../../src/core/workout/workout'
import { announcement, closing, cueWords, summary } from '../../../src/renderer/screens/words'
import { viewOf, type RunView } from '../../../src/renderer/view'

const workout: Workout = { ...(builtin['boxing'] as Workout), intervals: [{ work: 180, rest: 60, label: 'Jab' }] }
const plan = compile(workout)
const at = (elapsed: number, state: RunView['state'] = 'running'): RunView =>
  viewOf((plan as { value: Plan }).value, state, elapsed, { seed: 0, music: [], warnings: [], arc: [], cost: 0 }, null, new Set())

describe('what is announced', () => {
  it('is the phase, the round and the label', () => {
    expect(announcement(at(0))).toBe('Get ready')
    expect(announcement(at(10))).toBe('Work, round 1 of 12, Jab')
    expect(announcement(at(190))).toBe('Rest, round 1 of 12')
    expect([announcement(at(20, 'paused')), announcement(at(20, 'stopped')), announcement(at(2830, 'finished'))]).toEqual(['Paused', 'Stopped', 'Done'])
  })

  it('stays the same for all of a segment', () => {
    const said = new Set(Array.from({ length: 1800 }, (_, i) => announcement(at(10 + i / 10))))
    expect(said.size).toBe(1)
  })
})

describe('the end of a segment', () => {
  it('draws near ten seconds before the end of a long work, and is there in the last three of anything', () => {
    expect([179.9, 180, 186.9, 187].map((elapsed) => closing(at(elapsed)))).toEqual(['no', 'near', 'near', 'now'])
    expect([246.9, 247].map((elapsed) => closing(at(elapsed)))).toEqual(['no', 'now'])
  })

  it('is not shown while nothing runs', () => {
    expect(closing(at(188, 'paused'))).toBe('no')
  })
})

describe('a workout in one line', () => {
  it('is rounds, work and rest', () => {
    expect(summary(builtin['boxing'] as Workout)).toBe('12 × 3:00 / 1:00')
    expect(summary(builtin['emom'] as Workout)).toBe('10 × 1:00')
  })

  it('is rounds and intervals where there are several', () => {
    expect(summary({ ...workout, rounds: 1, intervals: [{ work: 20, rest: 10 }, { work: 30, rest: 0 }] })).toBe('1 round of 2 intervals')
  })
})

it('every cue has a name for its test button', () => {
  expect(Object.keys(cueWords).toSorted()).toEqual([...cueKinds].toSorted())
})
