import type { Seconds } from '../workout/workout'
import type { Voice } from './mix'
import type { Setlist } from './setlist'

/** What can be told to be early or late about a voice: that it starts out of silence, or takes over from another; that a drop falls. */
export interface Moment {
  readonly kind: 'start' | 'join' | 'drop'
  /** Session time. */
  readonly at: Seconds
}

/** The moments of a voice in the order of time, where it is heard from session time `from` on. One that comes in late starts there. */
export function momentsOf({ music }: Pick<Setlist, 'music'>, voice: Voice, from: Seconds): Moment[] {
  const first = music[voice.index]
  if (!first) return []
  const next = music.findIndex(({ join }, i) => i > voice.index && join !== 'through')
  const drops = music.slice(voice.index, next < 0 ? undefined : next).flatMap(({ drop }) => (drop === null || drop < from ? [] : [{ kind: 'drop' as const, at: drop }]))
  const joins = music[voice.index - 1]?.end === first.start && from <= voice.from
  return [joins ? { kind: 'join', at: first.start } : { kind: 'start', at: from }, ...drops]
}

/**
 * The setlist with the stretch that sounds at session time `at` parted in two, which go through into each other: what comes after
 * can then be replaced without what was heard.
 */
export function parted(setlist: Setlist, at: Seconds): Setlist {
  const music = setlist.music.flatMap((one) => {
    if (at <= one.start || at >= one.end) return [one]
    const falls = one.drop !== null && one.drop >= at
    const left = { drop: null, role: null }
    return [
      { ...one, end: at, ...(falls ? left : {}) },
      { ...one, start: at, offset: one.offset + (at - one.start) * one.rate, join: 'through' as const, overlap: 0, ...(falls ? {} : left) },
    ]
  })
  return { ...setlist, music }
}
