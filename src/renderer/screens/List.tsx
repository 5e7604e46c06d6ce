import { useLayoutEffect, useRef, useState } from 'react'
import { clock } from './clock'
import { percent, reasonWords, shortTempo, sourceWords, trust } from './hearing'
import { rowsInView, scrolledTo, type ListedTrack } from './tracks'

/** What is known of a track, in a word and why. */
function Known({ analysis, tempo, tempoFrom }: ListedTrack) {
  if (!analysis) return <span className="known">{tempo === null ? 'No tempo' : ''}</span>
  const { state, confidence, reason } = analysis
  if (state === 'waiting') return <span className="known waiting">Waiting</span>
  if (state === 'failed') return <span className="known trouble">{reason ? reasonWords(reason) : 'Failed'}</span>
  if (tempo === null && reason) return <span className="known">{reasonWords(reason)}</span>
  return <span className="known">{confidence === null || tempoFrom === 'user' ? 'Analysed' : `${trust(confidence)} · ${percent(confidence)}`}</span>
}

interface Props {
  readonly tracks: readonly ListedTrack[]
  /** The row that the list stands on. */
  readonly at: number
  /** Is told how many rows a page has. */
  readonly onPage: (rows: number) => void
  readonly onOpen: (index: number) => void
}

/** A list of any length: only the rows in sight are there. */
export function List({ tracks, at, onPage, onOpen }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ scrolled: 0, height: 0, row: 0 })

  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    const measure = () => {
      const row = element.querySelector('[role=option]')?.getBoundingClientRect().height ?? 0
      const height = element.clientHeight
      if (row > 0) onPage(Math.max(1, Math.floor(height / row) - 1))
      setView((last) => (last.scrolled === element.scrollTop && last.height === height && (row === 0 || last.row === row) ? last : { scrolled: element.scrollTop, height, row: row || last.row }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [onPage])

  useLayoutEffect(() => {
    const element = list.current
    if (element && view.row > 0) element.scrollTop = scrolledTo(at, element.scrollTop, element.clientHeight, view.row)
  }, [at, view.row])

  const { first, end } = rowsInView(view.scrolled, view.height, view.row, tracks.length)
  return (
    <div className="list" id="list" role="listbox" aria-label="Tracks" ref={list}>
      <div style={{ height: view.row * tracks.length }}>
        {tracks.slice(first, end).map((track, i) => (
          <div
            key={track.id}
            id={`track-${first + i}`}
            className="track-row"
            role="option"
            aria-selected={first + i === at}
            aria-setsize={tracks.length}
            aria-posinset={first + i + 1}
            style={{ top: (first + i) * view.row }}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onOpen(first + i)}
          >
            <span className="name">{track.title}</span>
            <span className="what">{[track.artist, track.album].filter(Boolean).join(' · ') || track.file}</span>
            <span className="length">{clock(track.duration)}</span>
            <b className="tempo">{track.tempo === null ? '–' : shortTempo(track.tempo)}</b>
            <span className="source">{track.tempoFrom ? sourceWords[track.tempoFrom] : ''}</span>
            <Known {...track} />
          </div>
        ))}
      </div>
    </div>
  )
}
