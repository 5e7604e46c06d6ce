import type { Mapped } from '../director/direction'
import { playable, type Track } from '../track'
import type { Catalog, CatalogTrack, Role } from '../catalog'
import type { Match } from '../match'
import { standIns, type StandIn } from './standin'

/** A song of the soundtrack that a track of the library is, or stands in for. */
export interface Part {
  readonly song: CatalogTrack
  /** Null where the track is the song itself. */
  readonly standIn: StandIn | null
}

/** A track that is further from a song than this does not stand in for it: it would only do harm in that song's place. */
const NEAR = 0.4

const availableOf = ({ id, tempo, energy }: Track) => ({ id, tempo, energy: energy ?? null })

/** What the matching found for each song of a catalog, in its order: a track's id, or null. */
export interface FoundSongs {
  readonly catalog: Catalog
  readonly songs: readonly { readonly state: Match['state']; readonly file: string | null }[]
}

/**
 * Which tracks are songs of a soundtrack, and which a session takes for those that are missing.
 * @param tracks the library; what cannot be played now counts as missing
 * @returns by the id of the track
 */
export function partsOf({ catalog, songs }: FoundSongs, tracks: readonly Track[]): ReadonlyMap<string, Part> {
  const there = new Map(tracks.filter(playable).map((track) => [track.id, track]))
  const parts = new Map<string, Part>()
  const missing: CatalogTrack[] = []
  catalog.tracks.forEach((song, i) => {
    const found = songs[i]
    if (found?.state === 'strong' && found.file !== null && there.has(found.file)) parts.set(found.file, { song, standIn: null })
    else missing.push(song)
  })
  // A file that waits to be checked may be one of the songs: it stands in for no other.
  const asked = new Set(songs.flatMap(({ file }) => file ?? []))
  const free = [...there.values()].filter(({ id }) => !asked.has(id)).map(availableOf)
  const bySong = new Map(missing.map((song) => [song.id, song]))
  for (const [id, standIn] of standIns(missing, free)) {
    const song = bySong.get(id)
    if (song && standIn.distance <= NEAR && !parts.has(standIn.id)) parts.set(standIn.id, { song, standIn })
  }
  return parts
}

/** A role as the director knows it; a build-up fits anywhere before the end. */
const directed: Readonly<Record<Role, Mapped['role']>> = { 'warm-up': 'warm-up', build: null, work: 'work', between: 'work', breather: 'rest', finisher: 'finisher' }

/** What the director is told, so that it prefers these tracks, each where its song belongs. */
export const mappedOf = (parts: ReadonlyMap<string, Part>): ReadonlyMap<string, Mapped> =>
  new Map(
    [...parts].map(([id, { song, standIn }]) => [
      id,
      { ...(standIn && { standIn: true }), title: song.title, artist: song.artist ?? '', role: song.role === null ? null : directed[song.role], genre: standIn ? null : (song.genre ?? null) },
    ]),
  )
