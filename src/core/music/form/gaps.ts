import { CREST_RATE } from '../key/chroma'
import { lufs } from '../level/loudness'
import type { Texture } from './texture'

/** A stretch of a piece, [start, end) in seconds. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

/** What tells music from what is none. */
export interface Signs {
  /** The weighted mean square of every 100 ms, all channels together: see loudness.ts. */
  readonly steps: Float64Array
  /** LUFS; null where all is silent. */
  readonly loudness: number | null
  /** See chroma.ts. */
  readonly crest: Float32Array
  readonly texture: Texture
}

/** A shorter one is a stop within the music. Seconds. */
const SHORTEST = 3
/** Steps a second. */
const STEPS = 10
/** LUFS. What is not louder is silence: the absolute gate of BS.1770. */
const SILENT = -70
/** Noise is looked for in windows this long, so far apart. Steps. */
const WINDOW = 20
const HOP = 5
/** A click is no longer than this and stands alone for at least that long on both sides. Steps. */
const CLICK = 3
const ALONE = 12

/** Noise is no louder than this against the piece, LU: what is as loud as the music is meant. */
const BELOW = -3
/** Noise keeps its level: dB, one deviation of the steps. */
const STEADY = 2.5
/**
 * Noise has no pitch and keeps its spectrum: crest, and the deviation in time of its bands, dB, their mean. Noise of any colour,
 * also of a record or a tape, has a crest of 1.5 to 1.7 and a change of 1.0 to 1.2 (one row of a band is not all of it). In 275
 * pieces of music nothing that keeps its level has a crest below 1.78.
 */
const NOISE = { crest: 1.75, change: 3 }
/** Clapping rings a little, and is told from loud guitars and drums, which come as near, by having no bass: dB of all power. */
const CLAPS = { crest: 2.05, change: 4.5, bass: -6 }
/** What is so quiet (LUFS, LU against the piece) and keeps its spectrum to within this (dB) is a hum. */
const HUM = { loudness: -45, below: -25, change: 1.6 }
/** Noise or a roll that ends louder than it began, by more than this between its thirds, builds up to something. dB. */
const RISE = 3
/** Bands of timbre below about 300 Hz. */
const BASS_BANDS = 3
/** dB. A mono mix that has so much less power than the channels says nothing of them. */
const CANCELLED = 24

/**
 * Where a piece is no music: silence, noise, hum or applause of at least three seconds, in order. Clicks do not interrupt it.
 * To 0.1 s, and never longer than it is.
 */
export function gapsOf(signs: Signs, duration: number): Stretch[] {
  const level = Float64Array.from(signs.steps, (step) => Math.max(-100, lufs(step)))
  const noisy = new Uint8Array(level.length)
  for (let at = 0; at + WINDOW <= level.length; at += HOP) if (isNoise(signs, level, at)) mark(noisy, level, at)
  const empty = Uint8Array.from(level, (one) => (one <= SILENT ? 1 : 0))
  for (const [from, to] of runsOf(noisy)) if (!rises(level, from, to)) empty.fill(1, from, to)
  const end = (step: number): number => (step === level.length ? duration : step / STEPS)
  return withoutClicks(runsOf(empty))
    .map(([from, to]) => ({ start: from / STEPS, end: end(to) }))
    .filter(({ start, end }) => end - start >= SHORTEST)
}

/** What the gaps leave of a piece: all of it where there are none. */
export function between(gaps: readonly Stretch[], duration: number): Stretch[] {
  const starts = [0, ...gaps.map(({ end }) => end)]
  return starts.map((start, i) => ({ start, end: gaps[i]?.start ?? duration })).filter(({ start, end }) => end > start)
}

/** Marks a window of noise, and beside it what is no louder. */
function mark(empty: Uint8Array, level: Float64Array, at: number): void {
  let [from, to] = [at, at + WINDOW]
  const top = level.subarray(from, to).reduce((a, b) => Math.max(a, b)) + 0.5
  while (from > 0 && from > at - HOP && level[from - 1]! <= top) from--
  while (to < level.length && to < at + WINDOW + HOP && level[to]! <= top) to++
  empty.fill(1, from, to)
}

