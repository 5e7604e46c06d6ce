import type { CSSProperties } from 'react'
import { phasesOf } from '../../core/music/search'
import type { Track } from '../../core/music/track'
import { Icon } from '../components/Icon'
import { useEars } from '../state/hooks'
import { clock } from './clock'
import { percent, reasonWords, shortTempo, sourceWords, trust } from './hearing'
import { shortPhase } from './tracks'

/** What is known of a track's audio where that is not all, in a word and why. */
function Known({ analysis, tempo, tempoFrom }: Track) {
  if (!analysis) return null
  const { state, confidence, reason, held } = analysis
  if (held && reason) return <span className="waiting">{`Waiting: ${reason}`}</span>
  if (state === 'waiting') return <span className="waiting">Waiting for its turn</span>
  if (state === 'failed') return <span className="trouble">{reason ? reasonWords(reason) : 'Failed'}</span>
  if (tempo === null && reason) return <span className="trouble">{reasonWords(reason)}</span>
  if (confidence === null || tempoFrom === 'user') return null
  return <span className="waiting">{`${trust(confidence)} · ${percent(confidence)}`}</span>
}

/** What stands out of a track: that it is heard now, away, a favourite, never played. By shape and word. */
function Marks({ id, away, mark, edited }: Track) {
  const heard = useEars((ears) => ears.id === id && ears.listening)
  return (
    <>
      {heard && (
        <span className="mark-heard">
          <Icon name={heard === 'playing' ? 'sound' : 'muted'} /> {heard === 'playing' ? 'Playing' : heard === 'failed' ? 'Cannot be played' : 'Loading'}
        </span>
      )}
      {mark === 'favourite' && <span className="mark-favourite">★ Favourite</span>}
      {mark === 'banned' && <span className="mark-banned">✕ Never played</span>}
      {away && <span className="trouble">◌ Away</span>}
      {edited && <span className="waiting">✎ Corrected</span>}
    </>
  )
}

/** A track in the library's table. */
export function Row({ track }: { readonly track: Track }) {
  const { title, artist, album, file, duration, tempo, tempoFrom, energy, plays } = track
  return (
    <div className="track-row" role="presentation" data-mark={track.mark} data-away={track.away}>
      <span role="gridcell" className="main">
        <span className="name" title={title}>
          {title}
        </span>
        <span className="what by">{[artist, album].filter(Boolean).join(' · ') || file}</span>
        <span className="known">
          <Marks {...track} /> <Known {...track} />
        </span>
      </span>
      <span role="gridcell" className="artist name">{artist ?? ''}</span>
      <span role="gridcell" className="album what">{album ?? ''}</span>
      <span role="gridcell" className="length">{clock(duration)}</span>
      <span role="gridcell" className="tempo">
        <b>{tempo === null ? '–' : shortTempo(tempo)}</b>
        <span className="source">{tempoFrom ? sourceWords[tempoFrom] : ''}</span>
      </span>
      <span role="gridcell" className="energy">
        {energy === undefined ? '–' : Math.round(100 * energy)}
        {energy !== undefined && <i style={{ '--part': energy } as CSSProperties} />}
      </span>
      <span role="gridcell" className="fits">
        {phasesOf(track).map((phase) => (
          <span key={phase} data-phase={phase}>
            {shortPhase[phase]}
          </span>
        ))}
      </span>
      <span role="gridcell" className="plays">{plays ?? ''}</span>
    </div>
  )
}
