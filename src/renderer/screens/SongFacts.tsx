import { useState, type FormEvent, type KeyboardEvent } from 'react'
import { roles, type Catalog, type CatalogTrack, type Role } from '../../core/music/catalog'
import { addTrack, editTrack, moveTrack, removeTrack } from '../../core/music/catalog/edit'
import { Choice } from '../components/Choice'
import { useDesk, useSecondPress } from '../state/hooks'
import { noRole, roleWords } from './soundtrack'

type Known = 'yes' | 'no' | 'unknown'
const known: readonly { value: Known; says: string }[] = [{ value: 'yes', says: 'Yes' }, { value: 'no', says: 'No' }, { value: 'unknown', says: 'Not known' }]
const wordOf = (value: boolean | null): Known => (value === null ? 'unknown' : value ? 'yes' : 'no')
const truthOf = (word: Known): boolean | null => (word === 'unknown' ? null : word === 'yes')
const roleChoices: readonly { value: Role | 'unknown'; says: string }[] = [...roles.map((value) => ({ value, says: roleWords[value] })), { value: 'unknown' as const, says: noRole }]

/** What the catalog says of a song, to be corrected; a place in the order; and songs more or less. */
export function SongFacts({ catalog, song }: { readonly catalog: Catalog; readonly song: CatalogTrack | null }) {
  const { finder } = useDesk()
  const [title, setTitle] = useState(song?.title ?? '')
  const [artist, setArtist] = useState(song?.artist ?? '')
  const [tempo, setTempo] = useState(song?.tempo === null || !song ? '' : String(song.tempo))
  const [role, setRole] = useState<Role | 'unknown'>(song?.role ?? 'unknown')
  const [onAlbum, setOnAlbum] = useState(wordOf(song?.onAlbum ?? null))
  const [inFilm, setInFilm] = useState(wordOf(song?.inFilm ?? null))
  const close = () => {
    finder.store.set({ beside: 'song' })
    document.querySelector<HTMLElement>('.songs')?.focus()
  }
  const removal = useSecondPress(() => song && void finder.keep(removeTrack(catalog, song.id)).then(close), 3000)
  const facts = {
    title,
    artist: artist.trim() || null,
    tempo: tempo.trim() === '' ? null : Number(tempo.replace(',', '.')),
    role: role === 'unknown' ? null : role,
    onAlbum: truthOf(onAlbum),
    inFilm: truthOf(inFilm),
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    void finder.keep(song ? editTrack(catalog, song.id, facts) : addTrack(catalog, facts)).then(close)
  }
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    close()
  }
  const at = catalog.tracks.findIndex(({ id }) => id === song?.id)
  // Within its role: the list is shown by role.
  const alike = catalog.tracks.flatMap((one, i) => (one.role === song?.role ? [i] : []))
  const move = (by: 1 | -1) => {
    const to = alike[alike.indexOf(at) + by]
    if (song && to !== undefined) void finder.keep(moveTrack(catalog, song.id, to))
  }
  return (
    <form className="song-facts" aria-label={song ? `Correct ${song.title}` : 'A new song'} onSubmit={save} onKeyDown={press}>
      <h2>{song ? 'What is known of it' : 'A new song'}</h2>
      <label>
        Title <input type="text" autoFocus required maxLength={300} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
      </label>
      <label>
        Artist <input type="text" maxLength={300} placeholder="not known" value={artist} onChange={(event) => setArtist(event.currentTarget.value)} />
      </label>
      <label>
        BPM <input type="text" inputMode="decimal" placeholder="not known" value={tempo} onChange={(event) => setTempo(event.currentTarget.value)} />
      </label>
      <p>Role</p>
      <Choice name="role" label="Role" value={role} options={roleChoices} onChange={setRole} />
      <div className="places">
        <div>
          <p>On the album</p>
          <Choice name="album" label="On the album" value={onAlbum} options={known} onChange={setOnAlbum} />
        </div>
        <div>
          <p>In the film</p>
          <Choice name="film" label="In the film" value={inFilm} options={known} onChange={setInFilm} />
        </div>
      </div>
      <div className="words">
        <button type="submit" className="yes">
          {song ? 'Save' : 'Add the song'}
        </button>
        <button type="button" onClick={close}>
          Leave it
        </button>
        {song && (
          <>
            <button type="button" disabled={alike[0] === at} onClick={() => move(-1)}>
              ▲ Earlier
            </button>
            <button type="button" disabled={alike.at(-1) === at} onClick={() => move(1)}>
              ▼ Later
            </button>
            <button type="button" className="remove" data-armed={removal.armed} onClick={removal.press}>
              {removal.armed ? 'Really take it out?' : 'Take it out'}
            </button>
          </>
        )}
      </div>
    </form>
  )
}
