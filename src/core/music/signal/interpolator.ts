import { kaiser, kaiserLength, SHAPE } from './kaiser'
import type { Stage } from './stage'

const PHASES = 1024

/**
 * Changes a rate by any ratio with a windowed sinc.
 * @param from Hz, of what comes in
 * @param to Hz, of what goes out
 * @param pass Hz; up to there nothing is lost, where the rates allow it
 * @param block the most samples at a time
 */
export function createInterpolator(from: number, to: number, pass: number, block: number): Stage {
  const ratio = from / to
  const stop = Math.min(from, to) / 2
  const edge = Math.min(pass, 0.85 * stop)
  const half = Math.ceil(kaiserLength((stop - edge) / from) / 2)
  return new Interpolator(ratio, half, sincTable(half, (stop + edge) / from), block)
}

class Interpolator implements Stage {
  readonly line: Float64Array
  end: number
  private position: number

  constructor(private readonly ratio: number, private readonly half: number, private readonly table: Float64Array, block: number) {
    this.line = new Float64Array(block + 4 * half + 4)
    this.end = this.position = half
  }

  run(count: number, out: Float64Array, at: number): number {
    const { line, table, ratio, half } = this
    const width = 2 * half
    const filled = this.end + count
    const end = filled - half - 1
    let place = this.position
    let made = 0
    for (; place < end; place += ratio) {
      const whole = Math.floor(place)
      const row = Math.round((place - whole) * PHASES) * width
      const first = whole - half + 1
      // Two sums side by side, so that one addition need not wait for the other.
      let sum = 0, other = 0
      for (let k = 0; k < width; k += 2) {
        sum += table[row + k]! * line[first + k]!
        other += table[row + k + 1]! * line[first + k + 1]!
      }
      out[at + made++] = sum + other
    }
    const drop = Math.max(0, Math.floor(place) - half)
    line.copyWithin(0, drop, filled)
    this.end = filled - drop
    this.position = place - drop
    return made
  }
}

/** One row of 2 * half taps a phase; the last row is the phase 1, so that rounding needs no wrap. */
function sincTable(half: number, cutoff: number): Float64Array {
  const width = 2 * half
  const table = new Float64Array((PHASES + 1) * width)
  for (let phase = 0; phase <= PHASES; phase++) {
    for (let k = 0; k < width; k++) {
      const x = k - half + 1 - phase / PHASES
      const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x)
      table[phase * width + k] = sinc * kaiser(x / half, SHAPE)
    }
  }
  return table
}
