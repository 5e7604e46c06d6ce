import { useCallback, useDeferredValue, useEffect, useMemo, type KeyboardEvent } from 'react'
import type { Query, Sort } from '../../core/music/search'
import { Dropping } from '../components/Dropping'
import { Masthead } from '../components/Masthead'
import { act } from '../state/act'
import { useCollection, useDesk, useDeskState } from '../state/hooks'
import { everything } from '../state/collection'
import { Columns } from './Columns'
import { Empty } from './Empty'
import { Handle } from './Handle'
import { Absent, Intake } from './Intake'
import { List } from './List'
import { Row } from './Row'
import { Sieve } from './Sieve'
import { emptyColumns } from './tracks'
import './tracks.css'

const focus = (selector: string) => document.querySelector<HTMLElement>(`.tracks ${selector}`)?.focus()

/** The library: all tracks, found as one types. The arrow down leads from the search into the list, where each key does something. */
export function Tracks() {
  const desk = useDesk()
  const { collection, bench, ears, store } = desk
  const tracks = useCollection(({ tracks }) => tracks)
  const query = useCollection(({ query }) => query)
  const sort = useCollection(({ sort }) => sort)
  const current = useCollection(({ current }) => current)
  const musicVolume = useDeskState(({ preferences }) => preferences.musicVolume)
  const demo = useDeskState(({ library }) => library?.demo ?? false)
  const muted = useDeskState(({ preferences }) => preferences.muted || preferences.musicMuted)
  const late = useDeferredValue(query)
  const sorted = useMemo(() => collection.search.sorted(tracks ?? [], sort), [collection, tracks, sort])
  const shown = useMemo(() => collection.search.found(sorted, late), [collection, sorted, late])
  const at = useMemo(() => (current === null ? 0 : Math.max(0, shown.findIndex(({ id }) => id === current))), [shown, current])
  const standing = shown[at]
  const empty = useMemo(() => emptyColumns(tracks ?? []), [tracks])
  useEffect(() => void collection.load(), [collection])
  useEffect(() => ears.level(musicVolume, muted), [ears, musicVolume, muted])
  useEffect(() => () => ears.stop(), [ears])
  useEffect(() => {
    if (standing && standing.id !== current) collection.store.set({ current: standing.id, editing: false })
  }, [collection, standing, current])

  const stand = useCallback((index: number) => collection.store.set({ current: shown[index]?.id ?? null, editing: false }), [collection, shown])
  const open = useCallback(
    (index: number) => {
      const track = shown[index]
      if (!track) return
      stand(index)
      bench.take(track)
      store.set({ screen: 'track' })
    },
    [shown, stand, bench, store],
  )
  const ask = (query: Query) => collection.store.set({ query, current: null })
  const order = (sort: Sort) => collection.store.set({ sort })
  const leave = useCallback(() => focus('input[type=search]'), [])
  const press = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown') focus('.list')
    else if (event.key === 'Enter') open(at)
    else if (event.key === 'Escape' && query.text !== '') ask({ ...query, text: '' })
    else if (event.key === 'Escape') act(desk, 'leave')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Dropping className="tracks" data-empty={empty}>
      <Masthead leave="leave" audible>
        <h1>Tracks</h1>
        <p role="status">{tracks === null ? 'Looking…' : `${shown.length.toLocaleString('en')} of ${tracks.length.toLocaleString('en')}${demo ? ' · demo tracks' : ''}`}</p>
        <Intake />
      </Masthead>
      <Absent />
      <Sieve label="Find a track" query={query} onQuery={ask} onKeyDown={press} />
      {shown.length === 0 ? (
        <Empty tracks={tracks?.length ?? null} onAll={() => ask(everything)} />
      ) : (
        <List label="Tracks" tracks={shown} at={at} Row={Row} head={<Columns sort={sort} onSort={order} />} onStand={stand} onOpen={open} onLeave={leave} />
      )}
      {standing && <Handle track={standing} onOpen={() => open(at)} />}
    </Dropping>
  )
}
