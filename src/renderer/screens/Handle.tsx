import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { saneTempo, type Track } from '../../core/music/track'
import { Icon } from '../components/Icon'
import { Key } from '../components/Key'
import { Press } from '../components/Press'
import type { Edit } from '../../core/ipc/contract'
import { act } from '../state/act'
import { useCollection, useDesk, useEars } from '../state/hooks'
import { shortTempo } from './hearing'

/** Title, artist and tempo as the user has them. The file stays as it is; an empty field brings its own back. */
function Correct({ track }: { readonly track: Track }) {
  const { collection } = useDesk()
  const [tempo, setTempo] = useState(track.tempo === null ? '' : shortTempo(track.tempo))
  const [title, setTitle] = useState(track.title)
  const [artist, setArtist] = useState(track.artist ?? '')
  const close = () => {
    collection.store.set({ editing: false })
    document.querySelector<HTMLElement>('.list')?.focus()
  }
  const bpm = Number(tempo.replace(',', '.'))
  const bad = tempo.trim() !== '' && !(bpm >= saneTempo.least && bpm <= saneTempo.most)
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (bad) return
    const edit: Edit = {
      id: track.id,
      ...(title.trim() !== track.title && { title: title.trim() || null }),
      ...(artist.trim() !== (track.artist ?? '') && { artist: artist.trim() || null }),
      ...(tempo !== (track.tempo === null ? '' : shortTempo(track.tempo)) && { tempo: tempo.trim() === '' ? null : bpm }),
    }
    if (Object.keys(edit).length > 1) void collection.edit(edit)
    close()
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  return (
    <form className="handle correct" aria-label="Correct the track" onSubmit={save} onKeyDown={press}>
      <label>
        Title <input type="text" autoFocus maxLength={300} placeholder="the file’s own" value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      </label>
      <label>
        Artist <input type="text" maxLength={300} placeholder="the file’s own" value={artist} onChange={(event) => setArtist(event.currentTarget.value)} />
      </label>
      <label className="short" data-bad={bad}>
        BPM <input type="text" inputMode="decimal" aria-invalid={bad} placeholder="heard" value={tempo} onChange={(event) => setTempo(event.currentTarget.value)} />
      </label>
      <button type="submit" className="done" disabled={bad}>
        {bad ? `${saneTempo.least}–${saneTempo.most} BPM` : 'Save'}
      </button>
      {track.edited && (
        <button type="button" onClick={() => void collection.edit({ id: track.id, title: null, artist: null, tempo: null }).then(close)}>
          The file’s own
        </button>
      )}
      <button type="button" onClick={close}>
        Leave it
      </button>
    </form>
  )
}

/** What can be done with the track that the list stands on, beside the keys for it. */
export function Handle({ track, onOpen }: { readonly track: Track; readonly onOpen: () => void }) {
  const desk = useDesk()
  const editing = useCollection(({ editing }) => editing)
  const heard = useEars(({ id }) => id === track.id)
  if (editing) return <Correct key={track.id} track={track} />
  return (
    <div className="handle" role="toolbar" aria-label={`${track.title}: what to do`}>
      <p>
        <b>{track.title}</b> <span>{track.file}</span>
      </p>
      <span className="said" role="status">
        {track.mark === undefined ? '' : `${track.title}: ${track.mark === 'favourite' ? 'a favourite' : 'never played'}`}
      </span>
      <Press aria-pressed={heard} onClick={() => act(desk, 'toggle')}>
        <Icon name={heard ? 'stop' : 'play'} /> {heard ? 'Stop' : 'Listen'} <kbd>Space</kbd>
      </Press>
      <Press aria-pressed={track.mark === 'favourite'} onClick={() => act(desk, 'like')}>
        ★ Favourite <Key of="L" />
      </Press>
      <Press aria-pressed={track.mark === 'banned'} onClick={() => act(desk, 'ban')}>
        ✕ Never play <Key of="X" />
      </Press>
      <Press onClick={() => act(desk, 'edit')}>
        Correct <Key of="E" />
      </Press>
      <Press onClick={() => act(desk, 'show')}>
        Folder <Key of="O" />
      </Press>
      <Press onClick={onOpen}>
        Beats <kbd>Enter</kbd>
      </Press>
    </div>
  )
}
