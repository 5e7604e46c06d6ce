import { createHalver } from './halver'
import { createInterpolator } from './interpolator'
import { mixToMono } from './mono'
import type { Stage } from './stage'

/** The rate all music analysis runs at: enough for drums up to 5 kHz, and a quarter of a CD's. Hz. */
export const ANALYSIS_RATE = 11_025

const BLOCK = 4096
const PASS = 4500

/**
 * Mixes to mono and resamples to {@link ANALYSIS_RATE} without delay: output sample n is the input at
 * n / 11,025 s. Half-band filters halve the rate while they can, a windowed sinc does the rest
 * (Kaiser windows, 50 dB, pass band 4.5 kHz). DC is removed by a first-order high-pass at 12 Hz.
 */
export interface Resampler {
  /** Takes any number of samples per channel and hands mono blocks to the sink; the blocks are reused. */
  process(channels: readonly Float32Array[]): void
  /** Hands over what the filters still hold. */
  finish(): void
}

type Sink = (block: Float32Array, length: number) => void

export function createResampler(sampleRate: number, sink: Sink): Resampler {
  const stages = stagesFrom(sampleRate)
  const resampled = new Float64Array(2 * BLOCK)
  const block = new Float32Array(2 * BLOCK)
  const removeDc = createDcFilter()
  let total = 0
  let made = 0

  /** `count` samples were written to the first stage. */
  function run(count: number): void {
    let length = count
    for (let s = 0; s < stages.length; s++) {
      const next = stages[s + 1]
      length = stages[s]!.run(length, next?.line ?? resampled, next?.end() ?? 0)
    }
    length = Math.min(length, Math.ceil((total * ANALYSIS_RATE) / sampleRate) - made)
    if (length <= 0) return
    removeDc(resampled, length, block)
    made += length
    sink(block, length)
  }
  /** Where the next samples go; without a stage they are at the right rate already. */
  const entry = (): [line: Float64Array, at: number] => (stages[0] ? [stages[0].line, stages[0].end()] : [resampled, 0])

  return {
    process(channels) {
      const length = channels[0]?.length ?? 0
      for (let from = 0; from < length; from += BLOCK) {
        const count = Math.min(BLOCK, length - from)
        const [line, at] = entry()
        mixToMono(channels, from, count, line, at)
        total += count
        run(count)
      }
    },
    finish() {
      const wanted = Math.ceil((total * ANALYSIS_RATE) / sampleRate)
      for (let i = 0; i < 64 && made < wanted; i++) {
        const [line, at] = entry()
        line.fill(0, at, at + BLOCK)
        run(BLOCK)
      }
    },
  }
}

function stagesFrom(sampleRate: number): Stage[] {
  const stages: Stage[] = []
  let rate = sampleRate
  for (; rate >= 2 * ANALYSIS_RATE; rate /= 2) stages.push(createHalver(rate, PASS, BLOCK))
  if (rate !== ANALYSIS_RATE) stages.push(createInterpolator(rate, ANALYSIS_RATE, PASS, BLOCK))
  return stages
}

function createDcFilter(): (input: Float64Array, length: number, output: Float32Array) => void {
  const keep = 1 - (2 * Math.PI * 12) / ANALYSIS_RATE
  /** The last sample that came in and the last that went out. In an array: an engine keeps numbers that a closure changes on the heap. */
  const last = new Float64Array(2)
  return (input, length, output) => {
    let before = last[0]!, y = last[1]!
    for (let i = 0; i < length; i++) {
      const x = input[i]!
      y = x - before + keep * y
      before = x
      output[i] = y
    }
    last[0] = before
    last[1] = y
  }
}
