import { z } from 'zod'
import type { StoredAnalysis } from './analysis'
import { beatNear, gridOf, gridWithin, type Grid } from './grid'
import { fitTaps } from './taps'

/** Fewer taps tell no tempo. */
export const LEAST_TAPS = 8
const seconds = z.number().min(0)
export const FACTORS = [2, 0.5, 2 / 3, 3 / 2] as const

/** What the user says about a track against its analysis. Times are seconds in the track. */
export const CorrectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('times'), factor: z.literal(FACTORS) }),
  z.object({ kind: z.literal('tap'), taps: z.array(seconds).min(LEAST_TAPS).max(1000) }),
  /** Moves all beats later, or earlier where it is negative. */
  z.object({ kind: z.literal('nudge'), by: z.number().min(-10).max(10) }),
  z.object({ kind: z.literal('drop'), time: seconds }),
  z.object({ kind: z.literal('reset') }),
])
export type Correction = z.infer<typeof CorrectionSchema>

/** No music is slower or faster, BPM: a factor that leads there is not taken. */
const SLOWEST = 20
const FASTEST = 500
/** Taps this near to a simple ratio of the analysed tempo mean that: it follows the music better than any hand. */
const MEANT = 0.02
/** Taps this near to an analysed beat mean it, in beats. */
const ON_BEAT = 0.2
/** The build-up to a marked drop where the analysis knows of none, in bars. */
const BUILD_UP_BARS = 4
/** A found drop this near to the marked one is the same. Seconds. */
const SAME_DROP = 2

/** The corrections that count: those after the last reset. */
export function inForce(corrections: readonly Correction[]): Correction[] {
  return corrections.slice(corrections.findLastIndex(({ kind }) => kind === 'reset') + 1)
}

/**
 * The analysis as the user sees it: tempo, readings, beats, downbeats, drops and joins follow the corrections. A factor and
 * its inverse cancel exactly; taps replace what was said about the tempo before; the last marked drop counts.
 */
export function corrected(analysis: StoredAnalysis, corrections: readonly Correction[]): StoredAnalysis {
  const said = inForce(corrections)
  const lastTap = said.findLastIndex(({ kind }) => kind === 'tap')
  const tap = said[lastTap]
  const base = tap?.kind === 'tap' ? tapped(analysis, tap.taps) : baseOf(analysis)
  const rest = said.slice(lastTap + 1)
  const factor = base.tempo === null ? 1 : factorOf(base.tempo, rest)
  const by = rest.reduce((sum, one) => (one.kind === 'nudge' ? sum + one.by : sum), 0)
  const changed = tap !== undefined || factor !== 1 || by !== 0
  const marked = said.findLast((one) => one.kind === 'drop')
  const moved = changed && base.tempo !== null ? { ...analysis, ...retimed(analysis, base.tempo, base.grids, factor, by, tap !== undefined) } : analysis
  return marked ? { ...moved, drops: withDrop(moved, marked.time) } : moved
}

/** Whether corrections decide the tempo, and not the audio alone. */
export const decidesTempo = (corrections: readonly Correction[]): boolean =>
  inForce(corrections).some(({ kind }) => kind === 'times' || kind === 'tap')

/** The product of the factors, as a power of two and one of three: exact. */
function factorOf(tempo: number, corrections: readonly Correction[]): number {
  let twos = 0
  let threes = 0
  const product = (a: number, b: number) => 2 ** a * 3 ** b
  for (const one of corrections) {
    if (one.kind !== 'times') continue
    const [a, b] = one.factor === 2 ? [1, 0] : one.factor === 0.5 ? [-1, 0] : one.factor < 1 ? [1, -1] : [-1, 1]
    const next = tempo * product(twos + a, threes + b)
    if (next < SLOWEST || next > FASTEST) continue
    twos += a
    threes += b
  }
  return product(twos, threes)
}

interface Base {
  readonly tempo: number | null
  /** One a piece of music, in order. */
  readonly grids: readonly PieceGrid[]
}

interface PieceGrid extends Grid {
  /** The piece, seconds. */
  readonly start: number
  readonly end: number
}

function baseOf({ tempo, beats, downbeats, beatsPerBar, music, duration }: StoredAnalysis): Base {
  const pieces = music && music.length > 0 ? music : [{ start: 0, end: duration }]
  return {
    tempo,
    grids: pieces.map(({ start, end }) => {
      const within = (time: number) => time >= start && time < end
      return { ...gridOf(beats.filter(within), downbeats.filter(within), beatsPerBar), start, end }
    }),
  }
}

