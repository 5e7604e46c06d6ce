import { Fft } from '../signal/fft'
import { hann } from '../signal/hann'
import type { Envelopes } from './envelope'
import { FRAME_RATE } from './onsets'

const SIZE = 4096
const WINDOW = Math.round(12 * FRAME_RATE)
const STEP = Math.round(4 * FRAME_RATE)
const fft = new Fft(SIZE)

/** A correlation against a lag in frames, interpolated; 0 beyond the window. */
export type Lags = (frames: number) => number

/** How strongly a band repeats: against a lag in frames and against a frequency in Hz. */
export interface Periodicity {
  /** Autocorrelation, 1 at lag 0, mean of the windows. */
  readonly lag: Lags
  /** Fourier magnitude relative to the mean between 0.5 and 10 Hz; interpolated. */
  frequency(hz: number): number
}

export interface Tempogram {
  readonly all: Periodicity
  readonly low: Periodicity
  readonly high: Periodicity
  /** How one band repeats another, before or after, relative to both bands' own strength. */
  readonly lowMid: Lags
  readonly lowHigh: Lags
  readonly midHigh: Lags
}

/** Both kinds of tempogram (Grosche and Mueller, "Extracting predominant local pulse", 2011), averaged over windows of 12 s. */
export function tempogramOf(envelopes: Envelopes): Tempogram {
  const length = Math.min(WINDOW, envelopes.frames)
  const bands = [envelopes.all, envelopes.low, envelopes.mid, envelopes.high].map(() => new BandSums())
  const [all, low, mid, high] = bands as [BandSums, BandSums, BandSums, BandSums]
  const lowMid = new Float64Array(SIZE), lowHigh = new Float64Array(SIZE), midHigh = new Float64Array(SIZE)
  const taper = hann(length)
  const re = new Float64Array(SIZE), im = new Float64Array(SIZE)

  function read(sums: BandSums, envelope: Float32Array, from: number): void {
    let mean = 0
    for (let i = 0; i < length; i++) mean += envelope[from + i]!
    mean /= length
    re.fill(0)
    im.fill(0)
    // The plain window for the correlations and the tapered one for the spectrum share a transform.
    for (let i = 0; i < length; i++) {
      const x = envelope[from + i]! - mean
      re[i] = x
      im[i] = x * taper[i]!
    }
    fft.transform(re, im)
    sums.add(re, im)
  }

  for (let from = 0; length > 0 && from + length <= envelopes.frames; from += STEP) {
    read(all, envelopes.all, from)
    read(low, envelopes.low, from)
    read(mid, envelopes.mid, from)
    read(high, envelopes.high, from)
    addCross(lowMid, low, mid)
    addCross(lowHigh, low, high)
    addCross(midHigh, mid, high)
  }

  function lags(power: Float64Array, scale: number): Lags {
    re.set(power)
    im.fill(0)
    fft.transform(re, im)
    const count = Math.min(length, SIZE - length)
    // Divided by the overlap, but never by so little that the far end is a guess from a few frames.
    const values = Float64Array.from({ length: count }, (_, i) => re[i]! / scale / Math.max(1 - i / length, 0.2))
    return (frames) => between(values, frames)
  }
  const energy = (band: BandSums) => band.power.reduce((sum, x) => sum + x, 1e-12)
  const [eAll, eLow, eMid, eHigh] = [energy(all), energy(low), energy(mid), energy(high)]
  return {
    all: { lag: lags(all.power, eAll), frequency: spectrum(all.magnitude) },
    low: { lag: lags(low.power, eLow), frequency: spectrum(low.magnitude) },
    high: { lag: lags(high.power, eHigh), frequency: spectrum(high.magnitude) },
    lowMid: lags(lowMid, Math.sqrt(eLow * eMid)),
    lowHigh: lags(lowHigh, Math.sqrt(eLow * eHigh)),
    midHigh: lags(midHigh, Math.sqrt(eMid * eHigh)),
  }
}

class BandSums {
  readonly power = new Float64Array(SIZE)
  readonly magnitude = new Float64Array(SIZE / 2)
  /** The last window's plain spectrum. */
  readonly re = new Float64Array(SIZE)
  readonly im = new Float64Array(SIZE)

  add(re: Float64Array, im: Float64Array): void {
    for (let k = 0; k < SIZE; k++) {
      const m = (SIZE - k) & (SIZE - 1)
      const pr = (re[k]! + re[m]!) / 2, pi = (im[k]! - im[m]!) / 2
      this.re[k] = pr
      this.im[k] = pi
      this.power[k]! += pr * pr + pi * pi
      if (k >= SIZE / 2) continue
      const qr = im[k]! + im[m]!, qi = re[m]! - re[k]!
      this.magnitude[k]! += Math.sqrt(qr * qr + qi * qi)
    }
  }
}

/** The real part of the cross spectrum: the mean of both directions in time. */
function addCross(sum: Float64Array, a: BandSums, b: BandSums): void {
  for (let k = 0; k < SIZE; k++) sum[k]! += a.re[k]! * b.re[k]! + a.im[k]! * b.im[k]!
}

function spectrum(magnitude: Float64Array): (hz: number) => number {
  const bins = SIZE / FRAME_RATE
  const bottom = Math.ceil(0.5 * bins)
  const top = Math.floor(10 * bins)
  let sum = 1e-12
  for (let k = bottom; k <= top; k++) sum += magnitude[k]!
  const scale = (top - bottom + 1) / sum
  return (hz) => scale * between(magnitude, hz * bins)
}

function between(values: Float64Array, at: number): number {
  const i = Math.floor(at)
  if (i < 0 || i + 1 >= values.length) return 0
  return values[i]! + (at - i) * (values[i + 1]! - values[i]!)
}
