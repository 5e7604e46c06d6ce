import { Fft } from '../signal/fft'
import { hann } from '../signal/hann'
import { ANALYSIS_RATE } from '../signal/resample'
import { Series } from '../signal/series'

/** Half the analysis rate: enough for notes and their first overtones. Hz. */
const RATE = ANALYSIS_RATE / 2
const SIZE = 2048
const HOP = 1024
/** Peaks are looked for in these bins: 65 Hz (C2) to 1.9 kHz (B6). */
const FIRST_BIN = Math.round((65 * SIZE) / RATE)
const LAST_BIN = Math.round((1900 * SIZE) / RATE)
/** Cells of 10 cents to an octave. */
const CELLS = 120
const PER_NOTE = CELLS / 12
/** Parts of the bins, 220 Hz each, in which peaks are compared with what is around them. */
const PARTS = 8
/** Frames a second. */
export const CREST_RATE = RATE / HOP
/** Magnitudes below this part of a frame's largest are taken for noise: -40 dB. */
const FLOOR = 0.01
/** Frames with no peak above this (about -70 dBFS) are silent. */
const SILENT = 0.1
/** Samples that are halved at a time. */
const BLOCK = 4096

const fft = new Fft(SIZE)
const window = hann(SIZE)
const pitches = pitchTable()

/** The notes of a piece, all octaves in one. */
export interface Chroma {
  /** 12 shares from C on, summing to 1. */
  readonly notes: Float64Array
  /** Cents above A = 440 Hz, -50 to 50. */
  readonly tuning: number
  /** 0-1: how closely the peaks keep to semitones; near 0 for noise and drums. */
  readonly clarity: number
  /**
   * How far the highest peaks stand above the mean of the 220 Hz around them: the logarithm of a ratio of powers, {@link CREST_RATE}
   * values a second, 0 in digital silence. Noise of any colour has 1.5 to 1.7, whatever has a pitch more.
   */
  readonly crest: Float32Array
}

/** Takes mono samples at the analysis rate. Keeps {@link CELLS} numbers, and five a second. */
export interface ChromaMaker {
  process(samples: Float32Array, length: number): void
  finish(): Chroma
}

/**
 * Spectral peaks (Hann window of 0.37 s, every 0.19 s), each with its frequency between the bins, weighted by the root of
 * its magnitude; every frame counts the same, so that a loud part does not drown the rest.
 */
export const createChroma = (): ChromaMaker => new Peaks()

class Peaks implements ChromaMaker {
  private readonly re = new Float64Array(SIZE)
  private readonly im = new Float64Array(SIZE)
  private readonly first = new Float64Array(LAST_BIN + 2)
  private readonly second = new Float64Array(LAST_BIN + 2)
  private readonly cells = new Float64Array(CELLS)
  private readonly frame = new Float64Array(CELLS)
  private readonly half = new HalfBand()
  private readonly crest = new Series()
  private readonly pending = new Float32Array(BLOCK + SIZE + HOP)
  private filled = 0

  process(samples: Float32Array, length: number): void {
    const { pending } = this
    for (let from = 0; from < length; from += BLOCK) {
      this.filled += this.half.run(samples, from, Math.min(length, from + BLOCK), pending, this.filled)
      let at = 0
      for (; at + HOP + SIZE <= this.filled; at += 2 * HOP) this.pair(at)
      pending.copyWithin(0, at, this.filled)
      this.filled -= at
    }
  }

  finish(): Chroma {
    this.pending.fill(0, this.filled, HOP + SIZE)
    this.pair(0)
    return { ...tuned(this.cells), crest: this.crest.take(this.crest.length) }
  }

  /** Two frames in one complex transform. */
  private pair(at: number): void {
    const { re, im, first, second, pending } = this
    for (let i = 0; i < SIZE; i++) {
      re[i] = pending[at + i]! * window[i]!
      im[i] = pending[at + HOP + i]! * window[i]!
    }
    fft.transform(re, im)
    for (let k = FIRST_BIN - 1; k <= LAST_BIN + 1; k++) {
      const ar = re[k]!, ai = im[k]!, br = re[SIZE - k]!, bi = im[SIZE - k]!
      const pr = ar + br, pi = ai - bi, qr = ai + bi, qi = br - ar
      first[k] = pr * pr + pi * pi
      second[k] = qr * qr + qi * qi
    }
    this.gather(first)
    this.gather(second)
  }

