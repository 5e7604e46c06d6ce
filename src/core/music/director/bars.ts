import type { Facts } from './direction'

/** The bar lines of a track with what it takes to cut on them. */
export interface Bars {
  /** Seconds in the track, rising. */
  readonly places: readonly number[]
  /** How well a phrase begins or ends there, 0-1. */
  readonly phrase: Float64Array
  /** The intensity of the section that goes on or begins there, 0-1, and of the bar before. */
  readonly after: Float64Array
  readonly before: Float64Array
  /** The section, by its place in the list. */
  readonly section: Int32Array
}

/** A bar line is meant by what is this near. Seconds. */
const NEAR = 0.06
/** A bar line anywhere, and one at the end of two or four bars of its section. */
const PLAIN = { any: 0.15, two: 0.3, four: 0.5 }

export function barsOf({ downbeats, sections, joins }: Facts): Bars {
  const at = (place: number): number => Math.max(0, sections.findLastIndex(({ start }) => start <= place + NEAR))
  const section = Int32Array.from(downbeats, at)
  const intensity = (place: number): number => sections[at(place)]?.intensity ?? 0.5
  let first = 0
  const phrase = Float64Array.from(downbeats, (_, i) => {
    if (section[i] !== section[first]) first = i
    return (i - first) % 4 === 0 ? PLAIN.four : (i - first) % 2 === 0 ? PLAIN.two : PLAIN.any
  })
  const raise = (time: number, to: number) => {
    const i = nearest(downbeats, time)
    if (i >= 0 && Math.abs(downbeats[i]! - time) <= NEAR) phrase[i] = Math.max(phrase[i]!, to)
  }
  for (const { time, ease } of joins) raise(time, 0.3 + 0.5 * ease)
  for (const { start } of sections) raise(start, 1)
  return {
    places: downbeats,
    phrase,
    section,
    after: Float64Array.from(downbeats, (place) => intensity(place)),
    before: Float64Array.from(downbeats, (place) => intensity(place - 2 * NEAR)),
  }
}

/** The index of the number nearest to `value` in a rising list; -1 in an empty one. */
export function nearest(rising: readonly number[], value: number): number {
  if (rising.length === 0) return -1
  let low = 0, high = rising.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (rising[middle]! <= value) low = middle
    else high = middle - 1
  }
  return low + 1 < rising.length && rising[low + 1]! - value < value - rising[low]! ? low + 1 : low
}

/** What it costs to go on at bar line `to` instead of at `from`: 0 where nobody hears it. */
export const jumpCost = ({ after, before, section, phrase }: Bars, from: number, to: number): number =>
  0.8 * Math.abs(after[from]! - after[to]!) + 0.4 * Math.abs(before[from]! - before[to]!) + (section[from] === section[to] ? 0 : 0.1) + 0.1 * (1 - phrase[from]!)
