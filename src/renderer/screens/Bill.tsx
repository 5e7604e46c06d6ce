import { useMemo, type CSSProperties } from 'react'
import { compile } from '../../core/workout/plan'
import { Strip } from '../components/Strip'
import { chosen } from '../state/desk'
import { useDesk, useDeskState, useSecondPress } from '../state/hooks'
import { Figures } from './Figures'
import { Quick } from './Quick'

/** Takes a workout of the user's out of the list, at the second press. */
function Removal({ id }: { id: string }) {
  const desk = useDesk()
  const { armed, press } = useSecondPress(() => void desk.removeWorkout(id), 3000)
  return (
    <button type="button" className="remove" data-armed={armed} onClick={press}>
      {armed ? 'Remove it?' : 'Remove'}
    </button>
  )
}

/** The chosen workout as a fight bill: its name, its figures and its shape. The quick one is set up here. */
export function Bill() {
  const { selected, workouts, preferences } = useDeskState((state) => state)
  const workout = useMemo(() => chosen({ selected, workouts, preferences }), [selected, workouts, preferences])
  const plan = useMemo(() => compile(workout), [workout])
  const choice = workouts.find(({ id }) => id === selected)
  return (
    <section className="bill" aria-label="The chosen workout">
      {choice ? (
        <>
          <header>
            <h2 style={{ '--letters': Math.max(6, workout.name.length) } as CSSProperties}>{workout.name}</h2>
            {choice.from === 'user' && <Removal key={choice.id} id={choice.id} />}
          </header>
          <Figures workout={workout} />
        </>
      ) : (
        <Quick />
      )}
      {plan.ok ? <Strip plan={plan.value} /> : <p className="trouble">{plan.error.message}</p>}
    </section>
  )
}
