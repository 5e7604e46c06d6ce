import { kaiser, kaiserLength, SHAPE } from './kaiser'
import type { Stage } from './stage'

/**
 * Halves a rate with a half-band filter: every second tap but the middle one (0.5) is 0, and the others are alike on both
 * sides, so that a pair of samples costs one multiplication.
 * @param rate Hz, of what comes in
 * @param pass Hz; up to there nothing is lost, nor anything folded into it
 * @param block the most samples at a time
 */
export function createHalver(rate: number, pass: number, block: number): Stage {
  const pairs = 2 * Math.ceil(kaiserLength((rate / 2 - 2 * pass) / rate) / 8)
  // The sums are written out for 4 and for 8 pairs; the window makes the pairs too many 0.
  const room = pairs <= 4 ? 4 : 8
  if (pairs > room) throw new RangeError(`${pairs} pairs of taps`)
  const taps = Float64Array.from({ length: room }, (_, k) => {
    const n = 2 * k + 1
    return (Math.sin((Math.PI * n) / 2) / (Math.PI * n)) * kaiser(n / (2 * pairs), SHAPE)
  })
  return new Halver(taps, block)
}

class Halver implements Stage {
  readonly line: Float64Array
  end: number
  private readonly reach: number

  constructor(private readonly taps: Float64Array, block: number) {
    this.reach = 2 * taps.length - 1
    this.line = new Float64Array(block + 2 * this.reach + 2)
    this.end = this.reach
  }

  run(count: number, out: Float64Array, at: number): number {
    const { line, taps } = this
    const filled = this.end + count
    const made = Math.max(0, (filled - 2 * this.reach + 1) >> 1)
    if (taps.length === 4) sumFour(line, taps, made, out, at)
    else sumEight(line, taps, made, out, at)
    line.copyWithin(0, 2 * made, filled)
    this.end = filled - 2 * made
    return made
  }
}

/** The samples of a window stay in variables: each sum reads two new ones. */
function sumFour(line: Float64Array, taps: Float64Array, count: number, out: Float64Array, at: number): void {
  const t0 = taps[0]!, t1 = taps[1]!, t2 = taps[2]!, t3 = taps[3]!
  let a = line[0]!, b = line[2]!, c = line[4]!, d = line[6]!, e = line[8]!, f = line[10]!, g = line[12]!
  for (let i = 0, m = 7; i < count; i++, m += 2) {
    const h = line[m + 7]!
    out[at + i] = 0.5 * line[m]! + t0 * (d + e) + (t1 * (c + f) + t2 * (b + g)) + t3 * (a + h)
    a = b; b = c; c = d; d = e; e = f; f = g; g = h
  }
}

function sumEight(line: Float64Array, taps: Float64Array, count: number, out: Float64Array, at: number): void {
  const t0 = taps[0]!, t1 = taps[1]!, t2 = taps[2]!, t3 = taps[3]!
  const t4 = taps[4]!, t5 = taps[5]!, t6 = taps[6]!, t7 = taps[7]!
  for (let i = 0, m = 15; i < count; i++, m += 2) {
    const near = t0 * (line[m - 1]! + line[m + 1]!) + t1 * (line[m - 3]! + line[m + 3]!) +
      (t2 * (line[m - 5]! + line[m + 5]!) + t3 * (line[m - 7]! + line[m + 7]!))
    const far = t4 * (line[m - 9]! + line[m + 9]!) + t5 * (line[m - 11]! + line[m + 11]!) +
      (t6 * (line[m - 13]! + line[m + 13]!) + t7 * (line[m - 15]! + line[m + 15]!))
    out[at + i] = 0.5 * line[m]! + near + far
  }
}
