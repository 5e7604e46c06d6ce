import { memo, useLayoutEffect, useRef, useState, type ComponentType, type KeyboardEvent, type ReactNode } from 'react'
import type { Track } from '../../core/music/track'
import { rowsInView, scrolledTo } from './tracks'
import './list.css'

/** A track that is dragged from a list, by its id. */
export const dragged = 'application/x-roundhouse-track'

interface Props {
  readonly label: string
  readonly tracks: readonly Track[]
  /** The row that the list stands on. */
  readonly at: number
  /** The row of a track, without its place. */
  readonly Row: ComponentType<{ readonly track: Track }>
  /** The names of the columns. */
  readonly head?: ReactNode
  readonly onStand: (index: number) => void
  readonly onOpen: (index: number) => void
  /** The arrow up was pressed on the first row. */
  readonly onLeave: () => void
}

interface LineProps extends Pick<Props, 'Row' | 'onStand' | 'onOpen'> {
  readonly track: Track
  readonly index: number
  readonly standing: boolean
  /** In pixels. */
  readonly top: number
}

const Line = memo(function Line({ track, index, standing, top, Row, onStand, onOpen }: LineProps) {
  return (
    <div
      id={`row-${index}`}
      className="list-row"
      role="row"
      aria-selected={standing}
      aria-rowindex={index + 1}
      style={{ transform: `translateY(${top}px)` }}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragged, track.id)}
      onClick={() => onStand(index)}
      onDoubleClick={() => onOpen(index)}
    >
      <Row track={track} />
    </div>
  )
})

/** A list of tracks of any length, but none: only the rows in sight are there. The arrows move in it, Enter opens. */
export function List({ label, tracks, at, Row, head, onStand, onOpen, onLeave }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const [view, setView] = useState({ scrolled: 0, height: 0, row: 0 })

  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    const measure = () => {
      const row = element.querySelector('.list-row')?.getBoundingClientRect().height ?? 0
      const height = element.clientHeight
      setView((last) => {
        const now = row || last.row
        // Not at every pixel: the rows change when another one comes into sight.
        const scrolled = now > 0 ? Math.floor(element.scrollTop / now) * now : 0
        return last.scrolled === scrolled && last.height === height && last.row === now ? last : { scrolled, height, row: now }
      })
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])

  useLayoutEffect(() => {
    const element = list.current
    if (element && view.row > 0) element.scrollTop = scrolledTo(at, element.scrollTop, element.clientHeight, view.row)
  }, [at, view.row])

  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return
    const page = view.row > 0 ? Math.max(1, Math.floor(view.height / view.row) - 1) : 1
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: tracks.length - 1 }
    const to = moves[event.key]
    if (event.key === 'ArrowUp' && at === 0) onLeave()
    else if (to !== undefined) onStand(Math.max(0, Math.min(tracks.length - 1, to)))
    else if (event.key === 'Enter') onOpen(at)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const { first, end } = rowsInView(view.scrolled, view.height + view.row, view.row, tracks.length)
  return (
    <div className="list" role="grid" aria-label={label} aria-rowcount={tracks.length} tabIndex={0} aria-activedescendant={tracks.length > 0 ? `row-${at}` : undefined} onKeyDown={press}>
      {head}
      <div className="rows" role="rowgroup" ref={list}>
        <div role="presentation" style={{ height: view.row * tracks.length }}>
          {tracks.slice(first, end).map((track, i) => (
            <Line key={track.id} track={track} index={first + i} standing={first + i === at} top={(first + i) * view.row} Row={Row} onStand={onStand} onOpen={onOpen} />
          ))}
        </div>
      </div>
    </div>
  )
}
