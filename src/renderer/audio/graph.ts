import { Howler } from 'howler'
import { limiterCurve } from '../../core/music/limiter'
import type { Preferences } from '../../core/settings'
import type { Seconds } from '../../core/workout/workout'

/** Decks -> music -> duck -> master, cues -> master; master -> limiter -> the device. Master is howler's own. */
export interface Graph {
  readonly context: AudioContext
  readonly music: GainNode
  readonly duck: GainNode
  readonly cues: GainNode
}

/** A slider's position as a factor: squared, since loudness is heard by ratios. */
export const factor = (position: number): number => position * position

interface Master {
  masterGain: GainNode
}

/** Seconds of sound that the device holds at a time. */
const buffer: Seconds = 0.04

/**
 * Makes the context that howler and the graph share; to be called before howler makes one of its own. Called again, it makes
 * another one in the place of one that is dead: what howler plays from then on is heard there.
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

/** The limiter's table: samples up to +12 dBFS, steps fine enough to bend without a corner. */
const limiter = { range: 4, points: 8193 } as const

/**
 * Connects the buses. The limiter is a wave shaper and no audio worklet: a worklet renders in a thread of its own behind a
 * queue, and when that runs dry, everything is late from then on and no clock of the context tells.
 */
export function openGraph(context: AudioContext): Graph {
  const { masterGain } = Howler as unknown as Master
  const scale = new GainNode(context, { gain: 1 / limiter.range })
  const shaper = new WaveShaperNode(context, { curve: limiterCurve(limiter.range, limiter.points) })
  masterGain.disconnect()
  masterGain.connect(scale).connect(shaper).connect(context.destination)

  const gain = (to: AudioNode): GainNode => {
    const node = context.createGain()
    node.connect(to)
    return node
  }
  const duck = gain(masterGain)
  return { context, duck, music: gain(duck), cues: gain(masterGain) }
}

/** Sets the volumes, without a click. */
export function setLevels({ context, music, cues }: Graph, { musicVolume, cueVolume, muted, musicMuted }: Preferences): void {
  music.gain.setTargetAtTime(musicMuted ? 0 : factor(musicVolume), context.currentTime, 0.02)
  cues.gain.setTargetAtTime(factor(cueVolume), context.currentTime, 0.02)
  Howler.mute(muted)
}
