import { useEffect, useMemo } from 'react'
import { partsOf } from '../../core/music/catalog/mapped'
import type { StandIn } from '../../core/music/catalog/standin'
import { Dropping } from '../components/Dropping'
import { Masthead } from '../components/Masthead'
import { useCollection, useDesk, useDeskState, useFinder } from '../state/hooks'
import { Catalogs } from './Catalogs'
import { Meter } from './Meter'
import { Missing } from './Missing'
import { Picker } from './Picker'
import { Song } from './Song'
import { SongFacts } from './SongFacts'
import { Songs } from './Songs'
import './tracks.css'
import './soundtrack.css'

/** The songs of a soundtrack: what was found, what is to be checked, what is missing, and the user's word on each. */
export function Soundtrack() {
  const { collection, ears, finder } = useDesk()
  const soundtrack = useFinder(({ soundtrack }) => soundtrack)
  const current = useFinder(({ current }) => current)
  const beside = useFinder(({ beside }) => beside)
  const tracks = useCollection(({ tracks }) => tracks)
  const musicVolume = useDeskState(({ preferences }) => preferences.musicVolume)
  const muted = useDeskState(({ preferences }) => preferences.muted || preferences.musicMuted)
  useEffect(() => void Promise.all([collection.load(), finder.load()]), [collection, finder])
  useEffect(() => ears.level(musicVolume, muted), [ears, musicVolume, muted])
  useEffect(
    () => () => {
      ears.stop()
      finder.store.set({ beside: 'song', candidate: null })
    },
    [ears, finder],
  )
  const byId = useMemo(() => new Map((tracks ?? []).map((track) => [track.id, track])), [tracks])
  const standIns = useMemo(
    () => new Map<string, StandIn>(soundtrack ? [...partsOf(soundtrack, tracks ?? []).values()].flatMap(({ song, standIn }) => (standIn ? [[song.id, standIn] as const] : [])) : []),
    [soundtrack, tracks],
  )
  if (!soundtrack) {
    return (
      <main className="soundtrack">
        <Masthead leave="leave">
          <h1>Soundtrack</h1>
        </Masthead>
        <div className="empty">
          <b>Looking</b>
        </div>
      </main>
    )
  }
  const { catalog, songs } = soundtrack
  const song = catalog.tracks.find(({ id }) => id === current) ?? null
  const found = songs.find((one) => one.song === current)
  const isNew = beside === 'new' || catalog.tracks.length === 0
  return (
    <Dropping className="soundtrack" says="Drop it on its song, or here to add it to the library">
      <Masthead leave="leave" audible>
        <h1>{catalog.name}</h1>
        <Meter songs={songs} />
        <nav>
          <Missing soundtrack={soundtrack} />
          <button
            type="button"
            onClick={() => finder.store.set({ beside: 'new' })}
          >
            Add a song
          </button>
          <Catalogs soundtrack={soundtrack} />
        </nav>
      </Masthead>
      <div className="halves">
        {catalog.tracks.length > 0 ? (
          <Songs soundtrack={soundtrack} tracks={byId} />
        ) : (
          <div className="empty">
            <b>No songs yet</b>
            <p>Add the first one here.</p>
          </div>
        )}
        <aside>
          {beside === 'facts' || isNew ? (
            <SongFacts key={isNew ? `new ${catalog.tracks.length}` : current} catalog={catalog} song={isNew ? null : song} />
          ) : beside === 'pick' && song ? (
            <Picker key={song.id} song={song} tracks={tracks ?? []} />
          ) : (
            song && found && <Song song={song} found={found} tracks={byId} standIn={standIns.get(song.id) ?? null} />
          )}
        </aside>
      </div>
    </Dropping>
  )
}
