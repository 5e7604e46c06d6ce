import { Howler } from 'howler'
import { lookAhead } from '../../core/music/limiter'
import type { Preferences } from '../../core/settings'
import type { Seconds } from '../../core/workout/workout'
import limiterUrl from './limiter.worklet.ts?worker&url'

/** Decks -> music -> duck -> master, cues -> master; master -> limiter -> the device. Master is howler's own. */
export interface Graph {
  readonly context: AudioContext
  readonly music: GainNode
  readonly duck: GainNode
  readonly cues: GainNode
  /** What the limiter adds between a context time and its sound. */
  readonly latency: Seconds
}

/** A slider's position as a factor: squared, since loudness is heard by ratios. */
const factor = (position: number): number => position * position

interface Master {
  masterGain: GainNode
}

/** Seconds of sound that the device holds at a time. */
const buffer: Seconds = 0.04

/**
 * Makes the context that howler and the graph share; to be called once, before howler makes one of its own.
 * Everything is scheduled ahead, so latency costs little, and an underrun costs the bell its place: with both cores busy
 * 'interactive' (buffers of 11 ms) ran dry 15 times in 25 s, 'playback' (21 ms) once in 45 s, 43 ms never. It stays below what
 * would make a pause sluggish.
 */
export function openContext(): AudioContext {
  const context = new AudioContext({ latencyHint: buffer })
  const masterGain = context.createGain()
  masterGain.connect(context.destination)
  Howler.ctx = context
  ;(Howler as unknown as Master).masterGain = masterGain
  // Without it howler puts the context to sleep after 30 s in which no howl plays, whatever the decks do.
  Howler.autoSuspend = false
  return context
}

export async function openGraph(context: AudioContext): Promise<Graph> {
  await context.audioWorklet.addModule(limiterUrl)
  const limiter = new AudioWorkletNode(context, 'limiter', { outputChannelCount: [2], channelCount: 2, channelCountMode: 'explicit' })
  const { masterGain } = Howler as unknown as Master
  masterGain.disconnect()
  masterGain.connect(limiter).connect(context.destination)

  const gain = (to: AudioNode): GainNode => {
    const node = context.createGain()
    node.connect(to)
    return node
  }
  const duck = gain(masterGain)
  return { context, duck, music: gain(duck), cues: gain(masterGain), latency: lookAhead }
}

/** Sets the volumes, without a click. */
export function setLevels({ context, music, cues }: Graph, { musicVolume, cueVolume, muted }: Preferences): void {
  music.gain.setTargetAtTime(factor(musicVolume), context.currentTime, 0.02)
  cues.gain.setTargetAtTime(factor(cueVolume), context.currentTime, 0.02)
  Howler.mute(muted)
}