function rises(level: Float64Array, from: number, to: number): boolean {
  const third = Math.ceil((to - from) / 3)
  return meanOf(level, to - third, to) - meanOf(level, from, from + third) > RISE
}

type Run = readonly [from: number, to: number]

function runsOf(empty: Uint8Array): Run[] {
  const runs: Run[] = []
  for (let from = empty.indexOf(1); from >= 0;) {
    const next = empty.indexOf(0, from), to = next < 0 ? empty.length : next
    runs.push([from, to])
    from = empty.indexOf(1, to)
  }
  return runs
}

function withoutClicks(runs: readonly Run[]): Run[] {
  const whole: Run[] = []
  for (const run of runs) {
    const last = whole.at(-1)
    const clicks = last !== undefined && run[0] - last[1] <= CLICK && Math.min(last[1] - last[0], run[1] - run[0]) >= ALONE
    if (clicks) whole[whole.length - 1] = [last[0], run[1]]
    else whole.push(run)
  }
  return whole
}

function isNoise({ loudness, crest, texture }: Signs, level: Float64Array, at: number): boolean {
  if (loudness === null) return false
  let mean = 0, square = 0
  for (let i = at; i < at + WINDOW; i++) {
    mean += level[i]! / WINDOW
    square += level[i]! ** 2 / WINDOW
  }
  if (mean - loudness > BELOW || square - mean ** 2 > STEADY ** 2) return false
  const [start, end] = [at / STEPS, (at + WINDOW) / STEPS]
  // A frame of the crest takes in twice its step.
  const peaks = meanOf(crest, Math.ceil(start * CREST_RATE), Math.floor(end * CREST_RATE) - 1)
  const low = mean < HUM.loudness && mean - loudness < HUM.below
  if (peaks > CLAPS.crest && !low) return false
  const rate = texture.frameRate / texture.timbreStep
  const [first, last] = [Math.ceil(start * rate), Math.min(Math.floor(end * rate), texture.timbre.length / texture.timbreBands)]
  const change = changeOf(texture, first, last)
  const noise = (peaks < NOISE.crest && change < NOISE.change) || (low && change < HUM.change) ||
    (peaks < CLAPS.crest && change < CLAPS.change && bassOf(texture, first, last) < CLAPS.bass)
  return noise && 10 * Math.log10(meanOf(texture.power, start * texture.frameRate, end * texture.frameRate) + 1e-12) > mean - CANCELLED
}

/** How much the bands change in time: the deviation of each, dB, their mean. */
function changeOf({ timbre, timbreBands: bands }: Texture, first: number, last: number): number {
  let sum = 0
  for (let b = 0; b < bands; b++) {
    let mean = 0, square = 0
    for (let row = first; row < last; row++) {
      const value = 10 * timbre[row * bands + b]!
      mean += value / (last - first)
      square += value ** 2 / (last - first)
    }
    sum += Math.sqrt(Math.max(0, square - mean ** 2))
  }
  return sum / bands
}

/** The power of the lowest bands against all, dB. */
function bassOf({ timbre, timbreBands: bands }: Texture, first: number, last: number): number {
  let bass = 0, all = 0
  for (let row = first; row < last; row++) {
    for (let b = 0; b < bands; b++) {
      const energy = 10 ** timbre[row * bands + b]!
      all += energy
      if (b < BASS_BANDS) bass += energy
    }
  }
  return 10 * Math.log10(bass / all)
}

function meanOf(values: Float32Array | Float64Array, from: number, to: number): number {
  const [first, last] = [Math.round(from), Math.min(values.length, Math.round(to))]
  let sum = 0
  for (let i = first; i < last; i++) sum += values[i]!
  return sum / Math.max(1, last - first)
}
