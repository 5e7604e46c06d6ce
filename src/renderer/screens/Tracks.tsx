import { useDeferredValue, useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import { Exit } from '../components/Exit'
import { Notices } from '../components/Notices'
import { Progress } from '../components/Progress'
import { act } from '../state/act'
import { useCollection, useDesk } from '../state/hooks'
import { List } from './List'
import { found } from './tracks'
import './tracks.css'

/** All tracks, found as one types. The search keeps the focus: the arrows move through the list under it, Enter opens. */
export function Tracks() {
  const desk = useDesk()
  const { collection, bench, store } = desk
  const tracks = useCollection(({ tracks }) => tracks)
  const query = useCollection(({ query }) => query)
  const current = useCollection(({ current }) => current)
  const late = useDeferredValue(query)
  const shown = useMemo(() => found(tracks ?? [], late), [tracks, late])
  const at = Math.max(0, shown.findIndex(({ id }) => id === current))
  const [page, setPage] = useState(1)
  useEffect(() => void collection.load(), [collection])

  const stand = (index: number) => collection.store.set({ current: shown[Math.min(shown.length - 1, Math.max(0, index))]?.id ?? null })
  const open = (index: number) => {
    const track = shown[index]
    if (!track) return
    stand(index)
    bench.take(track)
    store.set({ screen: 'track' })
  }
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }
    const by = moves[event.key]
    if (by !== undefined) stand(at + by)
    else if (event.key === 'Enter') open(at)
    else if (event.key === 'Escape' && query !== '') collection.store.set({ query: '', current: null })
    else if (event.key === 'Escape') act(desk, 'leave')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <main className="tracks">
      <header className="masthead">
        <h1>Tracks</h1>
        <Exit action="leave" />
      </header>
      <Notices />
      <div className="seek">
        <input
          type="search"
          role="combobox"
          aria-label="Find a track"
          aria-controls="list"
          aria-expanded="true"
          aria-activedescendant={shown.length > 0 ? `track-${at}` : undefined}
          placeholder="Title, artist, album or tempo"
          autoComplete="off"
          spellCheck={false}
          autoFocus
          value={query}
          onChange={(event) => collection.store.set({ query: event.currentTarget.value, current: null })}
          onKeyDown={press}
        />
        <p role="status">{tracks === null ? 'Looking…' : `${shown.length.toLocaleString('en')} of ${tracks.length.toLocaleString('en')}`}</p>
        <Progress />
      </div>
      {tracks !== null && shown.length === 0 ? (
        <p className="none">{tracks.length === 0 ? 'No tracks yet: add a music folder on the home screen.' : 'No track has all of these words.'}</p>
      ) : (
        <List key={late} tracks={shown} at={at} onPage={setPage} onOpen={open} />
      )}
    </main>
  )
}
