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
  const gain = 1 / channels.length
  channels.forEach((channel, c) => {
    for (let i = 0; i < count; i++) {
      const x = channel[from + i]!
      const sound = x > -DAMAGED && x < DAMAGED ? gain * x : 0
      block[i] = c === 0 ? sound : block[i]! + sound
    }
  })
}

interface Stage {
  readonly output: Float32Array
  process(input: Float32Array, length: number): number
}

function halver(rate: number): Stage {
  const pairs = 2 * Math.ceil(kaiserLength((rate / 2 - 2 * PASS) / rate) / 8)
  const reach = 2 * pairs - 1
  const taps = new Float64Array(pairs)
  for (let k = 0; k < pairs; k++) {
    const n = 2 * k + 1
    taps[k] = (Math.sin((Math.PI * n) / 2) / (Math.PI * n)) * kaiser(n / (reach + 1))
  }
  // Samples 0, 2, 4 ... and 1, 3, 5 ... lie apart: an output has its centre in the one and all its other taps in
  // a row in the other.
  const room = BLOCK / 2 + 2 * pairs + 2
  const even = new Float64Array(room), odd = new Float64Array(room)
  const output = new Float32Array(BLOCK)
  let evens = 0, odds = pairs
  let next: 'even' | 'odd' = 'even'
  return {
    output,
    process(input, length) {
      let i = 0
      if (next === 'odd' && length > 0) { odd[odds++] = input[i++]!; next = 'even' }
      for (; i + 1 < length; i += 2) { even[evens++] = input[i]!; odd[odds++] = input[i + 1]! }
      if (i < length) { even[evens++] = input[i]!; next = 'odd' }
      // Output m needs even m and the odd ones m - pairs ... m + pairs - 1, which lie `pairs` further on.
      const made = Math.max(0, Math.min(evens, odds - 2 * pairs + 1))
      for (let m = 0; m < made; m++) {
        // Two sums side by side, so that one addition need not wait for the other.
        let sum = 0.5 * even[m]!, other = 0
        for (let k = 0, a = m + pairs - 1, b = m + pairs; k < pairs; k += 2) {
          sum += taps[k]! * (odd[a - k]! + odd[b + k]!)
          other += taps[k + 1]! * (odd[a - k - 1]! + odd[b + k + 1]!)
        }
        output[m] = sum + other
      }
      even.copyWithin(0, made, evens)
      odd.copyWithin(0, made, odds)
      evens -= made
      odds -= made
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

/** Taps for 50 dB over a transition given as a part of the sample rate (Kaiser 1974). */
const kaiserLength = (transition: number): number => (50 - 7.95) / (14.36 * transition)

const SHAPE = 4.55

/** Kaiser's window at x in -1..1, with the shape for 50 dB. */
function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(SHAPE * Math.sqrt(1 - x * x)) / bessel(SHAPE)
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
