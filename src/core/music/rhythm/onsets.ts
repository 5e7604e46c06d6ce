import { Fft } from '../signal/fft'
import { hann } from '../signal/hann'
import { ANALYSIS_RATE } from '../signal/resample'
import { Series } from '../signal/series'
import { melBands } from './mel'

const SIZE = 512
const HOP = 110
const BANDS = 32
const LAG = 2
const CHUNK = 512
/** Band magnitudes are kept over the last LAG frames of the chunk before. */
const ROWS = CHUNK + LAG
/** A peak below this (about -80 dBFS) is taken for a codec's or a converter's noise. */
const FLOOR = 0.01
/** Per chunk of 5 s; a loud part is forgotten after about half a minute. */
const FORGET = 0.8
const TIMBRE = 16
/** Frames of the onset envelopes a second. */
export const FRAME_RATE = ANALYSIS_RATE / HOP
/** Frames of envelope to one row of timbre. */
export const TIMBRE_STEP = 5

/** Onset envelopes, one value a frame; frame i is centred on i / FRAME_RATE seconds. */
export interface Onsets {
  readonly frames: number
  /** Rise of log energy: below 160 Hz (kick, bass), between, above 1.5 kHz (snare, hats). */
  readonly low: Float32Array
  readonly mid: Float32Array
  readonly high: Float32Array
  /** Mean square of the samples of a frame, 1 = full scale. */
  readonly power: Float32Array
  /** TIMBRE values a row, each log10 of band energy, a row every TIMBRE_STEP frames. */
  readonly timbre: Float32Array
  readonly timbreBands: number
}

export interface OnsetDetector {
  process(samples: Float32Array, length: number): void
  finish(): Onsets
}

const fft = new Fft(SIZE)
const window = hann(SIZE)
const mel = melBands(SIZE, BANDS)

/**
 * Mel-band flux after Bock and Widmer ("Maximum filter vibrato suppression for onset detection",
 * 2013): a band's rise over two frames, against the largest of its neighbours then, on a logarithmic
 * scale relative to the loudest band of the last half minute.
 */
export const createOnsetDetector = (): OnsetDetector => new MelFlux()

// A class, like all that a survey keeps: what is compiled of closures dies with each survey, and is compiled anew for the next.
class MelFlux implements OnsetDetector {
  private readonly re = new Float64Array(SIZE)
  private readonly im = new Float64Array(SIZE)
  /** Energies of two frames; band b at b + 1, for what falls below the lowest and above the highest has a place too. */
  private readonly first = new Float64Array(BANDS + 2)
  private readonly second = new Float64Array(BANDS + 2)
  private readonly chunk = new Float64Array(ROWS * BANDS)
  private readonly logs = new Float64Array(ROWS * BANDS)
  private readonly low = new Series()
  private readonly mid = new Series()
  private readonly high = new Series()
  private readonly power = new Series()
  private readonly timbre = new Series()
  private readonly timbreSum = new Float64Array(TIMBRE)
  private timbreCount = 0
  private rows = LAG
  private peak = 0
  private readonly pending = new Float32Array(8192 + SIZE + HOP)
  private filled = SIZE / 2
  private heard = 0

  process(samples: Float32Array, length: number): void {
    this.pending.set(samples.subarray(0, length), this.filled)
    this.filled += length
    this.heard += length
    this.drain()
  }

  finish(): Onsets {
    const { pending, low, mid, high, power, timbre } = this
    pending.fill(0, this.filled, this.filled + SIZE + HOP)
    this.filled += SIZE + HOP
    this.drain()
    this.flush()
    if (this.timbreCount > 0) this.flushTimbre()
    const frames = Math.min(low.length, Math.floor(this.heard / HOP) + 1)
    return {
      frames,
      low: low.take(frames), mid: mid.take(frames), high: high.take(frames), power: power.take(frames),
      timbre: timbre.take(timbre.length), timbreBands: TIMBRE,
    }
  }

