import { useMemo } from 'react'
import type { WorkoutChoice } from '../../core/ipc/contract'
import { quickWorkout } from '../../core/workout/builtin'
import { compile } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'
import { useDesk, useDeskState } from '../state/hooks'
import { clock } from './clock'
import { summary } from './words'

function Row({ id, workout, from }: { id: string; workout: Workout; from: WorkoutChoice['from'] | 'quick' }) {
  const desk = useDesk()
  const selected = useDeskState((state) => state.selected === id)
  const plan = useMemo(() => compile(workout), [workout])
  return (
    <div className="row">
      <label>
        <input type="radio" name="workout" value={id} checked={selected} onChange={() => desk.select(id)} />
        <span className="name">{from === 'quick' ? 'Quick set-up' : workout.name}</span>
        <span className="what">{[summary(workout), from === 'command-line' && 'command line'].filter(Boolean).join(' · ')}</span>
        <span className="total">{plan.ok ? clock(plan.value.duration) : '–'}</span>
      </label>
    </div>
  )
}

/** All workouts: what the user sets here first, then the user's own, then those that every installation has. */
export function Workouts() {
  const desk = useDesk()
  const workouts = useDeskState(({ workouts }) => workouts)
  const quick = useDeskState(({ preferences }) => preferences.quick)
  const own = workouts.filter(({ from }) => from !== 'builtin')
  const builtin = workouts.filter(({ from }) => from === 'builtin')
  return (
    <section className="workouts" aria-label="Workouts">
      <div className="all" role="radiogroup" aria-label="Workout">
        <Row id="quick" workout={useMemo(() => quickWorkout(quick), [quick])} from="quick" />
        {[...own, ...builtin].map((choice) => (
          <Row key={choice.id} {...choice} />
        ))}
      </div>
      <button type="button" onClick={() => void desk.openWorkout()}>
        Open a workout file
      </button>
    </section>
  )
}
