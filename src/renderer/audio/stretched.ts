import type { Seconds } from '../../core/workout/workout'
import type { Stretching } from './stretch/stretch'
import type { Stretcher } from './stretch/stretcher'
import type { Playing, Tape, TapeState } from './tape'

/** It can be started where so much is made: more is made many times as fast as it is played. */
const ahead: Seconds = 2
/** What is made since is added when so little is left to play, or when all is made; the two are faded over each other, being the same sound. */
const low: Seconds = 1.5
const seam: Seconds = 0.01
/** What lies further ahead than this is not waited for, but made anew from there. */
const patience: Seconds = 20

/** A tape at another speed, pitch kept: stretched ahead of time, and playable while that goes on. */
export class StretchedTape implements Tape {
  private readonly buffer: AudioBuffer
  private readonly cancel: () => void
  private frames = 0
  private failed: string | null = null
  private extend: (() => void) | null = null

  /**
   * @param sound `from` is where the tape begins, in the samples
   * @param begins the place of that, and `length` the place at which the tape ends, in seconds from the voice's `from`
   */
  constructor(
    private readonly context: AudioContext,
    stretcher: Stretcher,
    sound: Stretching,
    private readonly begins: Seconds,
    readonly length: Seconds,
  ) {
    const { sampleRate, channels } = sound
    this.buffer = new AudioBuffer({ sampleRate, numberOfChannels: channels.length, length: Math.ceil((length - begins) * sampleRate) })
    this.cancel = stretcher.make(sound, this.buffer.length, (made) => {
      if (typeof made === 'string') this.failed = made
      else {
        made.forEach((samples, channel) => this.buffer.copyToChannel(samples, channel, this.frames))
        this.frames = Math.min(this.buffer.length, this.frames + (made[0]?.length ?? 0))
      }
      this.extend?.()
    })
  }

  state(place: Seconds): TapeState {
    if (this.failed !== null) return { failed: this.failed, stretching: true }
    const until = this.until()
    if (place < this.begins - 1e-6 || (!this.whole() && place > until + patience)) return 'gone'
    return this.whole() || until >= Math.min(place + ahead, this.length) ? 'ready' : 'loading'
  }

  start(output: AudioNode, when: Seconds, place: Seconds): Playing {
    const { context } = this
    const sources: AudioBufferSourceNode[] = []
    const first = Math.max(place, this.begins)
    const timeOf = (at: Seconds) => when + at - place
    let stopAt = Infinity
    let given = first
    let last: GainNode | null = null
    const extend = () => {
      const until = this.until()
      const left = timeOf(given) - context.currentTime
      if (until - given < 2 * seam || (last !== null && !this.whole() && left > low) || stopAt <= timeOf(given)) return
      const begin = last === null ? first : given - seam
      const source = new AudioBufferSourceNode(context, { buffer: this.whole() ? this.buffer : this.copy(begin, until) })
      const fade = new GainNode(context, { gain: last === null ? 1 : 0 })
      if (last !== null) {
        last.gain.setValueAtTime(1, timeOf(begin)).linearRampToValueAtTime(0, timeOf(given))
        fade.gain.setValueAtTime(0, timeOf(begin)).linearRampToValueAtTime(1, timeOf(given))
      }
      source.connect(fade).connect(output)
      source.start(timeOf(begin), this.whole() ? this.frameOf(begin) / this.buffer.sampleRate : 0)
      if (stopAt < Infinity) source.stop(stopAt)
      sources.push(source)
      last = fade
      given = until
    }
    extend()
    this.extend = extend
    return {
      stop(at) {
        stopAt = at
        for (const source of sources) source.stop(at)
      },
    }
  }

  release(): void {
    this.cancel()
    this.extend = null
  }

  private whole(): boolean {
    return this.frames === this.buffer.length
  }

  /** The place up to which there is sound. */
  private until(): Seconds {
    return this.begins + this.frames / this.buffer.sampleRate
  }

  private frameOf(place: Seconds): number {
    return Math.round((place - this.begins) * this.buffer.sampleRate)
  }

  /** The sound from one place to another: a buffer that plays may not change any more. */
  private copy(begin: Seconds, end: Seconds): AudioBuffer {
    const { sampleRate, numberOfChannels } = this.buffer
    const [from, to] = [this.frameOf(begin), this.frameOf(end)]
    const buffer = new AudioBuffer({ sampleRate, numberOfChannels, length: to - from })
    for (let channel = 0; channel < numberOfChannels; channel++) buffer.copyToChannel(this.buffer.getChannelData(channel).subarray(from, to), channel)
    return buffer
  }
}
