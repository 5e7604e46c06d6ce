import type { Payload } from '../../core/ipc/contract'
import type { Query, Sort } from '../../core/music/search'
import type { Track } from '../../core/music/track'
import type { Phase } from '../../core/workout/plan'

export type ListedTrack = Track
export type Progress = Payload<'analysis.progress'>

/** What a phase is called where there is little room. */
export const shortPhase: Readonly<Record<Phase, string>> = { prep: 'Prep', warmup: 'Warm', work: 'Work', rest: 'Rest', cooldown: 'Cool' }

/** The order that a column's head asks for: another column from its better end, the same one turned round. */
export function sortBy(by: Sort['by'], before: Sort): Sort {
  if (before.by === by) return { by, descending: !before.descending }
  return { by, descending: by === 'plays' || by === 'energy' || by === 'lastPlayed' }
}

/** A range of tempo from two fields of text, in BPM; null where neither says anything. What is no number bounds nothing. */
export function tempoRange(least: string, most: string): Query['tempo'] {
  const bound = (text: string): number | null => {
    const value = Number(text.replace(',', '.'))
    return text.trim() === '' || !Number.isFinite(value) || value < 0 ? null : value
  }
  const [from, to] = [bound(least), bound(most)]
  return from === null && to === null ? null : { least: from ?? 0, most: to ?? Infinity }
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

/** "1 track", "1,240 tracks". */
export const count = (n: number, one: string): string => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`

/** "3 songs cannot be played here: 2 of Apple Lossless, 1 of MP2". @param of not empty */
export function unplayableWords(of: readonly { readonly coding: string; readonly files: number }[]): string {
  const all = of.reduce((sum, { files }) => sum + files, 0)
  const codings = of.map(({ coding, files }) => (of.length === 1 ? coding : `${files} of ${coding}`))
  return `${count(all, 'song')} cannot be played here: ${codings.join(', ')}`
}

/** The columns of the table in which no track has anything, by their names: their room is the titles'. */
export const emptyColumns = (tracks: readonly ListedTrack[]): string =>
  [
    ...(tracks.some(({ artist }) => artist) ? [] : ['artist']),
    ...(tracks.some(({ album }) => album) ? [] : ['album']),
    ...(tracks.some(({ plays }) => plays) ? [] : ['plays']),
  ].join(' ')
