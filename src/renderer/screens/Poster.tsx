import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type PointerEvent } from 'react'
import { isLocked } from '../../core/music/director/edit'
import type { Directed } from '../director/director'
import { useDesk, usePlanner } from '../state/hooks'
import { clock } from './clock'
import { placeOfPointer } from './Overview'
import { arcPath, bellsOf, flagsOf, heardTempo, laneOf, percentOf, scrolledTo, stopAt, towersOf } from './plan'
import { drawWaves } from './poster'
import { useSheet } from './sheet'
import { phaseWords } from './words'
import './poster.css'

const roleWords = { bell: 'Drop on the bell', 'second wind': 'Second wind', moved: 'Drop' } as const

/** The picture of the session: towers as high as the arc, the music in them, the drops over the bells, the tracks below. */
export function Poster({ directed }: { directed: Directed }) {
  const { planner } = useDesk()
  const stops = usePlanner(({ stops }) => stops)
  const at = usePlanner(({ at }) => at)
  const zoom = usePlanner(({ zoom }) => zoom)
  const waves = usePlanner(({ waves }) => waves)
  const edits = usePlanner(({ draft }) => draft?.edits)
  const listening = usePlanner(({ listening }) => listening)
  const { setlist, direction: { plan } } = directed
  const { duration } = plan
  const towers = useMemo(() => towersOf(plan, setlist.arc), [plan, setlist])
  const flags = useMemo(() => flagsOf(setlist, plan), [plan, setlist])
  const bells = useMemo(() => bellsOf(plan, flags), [plan, flags])
  const lanes = useMemo(() => stops.map((stop) => laneOf(stop, stops, plan)), [plan, stops])
  const [canvas, sheet] = useSheet()
  const frame = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState(0)

  useLayoutEffect(() => {
    const element = frame.current
    const lane = lanes[at]
    if (element && lane) element.scrollLeft = scrolledTo(lane.left, lane.left + lane.width, element.scrollLeft, element.clientWidth, element.clientWidth * zoom)
  }, [lanes, at, zoom])
  useLayoutEffect(() => {
    if (!sheet || !frame.current) return
    const view = frame.current.clientWidth
    const whole = view * zoom
    drawWaves(sheet, { from: (scrolled / whole) * duration, to: ((scrolled + view) / whole) * duration }, setlist.music, towers, waves)
  }, [sheet, setlist, towers, waves, zoom, scrolled, duration])

  const press = (event: PointerEvent) => {
    event.preventDefault()
    planner.stand(stopAt(stops, placeOfPointer(event) * duration))
  }
  const across = (from: number, to: number): CSSProperties => ({ left: `${percentOf(from, duration)}%`, width: `${percentOf(to - from, duration)}%` })
  const stop = stops[at]
  return (
    <div className="poster" ref={frame} onScroll={(event) => setScrolled(event.currentTarget.scrollLeft)}>
      <div className="wide" style={{ width: `${zoom * 100}%` }}>
        <div className="towers" onPointerDown={press} aria-hidden="true">
          {towers.map(({ index, phase, round, left, width, height }) => (
            <div key={index} className="tower" data-phase={phase} style={{ left: `${left}%`, width: `${width}%`, height: `${height}%` }}>
              <b>{phase === 'work' ? round : phaseWords[phase]}</b>
            </div>
          ))}
          <canvas ref={canvas} />
          <svg viewBox="0 0 100 100" preserveAspectRatio="none">
            <path d={arcPath(towers)} />
            <path d={arcPath(towers)} className="line" />
          </svg>
          {stop && <i className="here" style={across(stop.start, stop.end)} />}
          {flags.map(({ at: time, left, height, role }) => (
            <i key={time} className="flag" data-role={role} data-turned={left > 98} title={`${roleWords[role]}, ${clock(time)}`} style={{ left: `${left}%`, height: `${Math.min(100, height + 10)}%` }} />
          ))}
          {listening && <i className="ear" style={{ ...across(listening.from, listening.to), '--lasts': `${listening.to - listening.from}s` } as CSSProperties} />}
        </div>
        <div className="bells" aria-hidden="true">
          {bells.map(({ at: time, left, struck }) => (
            <span key={time} data-struck={struck} style={{ left: `${left}%` }}>
              {clock(time)}
            </span>
          ))}
        </div>
        <div className="lanes" role="listbox" tabIndex={0} aria-label="The music, track by track" aria-activedescendant={stop ? `stop-${at}` : undefined}>
          {stops.map((one, i) => {
            const { left = 0, width = 0 } = lanes[i] ?? {}
            const [first] = one.music
            const tempo = first ? heardTempo(first) : null
            const locked = edits !== undefined && one.slot !== null && isLocked(edits, one)
            const round = plan.segments[one.segment]?.round
            const says = [phaseWords[one.phase], one.phase === 'work' && round ? `round ${round}` : '', first?.track.title ?? 'Silence', locked ? 'locked' : ''].filter(Boolean).join(', ')
            return (
              <div
                key={`${one.segment}/${one.nth}`}
                id={`stop-${i}`}
                className="lane"
                role="option"
                aria-selected={i === at}
                aria-label={says}
                data-phase={one.phase}
                data-locked={locked}
                data-silent={one.slot === null}
                style={{ left: `${left}%`, width: `${width}%` }}
                onPointerDown={(event) => {
                  event.preventDefault()
                  planner.stand(i)
                }}
              >
                <b data-shown={tempo ?? (first ? '?' : '')} />
                <span>{first?.track.title}</span>
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
