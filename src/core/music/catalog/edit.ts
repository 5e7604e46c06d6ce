import { oneLine } from '../../line'
import { fail, ok, type Result } from '../../result'
import { catalogLimits, parseCatalog, type Catalog, type CatalogTrack } from '../catalog'
import { fold } from '../matching/fold'
import { cut } from '../playlist/field'
import type { Playlist } from '../playlist/playlist'

/** What can be said of a track; what is left out stays as it is, or unknown. */
export type TrackFacts = Partial<Omit<CatalogTrack, 'id'>>
export type Edited = Result<Catalog, 'bad-catalog' | 'unknown-track'>

const unknown: Omit<CatalogTrack, 'id' | 'title'> = {
  artist: null, year: null, album: null, onAlbum: null, inFilm: null, role: null, tempo: null, tempoAlt: null, duration: null, key: null, energy: null, sources: {}, doubts: [],
}

/** A name as an id: letters and digits of any script joined by '-', with a number where it is taken. */
export function freeId(name: string, taken: Iterable<string>, otherwise = 'track'): string {
  const all = taken instanceof Set ? (taken as ReadonlySet<string>) : new Set(taken)
  const letters = [...fold(name).replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')].slice(0, 50).join('')
  const base = letters.replaceAll(/^-+|-+$/g, '') || otherwise
  for (let n = 1; ; n++) {
    const id = n === 1 ? base : `${base}-${n}`
    if (!all.has(id)) return id
  }
}

const missing = (id: string) => fail('unknown-track', `the catalog has no track ${id}`)

/** A catalog without tracks. @param taken the ids of the catalogs that there are */
export const newCatalog = (name: string, taken: Iterable<string>): Edited => parseCatalog({ id: freeId(name, taken, 'catalog'), name, tracks: [] })

/** @param at its place, 0 the first; at the end where none is given */
export function addTrack(catalog: Catalog, facts: TrackFacts & { readonly title: string }, at = catalog.tracks.length): Edited {
  const track = { ...unknown, ...facts, id: freeId(facts.title, catalog.tracks.map(({ id }) => id)) }
  return parseCatalog({ ...catalog, tracks: catalog.tracks.toSpliced(Math.max(0, at), 0, track) })
}

/** The id stays, whatever the title becomes: mappings refer to it. */
export function editTrack(catalog: Catalog, id: string, facts: TrackFacts): Edited {
  if (!catalog.tracks.some((track) => track.id === id)) return missing(id)
  return parseCatalog({ ...catalog, tracks: catalog.tracks.map((track) => (track.id === id ? { ...track, ...facts, id } : track)) })
}

/** @param to its place afterwards, 0 the first; beyond the end counts as the end */
export function moveTrack(catalog: Catalog, id: string, to: number): Edited {
  const track = catalog.tracks.find((one) => one.id === id)
  if (!track) return missing(id)
  return ok({ ...catalog, tracks: catalog.tracks.filter((one) => one !== track).toSpliced(Math.max(0, to), 0, track) })
}

export function removeTrack(catalog: Catalog, id: string): Edited {
  return catalog.tracks.some((track) => track.id === id) ? ok({ ...catalog, tracks: catalog.tracks.filter((track) => track.id !== id) }) : missing(id)
}

export const renameCatalog = (catalog: Catalog, name: string): Edited => parseCatalog({ ...catalog, name })

/** A catalog from an imported playlist. @param name where the playlist has none, e.g. the file's */
export function catalogFrom({ name: own, entries }: Playlist, name: string, taken: Iterable<string>): Edited {
  const ids = new Set<string>()
  const tracks = entries.map(({ title, artist, album, duration, tempo }) => {
    const id = freeId(title, ids)
    ids.add(id)
    return { ...unknown, id, title, artist, album, duration, tempo }
  })
  // A file's name may hold what a catalog's may not.
  const called = own ?? (cut(oneLine(name), catalogLimits.text) || 'Playlist')
  return parseCatalog({ id: freeId(called, taken, 'catalog'), name: called, tracks })
}

/**
 * A catalog to be exported.
 * @param files paths by catalog track id: of those that were found
 */
export function playlistOf({ name, tracks }: Catalog, files: ReadonlyMap<string, string> = new Map()): Playlist {
  return { name, entries: tracks.map(({ id, title, artist, album, duration, tempo }) => ({ title, artist, album, duration, tempo, file: files.get(id) ?? null })) }
}