  private pair(at: number): void {
    const { re, im, first, second, power, pending } = this
    let sumFirst = 0, sumSecond = 0
    for (let i = 0; i < SIZE; i++) {
      const a = pending[at + i]! * window[i]!
      const b = pending[at + HOP + i]! * window[i]!
      re[i] = a
      im[i] = b
      sumFirst += a * a
      sumSecond += b * b
    }
    fft.transform(re, im)
    first.fill(0)
    second.fill(0)
    for (let n = 0; n < mel.bins.length; n++) {
      const k = mel.bins[n]!
      const ar = re[k]!, ai = im[k]!, br = re[SIZE - k]!, bi = im[SIZE - k]!
      const pr = ar + br, pi = ai - bi, qr = ai + bi, qi = br - ar
      const p = pr * pr + pi * pi, q = qr * qr + qi * qi
      const band = mel.band[n]!, up = mel.up[n]!
      const risingP = up * p, risingQ = up * q
      first[band + 1]! += risingP
      second[band + 1]! += risingQ
      first[band]! += p - risingP
      second[band]! += q - risingQ
    }
    // 8/3 undoes the window's loss of power.
    power.push((sumFirst * 8) / (3 * SIZE))
    this.keep(first)
    power.push((sumSecond * 8) / (3 * SIZE))
    this.keep(second)
  }

  private keep(energies: Float64Array): void {
    const { chunk, timbreSum } = this
    const at = this.rows * BANDS
    for (let b = 0; b < BANDS; b++) {
      chunk[at + b] = Math.sqrt(energies[b + 1]!)
      timbreSum[(b * TIMBRE) / BANDS | 0]! += energies[b + 1]!
    }
    if (++this.timbreCount === TIMBRE_STEP) this.flushTimbre()
    if (++this.rows === ROWS) this.flush()
  }

  private flushTimbre(): void {
    const { timbre, timbreSum } = this
    for (let t = 0; t < TIMBRE; t++) timbre.push(Math.log10(timbreSum[t]! / this.timbreCount + 1e-6))
    timbreSum.fill(0)
    this.timbreCount = 0
  }

  private flush(): void {
    const { chunk, logs, low, mid, high, rows } = this
    let peak = this.peak * FORGET
    for (let i = LAG * BANDS; i < rows * BANDS; i++) if (chunk[i]! > peak) peak = chunk[i]!
    this.peak = peak
    const gain = 30 / Math.max(peak, FLOOR)
    // The rows carried over are still magnitudes, so that both sides of a rise use one gain.
    for (let i = 0; i < rows * BANDS; i++) logs[i] = Math.log(1 + gain * chunk[i]!)
    for (let r = LAG; r < rows; r++) {
      const now = r * BANDS
      const then = (r - LAG) * BANDS
      let lowSum = 0, midSum = 0, highSum = 0
      for (let b = 0; b < BANDS; b++) {
        let before = logs[then + b]!
        if (b > 0 && logs[then + b - 1]! > before) before = logs[then + b - 1]!
        if (b < BANDS - 1 && logs[then + b + 1]! > before) before = logs[then + b + 1]!
        const rise = logs[now + b]! - before
        if (rise <= 0) continue
        if (b < mel.lowEnd) lowSum += rise
        else if (b < mel.highStart) midSum += rise
        else highSum += rise
      }
      low.push(lowSum)
      mid.push(midSum)
      high.push(highSum)
    }
    chunk.copyWithin(0, (rows - LAG) * BANDS, rows * BANDS)
    this.rows = LAG
  }

  private drain(): void {
    const { pending } = this
    let at = 0
    for (; at + HOP + SIZE <= this.filled; at += 2 * HOP) this.pair(at)
    pending.copyWithin(0, at, this.filled)
    this.filled -= at
  }
}

/** The frames [from, to) alone, where `from` is the first of a row of timbre. Nothing is copied. */
export function excerptOf(onsets: Onsets, from: number, to: number): Onsets {
  if (from === 0 && to === onsets.frames) return onsets
  const { low, mid, high, power, timbre, timbreBands } = onsets
  const [first, last] = [from / TIMBRE_STEP, Math.ceil(to / TIMBRE_STEP)]
  return {
    frames: to - from,
    low: low.subarray(from, to), mid: mid.subarray(from, to), high: high.subarray(from, to), power: power.subarray(from, to),
    timbre: timbre.subarray(first * timbreBands, last * timbreBands), timbreBands,
  }
}
