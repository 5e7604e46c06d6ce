import { cueLength, type Cue } from '../workout/cue'
import type { Seconds } from '../workout/workout'
import type { Setlist } from './setlist'

/** One track as a deck plays it: [from, to) in session time, fades included. */
export interface Voice {
  /** Its place in the setlist. */
  readonly index: number
  readonly trackId: string
  readonly from: Seconds
  readonly to: Seconds
  /** The place in the track that is heard at `from`, in seconds. */
  readonly offset: Seconds
  readonly rate: number
  /** dB. */
  readonly gain: number
  readonly fadeIn: Seconds
  readonly fadeOut: Seconds
}

/** The music begins and ends softly where there is nothing to fade from or to, in seconds. */
const firstFade = 0.3
const lastFade = 3

/**
 * The setlist as voices: neighbours overlap around each join by the crossfade, but no more than the shorter of the two,
 * so that never more than two sound at once. The last one fades after the end of the plan, under the finish.
 */
export function voicesOf({ music }: Setlist, crossfade: Seconds): readonly Voice[] {
  const length = (i: number) => (music[i] ? music[i].end - music[i].start : 0)
  const overlap = (i: number) => Math.min(crossfade, length(i), length(i + 1))
  return music.map(({ track, start, end, offset, rate, gain }, index) => {
    const first = index === 0
    const last = index === music.length - 1
    const before = first ? 0 : overlap(index - 1) / 2
    const after = last ? Math.max(0, Math.min(lastFade, (track.duration - offset) / rate - (end - start))) : overlap(index) / 2
    return {
      index,
      trackId: track.id,
      from: start - before,
      to: end + after,
      offset: offset - before * rate,
      rate,
      gain,
      fadeIn: first ? Math.min(firstFade, length(0) / 2) : before * 2,
      fadeOut: last ? after : after * 2,
    }
  })
}

/** The voices that sound at some time of [from, to). */
export const voicesBetween = (voices: readonly Voice[], from: Seconds, to: Seconds): readonly Voice[] =>
  voices.filter((voice) => voice.from < to && voice.to > from)

/** The fade of a voice at session time `at`, 0 to 1, equal power: the squares of two crossing fades add up to 1. */
export function fadeAt({ from, to, fadeIn, fadeOut }: Voice, at: Seconds): number {
  if (at < from || at >= to) return 0
  const quarter = Math.PI / 2
  const up = fadeIn > 0 && at < from + fadeIn ? Math.sin((quarter * (at - from)) / fadeIn) : 1
  const down = fadeOut > 0 && at > to - fadeOut ? Math.sin((quarter * (to - at)) / fadeOut) : 1
  return up * down
}

/** A stretch of session time in which the music is lowered. */
export interface Duck {
  readonly from: Seconds
  readonly to: Seconds
}

/** The music is down this long before a cue, and takes `release` to come back; in seconds. */
export const ducking = { attack: 0.06, release: 0.5, bridge: 0.8 } as const

/** When to lower the music for the cues. Ducks with less than `bridge` between them are one, so that the music does not pump. */
export function ducksOf(cues: readonly Cue[]): readonly Duck[] {
  const ducks: Duck[] = []
  for (const { kind, at } of cues) {
    const duck = { from: at - ducking.attack, to: at + cueLength[kind] }
    const last = ducks.at(-1)
    if (last && duck.from - last.to < ducking.bridge) ducks[ducks.length - 1] = { from: last.from, to: Math.max(last.to, duck.to) }
    else ducks.push(duck)
  }
  return ducks
}

/** dB as a factor on the amplitude. */
export const amplitude = (dB: number): number => 10 ** (dB / 20)
