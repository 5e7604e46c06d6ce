import type { Seconds } from '../../core/workout/workout'

/** Readings kept for the median: 1.6 s at a tick of 25 ms. */
const kept = 64
/** A reading this far from the median is a jump when it is confirmed by as many in a row. */
const jump: Seconds = 0.02
const confirm = 6
/** The audio clock stands still when it did not move for this long. */
const stall: Seconds = 0.75

/**
 * 'stalled': the audio clock does not run (no device). 'jumped': it and the page's clock have parted, so that what was
 * scheduled is no longer where it should be.
 */
export type ClockState = 'steady' | 'jumped' | 'stalled'

/**
 * Where the page's clock and the audio clock meet. The device tells which context time is heard at which page time,
 * with a jitter of a few milliseconds; the median of their differences is steady, and it follows a device whose
 * crystal runs slow or fast.
 */
export class AudioClock {
  private readonly differences: number[] = []
  private median = 0
  private outliers = 0
  private lastContext = -1
  private movedAt: Seconds = 0
  private stalled = false

  /**
   * Takes a reading.
   * @param context seconds of the audio clock that are heard at `page`
   * @param page seconds of the page's clock, of the reading
   * @param now seconds of the page's clock
   */
  read(context: Seconds, page: Seconds, now: Seconds): ClockState {
    if (context <= 0 || context === this.lastContext) {
      if (this.lastContext < 0) this.movedAt ||= now
      if (now - this.movedAt > stall) {
        this.stalled = true
        return 'stalled'
      }
      return 'steady'
    }
    this.lastContext = context
    this.movedAt = now
    const difference = context - page
    const awake = this.stalled
    this.stalled = false
    if (awake) this.reset()
    this.outliers = this.differences.length > 0 && Math.abs(difference - this.median) > jump ? this.outliers + 1 : 0
    const jumped = this.outliers >= confirm
    if (jumped) {
      this.differences.splice(0, this.differences.length - confirm + 1)
      this.outliers = 0
    }
    this.differences.push(difference)
    if (this.differences.length > kept) this.differences.shift()
    const sorted = this.differences.toSorted((a, b) => a - b)
    this.median = sorted[sorted.length >> 1] as number
    return jumped || awake ? 'jumped' : 'steady'
  }

  /** The context time that is heard at page time `page`. */
  context(page: Seconds): Seconds {
    return page + this.median
  }

  /** The page time at which context time `context` is heard. */
  page(context: Seconds): Seconds {
    return context - this.median
  }

  private reset(): void {
    this.differences.length = 0
    this.outliers = 0
  }
}
