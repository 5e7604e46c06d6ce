import type { Direction } from '../../core/music/director/direction'
import { repeatWeight, unaryWeights } from '../../core/music/director/weights'
import type { Stop } from '../../core/music/director/stops'
import type { Policy } from '../../core/music/policy'
import type { Music, Setlist } from '../../core/music/setlist'
import type { Phase, Plan, Segment } from '../../core/workout/plan'
import type { Seconds } from '../../core/workout/workout'
import { clock } from './clock'

/** A segment on the picture of a session; places and sizes in per cent of it. */
export interface Tower {
  readonly index: number
  readonly phase: Phase
  readonly round: number | null
  readonly left: number
  readonly width: number
  readonly height: number
}

/** Even the calmest segment stands so high, in per cent. */
const lowest = 16
/** Room above the highest for flags. */
const highest = 90

export const percentOf = (at: Seconds, duration: Seconds): number => (duration > 0 ? (at / duration) * 100 : 0)
const heightAt = (level: number): number => lowest + (highest - lowest) * Math.min(1, Math.max(0, level))

/** The segments as towers that touch; how high they stand is the arc. */
export const towersOf = ({ segments, duration }: Plan, arc: readonly number[]): readonly Tower[] =>
  segments.map(({ index, phase, round, start, end }) => ({
    index, phase, round,
    left: percentOf(start, duration),
    width: percentOf(end - start, duration),
    height: heightAt(arc[index] ?? 0),
  }))

/**
 * The arc as an SVG path over a square of 100: through the tops of all but preps and rests, level at each, so that it neither
 * falls below nor rises above them.
 */
export function arcPath(towers: readonly Tower[]): string {
  const high = towers.filter(({ phase }) => phase !== 'rest' && phase !== 'prep')
  const [first, last] = [high[0], high.at(-1)]
  if (!first || !last) return ''
  const [start, ...others] = high.map(({ left, width, height }) => [left + width / 2, 100 - height] as const)
  let [x, y] = start!
  const parts = others.map(([nextX, nextY]) => {
    const middle = (x + nextX) / 2
    const part = `C${n(middle)} ${n(y)} ${n(middle)} ${n(nextY)} ${n(nextX)} ${n(nextY)}`
    ;[x, y] = [nextX, nextY]
    return part
  })
  return [`M${n(first.left)} ${n(start![1])} H${n(start![0])}`, ...parts, `H${n(last.left + last.width)}`].join(' ')
}
const n = (value: number): string => String(Math.round(value * 100) / 100)

/** A planned drop on the picture. */
export interface Flag {
  readonly at: Seconds
  readonly left: number
  readonly height: number
  readonly role: NonNullable<Music['role']>
}

export function flagsOf({ music, arc }: Setlist, { duration }: Plan): readonly Flag[] {
  return music.flatMap(({ drop, role, segment }) =>
    drop === null || role === null ? [] : [{ at: drop, left: percentOf(drop, duration), height: heightAt(arc[segment] ?? 0), role }],
  )
}

/** A bell on the picture: a work begins, and whether a drop falls on it. */
export interface Bell {
  readonly at: Seconds
  readonly left: number
  readonly struck: boolean
}

/** A drop this near to a bell falls on it. */
const onBell: Seconds = 0.02

export const bellsOf = ({ segments, duration }: Plan, flags: readonly Flag[]): readonly Bell[] =>
  segments.filter(({ phase }) => phase === 'work').map(({ start }) => ({ at: start, left: percentOf(start, duration), struck: flags.some(({ at }) => Math.abs(at - start) <= onBell) }))

/** The strip of a stop below the picture: from where its track begins, in the rest before where it builds up there. */
export interface Lane {
  readonly left: number
  readonly width: number
}

export function laneOf(stop: Stop, stops: readonly Stop[], { duration }: Plan): Lane {
  const first = stop.slot !== null && stops.find(({ slot }) => slot === stop.slot) === stop
  const from = first ? stop.music[0]!.start : stop.start
  return { left: percentOf(from, duration), width: percentOf(stop.end - from, duration) }
}

/** The place of the stop that is heard, or stood on, at a time; -1 where there are none. */
export const stopAt = (stops: readonly Stop[], at: Seconds): number => stops.findLastIndex(({ start }, i) => start <= at || i === 0)

export const sameStop = (a: Stop, b: Stop): boolean => a.segment === b.segment && a.nth === b.nth

/** A work narrower than this part of the screen cannot be told from its neighbours. */
const narrowest = 0.025

