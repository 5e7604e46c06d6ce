import { useRef, type CSSProperties } from 'react'
import { Press } from '../components/Press'
import { act } from '../state/act'
import { useDesk, useDeskState, useIdle, usePaint, useView } from '../state/hooks'
import { clock } from './clock'
import { Controls } from './Controls'
import { Digits } from './Digits'
import { Leaving } from './Leaving'
import { Loudness } from './Loudness'
import { passed } from './strip'
import { Times } from './Times'
import { closing, phaseWords } from './words'
import './run.css'
import './phases.css'

/**
 * How much of the segment is left, as the whole ground of the screen: seen from across the gym. What is gone lies over it and
 * grows: only the strip that it grows by is drawn, where a layer that is moved would cost a screenful of memory and of drawing.
 */
function Ground() {
  const gone = useRef<HTMLDivElement>(null)
  usePaint(({ left, length }) => {
    if (gone.current) gone.current.style.width = `${passed(length - left, length)}%`
  })
  return <div className="gone" ref={gone} />
}

function Head() {
  const desk = useDesk()
  const undo = useView((view) => view?.undo ?? null)
  const paused = useView((view) => view?.state === 'paused')
  const phase = useView((view) => view?.phase ?? 'prep')
  const label = useView((view) => view?.label ?? null)
  const notice = useView((view) => view?.notice ?? null)
  const round = useView((view) => view?.round ?? null)
  const rounds = useView((view) => view?.rounds ?? 0)
  const urgent = useDeskState(({ urgent }) => urgent)
  const silent = useDeskState(({ preferences: { muted, musicMuted } }) => (muted ? 'Sound off' : musicMuted ? 'Music off' : null))
  const word = paused ? 'Paused' : phaseWords[phase]
  const told = notice ?? urgent
  const said = told ?? (paused ? [phaseWords[phase], label].filter(Boolean).join(' · ') : (label ?? ''))
  return (
    <header>
      <h1 style={{ '--letters': word.length } as CSSProperties}>{word}</h1>
      <p className="label" data-notice={told !== null} style={{ '--letters': Math.max(6, said.length) } as CSSProperties}>
        {said}
      </p>
      {undo !== null && (
        <Press className="undo" says={`Undo: ${undo} is not banned`} onClick={() => act(desk, 'undo')}>
          Undo
        </Press>
      )}
      {silent && <p className="mute">{silent}</p>}
      {round !== null && (
        <p className="round">
          <small>Round</small>
          <b>{round}</b>
          <span>/{rounds}</span>
        </p>
      )}
    </header>
  )
}

function Foot() {
  const next = useView((view) => view?.next && `${phaseWords[view.next.phase]} ${clock(view.next.length)}`)
  const nextLabel = useView((view) => view?.next?.label ?? null)
  const title = useView((view) => view?.track?.title ?? null)
  const artist = useView((view) => view?.track?.artist ?? null)
  return (
    <footer>
      <p className="next">
        <small>Next</small>
        <b>{next ?? 'The end'}</b>
        {nextLabel && <span>{nextLabel}</span>}
      </p>
      {title !== null && (
        <p className="playing">
          <b>{title}</b>
          {artist && <span>{artist}</span>}
        </p>
      )}
    </footer>
  )
}

/** The running session: the digits, and what helps in the next ten seconds. */
export function Run() {
  const state = useView((view) => view?.state ?? 'ready')
  const phase = useView((view) => view?.phase ?? 'prep')
  const end = useView((view) => (view ? closing(view) : 'no'))
  const idle = useIdle(3000)
  return (
    <main className="run" data-phase={phase} data-state={state} data-closing={end} data-idle={idle && state === 'running'}>
      <Ground />
      <div className="shape" aria-hidden="true" />
      <Head />
      <Digits />
      <Foot />
      <Controls />
      <Loudness />
      <Times />
      <Leaving />
    </main>
  )
}
