import type { Seconds } from '../core/workout/workout'
import type { Voice } from '../core/music/mix'

/** Counts how long each track sounds, by its id. */
export class Sounded {
  private counted = new Map<string, Seconds>()
  /** The sound's clock up to which it is counted. */
  private to: Seconds = Infinity

  /**
   * Counts what has passed since the last time.
   * @param voices those that sound; none in a pause, or where nothing is heard
   * @param at plan time
   */
  count(voices: readonly Voice[], at: Seconds, now: Seconds): void {
    const passed = now - this.to
    this.to = now
    if (!(passed > 0)) return
    for (const { trackId, from } of voices) this.counted.set(trackId, (this.counted.get(trackId) ?? 0) + Math.min(passed, at - from))
  }

  /** What was counted since it was taken the last time. */
  take(): ReadonlyMap<string, Seconds> {
    const { counted } = this
    this.counted = new Map()
    return counted
  }
}
