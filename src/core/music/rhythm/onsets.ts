import { createFft } from '../signal/fft'
import { ANALYSIS_RATE } from '../signal/resample'
import { createSeries } from '../signal/series'
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

/**
 * Mel-band flux after Bock and Widmer ("Maximum filter vibrato suppression for onset detection",
 * 2013): a band's rise over two frames, against the largest of its neighbours then, on a logarithmic
 * scale relative to the loudest band of the last half minute.
 */
export function createOnsetDetector(): OnsetDetector {
  const fft = createFft(SIZE)
  const window = hann(SIZE)
  const mel = melBands(SIZE, BANDS)
  const re = new Float64Array(SIZE)
  const im = new Float64Array(SIZE)
  /** Energies of two frames; band b at b + 1, for what falls below the lowest and above the highest has a place too. */
  const first = new Float64Array(BANDS + 2)
  const second = new Float64Array(BANDS + 2)
  const chunk = new Float64Array(ROWS * BANDS)
  const logs = new Float64Array(ROWS * BANDS)
  const low = createSeries(), mid = createSeries(), high = createSeries(), power = createSeries(), timbre = createSeries()
  const timbreSum = new Float64Array(TIMBRE)
  let timbreCount = 0
  let rows = LAG
  let peak = 0

  const pending = new Float32Array(8192 + SIZE + HOP)
  let filled = SIZE / 2
  let heard = 0

  function pair(at: number): void {
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
    keep(first)
    power.push((sumSecond * 8) / (3 * SIZE))
    keep(second)
  }

  function keep(energies: Float64Array): void {
    const at = rows * BANDS
    for (let b = 0; b < BANDS; b++) {
      chunk[at + b] = Math.sqrt(energies[b + 1]!)
      timbreSum[(b * TIMBRE) / BANDS | 0]! += energies[b + 1]!
    }
    if (++timbreCount === TIMBRE_STEP) flushTimbre()
    if (++rows === ROWS) flush()
  }

  function flushTimbre(): void {
    for (let t = 0; t < TIMBRE; t++) timbre.push(Math.log10(timbreSum[t]! / timbreCount + 1e-6))
    timbreSum.fill(0)
    timbreCount = 0
  }

  function flush(): void {
    peak *= FORGET
    for (let i = LAG * BANDS; i < rows * BANDS; i++) if (chunk[i]! > peak) peak = chunk[i]!
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
    rows = LAG
  }

  function drain(): void {
    let at = 0
    for (; at + HOP + SIZE <= filled; at += 2 * HOP) pair(at)
    pending.copyWithin(0, at, filled)
    filled -= at
  }

  return {
    process(samples, length) {
      pending.set(samples.subarray(0, length), filled)
      filled += length
      heard += length
      drain()
    },
    finish() {
      pending.fill(0, filled, filled + SIZE + HOP)
      filled += SIZE + HOP
      drain()
      flush()
      if (timbreCount > 0) flushTimbre()
      const frames = Math.min(low.length(), Math.floor(heard / HOP) + 1)
      return {
        frames,
        low: low.take(frames), mid: mid.take(frames), high: high.take(frames), power: power.take(frames),
        timbre: timbre.take(timbre.length()), timbreBands: TIMBRE,
      }
    },
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

function hann(size: number): Float64Array {
  return Float64Array.from({ length: size }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / size))
}
