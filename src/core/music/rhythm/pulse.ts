import { FRAME_RATE } from './onsets'

const HARMONICS = [1, 2, 4]
const CELL = Math.round(FRAME_RATE)
/** Cells of about 1 s to a part: 20 s. */
const PART = 20
const REACH = 0.04

/**
 * The exact tempo near `about` BPM (+-4 %): the Fourier coefficients of the envelope at 1, 2 and 4 times the
 * beat, first summed over parts of 20 s without their phases, then over the whole piece with them. Each second
 * is turned to a coefficient once; the search then only turns those.
 */
export function pulseNear(envelope: Float32Array, about: number): number {
  const bands = HARMONICS.map((harmonic) => cellsOf(envelope, (about * harmonic) / 60))
  const cells = bands[0]!.re.length
  const parts = Math.max(1, Math.round(cells / PART))
  const edge = (p: number) => Math.floor((p * cells) / parts)
  const shift = (change: number, harmonic: number) => (about * harmonic * change) / 60

  const rough = search(0, REACH, stepFor(cells / parts, about), (change) => {
    let sum = 0
    for (let p = 0; p < parts; p++) {
      bands.forEach((band, h) => { sum += length(band, edge(p), edge(p + 1), shift(change, HARMONICS[h]!)) })
    }
    return sum
  })
  const all = (change: number) =>
    bands.reduce((sum, band, h) => sum + length(band, 0, cells, shift(change, HARMONICS[h]!)), 0)
  const change = parts === 1 ? rough : search(rough, 9 * stepFor(cells / parts, about), stepFor(cells, about), all)
  return about * (1 + change)
}

/** A sixth of the width of the fourth harmonic's peak, as a part of the tempo. */
const stepFor = (seconds: number, tempo: number): number => 60 / (tempo * Math.max(seconds, 1)) / 24

function search(about: number, reach: number, step: number, score: (change: number) => number): number {
  const steps = Math.ceil(reach / step)
  let best = 0
  let top = -Infinity
  for (let i = -steps; i <= steps; i++) {
    const here = score(about + i * step)
    if (here > top) {
      top = here
      best = i
    }
  }
  const left = score(about + (best - 1) * step)
  const right = score(about + (best + 1) * step)
  const bend = left - 2 * top + right
  const offset = bend < 0 ? Math.max(-0.5, Math.min(0.5, (left - right) / (2 * bend))) : 0
  return about + (best + offset) * step
}

interface Cells {
  readonly re: Float64Array
  readonly im: Float64Array
}

/** Sums of envelope * e^(-2 pi i f t), one for each second. */
function cellsOf(envelope: Float32Array, hz: number): Cells {
  const count = Math.max(1, Math.ceil(envelope.length / CELL))
  const re = new Float64Array(count)
  const im = new Float64Array(count)
  const angle = (2 * Math.PI * hz) / FRAME_RATE
  const turnRe = Math.cos(angle), turnIm = -Math.sin(angle)
  for (let c = 0; c < count; c++) {
    const from = c * CELL
    const to = Math.min(envelope.length, from + CELL)
    let phaseRe = Math.cos(angle * from), phaseIm = -Math.sin(angle * from)
    for (let i = from; i < to; i++) {
      const x = envelope[i]!
      re[c]! += x * phaseRe
      im[c]! += x * phaseIm
      const next = phaseRe * turnRe - phaseIm * turnIm
      phaseIm = phaseRe * turnIm + phaseIm * turnRe
      phaseRe = next
    }
  }
  return { re, im }
}

/** The length of the cells' sum after a shift of their frequency. */
function length({ re, im }: Cells, from: number, to: number, hz: number): number {
  const angle = (2 * Math.PI * hz * CELL) / FRAME_RATE
  let sumRe = 0
  let sumIm = 0
  for (let c = from; c < to; c++) {
    const cos = Math.cos(angle * c), sin = Math.sin(angle * c)
    sumRe += re[c]! * cos + im[c]! * sin
    sumIm += im[c]! * cos - re[c]! * sin
  }
  return Math.hypot(sumRe, sumIm)
}
