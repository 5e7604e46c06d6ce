import type { Soundtrack } from '../../core/ipc/contract'
import type { Catalog } from '../../core/music/catalog'

/** The report of --match; README.md documents it. @param songs in the catalog's order  @param nameOf the file of a track, by its id */
export function reportOf(catalog: Catalog, songs: readonly Soundtrack['songs'][number][], nameOf: (id: string) => string) {
  return {
    catalog: catalog.id,
    tracks: songs.map(({ state, file, distance, reasons, others }, i) => ({
      title: catalog.tracks[i]!.title,
      artist: catalog.tracks[i]!.artist,
      state,
      file: file === null ? null : nameOf(file),
      distance,
      reasons,
      others: others.map(({ id, distance }) => ({ file: nameOf(id), distance })),
    })),
  }
}
