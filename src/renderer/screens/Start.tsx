import { useMemo } from 'react'
import { compile } from '../../core/workout/plan'
import { chosen } from '../state/desk'
import { useDesk, useDeskState } from '../state/hooks'
import { clock } from './clock'

/** The one button that counts. */
export function Start() {
  const desk = useDesk()
  const { selected, workouts, preferences, starting, loaded } = useDeskState((state) => state)
  const plan = useMemo(() => compile(chosen({ selected, workouts, preferences })), [selected, workouts, preferences])
  const length = plan.ok ? clock(plan.value.duration) : ''
  return (
    <button type="button" className="start" disabled={!plan.ok || !loaded || starting === 'now'} onClick={() => void desk.start()}>
      <b>{starting === 'now' ? 'Ready…' : 'Start'}</b>
      <span>{starting === 'waiting' ? 'as soon as the music is read' : length}</span>
    </button>
  )
}
