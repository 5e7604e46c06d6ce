type Samples = Float32Array<ArrayBuffer>

/** Where sound goes on with other sound, the step between them fades within so many seconds, so that it does not click. */
const smooth = 0.005

/**
 * The last whole bars of what there is, over and over: what is put in the place of music that cannot be had for now stays on
 * its beat, and so does the music when it takes over again, at any time.
 */
export class Loop {
  private at = 0
  private readonly bars: readonly Samples[]

  /**
   * @param channels what there is, up to where the loop begins to be heard
   * @param bar samples of a bar, not whole ones; of what has no bars, or shorter than one, all is taken
   */
  constructor(channels: readonly Samples[], bar: number | null) {
    const length = channels[0]?.length ?? 0
    const whole = bar === null ? 0 : Math.round(Math.floor(length / bar) * bar)
    this.bars = channels.map((samples) => samples.slice(length - (whole || length)))
  }

  /** The next samples of it. */
  next(length: number): Samples[] {
    const size = this.bars[0]!.length
    const made = this.bars.map((samples) => Float32Array.from({ length }, (_, i) => samples[(this.at + i) % size]!))
    this.at = (this.at + length) % size
    return made
  }
}

/** Lets sound follow what was before without a step, in place. @param last the last sample of each channel before it */
export function follow(channels: readonly Samples[], last: readonly number[], sampleRate: number): void {
  channels.forEach((samples, c) => {
    const step = (last[c] ?? 0) - (samples[0] ?? 0)
    const length = Math.min(samples.length, Math.round(smooth * sampleRate))
    for (let i = 0; i < length; i++) samples[i]! += step * (1 - i / length)
  })
}
