import { amplitude, fadeAt, type Voice } from '../../core/music/mix'
import type { Seconds } from '../../core/workout/workout'
import { muffle } from './muffle'
import type { VoiceState } from './ports'
import type { Shelf } from './shelf'
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
  private tape: Tape
  private playing: { readonly gain: GainNode; readonly tape: Playing; readonly zero: Seconds } | null = null
  /** Context times of session time 0, each from a session time on, as it was until a context time. */
  private readonly zeros: { readonly zero: Seconds; readonly from: Seconds; until: Seconds }[] = []

  /** @param session session time from which it will be needed */
  constructor(
    private readonly context: AudioContext,
    private readonly output: AudioNode,
    private readonly shelf: Pick<Shelf, 'tape'>,
    public voice: Voice,
    session: Seconds,
  ) {
    this.tape = this.take(session)
  }

  /** @param session session time at which it is to be started */
  state(session: Seconds): Exclude<VoiceState, 'absent'> {
    const state = this.tape.state(session - this.voice.from)
    // What comes next of one that plays may fail.
    if (typeof state === 'object') return state
    if (this.playing) return 'playing'
    if (state !== 'gone') return state
    const old = this.tape
    this.tape = this.take(session)
    old.release()
    return 'loading'
  }

  /** Whether its file cannot be read for now. */
  get away(): boolean {
    return this.tape.away
  }

  /** Starts at context time `when`, at the place of the voice that is due at session time `session`. */
  play(when: Seconds, session: Seconds): void {
    const { context, voice } = this
    if (this.state(session) !== 'ready') return
    const zero = when - session
    const early = voice.join === 'cut' && session === voice.from && when - cutIn > context.currentTime ? cutIn : 0
    const loudness = new GainNode(context, { gain: amplitude(voice.gain) })
    const gain = new GainNode(context, { gain: 0 })
    const way = voice.under.length > 0 ? muffle(context, loudness, voice.under, session - early, (time) => zero + time) : loudness
    loudness.connect(gain).connect(this.output)
    this.playing = { gain, tape: this.tape.start(way, when - early, session - early - voice.from), zero }
    this.zeros.push({ zero, from: session, until: Infinity })
    if (early > 0) gain.gain.setValueAtTime(0, when - early).linearRampToValueAtTime(1, when)
    this.shape(session, early > 0 ? 0 : comeIn)
  }

  /**
   * The context time at which session time `session` of the voice is, or was, heard; null where it is not, or was not. A beginning
   * that was late is heard when it was.
   */
  due(session: Seconds): Seconds | null {
    const then = this.zeros.find(({ zero, from, until }) => zero + Math.max(session, from) < until)
    if (!then || (then.zero === this.playing?.zero && this.playing.tape.missed(session - this.voice.from))) return null
    return then.zero + Math.max(session, then.from)
  }

  /** Moves what plays by a part of a second in context time, where the device has lost a moment: a short crossfade to its right place. */
  move(by: Seconds): void {
    const { context, playing: old, tape, voice } = this
    if (!old) return
    const zero = old.zero + by
    const when = Math.max(context.currentTime + soon, zero + voice.from)
    const session = Math.max(when - zero, voice.from)
    if (session + 2 * comeIn > voice.to || tape.state(session - voice.from) !== 'ready') return
    old.gain.gain.cancelAndHoldAtTime(when)
    old.gain.gain.linearRampToValueAtTime(0, when + comeIn)
    old.tape.stop(when + comeIn)
    this.forget(when)
    this.playing = null
    this.play(when, session)
  }

  /** Takes over another end of the same voice; false where it is another one. */
  revise(voice: Voice): boolean {
    const { from, offset, rate, gain, trackId, fadeIn, join, under } = this.voice
    const same = voice.from === from && voice.offset === offset && voice.rate === rate && voice.gain === gain && voice.trackId === trackId && voice.fadeIn === fadeIn && voice.join === join
    if (!same || JSON.stringify(voice.under) !== JSON.stringify(under)) return false
    this.voice = voice
    this.tape.length = voice.to - from
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
    this.fall()
    this.zeros.length = 0
  }

  /** Silences it for good. */
  release(): void {
    this.fall()
    this.tape.release()
  }

  private fall(): void {
    if (!this.playing) return
    const { gain, tape } = this.playing
    const now = this.context.currentTime
    gain.gain.cancelAndHoldAtTime(now)
    gain.gain.linearRampToValueAtTime(0, now + cutOff)
    tape.stop(now + 2 * cutOff)
    this.forget(now)
    this.playing = null
  }

  /** What was started does not count from a context time on. */
  private forget(when: Seconds): void {
    for (const one of this.zeros) one.until = Math.min(one.until, when)
  }

  private take(session: Seconds): Tape {
    const { trackId, offset, rate, from, to, bar } = this.voice
    return this.shelf.tape(this.context, { trackId, offset, rate, length: to - from, bar }, session - from)
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
