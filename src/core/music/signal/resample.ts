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

export const createResampler = (sampleRate: number, sink: Sink): Resampler => new Chain(sampleRate, sink)

class Chain implements Resampler {
  private readonly stages: readonly Stage[]
  private readonly resampled = new Float64Array(2 * BLOCK)
  private readonly block = new Float32Array(2 * BLOCK)
  private readonly dc = new DcFilter()
  private total = 0
  private made = 0

  constructor(private readonly sampleRate: number, private readonly sink: Sink) {
    this.stages = stagesFrom(sampleRate)
  }

  process(channels: readonly Float32Array[]): void {
    const length = channels[0]?.length ?? 0
    for (let from = 0; from < length; from += BLOCK) {
      const count = Math.min(BLOCK, length - from)
      const [line, at] = this.entry()
      mixToMono(channels, from, count, line, at)
      this.total += count
      this.run(count)
    }
  }

  finish(): void {
    for (let i = 0; i < 64 && this.made < this.wanted(); i++) {
      const [line, at] = this.entry()
      line.fill(0, at, at + BLOCK)
      this.run(BLOCK)
    }
  }

  /** `count` samples were written to the first stage. */
  private run(count: number): void {
    const { stages, resampled, block } = this
    let length = count
    for (let s = 0; s < stages.length; s++) {
      const next = stages[s + 1]
      length = stages[s]!.run(length, next?.line ?? resampled, next?.end ?? 0)
    }
    length = Math.min(length, this.wanted() - this.made)
    if (length <= 0) return
    this.dc.remove(resampled, length, block)
    this.made += length
    this.sink(block, length)
  }

  /** Samples that what came in so far becomes. */
  private wanted(): number {
    return Math.ceil((this.total * ANALYSIS_RATE) / this.sampleRate)
  }

  /** Where the next samples go; without a stage they are at the right rate already. */
  private entry(): [line: Float64Array, at: number] {
    const [first] = this.stages
    return first ? [first.line, first.end] : [this.resampled, 0]
  }
}

function stagesFrom(sampleRate: number): Stage[] {
  const stages: Stage[] = []
  let rate = sampleRate
  for (; rate >= 2 * ANALYSIS_RATE; rate /= 2) stages.push(createHalver(rate, PASS, BLOCK))
  if (rate !== ANALYSIS_RATE) stages.push(createInterpolator(rate, ANALYSIS_RATE, PASS, BLOCK))
  return stages
}

class DcFilter {
  /** The last sample that came in and the last that went out. In an array: numbers that are changed lie on the heap otherwise. */
  private readonly last = new Float64Array(2)

  remove(input: Float64Array, length: number, output: Float32Array): void {
    const { last } = this
    let before = last[0]!, y = last[1]!
    for (let i = 0; i < length; i++) {
      const x = input[i]!
      y = x - before + KEEP * y
      before = x
      output[i] = y
    }
    last[0] = before
    last[1] = y
  }
}
const KEEP = 1 - (2 * Math.PI * 12) / ANALYSIS_RATE
