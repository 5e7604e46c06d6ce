import { BEFORE, measure, mend, RUN, type Line } from './line'
import { squaresOfOne, squaresOfTwo } from './squares'
import { emptyMemory, weightingAt, type Memory, type Weighting } from './weighting'

/** Steps (100 ms) to a gating block (400 ms, 75 % overlap). */
const STEPS = 4
/** LUFS. Blocks that are not louder never count. */
const ABSOLUTE_GATE = -70
/** LU against the loudness of all blocks above the absolute gate. */
const RELATIVE_GATE = -10

/**
 * Integrated loudness by ITU-R BS.1770-5 (and so EBU R 128), of chunks of runs; keeps 10 numbers a second.
 * A step ends with the last whole run in it, up to 15 samples early; the error does not add up.
 */
export interface Loudness {
  /** Weighs the first `runs` runs of a chunk: one line per channel. Measures and mends the lines. */
  weigh(lines: readonly Line[], runs: number): void
  /** The weighted mean square of every 100 ms of the first `frames` frames. */
  finish(frames: number): Float64Array
}

/**
 * @param sampleRate Hz, 4,000 to 768,000
 * @param channels 1 to 8, in the order of WAVE: L R C LFE Ls Rs. Mono counts twice: it sounds from both speakers (EBU R 128's dual mono).
 */
export const createLoudness = (sampleRate: number, channels: number): Loudness => new Gating(sampleRate, groupsOf(channels))

class Gating implements Loudness {
  private readonly weighting: Weighting
  private steps = new Float64Array(4096)
  private count = 0
  private done = 0
  private energy = 0

  constructor(private readonly sampleRate: number, private readonly groups: readonly Group[]) {
    this.weighting = weightingAt(sampleRate)
  }

  weigh(lines: readonly Line[], runs: number): void {
    for (let r = 0; r < runs;) {
      const to = Math.min(runs, r + this.endOf(this.count) - this.done)
      for (const group of this.groups) this.energy += group.weight * squares(lines, group, this.weighting, BEFORE + r, BEFORE + to)
      this.done += to - r
      r = to
      if (this.done === this.endOf(this.count)) this.closeStep()
    }
  }

  finish(frames: number): Float64Array {
    while (this.count > 0 && this.endOf(this.count - 1) * RUN > frames) this.count--
    return this.steps.subarray(0, this.count)
  }

  /** The run with which a step ends. */
  private endOf(step: number): number {
    return Math.floor(((step + 1) * this.sampleRate) / 10 / RUN)
  }

  private closeStep(): void {
    const { count } = this
    if (count === this.steps.length) {
      const larger = new Float64Array(2 * count)
      larger.set(this.steps)
      this.steps = larger
    }
    const length = RUN * (this.endOf(count) - this.endOf(count - 1))
    this.steps[this.count++] = (this.energy * this.weighting.power) / length
    this.energy = 0
  }
}

function squares(lines: readonly Line[], { weight, members }: Group, weighting: Weighting, from: number, to: number): number {
  const one = lines[members[0]!.channel]!
  const first = members[0]!.memory
  const second = members[1]?.memory
  if (weight === 0) {
    measure(one, from, to)
    mend(one, from, to)
    return 0
  }
  if (second === undefined) {
    const { s1, s2, t1, t2 } = first
    const sum = squaresOfOne(one, from, to, weighting, first)
    if (!mend(one, from, to)) return sum
    Object.assign(first, { s1, s2, t1, t2 })
    return squaresOfOne(one, from, to, weighting, first)
  }
  const two = lines[members[1]!.channel]!
  const { s1, s2, t1, t2 } = first
  const { s1: p1, s2: p2, t1: q1, t2: q2 } = second
  const sum = squaresOfTwo(one, two, from, to, weighting, first, second)
  const oneMended = mend(one, from, to)
  if (!mend(two, from, to) && !oneMended) return sum
  Object.assign(first, { s1, s2, t1, t2 })
  Object.assign(second, { s1: p1, s2: p2, t1: q1, t2: q2 })
  return squaresOfTwo(one, two, from, to, weighting, first, second)
}

/** Mean square to LUFS. */
export const lufs = (meanSquare: number): number => 10 * Math.log10(meanSquare) - 0.691
/** LUFS to mean square. */
const power = (loudness: number): number => 10 ** ((loudness + 0.691) / 10)

/**
 * Integrated loudness from the weighted mean squares of steps of 100 ms, LUFS: the mean of the blocks above both gates. Null if
 * they are shorter than 400 ms or no block is above -70 LUFS.
 */
export function integrated(steps: Float64Array): number | null {
  const absolute = meanAbove(steps, power(ABSOLUTE_GATE))
  if (absolute === null) return null
  const mean = meanAbove(steps, Math.max(power(ABSOLUTE_GATE), absolute * 10 ** (RELATIVE_GATE / 10)))
  return mean === null ? null : lufs(mean)
}

/** The integrated loudness of [start, end) seconds alone. */
export const loudnessWithin = (steps: Float64Array, start: number, end: number): number | null =>
  integrated(steps.subarray(Math.round(10 * start), Math.ceil(10 * end)))

function meanAbove(steps: Float64Array, gate: number): number | null {
  let sum = 0
  let blocks = 0
  for (let i = 0; i + STEPS <= steps.length; i++) {
    const block = (steps[i]! + steps[i + 1]! + steps[i + 2]! + steps[i + 3]!) / STEPS
    if (block <= gate) continue
    sum += block
    blocks++
  }
  return blocks === 0 ? null : sum / blocks
}

interface Group {
  readonly weight: number
  /** One or two. */
  readonly members: readonly { readonly channel: number; readonly memory: Memory }[]
}

/**
 * Channels of one weight in twos. Surround at the side weighs +1.5 dB, the LFE channel nothing. Four channels are taken for
 * L R Ls Rs, five for L R C Ls Rs, seven and eight for 6.1 and 7.1, whose back channels weigh 1 (BS.1770-5, annex 3).
 */
function groupsOf(channels: number): readonly Group[] {
  const weights = WEIGHTS[channels - 1]
  if (weights === undefined) throw new RangeError(`${channels} channels`)
  const groups: Group[] = []
  for (const weight of new Set(weights)) {
    const members = weights.flatMap((one, channel) => (one === weight ? [{ channel, memory: emptyMemory() }] : []))
    for (let i = 0; i < members.length; i += 2) groups.push({ weight, members: members.slice(i, i + 2) })
  }
  return groups
}

const SIDE = 1.41
const WEIGHTS: readonly (readonly number[])[] = [
  [2],
  [1, 1],
  [1, 1, 1],
  [1, 1, SIDE, SIDE],
  [1, 1, 1, SIDE, SIDE],
  [1, 1, 1, 0, SIDE, SIDE],
  [1, 1, 1, 0, 1, SIDE, SIDE],
  [1, 1, 1, 0, 1, 1, SIDE, SIDE],
]
