import type { Seconds } from '../../core/workout/workout'

/** What a voice plays, ready to be started at an exact context time, more than once. */
export interface Tape {
  /** The place at which it ends; places are seconds from the voice's `from`. */
  readonly length: Seconds
  /** Whether it can be started at a place now. */
  state(place: Seconds): TapeState
  start(output: AudioNode, when: Seconds, place: Seconds): Playing
  release(): void
}
/** 'gone': it begins later than this; another one must be made. `stretching`: the track is sound, but cannot be had at this speed. */
export type TapeState = 'ready' | 'loading' | 'gone' | { readonly failed: string; readonly stretching?: true }
export interface Playing {
  stop(when: Seconds): void
}

/** A tape has so much more than its voice plays: for a cut, which begins a little early, and for an end that is put off. */
export const margin = { before: 0.05, after: 2 } as const

/** Two samples are one moment or two by a rounding: a place on a whole sample is none of it. */
const onSample = (seconds: Seconds, rate: number): Seconds => Math.round(seconds * rate) / rate

/**
 * A piece of a decoded track, as it is.
 * @param first the place of the piece's first sample, in seconds from the voice's `from`
 * @param speed so near to 1 that nobody hears the pitch move
 */
export function pieceTape(context: AudioContext, piece: AudioBuffer, first: Seconds, speed: number): Tape {
  return {
    length: first + piece.duration / speed,
    state: () => 'ready',
    start(output, when, place) {
      const source = new AudioBufferSourceNode(context, { buffer: piece, playbackRate: speed })
      source.connect(output)
      const early = Math.max(0, first - place)
      const begin = onSample(when + early, context.sampleRate)
      source.start(begin, Math.max(0, onSample((place + early - first) * speed, piece.sampleRate)))
      return { stop: (at) => source.stop(at) }
    },
    release: () => {},
  }
}

/** Exact to some 20 ms only: good enough for a mix of an hour, which has no drop to land. The element keeps the pitch. */
export async function streamTape(context: AudioContext, url: string, offset: Seconds, rate: number): Promise<Tape> {
  const element = new Audio(url)
  element.preload = 'auto'
  element.currentTime = offset
  await new Promise<void>((resolve, reject) => {
    element.addEventListener('canplay', () => resolve(), { once: true })
    element.addEventListener('error', () => reject(new Error(element.error?.message || 'cannot be played')), { once: true })
  })
  const source = new MediaElementAudioSourceNode(context, { mediaElement: element })
  let playing: ReturnType<typeof setTimeout> | undefined
  let stopping: ReturnType<typeof setTimeout> | undefined
  const delay = (when: Seconds): number => Math.max(0, (when - context.currentTime) * 1000)
  return {
    length: Infinity,
    state: () => 'ready',
    start(output, when, place) {
      clearTimeout(stopping)
      source.disconnect()
      source.connect(output)
      const position = offset + place * rate
      if (Math.abs(element.currentTime - position) > 0.05) element.currentTime = position
      element.playbackRate = rate
      playing = setTimeout(() => void element.play(), delay(when))
      return {
        stop: (at) => {
          clearTimeout(stopping)
          stopping = setTimeout(() => {
            clearTimeout(playing)
            element.pause()
          }, delay(at))
        },
      }
    },
    release: () => {
      clearTimeout(playing)
      element.removeAttribute('src')
      element.load()
      source.disconnect()
    },
  }
}