/** How many times wider than the screen a session is to be drawn so that its usual work can be seen; the most there is for the longest. */
export function zoomFor({ segments, duration }: Plan, zooms: readonly number[]): number {
  const works = segments.flatMap(({ phase, start, end }) => (phase === 'work' ? [end - start] : [])).sort((a, b) => a - b)
  const usual = works[Math.floor(works.length / 2)] ?? duration
  return zooms.find((zoom) => usual * zoom >= narrowest * duration) ?? zooms.at(-1) ?? 1
}

/** Where the picture must be scrolled to so that [from, to) (per cent of it) lies in its middle, where it has to move at all. */
export function scrolledTo(from: number, to: number, scrolled: number, view: number, whole: number): number {
  const [left, right] = [(from / 100) * whole, (to / 100) * whole]
  if (left >= scrolled && right <= scrolled + view) return scrolled
  return Math.min(Math.max(0, (left + right) / 2 - view / 2), Math.max(0, whole - view))
}

/** Second winds come so long before the end of a round, and only in one that is much longer. */
const secondWind = { before: 30, shortest: 75 } as const

/** Where the drop of a work may be asked for, in seconds into it; undefined is the director's choice, null none. */
export function dropPlaces({ start, end }: Segment): readonly (Seconds | null | undefined)[] {
  const length = end - start
  return [undefined, 0, ...(length >= secondWind.shortest ? [length - secondWind.before] : []), null]
}

/** The place after this one; the director's choice after any that is none of them. */
export const nextDrop = (places: readonly (Seconds | null | undefined)[], now: Seconds | null | undefined): Seconds | null | undefined =>
  places[(places.indexOf(now) + 1) % places.length]

/** Where a setlist, or a stop of it, has a drop in a segment, in seconds into it. */
export function plannedDrop({ music }: Pick<Setlist, 'music'>, { index, start }: Segment): Seconds | undefined {
  const [first] = music.flatMap(({ segment, drop }) => (segment === index && drop !== null ? [drop - start] : []))
  return first
}

/** How long a bar of a stop lasts in the session; two seconds where nobody knows. */
export function barOf({ music }: Stop, { facts }: Pick<Direction, 'facts'>): Seconds {
  const [first] = music
  const known = first && facts.get(first.track.id)
  return first && known?.tempo ? (known.beatsPerBar * 60) / (known.tempo * first.rate) : 2
}

/** What is said of the drop of a work: where it falls and who says so. */
export function dropWords(said: Seconds | null | undefined, planned: Seconds | undefined, length: Seconds): string {
  if (said === null) return 'No drop'
  const where = (at: Seconds) => (at < 0.02 ? 'on the bell' : Math.abs(length - at - secondWind.before) < 0.02 ? 'second wind' : `at ${clock(at)}`)
  if (said === undefined) return planned === undefined ? 'No drop here' : `Drop ${where(planned)}`
  return planned === undefined ? `No drop ${where(said)}` : `Drop ${where(planned)}, yours`
}

/** How much worse a swap is, from the director's own measure, in which a missing drop is about 1. */
export function costWords(cost: number): string {
  if (cost >= unaryWeights.unfit / 2) return 'wrong tempo'
  if (cost >= repeatWeight / 2) return 'plays already'
  const much = Math.abs(cost)
  if (much < 0.05) return 'as good'
  const how = cost > 0 ? 'worse' : 'better'
  return much < 0.5 ? `a little ${how}` : much < 2 ? how : `much ${how}`
}

/** The tempo as it is heard, in BPM. */
export const heardTempo = ({ track, rate }: Pick<Music, 'track' | 'rate'>): number | null => (track.tempo === null ? null : Math.round(track.tempo * rate))

const joinWords: Readonly<Record<Music['join'], string>> = { through: 'goes on', beat: 'beat on beat', fade: 'fades in', cut: 'cut' }

/** Why a stop has no music. */
export const silenceWords = (phase: Phase, { rest }: Pick<Policy, 'rest'>): string =>
  phase === 'rest' && rest === 'silence' ? 'The rests are to be silent.' : 'There is no music for it.'

/** How a track enters and at which speed. */
export function entryWords({ join, overlap, rate, gain }: Music): string {
  const speed = Math.abs(rate - 1) < 0.0005 ? 'as recorded' : `${rate > 1 ? '+' : '−'}${Math.abs((rate - 1) * 100).toFixed(1)} % speed`
  const level = `${gain > 0 ? '+' : gain < -0.05 ? '−' : ''}${Math.abs(gain).toFixed(1)} dB`
  return [`${joinWords[join]}${overlap > 0 ? ` over ${overlap.toFixed(1)} s` : ''}`, speed, level].join(' · ')
}
