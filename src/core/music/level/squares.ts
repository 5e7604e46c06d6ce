import { RUN, type Line } from './line'
import { remember, type Memory, type Weighting } from './weighting'

/**
 * The sum of the squares of a channel's weighted samples in the runs [from, to), without the weighting's `power`; fills in the
 * tops on the way, which costs next to nothing here. Both filters are in transposed direct form 2.
 */
export function squaresOfOne({ samples, bits, tops }: Line, from: number, to: number, weighting: Weighting, memory: Memory): number {
  const { b1, b2, a1, a2, c1, c2 } = weighting
  let { s1, s2, t1, t2 } = memory
  let sum = 0
  for (let r = from; r < to; r++) {
    let top = 0
    for (let i = r * RUN, end = i + RUN; i < end; i++) {
      const size = bits[i]! & 0x7fffffff
      if (size > top) top = size
      const x = samples[i]!
      const v = x + s1
      s1 = s2 + b1 * x - a1 * v
      s2 = b2 * x - a2 * v
      const z = v + t1
      t1 = t2 - (v + v) - c1 * z
      t2 = v - c2 * z
      sum += z * z
    }
    tops[r] = top
  }
  remember(memory, s1, s2, t1, t2)
  return sum
}

/** As {@link squaresOfOne} for two channels in one loop: their chains of operations do not wait for each other. */
export function squaresOfTwo(
  one: Line, two: Line, from: number, to: number, weighting: Weighting, first: Memory, second: Memory,
): number {
  const { b1, b2, a1, a2, c1, c2 } = weighting
  const { samples: xs, bits: xBits, tops: xTops } = one
  const { samples: ys, bits: yBits, tops: yTops } = two
  let { s1, s2, t1, t2 } = first
  let { s1: p1, s2: p2, t1: q1, t2: q2 } = second
  let sum = 0
  let sumOfTwo = 0
  for (let r = from; r < to; r++) {
    let xTop = 0
    let yTop = 0
    for (let i = r * RUN, end = i + RUN; i < end; i++) {
      const xSize = xBits[i]! & 0x7fffffff
      const ySize = yBits[i]! & 0x7fffffff
      if (xSize > xTop) xTop = xSize
      if (ySize > yTop) yTop = ySize
      const x = xs[i]!
      const y = ys[i]!
      const v = x + s1
      const w = y + p1
      s1 = s2 + b1 * x - a1 * v
      p1 = p2 + b1 * y - a1 * w
      s2 = b2 * x - a2 * v
      p2 = b2 * y - a2 * w
      const z = v + t1
      const g = w + q1
      t1 = t2 - (v + v) - c1 * z
      q1 = q2 - (w + w) - c1 * g
      t2 = v - c2 * z
      q2 = w - c2 * g
      sum += z * z
      sumOfTwo += g * g
    }
    xTops[r] = xTop
    yTops[r] = yTop
  }
  remember(first, s1, s2, t1, t2)
  remember(second, p1, p2, q1, q2)
  return sum + sumOfTwo
}
