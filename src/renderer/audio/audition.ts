import { Howl, Howler } from 'howler'
import { cueUrl, mediaUrl } from '../../core/ipc/contract'
import type { CueKind } from '../../core/workout/cue'
import type { Scheme, Seconds } from '../../core/workout/workout'
import type { OpenRecording, Recording } from '../state/bench'
import { factor } from './graph'
import { Ticker } from './ticker'

let playing: Howl | null = null

/** Plays one cue now, instead of the one before. `volume` is the position of the slider, 0 to 1. */
export function auditionCue(scheme: Scheme, kind: CueKind, volume: number): void {
  playing?.unload()
  playing = new Howl({ src: [cueUrl(scheme, kind)], volume: factor(volume) })
  playing.play()
}

/** A longer track is streamed: decoded whole it would need more than a quarter of a gigabyte. */
const longestDecoded: Seconds = 12 * 60

/** howler leaves the gain of every sound connected to the master when it unloads. */
function unload(howl: Howl): void {
  const nodes = (Reflect.get(howl, '_sounds') as readonly object[]).map((sound) => Reflect.get(sound, '_node') as unknown)
  howl.unload()
  for (const node of nodes) if (node instanceof AudioNode) node.disconnect()
}

/** Plays one track from anywhere in it: decoded whole, so that it starts at once and to the sample, unless it is very long. */
export const auditionTrack: OpenRecording = (id, duration, changed) => {
  const streamed = duration > longestDecoded
  let sound: number | undefined
  let failed = false
  /** Where to play from as soon as it is loaded. */
  let wanted: Seconds | null = null

  const fail = () => {
    failed = true
    changed()
  }
  // The address has no ending and the server names the type: 'mp3' only keeps howler from asking for one.
  const howl = new Howl({ src: [mediaUrl(id)], format: ['mp3'], html5: streamed, preload: true, onloaderror: fail, onplayerror: fail })
  // howler empties an element with a data: address, which the content security policy refuses.
  Reflect.set(howl, '_clearSound', (element: HTMLAudioElement) => {
    element.removeAttribute('src')
    element.load()
  })
  howl.on('load', () => {
    if (wanted !== null) start(wanted)
    wanted = null
    changed()
  })
  for (const event of ['play', 'pause', 'end', 'stop'] as const) howl.on(event, changed)

  const seconds = (): Seconds => {
    const at = sound === undefined ? 0 : howl.seek(sound)
    return typeof at === 'number' ? at : 0
  }
  const runs = (): boolean => sound !== undefined && howl.playing(sound)
  const ticker = new Ticker(() => (runs() ? seconds() : null))

  function start(from: Seconds): void {
    if (sound === undefined) {
      sound = howl.play()
      howl.seek(from, sound)
    } else {
      howl.seek(from, sound)
      if (!howl.playing(sound)) howl.play(sound)
    }
    ticker.restart()
  }

  const recording: Recording = {
    state: () => (failed ? 'failed' : howl.state() !== 'loaded' ? 'loading' : runs() ? 'playing' : 'paused'),
    at() {
      // What is heard now left the context a moment ago.
      const late = runs() && !streamed ? Howler.ctx.baseLatency + Howler.ctx.outputLatency : 0
      return Math.max(0, Math.min(duration, seconds() - late))
    },
    play(from) {
      if (failed) return
      if (howl.state() === 'loaded') start(from)
      else wanted = from
    },
    pause() {
      wanted = null
      if (sound !== undefined) howl.pause(sound)
      ticker.restart()
    },
    tick: (beats) => ticker.follow(beats),
    level(volume, muted) {
      howl.volume(factor(volume))
      ticker.level(muted ? 0 : factor(volume))
      howl.mute(muted)
    },
    close() {
      ticker.follow(null)
      howl.off()
      unload(howl)
    },
  }
  return recording
}
