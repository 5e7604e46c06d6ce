import { intensitiesOf } from './sections'
import { ROW, rowsOf, type Texture } from './texture'

/** A place where a join may leave or enter: a bar line with little going on around it. */
export interface Join {
  /** Seconds. */
  readonly time: number
  /** 0-1: 1 is silence, 0 the busiest bar of the piece. */
  readonly ease: number
}

/** At most this many a piece. */
export const MOST_JOINS = 40
/** Joins are at least this far apart. Seconds. */
const APART = 4
/** A bar line where a section begins is easier by this. */
const SECTION_EASE = 0.15

/**
 * The easiest bar lines, in the order of time; without downbeats the starts of the sections and the half seconds are taken.
 * Every stretch of the piece has some: a place competes with those near to it before it competes with all.
 * @param downbeats seconds, rising
 * @param sectionStarts seconds
 */
export function joinsOf(texture: Texture, duration: number, downbeats: readonly number[], sectionStarts: readonly number[]): Join[] {
  const rows = rowsOf(texture)
  const intensities = intensitiesOf(rows)
  const places = downbeats.length > 1 ? downbeats : [...sectionStarts, ...Array.from({ length: rows.count }, (_, r) => r * ROW)]
  const bar = downbeats.length > 1 ? (downbeats.at(-1)! - downbeats[0]!) / (downbeats.length - 1) : 2
  const joins = places
    .filter((time) => time >= 0 && time < duration)
    .map((time) => {
      const bonus = sectionStarts.some((start) => Math.abs(start - time) < 0.05) ? SECTION_EASE : 0
      return { time, ease: Math.min(1, Math.max(0, 1 - around(intensities, time, bar / 2) + bonus)) }
    })
  return spread(joins, duration).sort((a, b) => a.time - b.time)
}

/** The easiest joins, apart; as many windows as there may be joins have one each, where there is any. */
function spread(joins: readonly Join[], duration: number): Join[] {
  const apart = Math.max(APART, duration / MOST_JOINS)
  const chosen: Join[] = []
  for (const join of [...joins].sort((a, b) => b.ease - a.ease || a.time - b.time)) {
    if (chosen.length === MOST_JOINS) break
    if (chosen.every(({ time }) => Math.abs(time - join.time) >= apart - 1e-6)) chosen.push(join)
  }
  return chosen
}

/** The mean of the rows within `reach` seconds of a time. */
function around(values: Float64Array, time: number, reach: number): number {
  const from = Math.max(0, Math.floor((time - reach) / ROW)), to = Math.min(values.length, Math.ceil((time + reach) / ROW))
  let sum = 0
  for (let r = from; r < to; r++) sum += values[r]!
  return to > from ? sum / (to - from) : 0
}
