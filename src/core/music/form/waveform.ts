import { ANALYSIS_RATE } from '../signal/resample'

/** Points of an overview, whatever the duration. */
export const WAVEFORM_POINTS = 1000
/** Bins kept while the duration is not known. */
const BINS = 4096
/** Samples to a bin at first. */
const FIRST_SIZE = 16
const LOW_HZ = 200
const HIGH_HZ = 2000
const BANDS = 3
const lower = filterAt(LOW_HZ)
const upper = filterAt(HIGH_HZ)

/**
 * An overview of a piece: three bands of {@link WAVEFORM_POINTS} points over its duration. A value is the root of the RMS
 * against the loudest point of all bands: 255 is the loudest, 81 is 20 dB below it, 25 is 40 dB below, 8 is 60 dB below. Silence is 0.
 */
export interface Waveform {
  /** Below 200 Hz. */
  readonly low: Uint8Array
  readonly mid: Uint8Array
  /** Above 2 kHz, as far as the analysis hears (5 kHz). */
  readonly high: Uint8Array
}

/** Takes mono samples at the analysis rate. Bounded memory: when its bins are full, pairs of them become one. */
export interface WaveformDrawer {
  process(samples: Float32Array, length: number): void
  finish(): Waveform
}

export const createWaveformDrawer = (): WaveformDrawer => new Drawer()

class Drawer implements WaveformDrawer {
  /** Sums of squares: BANDS a bin. */
  private readonly bins = new Float64Array(BINS * BANDS)
  private count = 0
  private size = FIRST_SIZE
  private inBin = 0
  /** The sums of the bin in work, and what the filters remember. In arrays: numbers that are changed lie on the heap otherwise. */
  private readonly sums = new Float64Array(BANDS)
  private readonly memory = new Float64Array(4)

  process(samples: Float32Array, length: number): void {
    for (let at = 0; at < length;) {
      const to = Math.min(length, at + this.size - this.inBin)
      this.add(samples, at, to)
      this.inBin += to - at
      at = to
      if (this.inBin === this.size) this.closeBin()
    }
  }

  finish(): Waveform {
    const length = this.count + this.inBin / this.size
    if (this.inBin > 0) this.bins.set(this.sums, BANDS * this.count)
    return draw(this.bins, length)
  }

  private add(samples: Float32Array, from: number, to: number): void {
    const { sums, memory } = this
    const { g1, g2, g3, k } = lower
    const { g1: h1, g2: h2, g3: h3 } = upper
    let a = memory[0]!, b = memory[1]!, c = memory[2]!, d = memory[3]!
    let lowSum = 0, midSum = 0, highSum = 0
    for (let i = from; i < to; i++) {
      const x = samples[i]!
      const v3 = x - b
      const v1 = g1 * a + g2 * v3
      const low = b + g2 * a + g3 * v3
      a = v1 + v1 - a
      b = low + low - b
      const rest = x - k * v1 - low
      const w3 = rest - d
      const w1 = h1 * c + h2 * w3
      const mid = d + h2 * c + h3 * w3
      c = w1 + w1 - c
      d = mid + mid - d
      const high = rest - k * w1 - mid
      lowSum += low * low
      midSum += mid * mid
      highSum += high * high
    }
    // In silence the filters would fade into denormal numbers, which are slow.
    const faded = Math.abs(a) + Math.abs(b) + Math.abs(c) + Math.abs(d) < 1e-30
    memory[0] = faded ? 0 : a
    memory[1] = faded ? 0 : b
    memory[2] = faded ? 0 : c
    memory[3] = faded ? 0 : d
    sums[0]! += lowSum
    sums[1]! += midSum
    sums[2]! += highSum
  }

  private closeBin(): void {
    const { bins } = this
    bins.set(this.sums, BANDS * this.count)
    this.sums.fill(0)
    this.inBin = 0
    if (++this.count < BINS) return
    for (let i = 0; i < BINS / 2; i++) {
      for (let band = 0; band < BANDS; band++) {
        bins[BANDS * i + band] = bins[2 * BANDS * i + band]! + bins[(2 * i + 1) * BANDS + band]!
      }
    }
    this.count = BINS / 2
    this.size *= 2
  }
}

/** Each point takes its share of the bins; `length` is in bins, the last of which may be in part. */
function draw(bins: Float64Array, length: number): Waveform {
  const powers = new Float64Array(WAVEFORM_POINTS * BANDS)
  const step = length / WAVEFORM_POINTS
  let loudest = 0
  for (let p = 0; p < WAVEFORM_POINTS && step > 0; p++) {
    const from = p * step, to = Math.min(length, from + step)
    for (let bin = Math.floor(from); bin < to; bin++) {
      const whole = Math.min(1, length - bin)
      const share = (Math.min(to, bin + 1) - Math.max(from, bin)) / whole
      for (let band = 0; band < BANDS; band++) powers[BANDS * p + band]! += share * bins[BANDS * bin + band]!
    }
    for (let band = 0; band < BANDS; band++) loudest = Math.max(loudest, powers[BANDS * p + band]!)
  }
  const value = (power: number): number => (loudest === 0 ? 0 : Math.round(255 * (Math.max(0, power) / loudest) ** 0.25))
  const points = (band: number): Uint8Array => Uint8Array.from({ length: WAVEFORM_POINTS }, (_, p) => value(powers[BANDS * p + band]!))
  return { low: points(0), mid: points(1), high: points(2) }
}

/** A state variable filter with Butterworth's damping (A. Simper, "Solving the continuous SVF equations", Cytomic 2013). */
function filterAt(hz: number) {
  const g = Math.tan((Math.PI * hz) / ANALYSIS_RATE)
  const k = Math.SQRT2
  const g1 = 1 / (1 + g * (g + k))
  return { g1, g2: g * g1, g3: g * g * g1, k }
}
