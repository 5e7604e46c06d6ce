import type { Payload } from '../../core/ipc/contract'
import type { Track } from '../../core/music/track'

export type ListedTrack = Track
export type Progress = Payload<'analysis.progress'>

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** The tracks whose title, artist, album, file and tempo hold every word of the query, by artist and title where nothing is asked. */
export function found(tracks: readonly ListedTrack[], query: string): readonly ListedTrack[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  if (words.length === 0) return tracks
  return tracks.filter(({ title, artist, album, file, tempo }) => {
    const text = folded(`${title} ${artist ?? ''} ${album ?? ''} ${file} ${tempo === null ? '' : Math.round(tempo)}`)
    return words.every((word) => text.includes(word))
  })
}

/** By title, then by artist; as people sort, so that "2" comes before "10". */
export function sorted(tracks: readonly ListedTrack[]): readonly ListedTrack[] {
  const { compare } = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })
  return [...tracks].sort((a, b) => compare(a.title, b.title) || compare(a.artist ?? '', b.artist ?? ''))
}

/** The rows to make of a long list: those in sight and `spare` more on either side. All lengths in the same unit. */
export function rowsInView(scrolled: number, height: number, row: number, count: number, spare = 6): { readonly first: number; readonly end: number } {
  if (!(row > 0)) return { first: 0, end: Math.min(count, 2 * spare) }
  const first = Math.min(Math.max(0, count - 1), Math.max(0, Math.floor(scrolled / row) - spare))
  return { first, end: Math.min(count, Math.max(first, Math.ceil((scrolled + height) / row) + spare)) }
}

/** How far the list must be scrolled for a row to be in sight, moving as little as possible. */
export function scrolledTo(index: number, scrolled: number, height: number, row: number): number {
  return Math.max(Math.min(scrolled, index * row), (index + 1) * row - height)
}
