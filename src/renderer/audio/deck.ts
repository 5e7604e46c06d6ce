import { mediaUrl } from '../../core/ipc/contract'
import { amplitude, fadeAt, type Voice } from '../../core/music/mix'
import type { Seconds } from '../../core/workout/workout'
import type { VoiceState } from './ports'
import type { LoadTape, Tape } from './tape'

/** What comes in where no fade is planned takes this long, so that it does not click; what is cut off, even less. */
const comeIn: Seconds = 0.02
export const cutOff: Seconds = 0.012
const curveStep: Seconds = 0.01

/** Plays one voice: a tape through a gain for its loudness and its fades. It can be stopped and started again. */
export class Deck {
  state: Exclude<VoiceState, 'absent'> = 'loading'
  private tape: Tape | null = null
  private playing: { readonly gain: GainNode; stop(when: Seconds): void } | null = null
  private released = false

  constructor(
    private readonly context: AudioContext,
    private readonly output: AudioNode,
    readonly voice: Voice,
    load: LoadTape,
  ) {
    load(context, mediaUrl(voice.trackId), voice).then(
      (tape) => {
        if (this.released) return tape.release()
        this.tape = tape
        this.state = 'ready'
      },
      (error: unknown) => {
        this.state = { failed: error instanceof Error ? error.message : String(error) }
      },
    )
  }

  /** Starts at context time `when`, at the place of the voice that is due at session time `session`. */
  play(when: Seconds, session: Seconds): void {
    const { context, tape, voice } = this
    if (!tape || this.state !== 'ready') return
    const loudness = new GainNode(context, { gain: amplitude(voice.gain) })
    const gain = new GainNode(context, { gain: 0 })
    loudness.connect(gain).connect(this.output)
    const { stop } = tape.start(loudness, when, voice.offset + (session - voice.from) * voice.rate, voice.rate)
    this.playing = { gain, stop }
    this.state = 'playing'

    const at = (time: Seconds): Seconds => when + (time - session)
    const entered = Math.max(voice.from + voice.fadeIn, session + comeIn)
    const leaving = Math.max(voice.to - voice.fadeOut, entered)
    const draw = (from: Seconds, to: Seconds, level: (time: Seconds) => number) => {
      // Curves may not touch each other, or Web Audio refuses them.
      const length = to - from - 1e-4
      if (length <= 0) return
      const points = Math.max(2, Math.ceil(length / curveStep) + 1)
      const values = Float32Array.from({ length: points }, (_, i) => level(from + (length * i) / (points - 1)))
      gain.gain.setValueCurveAtTime(values, at(from), length)
    }
    draw(session, Math.min(entered, voice.to), (time) => Math.min(1, (time - session) / comeIn) * fadeAt(voice, time))
    draw(leaving, voice.to, (time) => fadeAt(voice, time))
    stop(at(voice.to) + comeIn)
  }

  /** Silences the deck; it stays ready to play again. */
  stop(): void {
    if (!this.playing) return
    const { gain, stop } = this.playing
    const now = this.context.currentTime
    gain.gain.cancelAndHoldAtTime(now)
    gain.gain.linearRampToValueAtTime(0, now + cutOff)
    stop(now + 2 * cutOff)
    this.playing = null
    this.state = 'ready'
  }

  release(): void {
    this.released = true
    this.stop()
    this.tape?.release()
    this.tape = null
  }
}
