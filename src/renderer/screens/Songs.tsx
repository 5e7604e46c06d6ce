import { useEffect, useRef, useState, type DragEvent, type KeyboardEvent } from 'react'
import type { Soundtrack } from '../../core/ipc/contract'
import type { CatalogTrack } from '../../core/music/catalog'
import type { Track } from '../../core/music/track'
import { useDesk, useEars, useFinder } from '../state/hooks'
import { dragged } from './List'
import { byRole, noRole, roleWords, songOrder, stateWords, tempoAgainst, type State } from './soundtrack'

interface RowProps {
  readonly song: CatalogTrack
  readonly state: State
  readonly by: 'auto' | 'user'
  readonly file: Track | null
  readonly standing: boolean
}

const takes = ({ dataTransfer: { types } }: DragEvent) => types.includes('Files') || types.includes(dragged)

/** One song: its state by word, shape and colour, its file, the file's tempo against the catalog's. A file dropped on it is it. */
function SongRow({ song, state, by, file, standing }: RowProps) {
  const { finder } = useDesk()
  const [over, setOver] = useState(false)
  const row = useRef<HTMLLIElement>(null)
  const heard = useEars((ears) => file !== null && ears.id === file.id)
  const tempo = tempoAgainst(song, file?.tempo ?? null)
  useEffect(() => {
    if (standing) row.current?.scrollIntoView({ block: 'nearest' })
  }, [standing])
  const drop = (event: DragEvent) => {
    if (!takes(event)) return
    event.preventDefault()
    setOver(false)
    const id = event.dataTransfer.getData(dragged)
    void (id ? finder.pick(song.id, id) : finder.drop(song.id, [...event.dataTransfer.files]))
  }
  return (
    <li
      ref={row}
      id={`song-${song.id}`}
      className="song-row"
      role="option"
      aria-selected={standing}
      data-state={state}
      data-over={over}
      onClick={() => finder.stand(song.id)}
      onDragEnter={(event) => takes(event) && setOver(true)}
      onDragLeave={() => setOver(false)}
      onDragOver={(event) => {
        if (!takes(event)) return
        event.preventDefault()
        setOver(true)
      }}
      onDrop={drop}
    >
      <span className="state">
        <i aria-hidden="true">{stateWords[state].sign}</i> {stateWords[state].says}
      </span>
      <span className="name">{song.title}</span>
      <span className="what">{song.artist ?? 'Artist not known'}</span>
      <span className="tempo" data-agrees={tempo.agrees}>{tempo.says}</span>
      <span className="file">
        {over ? 'Drop: this is the song' : heard ? '▶ Playing' : file ? `${file.away ? '◌ Away · ' : ''}${by === 'user' ? 'Your choice · ' : ''}${file.file}` : ''}
      </span>
    </li>
  )
}

interface Props {
  readonly soundtrack: Soundtrack
  readonly tracks: ReadonlyMap<string, Track>
}

/** The songs by role, from the warm-up to the finisher. */
export function Songs({ soundtrack: { catalog, songs }, tracks }: Props) {
  const { finder } = useDesk()
  const current = useFinder(({ current }) => current)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => list.current?.focus(), [])
  const order = songOrder(catalog)
  const found = new Map(songs.map((one) => [one.song, one]))
  const at = order.findIndex(({ id }) => id === current)
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 6, PageUp: at - 6, Home: 0, End: order.length - 1 }
    const to = moves[event.key]
    if (to !== undefined) finder.stand(order[Math.max(0, Math.min(order.length - 1, to))]?.id ?? '')
    else if (event.key === 'Enter') finder.store.set({ beside: 'pick' })
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="songs" role="listbox" aria-label="Songs" tabIndex={0} ref={list} aria-activedescendant={current === null ? undefined : `song-${current}`} onKeyDown={press}>
      {byRole(catalog).map(({ role, songs }) => (
        <section key={role ?? 'none'} role="group" aria-label={role === null ? noRole : roleWords[role]}>
          <p className="role" aria-hidden="true">
            {role === null ? noRole : roleWords[role]}
          </p>
          <ul role="presentation">
            {songs.map((song) => {
              const one = found.get(song.id)
              return <SongRow key={song.id} song={song} state={one?.state ?? 'none'} by={one?.by ?? 'auto'} file={tracks.get(one?.file ?? '') ?? null} standing={song.id === current} />
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}
