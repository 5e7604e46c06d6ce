import type { Seconds } from '../../workout/workout'
import type { Edits } from './direction'
import type { Stop } from './stops'

const locksAt = ({ locks }: Edits, home: number): string[] => locks.filter(({ segment }) => segment === home).map(({ track }) => track)
const withLocks = (edits: Edits, home: number, tracks: readonly string[]): Edits => ({
  ...edits,
  locks: [...edits.locks.filter(({ segment }) => segment !== home), ...tracks.map((track) => ({ segment: home, track }))],
})

/** The user decided on the track of this stop. */
export const isLocked = (edits: Edits, { home, nth }: Stop): boolean => locksAt(edits, home)[nth] !== undefined

/**
 * The edits with a track locked at a stop. Locks follow the order of the tracks in a segment, so what plays before it there is
 * locked with it.
 * @param stops of the setlist that the edits made
 */
export function lock(edits: Edits, stops: readonly Stop[], { home, nth }: Stop, track: string): Edits {
  const now = locksAt(edits, home)
  for (let i = now.length; i < nth; i++) {
    const before = stops.find((stop) => stop.home === home && stop.nth === i)?.music[0]
    if (!before) return edits
    now.push(before.track.id)
  }
  return withLocks(edits, home, now.with(nth < now.length ? nth : now.push(track) - 1, track))
}

/** The edits without the lock of a stop, nor those that follow it in its segment. */
export const free = (edits: Edits, { home, nth }: Stop): Edits => withLocks(edits, home, locksAt(edits, home).slice(0, nth))

/** The edits that keep every track where it is. */
export const lockAll = (edits: Edits, stops: readonly Stop[]): Edits =>
  stops.reduce((now, stop) => (stop.music[0] && !isLocked(now, stop) ? lock(now, stops, stop, stop.music[0].track.id) : now), edits)

/** The edits with a track taken out of the setlist, locked or not. */
export const ban = (edits: Edits, track: string): Edits => ({
  ...edits,
  locks: edits.locks.filter((one) => one.track !== track),
  banned: [...new Set([...edits.banned, track])],
})

/** The edits with a track let in again. */
export const allow = (edits: Edits, track: string): Edits => ({ ...edits, banned: edits.banned.filter((id) => id !== track) })

/** Where the user wants the drop of a work segment: seconds into it, null for none, undefined where the director decides. */
export const dropOf = ({ drops }: Edits, segment: number): Seconds | null | undefined => drops.find((drop) => drop.segment === segment)?.at

/** The edits with that changed. */
export const dropAt = (edits: Edits, segment: number, at: Seconds | null | undefined): Edits => ({
  ...edits,
  drops: [...edits.drops.filter((drop) => drop.segment !== segment), ...(at === undefined ? [] : [{ segment, at }])],
})
