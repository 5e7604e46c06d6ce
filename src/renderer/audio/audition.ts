import { Howl, Howler } from 'howler'
import { cueUrl } from '../../core/ipc/contract'
import type { CueKind } from '../../core/workout/cue'
import type { Scheme, Seconds } from '../../core/workout/workout'
import type { OpenRecording, Recording } from '../state/bench'
import { factor } from './graph'
import { shelf } from './shelf'
import type { Playing } from './tape'
import { Ticker } from './ticker'

let playing: Howl | null = null

/** Plays one cue now, instead of the one before. `volume` is the position of the slider, 0 to 1. */
export function auditionCue(scheme: Scheme, kind: CueKind, volume: number): void {
  playing?.unload()
  playing = new Howl({ src: [cueUrl(scheme, kind)], volume: factor(volume) })
  playing.play()
}

/** What is played now is asked for so long before, so that the device has not passed it; it comes in, and goes, within `edge`, so that it does not click. */
const soon: Seconds = 0.05
const edge: Seconds = 0.005

/** What sounds, and the context time at which the track's beginning was due. */
interface Sounding {
  readonly tape: Playing
  readonly gain: GainNode
  readonly from: Seconds
  readonly zero: Seconds
}

/** A way into the context that there is now. */
function outlet(gain: number): { readonly context: AudioContext; readonly volume: GainNode } {
  const { ctx: context, masterGain } = Howler as unknown as { ctx: AudioContext; masterGain: GainNode }
  const volume = new GainNode(context, { gain })
  volume.connect(masterGain)
  return { context, volume }
}

/** Plays one track from anywhere in it, to the sample, however long it is. */
export const auditionTrack: OpenRecording = (id, duration, changed) => {
  let { context, volume } = outlet(1)
  const make = (place: Seconds) => shelf.tape(context, { trackId: id, offset: 0, rate: 1, length: Infinity }, place, () => follow())
  let tape = make(0)
  let sounding: Sounding | null = null
  let state: ReturnType<Recording['state']> = 'loading'
  /** Where to play from as soon as that is there. */
  let wanted: Seconds | null = null
  /** Where it stands while it does not sound. */
  let stands: Seconds = 0

  const given = (): Seconds => (sounding ? Math.max(sounding.from, context.currentTime - sounding.zero) : stands)
  const heard = (): Seconds => {
    if (!sounding) return wanted ?? stands
    const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp()
    // The device tells only sometimes where it is; it has gone on since.
    const now = contextTime + (performance.now() - performanceTime) / 1000
    return Math.max(sounding.from, Math.min(now, context.currentTime) - sounding.zero)
  }
  const ticker = new Ticker(() => (sounding ? given() : null))

  function become(next: typeof state): void {
    if (state === next) return
    state = next
    changed()
  }

  function quiet(): void {
    if (!sounding) return
    stands = heard()
    const now = context.currentTime
    sounding.gain.gain.cancelAndHoldAtTime(now)
    sounding.gain.gain.linearRampToValueAtTime(0, now + edge)
    sounding.tape.stop(now + 2 * edge)
    sounding = null
    ticker.restart()
  }

  function start(from: Seconds): void {
    quiet()
    const when = context.currentTime + soon
    const gain = new GainNode(context, { gain: 0 })
    gain.gain.setValueAtTime(0, when).linearRampToValueAtTime(1, when + edge)
    gain.connect(volume)
    sounding = { tape: tape.start(gain, when, from), gain, from, zero: when - from }
    wanted = null
    ticker.restart()
    become('playing')
  }

  /** Goes on with what is wanted, as far as there is a tape for it. */
  function follow(): void {
    if (state === 'failed') return
    const place = wanted ?? given()
    const there = tape.state(place)
    if (typeof there === 'object') {
      quiet()
      return become('failed')
    }
    if (there === 'gone' && !sounding) {
      const old = tape
      tape = make(place)
      old.release()
    }
    if (there === 'ready' && wanted !== null) return start(wanted)
    if (there === 'ready' && state === 'loading') become('paused')
    if (sounding?.tape.over()) {
      quiet()
      become('paused')
    }
  }

  return {
    state: () => state,
    at: () => Math.min(duration, heard()),
    play(from) {
      if (state === 'failed') return
      if (context.state !== 'running') void context.resume()
      quiet()
      if (context !== Howler.ctx) {
        // The old one died.
        ;({ context, volume } = outlet(volume.gain.value))
        tape.release()
        tape = make(from)
      }
      wanted = from
      follow()
    },
    pause() {
      wanted = null
      quiet()
      if (state === 'playing') become('paused')
    },
    tick: (beats) => ticker.follow(beats),
    level(position, muted) {
      const level = muted ? 0 : factor(position)
      volume.gain.setTargetAtTime(level, context.currentTime, 0.02)
      ticker.level(level)
    },
    close() {
      state = 'failed'
      ticker.follow(null)
      quiet()
      tape.release()
      setTimeout(() => volume.disconnect(), 200)
    },
  } satisfies Recording
}
