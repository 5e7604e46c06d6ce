import type { Direction } from '../core/music/director/direction'
import { replaceTrack } from '../core/music/director/replace'
import { parted } from '../core/music/moments'
import { musicAt, type Setlist } from '../core/music/setlist'
import type { Seconds } from '../core/workout/workout'

/** So many tracks are asked for in a row; where so many are away, so are the others. */
const most = 8

/** Whether anything but this track may be played. */
export const others = ({ tracks, taste, edits }: Direction, id: string): boolean =>
  tracks.some((track) => track.id !== id && !taste.banned.has(track.id) && !edits.banned.includes(track.id))

/**
 * The setlist with other tracks in the place of one whose file is away, from session time `from` on; null where none of those
 * that were asked for can be read.
 * @param to what is due later is not asked for yet
 * @param there whether a track's file can be read
 */
export async function standIn(setlist: Setlist, direction: Direction, trackId: string, from: Seconds, to: Seconds, there: (id: string) => Promise<boolean>): Promise<Setlist | null> {
  // What was heard of it stays.
  const rest = musicAt(setlist, from)?.track.id === trackId ? parted(setlist, from) : setlist
  let left = direction
  for (let asked = 0; asked < most && others(left, trackId); asked++) {
    const instead = replaceTrack(rest, left, trackId, from)
    const picks = instead.music.filter(({ start, end }) => end > from && start < to && musicAt(rest, Math.max(start, from))?.track.id === trackId)
    const ids = [...new Set(picks.map(({ track }) => track.id))]
    const answers = await Promise.all(ids.map(there))
    const hollow = ids.filter((_, i) => !answers[i])
    if (hollow.length === 0) return instead
    left = { ...left, edits: { ...left.edits, banned: [...left.edits.banned, ...hollow] } }
  }
  return null
}
