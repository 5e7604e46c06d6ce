import type { Track } from '../track'
import { noTaste, type Taste } from './direction'

/**
 * What the library knows of the user's liking. Songs that were heard in the same session are as fresh as each other; a clock that
 * was wrong made no song fresher than that.
 * @param now ISO 8601, UTC: what was heard later was heard now
 */
export function tasteOf(played: readonly Track[], now: string): Taste {
  const tracks = played.map((track) => (track.lastPlayed !== undefined && track.lastPlayed > now ? { ...track, lastPlayed: now } : track))
  const ids = (mark: Track['mark']) => new Set(tracks.filter((track) => track.mark === mark).map(({ id }) => id))
  const sessions = [...new Set(tracks.flatMap(({ lastPlayed }) => lastPlayed ?? []))].sort().reverse()
  const ago = new Map(sessions.map((at, i) => [at, i + 1]))
  const heard = new Map(tracks.flatMap(({ id, lastPlayed }) => (lastPlayed === undefined ? [] : [[id, ago.get(lastPlayed)!]])))
  return { ...noTaste, favourites: ids('favourite'), banned: ids('banned'), heard }
}
