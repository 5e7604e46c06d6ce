import type { Problem } from './problem'
import { reach, repeatWeight } from './weights'

/** By slot the place in its pool. */
export type Choice = Int32Array

const WIDTH = 24
/** With so many slots only the narrowest beam is taken. */
const MANY = 150
/** Swaps are tried between slots this far apart at most, and rounds of improvement are at most so many. */
const APART = 60
const ROUNDS = 12

/** The whole cost of a choice: all unary terms, all pairs within reach, all repeats. Lower is better. */
export function costOf(problem: Problem, choice: Choice): number {
  const { slots, pools, unary, pair, candidates } = problem
  const uses = new Uint16Array(candidates.length)
  let sum = 0
  for (let i = 0; i < slots.length; i++) {
    const one = pools[i]![choice[i]!]!
    sum += unary[i]![choice[i]!]! + repeatWeight * uses[one]!++
    for (let k = 1; k <= reach && k <= i; k++) sum += pair(pools[i - k]![choice[i - k]!]!, one, k)
  }
  return sum
}

/** The best choice that is found: beams over the slots in their order, wide and narrow, each then improved as a whole. */
export function solve(problem: Problem): Choice {
  const widths = problem.slots.length > MANY ? [1] : [WIDTH, 1]
  const [best, other] = widths.map((width) => improved(problem, beam(problem, width)))
  return other && costOf(problem, other) < costOf(problem, best!) ? other : best!
}

/** Goes through the slots and keeps the `width` best beginnings; of width 1 it is greedy. */
export function beam({ slots, pools, unary, pair, candidates }: Problem, width: number): Choice {
  const parents: Int32Array[] = []
  const picks: Int32Array[] = []
  let costs = new Float64Array(1)
  let uses = [new Uint16Array(candidates.length)]
  /** The last few candidates of each beginning, the latest first. */
  let tails: number[][] = [[]]
  for (let i = 0; i < slots.length; i++) {
    const pool = pools[i]!
    const best: { cost: number; parent: number; pick: number }[] = []
    for (let parent = 0; parent < costs.length; parent++) {
      const used = uses[parent]!, tail = tails[parent]!
      for (let pick = 0; pick < pool.length; pick++) {
        const one = pool[pick]!
        let cost = costs[parent]! + unary[i]![pick]! + repeatWeight * used[one]!
        // No pair makes a choice cheaper.
        const worst = best.length === width ? best[width - 1]!.cost : Infinity
        if (cost >= worst) continue
        for (let k = 0; k < tail.length; k++) cost += pair(tail[k]!, one, k + 1)
        if (cost >= worst) continue
        let at = Math.min(best.length, width - 1)
        while (at > 0 && best[at - 1]!.cost > cost) at--
        if (best.length === width) best.pop()
        best.splice(at, 0, { cost, parent, pick })
      }
    }
    parents.push(Int32Array.from(best, ({ parent }) => parent))
    picks.push(Int32Array.from(best, ({ pick }) => pick))
    costs = Float64Array.from(best, ({ cost }) => cost)
    const [before, tailsBefore] = [uses, tails]
    uses = best.map(({ parent, pick }) => {
      const next = before[parent]!.slice()
      next[pool[pick]!]!++
      return next
    })
    tails = best.map(({ parent, pick }) => [pool[pick]!, ...tailsBefore[parent]!].slice(0, reach))
  }
  const choice = new Int32Array(slots.length)
  for (let i = slots.length - 1, at = 0; i >= 0; at = parents[i]![at]!, i--) choice[i] = picks[i]![at]!
  return choice
}

/** Exchanges and replaces single choices as long as that makes the whole cheaper. */
export function improved(problem: Problem, start: Choice): Choice {
  const { slots, pools, unary, pair, candidates } = problem
  const choice = start.slice()
  const at = Int32Array.from(choice, (pick, i) => pools[i]![pick]!)
  const uses = new Uint16Array(candidates.length)
  for (const one of at) uses[one]!++
  const around = (i: number, one: number, but: number): number => {
    let sum = 0
    for (let k = 1; k <= reach; k++) {
      if (i - k >= 0 && i - k !== but) sum += pair(at[i - k]!, one, k)
      if (i + k < at.length && i + k !== but) sum += pair(one, at[i + k]!, k)
    }
    return sum
  }
  const set = (i: number, pick: number) => {
    uses[at[i]!]!--
    choice[i] = pick
    at[i] = pools[i]![pick]!
    uses[at[i]!]!++
  }
  for (let round = 0, changed = true; changed && round < ROUNDS; round++) {
    changed = false
    for (let i = 0; i < slots.length; i++) {
      const pool = pools[i]!, now = at[i]!
      const own = unary[i]![choice[i]!]! + around(i, now, -1) + repeatWeight * (uses[now]! - 1)
      let best = -1, least = own - 1e-9
      for (let pick = 0; pick < pool.length; pick++) {
        const one = pool[pick]!
        if (one === now) continue
        let cost = unary[i]![pick]! + repeatWeight * uses[one]!
        if (cost >= least) continue
        cost += around(i, one, -1)
        if (cost < least) [best, least] = [pick, cost]
      }
      if (best >= 0) {
        set(i, best)
        changed = true
      }
      for (let j = i + 1; j < Math.min(slots.length, i + APART); j++) {
        if (pools[j] !== pool || at[i] === at[j]) continue
        const [a, b] = [choice[i]!, choice[j]!]
        const before = unary[i]![a]! + unary[j]![b]! + around(i, at[i]!, j) + around(j, at[j]!, i) + near(i, j, at[i]!, at[j]!)
        const after = unary[i]![b]! + unary[j]![a]! + around(i, at[j]!, j) + around(j, at[i]!, i) + near(i, j, at[j]!, at[i]!)
        if (after >= before - 1e-9) continue
        set(i, b)
        set(j, a)
        changed = true
      }
    }
  }
  return choice

  function near(i: number, j: number, a: number, b: number): number {
    return j - i <= reach ? pair(a, b, j - i) : 0
  }
}
