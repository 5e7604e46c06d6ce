import fc from 'fast-check'
import { expect, it } from 'vitest'
import { builtin } from '../../../src/core/workout/builtin'
import { compile, type Plan } from '../../../src/core/workout/plan'
import type { Workout } from '../../../src/core/workout/workout'
import { blocksOf, passed } from '../../../src/renderer/screens/strip'

const planOf = (workout: Workout): Plan => {
  const plan = compile(workout)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

it('draws a block for every segment of a usual workout, as wide as it is long', () => {
  const plan = planOf(builtin['boxing'] as Workout)
  const blocks = blocksOf(plan)
  expect(blocks.map(({ phase }) => phase)).toEqual(plan.segments.map(({ phase }) => phase))
  expect(blocks[1]?.width).toBeCloseTo((180 / plan.duration) * 100)
})

it('touches, fills the strip and draws nothing narrower than the least but at the end, for any workout', () => {
  const length = fc.integer({ min: 1, max: 30 })
  const workout = fc.record({ prep: length, rounds: fc.integer({ min: 1, max: 300 }), work: length, rest: fc.integer({ min: 0, max: 30 }) })
  fc.assert(
    fc.property(workout, fc.constantFrom(0.1, 0.2, 1), ({ prep, rounds, work, rest }, least) => {
      const blocks = blocksOf(planOf({ name: 'x', prep, warmup: 0, rounds, intervals: [{ work, rest }], cooldown: 0 }), least)
      let at = 0
      blocks.forEach(({ from, width }, index) => {
        expect(from).toBeCloseTo(at, 9)
        if (index < blocks.length - 1) expect(width).toBeGreaterThanOrEqual(least)
        at = from + width
      })
      expect(at).toBeCloseTo(100, 9)
    }),
  )
})

it('draws many short segments together as what most of their time is', () => {
  const blocks = blocksOf(planOf({ name: 'x', prep: 0, warmup: 0, rounds: 450, intervals: [{ work: 20, rest: 10 }], cooldown: 0 }), 1)
  expect(blocks.length).toBeLessThanOrEqual(100)
  expect(blocks.every(({ phase }) => phase === 'work')).toBe(true)
})

it('says how much has passed, within the strip', () => {
  expect([passed(30, 120), passed(-1, 120), passed(121, 120), passed(1, 0)]).toEqual([25, 0, 100, 0])
})
