import type { LibraryStatus } from '../../core/ipc/contract'
import { Icon } from '../components/Icon'
import { Progress } from '../components/Progress'
import { act } from '../state/act'
import { useCollection, useDesk, useDeskState, useFinder, useSecondPress } from '../state/hooks'
import { LeftOut, Unplayable } from './Intake'
import { Meter } from './Meter'
import { count } from './tracks'

function Folder({ id, name, tracks, problem }: LibraryStatus['folders'][number]) {
  const desk = useDesk()
  const removal = useSecondPress(() => void desk.removeFolder(id), 3000)
  return (
    <li className="folder">
      <div>
        <span className="name">{name}</span>
        <span className={problem ? 'trouble' : 'what'}>{problem ?? count(tracks, 'track')}</span>
      </div>
      <button type="button" className="remove" data-armed={removal.armed} aria-label={`Remove the folder ${name}`} onClick={removal.press}>
        {removal.armed ? 'Remove?' : <Icon name="close" />}
      </button>
    </li>
  )
}

/** What is being done to the library now, or what it holds. */
function state({ scanning, analysing, tracks, demo, folders }: LibraryStatus, counted: boolean): string {
  if (scanning) return `Looking for music… ${count(tracks, 'track')} so far`
  if (counted) return count(tracks, 'track')
  if (analysing > 0) return `Finding the tempo of ${count(analysing, 'track')}`
  if (demo) return folders.length > 0 ? 'No track in these folders: the demo tracks play' : 'No music folder yet: the demo tracks play'
  return `${count(tracks, 'track')} ready`
}

/** The music folders, and what is wrong with them. */
export function Music() {
  const desk = useDesk()
  const library = useDeskState(({ library }) => library)
  const soundtrack = useFinder(({ soundtrack }) => soundtrack)
  const counted = useCollection(({ progress }) => progress !== null && progress.done < progress.total)
  const busy = library !== null && (library.scanning || library.analysing > 0)
  return (
    <section className="music" aria-label="Music" data-busy={busy}>
      <header>
        <div>
          <h3>Music</h3>
          <p role="status">{library ? state(library, counted) : 'Looking for music…'}</p>
        </div>
        {library && library.folders.length > 0 && (
          <ul>
            {library.folders.map((folder) => (
              <Folder key={folder.id} {...folder} />
            ))}
          </ul>
        )}
        {counted && library && !library.scanning && <Progress />}
        {library && <Unplayable of={library.unplayable} />}
        {library && <LeftOut number={library.leftOut} />}
        {library && library.folders.length > 0 && (
          <button type="button" disabled={library.scanning} onClick={() => void desk.rescan()}>
            Rescan
          </button>
        )}
        {soundtrack && (
          <button type="button" className="of-soundtrack" onClick={() => act(desk, 'soundtrack')}>
            <b>{soundtrack.catalog.name}</b>
            {/* Before there is a folder there is nothing to find them in. */}
            {library && library.folders.length > 0 ? <Meter short songs={soundtrack.songs} /> : <span>{count(soundtrack.songs.length, 'song')}</span>}
          </button>
        )}
        <button type="button" onClick={() => act(desk, 'tracks')}>
          Tracks
        </button>
        <button type="button" className="add" onClick={() => void desk.addFolder()}>
          Add a folder
        </button>
      </header>
      {!(counted && library && !library.scanning) && <div className="busy" aria-hidden="true" />}
    </section>
  )
}
