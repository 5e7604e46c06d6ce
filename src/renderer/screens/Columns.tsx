import type { Sort } from '../../core/music/search'
import { keepFocus } from '../components/Press'
import { sortBy } from './tracks'

const columns: readonly { readonly name: string; readonly by: Sort['by'] | null; readonly says: string }[] = [
  { name: 'main', by: 'title', says: 'Title' },
  { name: 'artist', by: 'artist', says: 'Artist' },
  { name: 'album', by: 'album', says: 'Album' },
  { name: 'length', by: 'duration', says: 'Time' },
  { name: 'tempo', by: 'tempo', says: 'Tempo' },
  { name: 'energy', by: 'energy', says: 'Energy' },
  { name: 'fits', by: null, says: 'Fits' },
  { name: 'plays', by: 'plays', says: 'Plays' },
]

/** The names of the table's columns; each sorts by its own, a second time the other way round. */
export function Columns({ sort, onSort }: { readonly sort: Sort; readonly onSort: (sort: Sort) => void }) {
  return (
    <div className="track-row columns" role="row">
      {columns.map(({ name, by, says }) => {
        const way = by !== sort.by ? undefined : sort.descending ? 'descending' : 'ascending'
        return (
          <span key={name} role="columnheader" className={name} aria-sort={way}>
            {by === null ? (
              says
            ) : (
              <button type="button" className="bare" onPointerDown={keepFocus} onClick={() => onSort(sortBy(by, sort))}>
                {says}
                {way && <span aria-hidden="true"> {way === 'ascending' ? '▲' : '▼'}</span>}
              </button>
            )}
          </span>
        )
      })}
    </div>
  )
}
