import { useState, type FormEvent } from 'react'
import type { Soundtrack } from '../../core/ipc/contract'
import { newCatalog, renameCatalog } from '../../core/music/catalog/edit'
import { formats } from '../../core/music/playlist/playlist'
import { Sheet } from '../components/Sheet'
import { useDesk, useFinder, useSecondPress } from '../state/hooks'
import { count } from './tracks'

const fromWords = { bundled: '', changed: 'changed by you', user: 'yours' } as const

/** All catalogs: choose, bring one from a file, make, rename, take away, and write to a file. */
export function Catalogs({ soundtrack: { catalog, from } }: { readonly soundtrack: Soundtrack }) {
  const { finder } = useDesk()
  const catalogs = useFinder(({ catalogs }) => catalogs)
  const [name, setName] = useState('')
  const removal = useSecondPress(() => void finder.remove(catalog.id), 3000)
  const make = (event: FormEvent) => {
    event.preventDefault()
    void finder.keep(newCatalog(name, catalogs.map(({ id }) => id)))
    setName('')
  }
  return (
    <Sheet id="catalogs" label="Catalogs" title="Catalogs">
      <div className="all" role="radiogroup" aria-label="Catalog in use">
        {catalogs.map(({ id, name, songs, from }) => (
          <label key={id}>
            <input type="radio" name="catalog" checked={id === catalog.id} onChange={() => void finder.choose(id)} />
            <span>
              <b>{name}</b> {[count(songs, 'song'), fromWords[from]].filter(Boolean).join(' · ')}
            </span>
          </label>
        ))}
      </div>
      <form onSubmit={make}>
        <input type="text" aria-label="Name" placeholder="A name" maxLength={300} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <button type="submit" disabled={name.trim() === ''}>
          Make a new one
        </button>
        <button type="button" disabled={name.trim() === ''} onClick={() => void finder.keep(renameCatalog(catalog, name)).then(() => setName(''))}>
          Rename this one
        </button>
      </form>
      <div className="words">
        <button type="button" className="done" onClick={() => void finder.bring()}>
          Import a playlist
        </button>
        {formats.map((format) => (
          <button key={format} type="button" onClick={() => void finder.send(format)}>
            Save as {format.toUpperCase()}
          </button>
        ))}
        {from !== 'bundled' && (
          <button type="button" className="remove" data-armed={removal.armed} onClick={removal.press}>
            {removal.armed ? 'Really?' : from === 'changed' ? 'Undo your changes' : `Delete “${catalog.name}”`}
          </button>
        )}
      </div>
    </Sheet>
  )
}
