/** The rate all music analysis runs at: enough for drums up to 5 kHz, and a quarter of a CD's. Hz. */
export const ANALYSIS_RATE = 11_025

const BLOCK = 4096
const PASS = 4500
const PHASES = 1024
/** Far above full scale: such a sample, like NaN, is damage and counts as silence. */
const DAMAGED = 16

/**
 * Mixes to mono and resamples to {@link ANALYSIS_RATE} without delay: output sample n is the input at
 * n / 11,025 s. Half-band filters halve the rate while they can, a windowed sinc does the rest
 * (Kaiser windows, 60 dB, pass band 4.5 kHz). DC is removed by a first-order high-pass at 12 Hz.
 */
export interface Resampler {
  /** Takes any number of samples per channel and hands mono blocks to the sink; the blocks are reused. */
  process(channels: readonly Float32Array[]): void
  /** Hands over what the filters still hold. */
  finish(): void
}

type Sink = (block: Float32Array, length: number) => void

export function createResampler(sampleRate: number, sink: Sink): Resampler {
  const block = new Float32Array(BLOCK)
  let rate = sampleRate
  let total = 0
  let made = 0
  const stages: Stage[] = []
  while (rate >= 2 * ANALYSIS_RATE) {
    stages.push(halver(rate))
    rate /= 2
  }
  if (rate !== ANALYSIS_RATE) stages.push(interpolator(rate))

  let lastIn = 0
  let lastOut = 0
  const keep = 1 - (2 * Math.PI * 12) / ANALYSIS_RATE
  function emit(samples: Float32Array, length: number): void {
    const due = Math.ceil((total * ANALYSIS_RATE) / sampleRate) - made
    const count = Math.min(length, due)
    for (let i = 0; i < count; i++) {
      const x = samples[i]!
      lastOut = x - lastIn + keep * lastOut
      lastIn = x
      samples[i] = lastOut
    }
    made += Math.max(0, count)
    if (count > 0) sink(samples, count)
  }
  function run(length: number): void {
    let samples: Float32Array = block
    for (const stage of stages) {
      length = stage.process(samples, length)
      samples = stage.output
    }
    emit(samples, length)
  }
  return {
    process(channels) {
      const length = channels[0]?.length ?? 0
      for (let from = 0; from < length; from += BLOCK) {
        const count = Math.min(BLOCK, length - from)
        mix(channels, from, count, block)
        total += count
        run(count)
      }
    },
    finish() {
      block.fill(0)
      const wanted = Math.ceil((total * ANALYSIS_RATE) / sampleRate)
      for (let i = 0; i < 64 && made < wanted; i++) run(BLOCK)
    },
  }
}

function mix(channels: readonly Float32Array[], from: number, count: number, block: Float32Array): void {
  block.fill(0, 0, count)
  const gain = 1 / channels.length
  for (const channel of channels) {
    for (let i = 0; i < count; i++) {
      const x = channel[from + i]!
      if (x > -DAMAGED && x < DAMAGED) block[i]! += gain * x
    }
  }
}

interface Stage {
  readonly output: Float32Array
  process(input: Float32Array, length: number): number
}

function halver(rate: number): Stage {
  const pairs = Math.max(3, Math.ceil(kaiserLength((rate / 2 - 2 * PASS) / rate) / 4))
  const reach = 2 * pairs - 1
  const taps = new Float64Array(pairs)
  for (let k = 0; k < pairs; k++) {
    const n = 2 * k + 1
    taps[k] = (Math.sin((Math.PI * n) / 2) / (Math.PI * n)) * kaiser(n / (reach + 1))
  }
  const buffer = new Float32Array(BLOCK + 2 * reach + 2)
  const output = new Float32Array(BLOCK)
  let filled = reach
  return {
    output,
    process(input, length) {
      buffer.set(length === input.length ? input : input.subarray(0, length), filled)
      filled += length
      let made = 0
      let centre = reach
      for (; centre + reach < filled; centre += 2) {
        let sum = 0.5 * buffer[centre]!
        for (let k = 0, n = 1; k < pairs; k++, n += 2) sum += taps[k]! * (buffer[centre - n]! + buffer[centre + n]!)
        output[made++] = sum
      }
      buffer.copyWithin(0, centre - reach, filled)
      filled -= centre - reach
      return made
    },
  }
}

function interpolator(rate: number): Stage {
  const ratio = rate / ANALYSIS_RATE
  const stop = Math.min(rate, ANALYSIS_RATE) / 2
  const pass = Math.min(PASS, 0.85 * stop)
  const half = Math.ceil(kaiserLength((stop - pass) / rate) / 2)
  const table = sincTable(half, (stop + pass) / rate)
  const buffer = new Float32Array(BLOCK + 4 * half + 4)
  const output = new Float32Array(2 * BLOCK)
  const width = 2 * half
  let filled = half
  let position = half
  return {
    output,
    process(input, length) {
      buffer.set(length === input.length ? input : input.subarray(0, length), filled)
      filled += length
      let made = 0
      while (position + half + 1 < filled) {
        const whole = Math.floor(position)
        const row = Math.round((position - whole) * PHASES) * width
        const first = whole - half + 1
        let sum = 0
        for (let k = 0; k < width; k++) sum += table[row + k]! * buffer[first + k]!
        output[made++] = sum
        position += ratio
      }
      const drop = Math.max(0, Math.floor(position) - half)
      buffer.copyWithin(0, drop, filled)
      filled -= drop
      position -= drop
      return made
    },
  }
}

/** One row of 2 * half taps a phase; the last row is the phase 1, so that rounding needs no wrap. */
function sincTable(half: number, cutoff: number): Float64Array {
  const width = 2 * half
  const table = new Float64Array((PHASES + 1) * width)
  for (let phase = 0; phase <= PHASES; phase++) {
    for (let k = 0; k < width; k++) {
      const x = k - half + 1 - phase / PHASES
      const sinc = x === 0 ? cutoff : Math.sin(Math.PI * cutoff * x) / (Math.PI * x)
      table[phase * width + k] = sinc * kaiser(x / half)
    }
  }
  return table
}

/** Taps for 60 dB over a transition given as a part of the sample rate (Kaiser 1974). */
const kaiserLength = (transition: number): number => (60 - 7.95) / (14.36 * transition)

/** Kaiser's window at x in -1..1, with the shape for 60 dB. */
function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(5.65 * Math.sqrt(1 - x * x)) / bessel(5.65)
}

function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; k < 20; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}
