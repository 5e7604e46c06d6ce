import { jumpCost, nearest, type Bars } from './bars'

/** Stretches of a track one after the other, [from, to) in seconds of the track, that fill a stretch of the session at `rate`. */
export interface Fill {
  readonly runs: readonly { readonly from: number; readonly to: number }[]
  readonly rate: number
  /** Whether the music leaves on a bar line, on a beat, or anywhere. */
  readonly ends: 'bar' | 'beat' | 'open'
  readonly cost: number
}

export interface Room {
  readonly bars: Bars
  readonly beats: readonly number[]
  /** What can be heard of the track. */
  readonly from: number
  readonly to: number
}

const COSTS = { rate: 10, phrase: 0.6, beat: 0.5, open: 1.2, jump: 0.5, again: 0.12 }
/** A fit that costs less needs no jump. */
const GOOD = 0.5
/** Bar lines that a phrase may end at, the best of a track. */
const ENDS = 16
/** How often a loop may go round. */
const TURNS = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
/** Nothing is played for less than this before or after a jump, in seconds of the track. */
const APART = 4
/** A place that is hit within this is hit. Seconds. */
const HIT = 0.002

/**
 * Fills `length` seconds of the session from a place of the track on, so that the music leaves on a bar line: with a rate within
 * `give` of `rate`, or with a jump or a loop from bar line to bar line. Null where the track ends before.
 */
export function fillFrom(start: number, length: number, rate: number, give: number, room: Room): Fill | null {
  const { bars, beats, to } = room
  const natural = start + length * rate
  const slack = Math.max(HIT, length * rate * give)
  const rateCost = (total: number) => COSTS.rate * Math.abs(total / (length * rate) - 1)
  const rateOf = (total: number) => (Math.abs(total - length * rate) <= HIT && give === 0 ? rate : total / length)
  let best: Fill | null = natural <= to + 1e-9 ? { runs: [{ from: start, to: natural }], rate, ends: 'open', cost: COSTS.open } : null
  const take = (fill: Fill) => {
    if (best === null || fill.cost < best.cost) best = fill
  }
  const { places, phrase } = bars
  for (let i = Math.max(0, nearest(places, natural - slack) - 1); i < places.length && places[i]! <= natural + slack; i++) {
    const end = places[i]!
    if (end < natural - slack || end > to || end <= start) continue
    take({ runs: [{ from: start, to: end }], rate: rateOf(end - start), ends: 'bar', cost: rateCost(end - start) + COSTS.phrase * (1 - phrase[i]!) })
  }
  const beat = beats[nearest(beats, natural)]
  if (beat !== undefined && Math.abs(beat - natural) <= slack && beat <= to && beat > start) {
    take({ runs: [{ from: start, to: beat }], rate: rateOf(beat - start), ends: 'beat', cost: COSTS.beat + COSTS.phrase + rateCost(beat - start) })
  }
  if (best !== null && best.cost <= GOOD) return best
  const ends = [...phrase.keys()].filter((i) => places[i]! > start + APART && places[i]! <= to).sort((a, b) => phrase[b]! - phrase[a]!).slice(0, ENDS)
  for (const e of ends) {
    const end = places[e]!
    const endCost = COSTS.jump + COSTS.phrase * (1 - phrase[e]!)
    for (const turns of TURNS) {
      const by = (end - start - length * rate) / turns
      if (turns > 1 && by > -APART) break
      if (best !== null && endCost + COSTS.again * (turns - 1) >= best.cost) break
      const first = nearest(places, start + APART)
      for (let i = first, j = nearest(places, places[first]! + by); i < places.length && places[i]! <= to; i++) {
        const leave = places[i]!
        while (j + 1 < places.length && Math.abs(places[j + 1]! - leave - by) <= Math.abs(places[j]! - leave - by)) j++
        const enter = places[j]!
        if (i === j || leave < start + APART || enter < start - HIT || enter > end - APART) continue
        const total = end - start + turns * (leave - enter)
        if (Math.abs(total - length * rate) > slack) continue
        const cost = endCost + jumpCost(bars, i, j) + COSTS.again * (turns - 1) + rateCost(total)
        if (best !== null && cost >= best.cost) continue
        const middle = Array.from({ length: turns - 1 }, () => ({ from: enter, to: leave }))
        best = { runs: [{ from: start, to: leave }, ...middle, { from: enter, to: end }], rate: rateOf(total), ends: 'bar', cost }
      }
    }
  }
  return best
}

/** Fills `length` seconds at exactly `rate` up to a place of the track, with a loop where what is before does not last; or null. */
export function fillUpTo(end: number, length: number, rate: number, { bars, from }: Room): Fill['runs'] | null {
  const need = length * rate
  if (end - need >= from - 1e-9) return [{ from: Math.max(0, end - need), to: end }]
  let best: Fill['runs'] | null = null
  let least = Infinity
  const { places } = bars
  for (let i = 0; i < places.length && places[i]! <= end - HIT; i++) {
    for (let j = 0; j < i; j++) {
      const [leave, enter] = [places[i]!, places[j]!]
      if (enter < from || end - enter < APART) continue
      const width = leave - enter
      const turns = Math.max(1, Math.ceil((from - end + need) / width))
      const start = end - need + turns * width
      if (start < from - 1e-9 || start > leave - APART) continue
      const cost = jumpCost(bars, i, j) + COSTS.again * (turns - 1)
      if (cost >= least) continue
      const middle = Array.from({ length: turns - 1 }, () => ({ from: enter, to: leave }))
      best = [{ from: start, to: leave }, ...middle, { from: enter, to: end }]
      least = cost
    }
  }
  return best
}
