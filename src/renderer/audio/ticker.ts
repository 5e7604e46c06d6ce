import { Howler } from 'howler'
import type { Seconds } from '../../core/workout/workout'

/** Clicks are put on the audio clock this long ahead, and looked for this often. */
const ahead: Seconds = 0.15
const every: Seconds = 0.05
const length: Seconds = 0.03

/** Clicks on the beats of a track while it plays, so that a shift of some milliseconds can be heard. */
export class Ticker {
  private beats: readonly Seconds[] | null = null
  private timer: ReturnType<typeof setInterval> | undefined
  private done: Seconds = -1
  private out: GainNode | null = null
  private volume = 1

  /** @param at seconds of the track that are given to the device now; null while it does not play */
  constructor(private readonly at: () => Seconds | null) {}

  follow(beats: readonly Seconds[] | null): void {
    this.beats = beats
    this.restart()
    clearInterval(this.timer)
    if (beats) this.timer = setInterval(() => this.look(), every * 1000)
  }

  /** Takes back the clicks that are on their way, after a jump. */
  restart(): void {
    this.out?.disconnect()
    this.out = null
    this.done = -1
  }

  level(volume: number): void {
    this.volume = volume
    if (this.out) this.out.gain.value = volume
  }

  private look(): void {
    const at = this.at()
    if (at === null || !this.beats) return
    const { ctx, masterGain } = Howler as unknown as { ctx: AudioContext; masterGain: GainNode }
    if (!this.out) {
      this.out = new GainNode(ctx, { gain: this.volume })
      this.out.connect(masterGain)
    }
    for (const beat of this.beats) {
      if (beat <= this.done || beat < at || beat >= at + ahead) continue
      this.done = beat
      this.click(ctx, this.out, ctx.currentTime + beat - at)
    }
  }

  private click(ctx: AudioContext, out: GainNode, when: number): void {
    const tone = new OscillatorNode(ctx, { type: 'square', frequency: 1600 })
    const gain = new GainNode(ctx, { gain: 0 })
    gain.gain.setValueAtTime(0.5, when)
    gain.gain.exponentialRampToValueAtTime(0.001, when + length)
    tone.connect(gain).connect(out)
    tone.start(when)
    tone.stop(when + length)
  }
}
