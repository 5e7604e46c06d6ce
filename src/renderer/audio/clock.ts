import type { Seconds } from '../../core/workout/workout'

/** Readings kept for the median: 1.6 s at a tick of 25 ms. */
const kept = 64
/**
 * So many readings in a row that agree with each other to within `agree`, but are `step` away from the median, are a step
 * and no jitter. While a device recovers from running dry it tells all sorts of things for some 0.3 s.
 */
const confirm = 16
const agree: Seconds = 0.006
const step: Seconds = 0.015
/** The audio clock stands still when it did not move for this long. */
const stall: Seconds = 0.75
/** One that moves again is believed when so many readings agree, or at the latest after so many: a machine that is busy has none that do. */
const trust = { agreeing: 8, most: 40 } as const
/** A step as large as this is a hole in the music: nothing is left to be moved. */
const tear: Seconds = 0.1

/**
 * 'stalled': the audio clock does not run (no device). 'slipped': the device ran dry for a moment, so what is scheduled
 * will be heard later than it should, and what plays is moved. 'jumped': so much that all has to begin anew.
 */
export type ClockState = 'steady' | 'slipped' | 'jumped' | 'stalled'

/**
 * The time of a session: it runs as fast as the sound device does, and stands on the page's monotonic clock.
 *
 * The device tells which context time is heard at which page time, with a jitter of a few milliseconds. Their
 * difference changes in two ways. Slowly, because two crystals never agree (20 to 50 parts in a million are 70 to 180 ms
 * an hour): this the session follows, so that bells and music stay together to the sample whatever the session's
 * length. At once, when the device runs dry and the context waits: this the session does not follow, and what is
 * scheduled has to be moved.
 */
export class AudioClock {
  private readonly differences: number[] = []
  /** Median of context time - page time. */
  private difference = 0
  /** How far the device has run ahead of the page's clock since the first reading, steps left out. */
  private ahead = 0
  private outliers: number[] = []
  private lastContext = -1
  private movedAt: Seconds | null = null
  private stalled = false
  /** The readings since it moves again. */
  private anew: number[] = []

  /**
   * Takes a reading.
   * @param context seconds of the audio clock that are heard at `page`
   * @param page seconds of the page's clock, of the reading
   * @param now seconds of the page's clock
   */
  read(context: Seconds, page: Seconds, now: Seconds): ClockState {
    this.movedAt ??= now
    if (context <= 0 || context === this.lastContext) {
      if (now - this.movedAt > stall) this.stop()
      return this.stalled ? 'stalled' : 'steady'
    }
    this.lastContext = context
    this.movedAt = now
    const difference = context - page
    if (this.stalled) return this.begin(difference)
    if (this.differences.length === 0) {
      this.settle([difference])
      return 'steady'
    }
    if (Math.abs(difference - this.difference) > step) {
      this.outliers = [...this.outliers, difference].slice(-confirm)
      if (!agreeing(this.outliers)) return 'steady'
      const size = Math.abs(median(this.outliers) - this.difference)
      this.settle(this.outliers)
      return size > tear ? 'jumped' : 'slipped'
    }
    this.outliers = []
    this.differences.push(difference)
    if (this.differences.length > kept) this.differences.shift()
    const before = this.difference
    this.difference = median(this.differences)
    this.ahead += this.difference - before
    return 'steady'
  }

  /** Whether the audio clock runs, be it believed or not yet. */
  moves(now: Seconds): boolean {
    return this.movedAt === null || now - this.movedAt <= stall
  }

  /** Another context takes over: what is read from now on is its. The session's time goes on. */
  renew(now: Seconds): void {
    this.lastContext = -1
    this.movedAt = now
    this.stop()
  }

  /** Whether the last readings agree: a device that has just begun tells all sorts of things, too. */
  settled(): boolean {
    return !this.stalled && agreeing(this.differences.slice(-confirm)) && !this.doubts()
  }

  /** Whether the last reading was beside the others: whether the device has lost a moment only the next ones tell. */
  doubts(): boolean {
    return this.outliers.length > 0
  }

  /** Session time, in seconds, at a time of the page's clock. */
  time(page: Seconds): Seconds {
    return page + this.ahead
  }

  /** The context time that is heard at session time `time`. */
  context(time: Seconds): Seconds {
    return time - this.ahead + this.difference
  }

  /** The session time at which context time `context` is heard. */
  heard(context: Seconds): Seconds {
    return context - this.difference + this.ahead
  }

  private stop(): void {
    this.stalled = true
    this.anew = []
  }

  /** It moves again: what a device tells as it begins is not believed yet. */
  private begin(difference: number): ClockState {
    this.anew.push(difference)
    const last = this.anew.slice(-trust.agreeing)
    if (!agreeing(last, trust.agreeing) && this.anew.length < trust.most) return 'stalled'
    this.settle(last)
    this.stalled = false
    return 'jumped'
  }

  /** Begins anew with these readings; the session's time goes on without a step. */
  private settle(differences: readonly number[]): void {
    this.differences.splice(0, this.differences.length, ...differences)
    this.difference = median(differences)
    this.outliers = []
  }
}

/** Enough readings, and all of them the same but for jitter. */
const agreeing = (readings: readonly number[], enough = confirm): boolean =>
  readings.length === enough && Math.max(...readings) - Math.min(...readings) <= agree

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] as number
