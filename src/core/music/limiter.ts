import type { Seconds } from '../workout/workout'

/** The highest sample that leaves a limiter: -1 dBFS. */
export const ceiling = 10 ** (-1 / 20)

/** How far a limiter looks ahead, and so how late it lets the sound through. */
export const lookAhead: Seconds = 0.005

const release: Seconds = 0.15

/**
 * A brick-wall peak limiter: what goes in below `ceiling` comes out untouched, `latency` samples later; nothing comes out above.
 *
 * The gain that each sample needs goes through a sliding minimum over n samples, then a mean over n samples, and the
 * sound through a delay of n - 1. Every term of the mean covers the delayed sample, so the mean is never above
 * what that sample needs, and it moves without a step.
 */
export class Limiter {
  readonly latency: number
  private readonly n: number
  private readonly delay: Float32Array[]
  /** Sliding minimum: a ring of the needed gains that may still become the minimum, in rising order, with their times. */
  private readonly values: Float64Array
  private readonly times: Float64Array
  private head = 0
  private size = 0
  private readonly mean: Float64Array
  private sum: number
  private gain = 1
  private time = 0
  private readonly rise: number

  /** @param sampleRate Hz */
  constructor(sampleRate: number, channels: number) {
    this.n = Math.max(1, Math.round(lookAhead * sampleRate))
    this.latency = this.n - 1
    this.delay = Array.from({ length: channels }, () => new Float32Array(this.n))
    this.values = new Float64Array(this.n + 1)
    this.times = new Float64Array(this.n + 1)
    this.mean = new Float64Array(this.n).fill(1)
    this.sum = this.n
    this.rise = 1 - Math.exp(-1 / (release * sampleRate))
  }

  /** Limits a block. Arrays are one per channel, all of the same length; a missing input channel is silence. */
  process(input: readonly Float32Array[], output: readonly Float32Array[]): void {
    const length = output[0]?.length ?? 0
    for (let i = 0; i < length; i++) {
      let peak = 0
      for (let c = 0; c < input.length; c++) {
        const size = Math.abs(input[c]![i]!)
        if (size > peak) peak = size
      }
      const gain = this.next(peak > ceiling ? ceiling / peak : 1)
      const at = this.time % this.n
      const oldest = (this.time + 1) % this.n
      for (let c = 0; c < output.length; c++) {
        const line = this.delay[c]!
        line[at] = input[c]?.[i] ?? 0
        // The mean is a running sum: its rounding must not let a sample over the top.
        const limited = line[oldest]! * gain
        output[c]![i] = limited > ceiling ? ceiling : limited < -ceiling ? -ceiling : limited
      }
      this.time++
    }
  }

  private next(needed: number): number {
    const { n, values, times } = this
    const room = n + 1
    while (this.size > 0 && values[(this.head + this.size - 1) % room]! >= needed) this.size--
    const tail = (this.head + this.size) % room
    values[tail] = needed
    times[tail] = this.time
    this.size++
    if (times[this.head]! <= this.time - n) {
      this.head = (this.head + 1) % room
      this.size--
    }
    this.gain = Math.min(values[this.head]!, this.gain + (1 - this.gain) * this.rise)
    // Exponentials never arrive; without this the sound would stay a hair away from untouched.
    if (this.gain > 0.99999) this.gain = 1
    const at = this.time % n
    this.sum += this.gain - this.mean[at]!
    this.mean[at] = this.gain
    if (at === 0) this.sum = this.mean.reduce((sum, one) => sum + one, 0)
    return this.sum / n
  }
}
