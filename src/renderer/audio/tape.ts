import type { Voice } from '../../core/music/mix'
import type { Seconds } from '../../core/workout/workout'

/** The part of a track that one voice plays, ready to be started at an exact context time, more than once. */
export interface Tape {
  /** @param position seconds into the track */
  start(output: AudioNode, when: Seconds, position: Seconds, rate: number): { stop(when: Seconds): void }
  release(): void
}

export type LoadTape = (context: AudioContext, url: string, voice: Voice) => Promise<Tape>

/** What is longer is not decoded whole: 12 min of stereo are already 275 MB. */
const longestDecoded: Seconds = 12 * 60

/** Loads tapes: decoded where that is small enough, which is exact to the sample, else streamed. */
export const loadTape = (trackSeconds: (trackId: string) => Seconds): LoadTape => (context, url, voice) =>
  trackSeconds(voice.trackId) > longestDecoded ? streamTape(context, url, voice) : bufferTape(context, url, voice)

async function bufferTape(context: AudioContext, url: string, { offset, from, to, rate }: Voice): Promise<Tape> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`cannot be read (${response.status})`)
  const whole = await context.decodeAudioData(await response.arrayBuffer())
  const { sampleRate, numberOfChannels } = whole
  // Only what the voice plays is kept: a song of four minutes is 90 MB when decoded, its minute of rest 23.
  const first = Math.min(Math.max(0, Math.floor(offset * sampleRate)), whole.length - 1)
  const length = Math.max(1, Math.min(whole.length - first, Math.ceil(((to - from) * rate + 0.5) * sampleRate)))
  const piece = new AudioBuffer({ sampleRate, numberOfChannels, length })
  for (let channel = 0; channel < numberOfChannels; channel++) {
    piece.copyToChannel(whole.getChannelData(channel).subarray(first, first + length), channel)
  }
  return {
    start: (output, when, position, speed) => {
      const source = new AudioBufferSourceNode(context, { buffer: piece, playbackRate: speed })
      source.connect(output)
      source.start(when, Math.max(0, position - first / sampleRate))
      return { stop: (at) => source.stop(at) }
    },
    release: () => {},
  }
}

/** Exact to some 20 ms only: good enough for a mix of an hour, which has no drop to land. */
async function streamTape(context: AudioContext, url: string, { offset }: Voice): Promise<Tape> {
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
    start: (output, when, position, speed) => {
      clearTimeout(stopping)
      source.disconnect()
      source.connect(output)
      if (Math.abs(element.currentTime - position) > 0.05) element.currentTime = position
      element.playbackRate = speed
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
