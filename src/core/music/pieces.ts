import { describe, type Analysis } from './analyse'
import { between, type Stretch } from './form/gaps'
import { joinsOf, type Join } from './form/joins'
import { sectionsOf, type Section } from './form/sections'
import type { Texture } from './form/texture'
import { excerptOf, FRAME_RATE, TIMBRE_STEP } from './rhythm/onsets'
import { LEAST_CONFIDENCE } from './track'

/** Less than this between two gaps is no piece. Seconds. */
const SHORTEST = 5
/** So much of a gap is heard before a piece, so that it is heard to begin. Seconds. */
const LEAD = 0.2
const MOST_DROPS = 8

/** Rhythm and form of one piece, in the time of the whole. */
interface Piece extends Stretch {
  readonly texture: Texture
  readonly rhythm: Analysis
  readonly sections: readonly Section[]
  readonly joins: readonly Join[]
}

/** What is heard in all pieces of a track. */
export interface Pieces {
  /** Tempo and confidence are the main piece's; beats and drops those of every piece whose beat is sure. */
  readonly rhythm: Analysis
  readonly sections: readonly Section[]
  readonly joins: readonly Join[]
  /** In order. All of the track where it is nothing but gaps, and so without any. */
  readonly music: readonly Stretch[]
  /** The longest piece with a sure beat, or the longest. */
  readonly main: Piece
}

/** Hears what lies between the gaps piece by piece, as if each were a track: no beat, section, join or drop is of two. */
export function heardIn(texture: Texture, gaps: readonly Stretch[], duration: number): Pieces {
  const all = between(gaps, duration)
  const long = all.filter(({ start, end }) => end - start >= SHORTEST)
  const music = gaps.length === 0 || long.length === 0 ? [{ start: 0, end: duration }] : long
  const pieces = music.map((stretch) => pieceOf(texture, stretch, duration))
  const sure = pieces.filter(({ rhythm }) => rhythm.tempoConfidence >= LEAST_CONFIDENCE)
  const main = longest(sure.length > 0 ? sure : pieces)
  const counted = pieces.filter((piece) => piece === main || sure.includes(piece)).map(({ rhythm }) => rhythm)
  return {
    rhythm: {
      ...main.rhythm,
      duration,
      beats: counted.flatMap(({ beats }) => beats),
      downbeats: counted.flatMap(({ downbeats }) => downbeats),
      drops: counted.flatMap(({ drops }) => drops).sort((a, b) => b.strength - a.strength).slice(0, MOST_DROPS),
    },
    sections: pieces.flatMap(({ sections }) => sections),
    joins: pieces.flatMap(({ joins }) => joins),
    music,
    main,
  }
}

const longest = (pieces: readonly Piece[]): Piece => pieces.reduce((best, one) => (one.end - one.start > best.end - best.start ? one : best))

function pieceOf(whole: Texture, { start, end }: Stretch, duration: number): Piece {
  const from = TIMBRE_STEP * Math.max(0, Math.floor(((start - LEAD) * FRAME_RATE) / TIMBRE_STEP))
  const to = end < duration ? Math.min(whole.frames, Math.ceil(end * FRAME_RATE)) : whole.frames
  const { frameRate, timbreStep } = whole
  const texture = { ...excerptOf(whole, from, to), frameRate, timbreStep }
  const by = from / FRAME_RATE
  const length = end - by
  const rhythm = describe(texture, length)
  const within = (time: number) => time + by >= start
  const drops = rhythm.drops.filter(({ time }) => within(time))
  const sections = sectionsOf(texture, length, { downbeats: rhythm.downbeats, drops: drops.map(({ time }) => time).sort((a, b) => a - b) })
  const joins = joinsOf(texture, length, rhythm.downbeats, sections.map(({ start }) => start))
  return {
    start,
    end,
    texture,
    rhythm: {
      ...rhythm,
      beats: rhythm.beats.filter(within).map((time) => time + by),
      downbeats: rhythm.downbeats.filter(within).map((time) => time + by),
      drops: drops.map(({ time, buildUp, strength }) => ({ time: time + by, buildUp: Math.max(start, buildUp + by), strength })),
    },
    sections: sections.map(({ start: from, end: to, ...what }) => ({ ...what, start: Math.max(start, from + by), end: to + by })),
    joins: joins.filter(({ time }) => within(time)).map(({ time, ease }) => ({ time: time + by, ease })),
  }
}
