/** -60 dBFS: what is quieter counts as silence (as in Mixxx's analyzersilence.cpp). */
export const SILENCE_LEVEL = 0.001

/** Where a piece begins and ends to sound. */
export interface Silence {
  /** Seconds of silence at the start; the whole duration where all is silent. */
  readonly leading: number
  /** Seconds of silence at the end; the whole duration where all is silent. */
  readonly trailing: number
}

export interface SilenceFinder {
  /** One array per channel, equally long, of any length; full scale is 1. What is not a number is silent. */
  process(channels: readonly Float32Array[]): void
  finish(): Silence
}

export function createSilenceFinder(sampleRate: number): SilenceFinder {
  let first = -1
  let last = -1
  let frames = 0
  return {
    process(channels) {
      const length = channels[0]?.length ?? 0
      if (first < 0) {
        const at = Math.min(...channels.map((channel) => firstSound(channel)))
        if (at < length) first = frames + at
      }
      if (first >= 0) {
        let at = -1
        for (const channel of channels) at = lastSound(channel, at)
        if (at >= 0) last = frames + at
      }
      frames += length
    },
    finish: () => ({
      leading: (first < 0 ? frames : first) / sampleRate,
      trailing: (frames - last - 1) / sampleRate,
    }),
  }
}

const sounds = (x: number): boolean => Math.abs(x) > SILENCE_LEVEL && Math.abs(x) < Infinity

/** The index of the first sample that sounds, or the length. */
function firstSound(samples: Float32Array): number {
  let i = 0
  while (i < samples.length && !sounds(samples[i]!)) i++
  return i
}

/** The index of the last sample that sounds if it lies after `least`, or `least`. */
function lastSound(samples: Float32Array, least: number): number {
  let i = samples.length - 1
  while (i > least && !sounds(samples[i]!)) i--
  return i
}
