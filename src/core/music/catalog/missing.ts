import type { Catalog, CatalogTrack } from '../catalog'

/** A song on one line, as people write it to a shop or a friend. */
export const songLine = ({ artist, title, year }: Pick<CatalogTrack, 'artist' | 'title' | 'year'>): string =>
  `${artist === null ? '' : `${artist} – `}${title}${year === null ? '' : ` (${year})`}`

/** Songs as a plain text, one to a line. */
export const missingText = ({ tracks }: Pick<Catalog, 'tracks'>): string => tracks.map((track) => `${songLine(track)}\n`).join('')
