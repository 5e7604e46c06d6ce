import { advance, CHUNK, createLine, RUNS, START } from './line'
import { createLoudness, integrated } from './loudness'
import { createTruePeak } from './truepeak'

/** How loud a piece is, and how far it peaks. */
export interface Levels {
  /** Integrated loudness, LUFS; null if the piece is shorter than 400 ms or never above -70 LUFS. */
  readonly loudness: number | null
  /** dBTP; null if all is silent to the last bit. */
  readonly truePeak: number | null
  /** The weighted mean square of every 100 ms, see loudness.ts. */
  readonly steps: Float64Array
}

/** Takes a piece block by block, then gives its levels once. */
export interface LevelMeter {
  /** One array per channel, equally long, of any length; full scale is 1. What is not a number counts as 0. */
  process(channels: readonly Float32Array[]): void
  finish(): Levels
}

export interface LevelFormat {
  /** Hz, 4,000 to 768,000. */
  readonly sampleRate: number
  /** 1 to 8, in the order of WAVE: L R C LFE Ls Rs. */
  readonly channels: number
}

/** Loudness and true peak go through the samples together, in chunks that do not depend on the blocks. */
export function createLevelMeter({ sampleRate, channels }: LevelFormat): LevelMeter {
  const loudness = createLoudness(sampleRate, channels)
  const truePeak = createTruePeak(sampleRate)
  const lines = Array.from({ length: channels }, createLine)
  let filled = 0
  let frames = 0

  function flush(): void {
    loudness.weigh(lines, RUNS)
    for (const line of lines) {
      truePeak.take(line)
      advance(line)
    }
    filled = 0
  }

  return {
    process(block) {
      const length = block[0]?.length ?? 0
      for (let at = 0; at < length;) {
        const count = Math.min(length - at, CHUNK - filled)
        for (let c = 0; c < channels; c++) lines[c]!.samples.set(block[c]!.subarray(at, at + count), START + filled)
        filled += count
        frames += count
        at += count
        if (filled === CHUNK) flush()
      }
    },
    finish() {
      // Twice: the last run of a chunk is looked at with the next one.
      flush()
      flush()
      const steps = loudness.finish(frames)
      return { loudness: integrated(steps), truePeak: truePeak.finish(), steps }
    },
  }
}
