import type { Seconds } from '../../workout/workout'
import type { Join, Music } from '../setlist'
import { nearest } from './bars'
import type { Facts } from './direction'
import { hasGrid } from './pace'

/** The first music of all, and what comes in out of silence, fades in for so long where it does not enter on a bar line. */
const FADE_IN: Seconds = 0.3
/** Two grids are on each other where their beats differ by no more than this all through a crossfade. Seconds. */
const ALIGNED = 0.008
const ON_LINE = 0.012
/** A shorter overlap is a cut. */
const LEAST_OVERLAP: Seconds = 0.05

/**
 * Settles how each stretch is joined to the one before, and for how long they overlap: no longer than either voice is, and
 * no further than either track, or the piece of it, reaches. A stretch that does not change stays the same object.
 */
export function joined(music: readonly Music[], facts: ReadonlyMap<string, Facts>, crossfade: Seconds): Music[] {
  const through = (i: number): boolean => {
    const [a, b] = [music[i - 1], music[i]!]
    return a !== undefined && touches(a, b) && a.slot === b.slot && a.track.id === b.track.id && a.rate === b.rate && Math.abs(endOf(a) - b.offset) < 1e-6
  }
  const starts = music.map((_, i) => i).filter((i) => !through(i))
  const lengthOf = (n: number): Seconds => music[(starts[n + 1] ?? music.length) - 1]!.end - music[starts[n]!]!.start
  const joins = music.map((): { join: Join; overlap: Seconds } => ({ join: 'through', overlap: 0 }))
  starts.forEach((i, n) => {
    const [a, b] = [music[i - 1], music[i]!]
    if (a === undefined || !touches(a, b)) {
      const clean = b.drop === b.start || onLine(b.offset, facts.get(b.track.id) ?? null, 'downbeats')
      joins[i] = clean ? { join: 'cut', overlap: 0 } : { join: 'fade', overlap: Math.min(FADE_IN, lengthOf(n) / 2) }
      return
    }
    const room = Math.min(crossfade, lengthOf(n - 1), lengthOf(n), 2 * roomAfter(a), 2 * roomBefore(b))
    joins[i] = between(a, b, facts, room)
  })
  return music.map((one, i) => (one.join === joins[i]!.join && one.overlap === joins[i]!.overlap ? one : { ...one, ...joins[i]! }))
}

const touches = (a: Music, b: Music): boolean => Math.abs(a.end - b.start) < 1e-9
const endOf = ({ offset, start, end, rate }: Music): number => offset + (end - start) * rate
const roomAfter = (one: Music): Seconds => Math.max(0, ((one.within?.to ?? one.track.duration) - endOf(one)) / one.rate)
const roomBefore = ({ offset, within, rate }: Music): Seconds => Math.max(0, (offset - (within?.from ?? 0)) / rate)

function between(a: Music, b: Music, facts: ReadonlyMap<string, Facts>, room: Seconds): { join: Join; overlap: Seconds } {
  const cut = { join: 'cut', overlap: 0 } as const
  const [x, y] = [facts.get(a.track.id) ?? null, facts.get(b.track.id) ?? null]
  const [leaves, enters] = [onLine(endOf(a), x, 'downbeats'), onLine(b.offset, y, 'downbeats')]
  // A drop that comes with the join must not come in gently; a loop or a jump goes from bar line to bar line.
  if (b.drop === b.start || (a.slot === b.slot && leaves && enters)) return cut
  if (room < LEAST_OVERLAP) return cut
  if (leaves && enters && hasGrid(x) && hasGrid(y) && aligned(a, b, x, y, room)) return { join: 'beat', overlap: room }
  // The music of a segment ends with it: on the bell, on a line.
  if (a.segment !== b.segment && (leaves || onLine(endOf(a), x, 'beats'))) return cut
  return { join: 'fade', overlap: room }
}

function onLine(place: number, facts: Facts | null, which: 'beats' | 'downbeats'): boolean {
  if (!hasGrid(facts)) return false
  return Math.abs(facts[which][nearest(facts[which], place)]! - place) <= ON_LINE
}

/** Whether the beats of both fall together all through an overlap around the join. */
function aligned(a: Music, b: Music, x: Facts, y: Facts, overlap: Seconds): boolean {
  if (!x.steady || !y.steady) return false
  const within = (music: Music, beats: readonly number[]): Seconds[] =>
    beats.map((beat) => music.start + (beat - music.offset) / music.rate).filter((time) => Math.abs(time - b.start) <= overlap / 2 + 1)
  const [these, those] = [within(a, x.beats), within(b, y.beats)]
  if (these.length < 3 || those.length < 3) return false
  // The grid with fewer beats may count half of the other's; it must find each of its beats there.
  const [few, many] = these.length <= those.length ? [these, those] : [those, these]
  if (many.length > 2.5 * few.length) return false
  const inner = few.filter((time) => time >= many[0]! - ALIGNED && time <= many.at(-1)! + ALIGNED)
  return inner.length >= 3 && inner.every((time) => Math.abs(many[nearest(many, time)]! - time) <= ALIGNED)
}
