import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile, type Plan } from '../../src/core/workout/plan'
import { clock, countdown, rounding } from '../../src/renderer/screens/clock'
import { closing } from '../../src/renderer/screens/words'
import { sameView, viewOf, type RunView } from '../../src/renderer/view'

const setlist = { seed: 0, music: [], warnings: [], arc: [], cost: 0 }
const planOf = (work: number, rest: number): Plan => {
  const plan = compile({ name: 'Any', prep: 10, warmup: 0, rounds: 3, intervals: [{ work, rest }], cooldown: 0 })
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}
const favourites = new Set<string>()
const at = (plan: Plan, elapsed: number, state: RunView['state'] = 'running'): RunView => viewOf(plan, state, elapsed, setlist, null, favourites)
/** How often the screen changes from one tick to the next within a time. */
const changes = (plan: Plan, from: number, to: number): number => {
  const views = Array.from({ length: Math.round((to - from) / 0.025) }, (_, i) => at(plan, from + i * 0.025))
  return views.filter((view, i) => i > 0 && !sameView(view, views[i - 1]!)).length
}

describe('a view that shows the same as the one before', () => {
  it('says the same in every figure and every sign, whatever the lengths and the times', () => {
    const lengths = fc.integer({ min: 1000, max: 600_000 }).map((ms) => ms / 1000)
    fc.assert(
      fc.property(lengths, lengths, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1.5, noNaN: true }), (work, rest, place, later) => {
        const plan = planOf(work, rest)
        const one = at(plan, place * (plan.duration - 2))
        const other = at(plan, one.elapsed + later)
        fc.pre(sameView(one, other))
        const shown = (view: RunView) => [countdown(view.left), clock(Math.floor(view.elapsed + rounding)), countdown(view.duration - view.elapsed), closing(view), view.segment]
        expect(shown(other)).toEqual(shown(one))
      }),
      { numRuns: 2000 },
    )
  })

  it('is not one in which something else has changed', () => {
    const plan = planOf(180, 60)
    expect(sameView(at(plan, 20), at(plan, 20, 'paused'))).toBe(false)
    expect(sameView(at(plan, 20), null)).toBe(false)
    expect(sameView(null, null)).toBe(true)
  })
})

describe('the picture of a session', () => {
  it('changes once a second in a long round, and the more often the shorter a segment is', () => {
    expect(changes(planOf(180, 60), 20, 80)).toBeLessThanOrEqual(61)
    expect(changes(planOf(180, 60), 20, 80)).toBeGreaterThanOrEqual(59)
    expect(changes(planOf(20, 10), 10, 30)).toBeGreaterThan(190)
    expect(changes(planOf(1, 1), 10, 11)).toBeLessThanOrEqual(10)
  })
})
