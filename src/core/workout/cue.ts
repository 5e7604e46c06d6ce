import { lengthOf, type Phase, type Plan, type Segment } from './plan'
import type { Seconds } from './workout'

export const cueKinds = ['bell-start', 'bell-end', 'zero', 'finish', 'beep', 'clapper', 'halfway'] as const
export type CueKind = (typeof cueKinds)[number]

/** A sound at an exact time of the plan. `segment` is the one it sounds in; at a boundary the one that begins. */
export interface Cue {
  readonly kind: CueKind
  readonly at: Seconds
  readonly segment: number
}

/** How long the music stays lowered under a cue, in seconds: the audible length of its longest sound. */
export const cueLength: Readonly<Record<CueKind, Seconds>> = {
  'bell-start': 1.2,
  'bell-end': 1.4,
  zero: 0.5,
  finish: 3.5,
  beep: 0.15,
  clapper: 0.6,
  halfway: 0.8,
}

const countdown = [3, 2, 1] as const
const clapper = { before: 10, shortest: 30 }
const shortestWithHalfway = 60

/**
 * Every boundary has exactly one sound, so that two never blur into one: what begins counts more than what ends.
 * Works that touch (EMOM) are therefore parted by the starting bell alone.
 */
const boundary = (ending: Phase | null, beginning: Phase | null): CueKind =>
  beginning === null ? 'finish' : beginning === 'work' ? 'bell-start' : ending === 'work' ? 'bell-end' : 'zero'

function within(segment: Segment, halfway: boolean): Cue[] {
  const { phase, start, end, index } = segment
  const cues: Cue[] = []
  const length = lengthOf(segment)
  if (phase === 'work') {
    if (halfway && length >= shortestWithHalfway) cues.push({ kind: 'halfway', at: start + length / 2, segment: index })
    if (length >= clapper.shortest) cues.push({ kind: 'clapper', at: end - clapper.before, segment: index })
  }
  for (const before of countdown) {
    if (before < length) cues.push({ kind: 'beep', at: end - before, segment: index })
  }
  return cues
}

/**
 * All cues of a plan in order of time. A countdown of three beeps leads to every boundary (as many as the segment
 * before it has room for) and the boundary itself sounds, always.
 */
export function cuesOf({ segments }: Plan, options: { readonly halfway: boolean }): readonly Cue[] {
  const cues: Cue[] = []
  let ending: Phase | null = null
  for (const segment of segments) {
    cues.push({ kind: boundary(ending, segment.phase), at: segment.start, segment: segment.index })
    cues.push(...within(segment, options.halfway))
    ending = segment.phase
  }
  const last = segments.at(-1)
  if (last) cues.push({ kind: boundary(ending, null), at: last.end, segment: last.index })
  return cues
}

/** The cues of the half-open window [from, to). `cues` must be in order of time, as `cuesOf` gives them. */
export function cuesBetween(cues: readonly Cue[], from: Seconds, to: Seconds): readonly Cue[] {
  return cues.filter(({ at }) => at >= from && at < to)
}
