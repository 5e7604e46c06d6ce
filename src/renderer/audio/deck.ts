import { amplitude, fadeAt, type Voice } from '../../core/music/mix'
import type { Seconds } from '../../core/workout/workout'
import { muffle } from './muffle'
import type { VoiceState } from './ports'
import type { Shelf, Taken } from './shelf'
import type { Playing, Tape } from './tape'

/** What comes in late, or after a pause, takes this long, so that it does not click; what is cut off, even less. */
const comeIn: Seconds = 0.02
export const cutOff: Seconds = 0.012
/** At a cut, one voice is over and the other is all there at the very moment: they change places within this time before it. */
const cutIn: Seconds = 0.004
const curveStep: Seconds = 0.01
/** What is moved is asked for so long before, so that the device has not passed it. */
const soon: Seconds = 0.06

/** Plays one voice: a tape through a gain for its loudness and its fades. It can be stopped and started again. */
export class Deck {
  private taken: Taken
  private tape: Tape | null = null
  private failed: string | null = null
  private playing: { readonly gain: GainNode; readonly tape: Playing; readonly zero: Seconds } | null = null
  /** Context times of session time 0, each as it was until a context time. */
  private readonly zeros: { readonly zero: Seconds; until: Seconds }[] = []

  /** @param session session time from which it will be needed */
  constructor(
    private readonly context: AudioContext,
    private readonly output: AudioNode,
    private readonly shelf: Shelf,
    public voice: Voice,
    session: Seconds,
  ) {
    this.taken = this.take(session, false)
  }

  /** @param session session time at which it is to be started */
  state(session: Seconds): Exclude<VoiceState, 'absent'> {
    if (this.failed !== null) return { failed: this.failed }
    const state = this.tape?.state(session - this.voice.from) ?? 'loading'
    // One that is still being made may fail while its beginning plays.
    if (typeof state === 'object') return state
    if (this.playing) return 'playing'
    if (state !== 'gone') return state
    this.taken.release()
    this.tape = null
    this.taken = this.take(session, true)
    return 'loading'
  }

  /** Starts at context time `when`, at the place of the voice that is due at session time `session`. */
  play(when: Seconds, session: Seconds): void {
    const { context, tape, voice } = this
    if (!tape || this.state(session) !== 'ready') return
    const zero = when - session
    const early = voice.join === 'cut' && session === voice.from && when - cutIn > context.currentTime ? cutIn : 0
    const loudness = new GainNode(context, { gain: amplitude(voice.gain) })
    const gain = new GainNode(context, { gain: 0 })
    const way = voice.under.length > 0 ? muffle(context, loudness, voice.under, session - early, (time) => zero + time) : loudness
    loudness.connect(gain).connect(this.output)
    this.playing = { gain, tape: tape.start(way, when - early, session - early - voice.from), zero }
    this.zeros.push({ zero, until: Infinity })
    if (early > 0) gain.gain.setValueAtTime(0, when - early).linearRampToValueAtTime(1, when)
    this.shape(session, early > 0 ? 0 : comeIn)
  }

  /** The context time at which session time `session` of the voice is, or was, due; undefined where it was not started. */
  due(session: Seconds): Seconds | undefined {
    const then = this.zeros.find(({ zero, until }) => zero + session < until)
    return then && then.zero + session
  }

  /**
   * Moves what plays by a part of a second in context time, where the device has lost a moment: a short crossfade to its right place.
   * A tape that has one place only stays where it is.
   */
  move(by: Seconds): void {
    const { context, playing: old, tape, voice } = this
    if (!old || !tape || tape.length === Infinity) return
    const zero = old.zero + by
    const when = Math.max(context.currentTime + soon, zero + voice.from)
    const session = Math.max(when - zero, voice.from)
    if (session + 2 * comeIn > voice.to || tape.state(session - voice.from) !== 'ready') return
    old.gain.gain.cancelAndHoldAtTime(when)
    old.gain.gain.linearRampToValueAtTime(0, when + comeIn)
    old.tape.stop(when + comeIn)
    for (const one of this.zeros) one.until = Math.min(one.until, when)
    this.playing = null
    this.play(when, session)
  }

  /** Takes over another end of the same voice; false where its tape does not last for it. */
  revise(voice: Voice): boolean {
    const { from, offset, rate, gain, trackId, fadeIn, join, under } = this.voice
    const same = voice.from === from && voice.offset === offset && voice.rate === rate && voice.gain === gain && voice.trackId === trackId && voice.fadeIn === fadeIn && voice.join === join
    if (!same || JSON.stringify(voice.under) !== JSON.stringify(under) || voice.to - from > (this.tape?.length ?? 0)) return false
    this.voice = voice
    if (!this.playing) return true
    const now = Math.max(this.context.currentTime, this.playing.zero + from)
    // One that was on its way out comes back.
    const back = now + comeIn
    const { zero, gain: { gain: level } } = this.playing
    level.cancelAndHoldAtTime(now)
    level.linearRampToValueAtTime(fadeAt(voice, back - zero), back)
    this.shape(back - zero, 0)
    return true
  }

  /** Silences the deck; it stays ready to play again. */
  stop(): void {
    if (!this.playing) return
    const { gain, tape } = this.playing
    const now = this.context.currentTime
    gain.gain.cancelAndHoldAtTime(now)
    gain.gain.linearRampToValueAtTime(0, now + cutOff)
    tape.stop(now + 2 * cutOff)
    this.playing = null
    this.zeros.length = 0
  }

  release(): void {
    this.stop()
    this.taken.release()
    this.tape = null
  }

  private take(session: Seconds, anew: boolean): Taken {
    const taken = this.shelf.take(this.voice, session - this.voice.from, anew)
    taken.tape.then(
      (tape) => {
        if (this.taken === taken) this.tape = tape
      },
      (error: unknown) => {
        if (this.taken === taken) this.failed = error instanceof Error ? error.message : String(error)
      },
    )
    return taken
  }

  /** Draws the level of the voice from a session time on; it comes in within `rise` where it is not in yet. */
  private shape(session: Seconds, rise: Seconds): void {
    if (!this.playing) return
    const { voice } = this
    const { zero, tape, gain: { gain } } = this.playing
    const entered = Math.min(voice.to, Math.max(voice.from + voice.fadeIn, session + rise))
    const leaving = Math.max(voice.to - Math.max(voice.fadeOut, cutIn), entered)
    const draw = (from: Seconds, to: Seconds, level: (time: Seconds) => number) => {
      // Curves may not touch each other, or Web Audio refuses them.
      const length = to - from - 1e-4
      if (length <= 0) return
      const points = Math.max(2, Math.ceil(length / curveStep) + 1)
      const values = Float32Array.from({ length: points }, (_, i) => level(from + (length * i) / (points - 1)))
      gain.setValueCurveAtTime(values, zero + from, length)
    }
    if (entered > session) draw(session, entered, (time) => (rise > 0 ? Math.min(1, (time - session) / rise) : 1) * fadeAt(voice, time))
    if (voice.fadeOut > 0) draw(leaving, voice.to, (time) => fadeAt(voice, time))
    else gain.setValueAtTime(1, zero + leaving).linearRampToValueAtTime(0, zero + voice.to)
    tape.stop(zero + voice.to + cutOff)
  }
}
