import { createFft } from './fft'
import type { Envelopes } from './envelope'
import { FRAME_RATE } from './onsets'

const SIZE = 4096
const WINDOW = Math.round(12 * FRAME_RATE)
const STEP = Math.round(4 * FRAME_RATE)

/** How strongly a band repeats: against a lag in frames and against a frequency in Hz. */
export interface Periodicity {
  /** Autocorrelation, 1 at lag 0, mean of the windows; interpolated. */
  lag(frames: number): number
  /** Fourier magnitude relative to the mean between 0.5 and 10 Hz; interpolated. */
  frequency(hz: number): number
}

export interface Tempogram {
  readonly all: Periodicity
  readonly low: Periodicity
  readonly high: Periodicity
}

/** Both kinds of tempogram (Grosche and Mueller, "Extracting predominant local pulse", 2011), averaged over windows of 12 s. */
export function tempogramOf({ frames, all, low, high }: Envelopes): Tempogram {
  const fft = createFft(SIZE)
  const re = new Float64Array(SIZE)
  const im = new Float64Array(SIZE)
  const length = Math.min(WINDOW, frames)
  const hann = Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length))

  function periodicity(envelope: Float32Array): Periodicity {
    const power = new Float64Array(SIZE)
    const magnitude = new Float64Array(SIZE / 2)
    for (let from = 0; from + length <= frames; from += STEP) {
      re.fill(0)
      im.fill(0)
      let mean = 0
      for (let i = 0; i < length; i++) mean += envelope[from + i]!
      mean /= Math.max(1, length)
      // The plain window for the autocorrelation and the tapered one for the spectrum share a transform.
      for (let i = 0; i < length; i++) {
        const x = envelope[from + i]! - mean
        re[i] = x
        im[i] = x * hann[i]!
      }
      fft.transform(re, im)
      for (let k = 0; k < SIZE; k++) {
        const m = (SIZE - k) & (SIZE - 1)
        const pr = re[k]! + re[m]!, pi = im[k]! - im[m]!
        power[k]! += pr * pr + pi * pi
        if (k < SIZE / 2) {
          const qr = im[k]! + im[m]!, qi = re[m]! - re[k]!
          magnitude[k]! += Math.sqrt(qr * qr + qi * qi)
        }
      }
    }
    re.set(power)
    im.fill(0)
    fft.transform(re, im)
    return reader(re, magnitude, length)
  }
  return { all: periodicity(all), low: periodicity(low), high: periodicity(high) }
}

function reader(correlation: Float64Array, magnitude: Float64Array, length: number): Periodicity {
  const lags = Math.min(length, SIZE - length)
  const ac = new Float64Array(lags)
  const zero = Math.max(correlation[0]!, 1e-12)
  // Divided by the overlap, but never by so little that the far end is a guess from a few frames.
  for (let i = 0; i < lags; i++) ac[i] = correlation[i]! / zero / Math.max(1 - i / length, 0.2)
  const hz = SIZE / FRAME_RATE
  let sum = 1e-12
  const top = Math.floor(10 * hz)
  const bottom = Math.ceil(0.5 * hz)
  for (let k = bottom; k <= top; k++) sum += magnitude[k]!
  const scale = (top - bottom + 1) / sum
  return {
    lag: (frames) => between(ac, frames),
    frequency: (f) => scale * between(magnitude, f * hz),
  }
}

function between(values: Float64Array, at: number): number {
  const i = Math.floor(at)
  if (i < 0 || i + 1 >= values.length) return 0
  return values[i]! + (at - i) * (values[i + 1]! - values[i]!)
}
