import { noveltyOf } from './novelty'
import { quantile, ROW, rowsOf, type Rows, type Texture } from './texture'

export type SectionKind = 'intro' | 'verse' | 'chorus' | 'break' | 'outro'

/** One stretch of a piece: [start, end) in seconds. Sections touch and cover the piece. */
export interface Section {
  readonly start: number
  readonly end: number
  /** What it is like, by how loud and how busy it is within the piece; nobody has listened to the words. */
  readonly kind: SectionKind
  /** 0-1: from the quietest to the loudest seconds of the piece. */
  readonly intensity: number
}

/** No section is shorter. Seconds. */
const SHORTEST = 6
/** A boundary is at least this much newer than the piece's rows are on average, in steps of about 10 dB. */
const NEWEST = 0.35
/** A boundary moves to a drop, or else to a downbeat, within this. Seconds. */
const SNAP_DROP = 6
const SNAP = 1.5
/** Within one piece: above this a section is chorus-like, below the other it is a break. */
const CHORUS = 0.72
const BREAK = 0.4
/** A piece whose quiet and loud parts are closer than this has no parts to name. dB. */
const FLAT = 3
/** An intro or an outro is at most this long. Seconds. */
const LONGEST_END = 60
/** An intro or an outro has at least this much less going on than its neighbour. */
const LESS = 0.08

/** What the boundaries move to: seconds, rising; none where there are none. */
export interface Marks {
  readonly downbeats?: readonly number[]
  readonly drops?: readonly number[]
}

/**
 * Sections by change in level, onsets and timbre; none without duration.
 * @param duration seconds
 */
export function sectionsOf(texture: Texture, duration: number, { downbeats = [], drops = [] }: Marks = {}): Section[] {
  if (!(duration > 0)) return []
  const rows = rowsOf(texture)
  const bounds = boundsOf(rows).map((at) => {
    const place = refined(texture, at)
    return nearest(drops, place, SNAP_DROP) ?? nearest(downbeats, place, SNAP) ?? place
  })
  const starts = [0]
  for (const at of bounds) if (at - starts.at(-1)! >= SHORTEST / 2 && duration - at >= SHORTEST / 2) starts.push(at)
  const intensities = intensitiesOf(rows)
  const sections = starts.map((start, i) => {
    const end = starts[i + 1] ?? duration
    return { start, end, intensity: mean(intensities, start, end) }
  })
  return sections.map((section, i) => ({ ...section, kind: kindOf(section, sections[i - 1], sections[i + 1]) }))
}

type Plain = Omit<Section, 'kind'>

function kindOf(section: Plain, before: Plain | undefined, after: Plain | undefined): SectionKind {
  const { start, end, intensity } = section
  const short = end - start <= LONGEST_END
  if (before === undefined && after !== undefined && short && intensity < after.intensity - LESS) return 'intro'
  if (after === undefined && before !== undefined && short && intensity < before.intensity - LESS) return 'outro'
  if (intensity >= CHORUS) return 'chorus'
  return intensity < BREAK ? 'break' : 'verse'
}

/** The peaks of novelty, at least {@link SHORTEST} apart, the strongest first. Seconds, rising. */
function boundsOf(rows: Rows): number[] {
  const novelty = noveltyOf(rows)
  const rest = Math.ceil(SHORTEST / ROW)
  let level = 0
  for (const one of novelty) level += one / rows.count
  const least = Math.max(NEWEST, 1.5 * level)
  const peaks: number[] = []
  for (let r = rest; r <= rows.count - rest; r++) {
    if (novelty[r]! >= least && novelty[r]! > novelty[r - 1]! && novelty[r]! >= novelty[r + 1]!) peaks.push(r)
  }
  peaks.sort((a, b) => novelty[b]! - novelty[a]!)
  const chosen: number[] = []
  for (const peak of peaks) if (chosen.every((other) => Math.abs(other - peak) >= rest)) chosen.push(peak)
  return chosen.sort((a, b) => a - b).map((r) => r * ROW)
}

/** The place within a row of `at` where the second after differs most from the second before, by the timbre rows. Seconds. */
function refined({ frameRate, timbre, timbreBands: bands, timbreStep }: Texture, at: number): number {
  const rate = frameRate / timbreStep
  const last = timbre.length / bands
  const second = Math.round(rate)
  const centre = Math.round(at * rate)
  let best = centre
  let most = -1
  for (let place = centre - Math.round(ROW * rate); place <= centre + Math.round(ROW * rate); place++) {
    if (place - second < 0 || place + second > last) continue
    let change = 0
    for (let b = 0; b < bands; b++) {
      let difference = 0
      for (let i = 0; i < second; i++) difference += timbre[(place + i) * bands + b]! - timbre[(place - 1 - i) * bands + b]!
      change += Math.abs(difference)
    }
    if (change > most) {
      most = change
      best = place
    }
  }
  return best / rate
}

/** The mark nearest to a time, if it is within `reach`. */
function nearest(marks: readonly number[], at: number, reach: number): number | undefined {
  let best: number | undefined
  let least = reach
  for (const mark of marks) {
    if (Math.abs(mark - at) > least) continue
    least = Math.abs(mark - at)
    best = mark
  }
  return best
}

/** 0-1 a row: where its level, and to a third its onsets, lie between the quiet and the loud rows of the piece. */
export function intensitiesOf({ count, level, onsets }: Rows): Float64Array {
  const place = (values: Float64Array, least: number) => {
    const low = quantile(values, 0.05), high = quantile(values, 0.95)
    const range = Math.max(least, high - low)
    // A flat piece lies in the middle, not at the bottom.
    const bottom = (low + high - range) / 2
    return (r: number) => Math.max(0, Math.min(1, (values[r]! - bottom) / range))
  }
  const loud = place(level, FLAT)
  const busy = place(onsets, 0.25 * quantile(onsets, 0.95) + 1e-9)
  return Float64Array.from({ length: count }, (_, r) => (2 * loud(r) + busy(r)) / 3)
}

/** The mean of the rows within [start, end) seconds. */
function mean(values: Float64Array, start: number, end: number): number {
  if (values.length === 0) return 0
  const from = Math.min(values.length - 1, Math.round(start / ROW)), to = Math.max(from + 1, Math.min(values.length, Math.round(end / ROW)))
  let sum = 0
  for (let r = from; r < to; r++) sum += values[r]!
  return sum / (to - from)
}