  /** Adds a frame's peaks, from the squared magnitudes (which are 4 times too large). */
  private gather(squares: Float64Array): void {
    const { cells, frame } = this
    let most = 0
    let ratios = 0
    for (let part = 0; part < PARTS; part++) {
      const from = FIRST_BIN + Math.floor((part * (LAST_BIN + 1 - FIRST_BIN)) / PARTS)
      const to = FIRST_BIN + Math.floor(((part + 1) * (LAST_BIN + 1 - FIRST_BIN)) / PARTS)
      let top = 0
      let sum = 1e-30
      for (let k = from; k < to; k++) {
        const here = squares[k]!
        sum += here
        if (here > top) top = here
      }
      ratios += Math.log(Math.max(1, (top / sum) * (to - from)))
      if (top > most) most = top
    }
    this.crest.push(ratios / PARTS)
    if (most < SILENT * SILENT) return
    const least = most * FLOOR * FLOOR
    let sum = 0
    frame.fill(0)
    for (let k = FIRST_BIN; k <= LAST_BIN; k++) {
      const here = squares[k]!
      if (here < least || here <= squares[k - 1]! || here < squares[k + 1]!) continue
      const magnitude = Math.sqrt(here)
      // A sinusoid under a Hann window lies between a peak and its larger neighbour at (2 r - 1) / (r + 1), r the ratio of the two.
      const up = squares[k + 1]! > squares[k - 1]!
      const ratio = Math.sqrt(up ? squares[k + 1]! : squares[k - 1]!) / magnitude
      const shift = Math.max(0, (2 * ratio - 1) / (ratio + 1)) * (up ? 1 : -1)
      const weight = Math.sqrt(magnitude)
      const place = pitches[k]! + (CELLS * Math.LOG2E * shift) / (k + 0.5 * shift)
      const cell = Math.floor(place)
      const part = place - cell
      frame[(cell + CELLS) % CELLS]! += weight * (1 - part)
      frame[(cell + 1) % CELLS]! += weight * part
      sum += weight
    }
    const scale = sum > 0 ? 1 / sum : 0
    for (let i = 0; i < CELLS; i++) cells[i]! += scale * frame[i]!
  }
}

/** Each bin's pitch in cells above a C. */
function pitchTable(): Float64Array {
  const middleC = 440 * 2 ** (-9 / 12)
  return Float64Array.from({ length: LAST_BIN + 2 }, (_, k) => {
    const octaves = Math.log2((Math.max(1, k) * RATE) / SIZE / middleC)
    return CELLS * (octaves - Math.floor(octaves))
  })
}

/** Finds where on the semitone the cells crowd, and sums the cells around each note from there. */
function tuned(cells: Float64Array): Omit<Chroma, 'crest'> {
  let cos = 0, sin = 0, sum = 0
  for (let i = 0; i < CELLS; i++) {
    cos += cells[i]! * Math.cos((2 * Math.PI * i) / PER_NOTE)
    sin += cells[i]! * Math.sin((2 * Math.PI * i) / PER_NOTE)
    sum += cells[i]!
  }
  if (sum === 0) return { notes: new Float64Array(12), tuning: 0, clarity: 0 }
  const offset = (PER_NOTE * Math.atan2(sin, cos)) / (2 * Math.PI)
  const notes = new Float64Array(12)
  let total = 0
  for (let i = 0; i < CELLS; i++) {
    const place = (i - offset + CELLS) % CELLS
    const note = Math.round(place / PER_NOTE)
    const away = place - PER_NOTE * note
    const share = cells[i]! * Math.cos((Math.PI * away) / PER_NOTE) ** 2
    notes[note % 12]! += share
    total += share
  }
  for (let n = 0; n < 12; n++) notes[n]! /= total
  return { notes, tuning: (1200 / CELLS) * offset, clarity: Math.min(1, (2 * Math.hypot(cos, sin)) / sum) }
}

/** A half-band filter of 15 taps (Kaiser, shape 4): flat within 0.1 dB to 1.9 kHz, and what would fold below that is 41 dB down. */
class HalfBand {
  private readonly line = new Float32Array(BLOCK + 15)
  private held = 7

  /** Takes samples [from, to) of the input, {@link BLOCK} at most; writes half as many from `at` on and tells how many. */
  run(input: Float32Array, from: number, to: number, output: Float32Array, at: number): number {
    const { line } = this
    line.set(input.subarray(from, to), this.held)
    const held = this.held + to - from
    let made = 0
    let i = 0
    for (; i + 15 <= held; i += 2) {
      output[at + made++] = 0.5 * line[i + 7]!
        + 0.3113 * (line[i + 6]! + line[i + 8]!)
        - 0.083 * (line[i + 4]! + line[i + 10]!)
        + 0.03052 * (line[i + 2]! + line[i + 12]!)
        - 0.00882 * (line[i]! + line[i + 14]!)
    }
    line.copyWithin(0, i, held)
    this.held = held - i
    return made
  }
}
