import { useRef } from 'react'
import { Journey } from '../components/Strip'
import { useDeskState, useIdle, usePaint, useView } from '../state/hooks'
import { clock } from './clock'
import { Controls } from './Controls'
import { Digits } from './Digits'
import { Leaving } from './Leaving'
import { closing, partWords, phaseWords, trackLine } from './words'
import './run.css'
import './phases.css'

/** How much of the segment is left, as the whole ground of the screen: seen from across the gym. */
function Ground() {
  const ground = useRef<HTMLDivElement>(null)
  usePaint(({ left, length }) => {
    if (ground.current) ground.current.style.transform = `scaleX(${length > 0 ? left / length : 0})`
  })
  return <div className="ground" ref={ground} />
}

function Head() {
  const paused = useView((view) => view?.state === 'paused')
  const phase = useView((view) => view?.phase ?? 'prep')
  const label = useView((view) => view?.label ?? null)
  const notice = useView((view) => view?.notice ?? null)
  const round = useView((view) => view?.round ?? null)
  const rounds = useView((view) => view?.rounds ?? 0)
  const muted = useDeskState(({ preferences }) => preferences.muted)
  return (
    <header>
      <h1>{paused ? 'Paused' : phaseWords[phase]}</h1>
      <p className="label" data-notice={notice !== null}>
        {notice ?? (paused ? [phaseWords[phase], label].filter(Boolean).join(' · ') : label)}
      </p>
      {muted && <p className="mute">Sound off</p>}
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
  const line = useView((view) => view?.track && trackLine(view.track))
  const id = useView((view) => view?.track?.id ?? '')
  const part = useDeskState(({ parts }) => parts.get(id))
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
          <span>{[line, partWords(part)].filter(Boolean).join(' · ')}</span>
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
  const plan = useView((view) => view?.plan)
  const idle = useIdle(3000)
  return (
    <main className="run" data-phase={phase} data-state={state} data-closing={end} data-idle={idle && state === 'running'}>
      <Ground />
      <div className="shape" aria-hidden="true" />
      <Head />
      <Digits />
      <Foot />
      <Controls />
      {plan && <Journey plan={plan} />}
      <Leaving />
    </main>
  )
}
