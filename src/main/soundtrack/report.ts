import type { Catalog } from '../../core/music/catalog'
import type { Candidate, Match } from '../../core/music/match'

/** The report of --match; README.md documents it. @param files those that were matched */
export function reportOf(catalog: Catalog, matches: readonly Match[], files: readonly Candidate[]) {
  const names = new Map(files.map(({ id, file }) => [id, file]))
  return {
    catalog: catalog.id,
    tracks: matches.map(({ track: { title, artist }, state, candidate, distance, reasons, others }) => ({
      title,
      artist,
      state,
      file: candidate?.file ?? null,
      distance,
      reasons,
      others: others.map(({ id, distance }) => ({ file: names.get(id) ?? '', distance })),
    })),
  }
}
