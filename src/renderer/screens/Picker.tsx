import { useCallback, useDeferredValue, useEffect, useMemo, useState, type KeyboardEvent } from 'react'
import type { CatalogTrack } from '../../core/music/catalog'
import type { Query } from '../../core/music/search'
import type { Track } from '../../core/music/track'
import { useDesk } from '../state/hooks'
import { everything } from '../state/collection'
import { Empty } from './Empty'
import { List } from './List'
import { Row } from './Row'
import { Sieve } from './Sieve'

const focus = (selector: string) => document.querySelector<HTMLElement>(`.picker ${selector}`)?.focus()

/** The library's search beside the songs: Enter takes the file, a row can be dragged onto any song. */
export function Picker({ song, tracks }: { readonly song: CatalogTrack; readonly tracks: readonly Track[] }) {
  const { collection, finder } = useDesk()
  const [query, setQuery] = useState<Query>(everything)
  const [at, setAt] = useState(0)
  const late = useDeferredValue(query)
  const sorted = useMemo(() => collection.search.sorted(tracks, { by: 'title', descending: false }), [collection, tracks])
  const shown = useMemo(() => collection.search.found(sorted, late), [collection, sorted, late])
  const standing = shown[Math.min(at, shown.length - 1)] ?? null
  useEffect(() => finder.store.set({ candidate: standing }), [finder, standing])

  const close = () => finder.store.set({ beside: 'song', candidate: null })
  const ask = (query: Query) => {
    setQuery(query)
    setAt(0)
  }
  const settle = useCallback(
    (track: Track | undefined) => {
      if (!track) return
      void finder.pick(song.id, track.id)
      document.querySelector<HTMLElement>('.songs')?.focus()
    },
    [finder, song.id],
  )
  const take = useCallback((index: number) => settle(shown[index]), [settle, shown])
  const leave = useCallback(() => focus('input[type=search]'), [])
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') focus('.list')
    // The list may still be that of the letters before.
    else if (event.key === 'Enter') settle((query === late ? shown : collection.search.found(sorted, query))[at])
    else if (event.key === 'Escape' && query.text !== '') ask({ ...query, text: '' })
    else if (event.key === 'Escape') {
      close()
      document.querySelector<HTMLElement>('.songs')?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="picker" aria-label={`A file for ${song.title}`}>
      <header>
        <h2>Which file is “{song.title}”?</h2>
        <button type="button" onClick={close}>
          Back
        </button>
      </header>
      <Sieve label="Find a file" query={query} onQuery={ask} onKeyDown={press} />
      {shown.length === 0 ? (
        <Empty tracks={tracks.length} onAll={() => ask(everything)} />
      ) : (
        <List label="Files" tracks={shown} at={Math.min(at, shown.length - 1)} Row={Row} onStand={setAt} onOpen={take} onLeave={leave} />
      )}
      <footer>
        <button type="button" className="yes" disabled={!standing} onClick={() => take(at)}>
          ✓ This is the song <kbd>Enter</kbd>
        </button>
        <p>Or drag a file onto a song.</p>
      </footer>
    </section>
  )
}
