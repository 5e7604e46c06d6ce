import type { CSSProperties } from 'react'
import type { Soundtrack } from '../../core/ipc/contract'
import type { CatalogTrack } from '../../core/music/catalog'
import type { StandIn } from '../../core/music/catalog/standin'
import type { Track } from '../../core/music/track'
import { Icon } from '../components/Icon'
import { Key } from '../components/Key'
import { Press } from '../components/Press'
import { act } from '../state/act'
import { useDesk, useEars } from '../state/hooks'
import { clock } from './clock'
import { shortTempo } from './hearing'
import { noRole, placeWords, roleWords, stateWords } from './soundtrack'

interface Props {
  readonly song: CatalogTrack
  readonly found: Soundtrack['songs'][number]
  readonly tracks: ReadonlyMap<string, Track>
  readonly standIn: StandIn | null
}

const about = ({ year, duration, tempo, key }: CatalogTrack): string =>
  [year, duration !== null && clock(duration), tempo !== null && `${shortTempo(tempo)} BPM`, key].filter(Boolean).join(' · ') || 'Year, length and tempo not known'

/** A file with a button beside it. */
function File({ track, why, says, onPress }: { readonly track: Track; readonly why: string; readonly says: string; readonly onPress: () => void }) {
  const { ears } = useDesk()
  const heard = useEars(({ id }) => id === track.id)
  return (
    <li>
      <Press says={heard ? `Stop ${track.title}` : `Listen to ${track.title}`} aria-pressed={heard} onClick={() => ears.toggle(track)}>
        <Icon name={heard ? 'stop' : 'play'} />
      </Press>
      <span>
        <b>{track.title}</b> {track.artist} · {clock(track.duration)}
        {track.tempo !== null && ` · ${shortTempo(track.tempo)} BPM`}
        <small>{why}</small>
      </span>
      <Press onClick={onPress}>{says}</Press>
    </li>
  )
}

/** What is known of a song, what was found for it and why, and the user's word on it. */
export function Song({ song, found, tracks, standIn }: Props) {
  const desk = useDesk()
  const { finder } = desk
  const file = tracks.get(found.file ?? '') ?? null
  const heard = useEars(({ id }) => file !== null && id === file.id)
  const deputy = tracks.get(standIn?.id ?? '') ?? null
  const sure = found.by === 'user' && found.state === 'strong'
  return (
    <section className="song" aria-label={song.title}>
      <header>
        <h2 style={{ '--letters': Math.max(1, song.title.length) } as CSSProperties}>{song.title}</h2>
        <p>{song.artist ?? 'Artist not known'}</p>
        <p className="what">
          {song.role === null ? noRole : roleWords[song.role]} · {about(song)}
        </p>
        <p className="what">{placeWords(song)}</p>
        {song.doubts.map((doubt) => (
          <p key={doubt} className="doubt">
            ? {doubt}
          </p>
        ))}
      </header>

      <div className="verdict" data-state={found.state}>
        <p className="state" role="status">
          <i aria-hidden="true">{stateWords[found.state].sign}</i> {found.state === 'ambiguous' ? 'Is this it?' : stateWords[found.state].says}
        </p>
        {file && (
          <p>
            <b>{file.file}</b>
            <small>{[file.title, file.artist, clock(file.duration), file.tempo !== null && `${shortTempo(file.tempo)} BPM`].filter(Boolean).join(' · ')}</small>
          </p>
        )}
        {found.reasons.length > 0 && <p className="what">{found.reasons.join(' · ')}</p>}
      </div>

      <div className="words" role="toolbar" aria-label="Your word">
        {file && (
          <Press aria-pressed={heard} onClick={() => act(desk, 'toggle')}>
            <Icon name={heard ? 'stop' : 'play'} /> {heard ? 'Stop' : 'Listen'} <kbd>Space</kbd>
          </Press>
        )}
        {file && !sure && (
          <Press className="yes" onClick={() => act(desk, 'confirm')}>
            ✓ Yes <Key of="Y" />
          </Press>
        )}
        {file && (
          <Press onClick={() => act(desk, 'refuse')}>
            ✕ Not this <Key of="N" />
          </Press>
        )}
        <Press onClick={() => act(desk, 'find')}>
          {file ? 'Another file' : 'Choose a file'} <kbd>/</kbd>
        </Press>
        {file && (
          <Press onClick={() => act(desk, 'unlink')}>
            Unlink <Key of="U" />
          </Press>
        )}
        <Press onClick={() => act(desk, 'edit')}>
          Correct the song <Key of="E" />
        </Press>
      </div>

      {found.others.length > 0 && (
        <div className="others">
          <h3>{file ? 'Others like it' : 'Files that are like it'}</h3>
          <ul>
            {found.others.map(({ id, reasons }) => {
              const track = tracks.get(id)
              return track && <File key={id} track={track} why={[track.file, ...reasons].join(' · ')} says="This is it" onPress={() => void finder.pick(song.id, id)} />
            })}
          </ul>
        </div>
      )}

      {found.state !== 'strong' && (
        <div className="others">
          <h3>{deputy ? 'A session takes instead' : 'Nothing stands in for it'}</h3>
          {deputy && standIn && (
            <ul>
              <File track={deputy} why={standIn.reasons.join(' · ')} says="This is it" onPress={() => void finder.pick(song.id, deputy.id)} />
            </ul>
          )}
        </div>
      )}
    </section>
  )
}
