import type { TrackAnalysis } from '../../core/ipc/contract'
import type { Seconds } from '../../core/workout/workout'

export type Heard = NonNullable<TrackAnalysis['analysis']>

/** The overview of a track. */
export type Wave = Pick<Heard, 'waveform' | 'duration'>

/** A stretch of a track that is drawn. */
export interface Stretch {
  readonly from: Seconds
  readonly to: Seconds
}

/** How much of a track the close view shows. */
export const closeUp: Seconds = 10

/** Where a track is no music: silence, noise, applause. None where nobody has looked for it. */
export const gapsIn = ({ music, duration }: Pick<Heard, 'music' | 'duration'>): Stretch[] =>
  music === undefined ? [] : [...music, { start: duration }].map(({ start }, i) => ({ from: music[i - 1]?.end ?? 0, to: start })).filter(({ from, to }) => to - from >= 1)

/** Where in a drawing of the stretch a time lies, 0 to 1 within it. */
export const placeIn = ({ from, to }: Stretch, time: Seconds): number => (to > from ? (time - from) / (to - from) : 0)

/** The time at a place (0 to 1) of a drawing of the stretch, within the track. */
export const timeAt = ({ from, to }: Stretch, place: number, duration: Seconds): Seconds =>
  Math.min(duration, Math.max(0, from + place * (to - from)))

/** The stretch around `at`, which stays in the middle also at the ends of the track. */
export const around = (at: Seconds): Stretch => ({ from: at - closeUp / 2, to: at + closeUp / 2 })

/** The page that `at` lies on, for those who do not want it to move along. */
export function pageOf(at: Seconds): Stretch {
  const from = Math.floor(at / closeUp) * closeUp
  return { from, to: from + closeUp }
}

/** The place of the first of the rising `times` that is not before `from`. */
export function firstFrom(times: readonly Seconds[], from: Seconds): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? Infinity) < from) low = middle + 1
    else high = middle
  }
  return low
}

/** The rising `times` in [from, to), each with its place in the list. */
export function timesIn(times: readonly Seconds[], { from, to }: Stretch): readonly { readonly time: Seconds; readonly index: number }[] {
  const first = firstFrom(times, from)
  return times.slice(first, firstFrom(times, to)).map((time, i) => ({ time, index: first + i }))
}

/** What is nearer than this to a mark stands on it. While it plays, one step back must be able to get away from the mark before. */
const on = { still: 0.005, playing: 0.2 } as const

/** The next mark (1) or the one before (-1); where there is none, the end of the track that lies that way. */
export function step(times: readonly Seconds[], at: Seconds, way: 1 | -1, playing: boolean, duration: Seconds): Seconds {
  if (way === 1) return times[firstFrom(times, at + on.still)] ?? duration
  return times[firstFrom(times, at - (playing ? on.playing : on.still)) - 1] ?? 0
}

/** One column of a drawing: how high the three bands stand in it, 0 to 1. */
export type Column = readonly [low: number, mid: number, high: number]

const between = (values: readonly number[], place: number): number => {
  const left = Math.floor(place)
  const [a = 0, b = a] = [values[left], values[left + 1]]
  return a + (b - a) * (place - left)
}

/** The largest value in [from, to), or one drawn between two points where the columns are finer than the points. */
function within(values: readonly number[], from: number, to: number): number {
  if (to <= 0 || from >= values.length) return 0
  if (to - from <= 1) return between(values, Math.min(values.length - 1, Math.max(0, (from + to) / 2 - 0.5)))
  let most = 0
  for (let i = Math.max(0, Math.floor(from)); i < Math.min(values.length, Math.ceil(to)); i++) most = Math.max(most, values[i] ?? 0)
  return most
}

/** The overview of a whole track as `count` columns of a stretch of it; the loudest point of the track is 1. Outside of the track all is 0. */
export function columnsOf({ waveform, duration }: Wave, { from, to }: Stretch, count: number): readonly Column[] {
  const { low, mid, high } = waveform
  let most = 0
  for (const band of [low, mid, high]) for (const value of band) most = Math.max(most, value)
  const scale = most > 0 ? 1 / most : 0
  const column = (band: readonly number[], i: number) => {
    const place = (k: number) => ((from + (k / count) * (to - from)) / duration) * band.length
    return scale * within(band, place(i), place(i + 1))
  }
  return Array.from({ length: count }, (_, i) => [column(low, i), column(mid, i), column(high, i)])
}