function tapped(analysis: StoredAnalysis, taps: readonly number[]): Base {
  const fit = fitTaps(taps)
  const { tempo, grids } = baseOf(analysis)
  if (fit === null) return { tempo, grids }
  const grid = grids.find(({ end }) => taps[0]! < end) ?? grids.at(-1)!
  const said = 60 / fit.period
  const ratio = tempo === null || grid.beats.length < 2 ? undefined : [1, ...FACTORS].find((factor) => Math.abs((tempo * factor) / said - 1) <= MEANT)
  if (ratio === undefined || tempo === null) {
    const beats: number[] = []
    const { start, end } = grid
    for (let at = fit.first - Math.floor((fit.first - start) / fit.period) * fit.period; at < end; at += fit.period) beats.push(at)
    return { tempo: hundredths(said), grids: [{ ...gridOf(beats, [fit.first], analysis.beatsPerBar), start, end }] }
  }
  // Where the taps lie on the analysed grid in beats of the new tempo: on its beats, or the user means another place.
  const place = fit.times.map((time) => beatNear(grid, time) * ratio)
  const phase = circularMean(place)
  const old = Array.from({ length: 6 }, (_, n) => (n + grid.anchor) * ratio).find((at) => Math.abs(wrapped(at - phase)) <= ON_BEAT)
  const anchor = ratio === 1 && old !== undefined ? grid.anchor : (old ?? phase + Math.round(place[0]! - phase)) / ratio
  return { tempo: hundredths(tempo * ratio), grids: grids.map((one) => ({ ...one, ...(one === grid && { anchor }), step: 1 / ratio })) }
}

/** A number's distance from the next whole one, -0.5 to 0.5. */
const wrapped = (x: number): number => x - Math.round(x)

function circularMean(places: readonly number[]): number {
  let x = 0, y = 0
  for (const place of places) {
    x += Math.cos(2 * Math.PI * place)
    y += Math.sin(2 * Math.PI * place)
  }
  return Math.atan2(y, x) / (2 * Math.PI)
}

function retimed(analysis: StoredAnalysis, from: number, grids: readonly PieceGrid[], factor: number, by: number, byHand: boolean): Partial<StoredAnalysis> {
  const tempo = hundredths(from * factor)
  const moved = grids.map((grid) => gridWithin({ ...grid, step: grid.step / factor }, by, grid))
  const beats = moved.flatMap((grid) => grid.beats), downbeats = moved.flatMap((grid) => grid.downbeats)
  const others = analysis.tempoReadings.filter((reading) => Math.abs(reading.tempo / tempo - 1) > 0.04)
  const said = byHand || factor !== 1
  return {
    tempo,
    beats,
    downbeats,
    ...(said && {
      tempoConfidence: 1,
      // The user's word is final; the others stay to choose from.
      tempoReadings: [{ tempo, weight: 1 }, ...others.map((reading) => ({ tempo: reading.tempo, weight: 0 }))],
      reason: null,
    }),
    joins: downbeats.length === 0 ? analysis.joins : joinsOn(analysis.joins, downbeats),
  }
}

/** Each join on the bar line next to it; of two that meet there the easier one. */
function joinsOn(joins: StoredAnalysis['joins'], downbeats: readonly number[]): StoredAnalysis['joins'] {
  const taken = new Map<number, number>()
  for (const { time, ease } of joins) {
    const bar = downbeats.reduce((best, one) => (Math.abs(one - time) < Math.abs(best - time) ? one : best))
    taken.set(bar, Math.max(ease, taken.get(bar) ?? 0))
  }
  return [...taken].map(([time, ease]) => ({ time, ease })).sort((a, b) => a.time - b.time)
}

function withDrop({ drops, tempo, beatsPerBar, duration, music }: StoredAnalysis, marked: number): StoredAnalysis['drops'] {
  const time = Math.min(marked, duration)
  const near = drops.find((drop) => Math.abs(drop.time - time) <= SAME_DROP)
  const usual = time - (BUILD_UP_BARS * beatsPerBar * 60) / (tempo ?? 120)
  const start = music?.findLast((piece) => piece.start <= time)?.start ?? 0
  const buildUp = Math.min(time, near?.buildUp ?? Math.max(start, usual))
  return [{ time, buildUp, strength: 1 }, ...drops.filter((drop) => Math.abs(drop.time - time) > SAME_DROP)]
}

const hundredths = (x: number): number => Math.round(100 * x) / 100
