import type { Soundtrack } from '../../core/ipc/contract'
import { roles, type Catalog, type CatalogTrack, type Role } from '../../core/music/catalog'
import { shortTempo } from './hearing'

/** What is said about a soundtrack: pure, in one place. */

export const roleWords: Readonly<Record<Role, string>> = {
  'warm-up': 'Warm-up',
  build: 'Build-up',
  work: 'Work',
  between: 'In between',
  breather: 'Breather',
  finisher: 'Finisher',
}
export const noRole = 'Role not known'

type Song = Soundtrack['songs'][number]
export type State = Song['state']

/** Each state by a shape as well as by its word and colour. */
export const stateWords: Readonly<Record<State, { readonly sign: string; readonly says: string }>> = {
  strong: { sign: '●', says: 'Found' },
  ambiguous: { sign: '◐', says: 'Check' },
  none: { sign: '○', says: 'Missing' },
}

/** The songs by role, in the order of a session; those whose role nobody knows come last. Within a role as in the catalog. */
export function byRole({ tracks }: Pick<Catalog, 'tracks'>): readonly { readonly role: Role | null; readonly songs: readonly CatalogTrack[] }[] {
  return [...roles, null].map((role) => ({ role, songs: tracks.filter((song) => song.role === role) })).filter(({ songs }) => songs.length > 0)
}

/** The songs in the order in which they are shown. */
export const songOrder = (catalog: Pick<Catalog, 'tracks'>): readonly CatalogTrack[] => byRole(catalog).flatMap(({ songs }) => songs)

export interface Tally {
  readonly found: number
  readonly check: number
  readonly missing: number
  readonly total: number
}

export function tallyOf(songs: readonly Pick<Song, 'state'>[]): Tally {
  const number = (state: State) => songs.filter((song) => song.state === state).length
  return { found: number('strong'), check: number('ambiguous'), missing: number('none'), total: songs.length }
}

/** "14 of 20 found, 2 to check, 4 missing"; what there is none of is not said. */
export function tallyWords({ found, check, missing, total }: Tally): string {
  if (total === 0) return 'No songs yet'
  if (found === total) return `All ${total} found`
  return [`${found} of ${total} found`, check > 0 && `${check} to check`, missing > 0 && `${missing} missing`].filter(Boolean).join(', ')
}

/** A file's tempo against the catalog's. 'octave': one is twice the other, which is felt the same. */
export function tempoAgainst({ tempo, tempoAlt }: Pick<CatalogTrack, 'tempo' | 'tempoAlt'>, file: number | null): { readonly says: string; readonly agrees: 'yes' | 'octave' | 'no' | 'unknown' } {
  if (file === null && tempo === null) return { says: '', agrees: 'unknown' }
  if (file === null) return { says: `${shortTempo(tempo ?? 0)} BPM in the catalog`, agrees: 'unknown' }
  const own = `${shortTempo(file)} BPM`
  if (tempo === null) return { says: own, agrees: 'unknown' }
  // As near as two tellings of one tempo are.
  const near = (one: number) => Math.abs(file / one - 1) <= 0.03
  if (near(tempo) || (tempoAlt !== null && near(tempoAlt))) return { says: own, agrees: 'yes' }
  const says = `${own}, ${shortTempo(tempo)} in the catalog`
  return { says, agrees: near(2 * tempo) || near(tempo / 2) ? 'octave' : 'no' }
}

const known = (value: boolean | null, yes: string, no: string): string => (value === null ? '' : value ? yes : no)

/** Where a song is: on the album, in the film, or not known. */
export function placeWords({ onAlbum, inFilm }: Pick<CatalogTrack, 'onAlbum' | 'inFilm'>): string {
  if (onAlbum === false && inFilm === true) return 'In the film only'
  const parts = [known(onAlbum, 'On the album', 'Not on the album'), known(inFilm, 'In the film', 'Not in the film')].filter(Boolean)
  if (onAlbum === null) parts.push('Whether the album has it is unknown')
  if (inFilm === null && onAlbum !== null) parts.push('Whether the film has it is unknown')
  return parts.join(' · ')
}
