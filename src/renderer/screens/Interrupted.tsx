import { Notices } from '../components/Notices'
import { act } from '../state/act'
import { useDesk, useDeskState } from '../state/hooks'
import { standing } from './words'
import './interrupted.css'

/** A session that nobody runs any more: to go on with it, or to leave it at that. */
export function Interrupted() {
  const desk = useDesk()
  const account = useDeskState(({ interrupted }) => interrupted)
  const starting = useDeskState(({ starting }) => starting === 'now')
  if (!account) return null
  const { plan, last, gone } = account
  return (
    <main className="interrupted">
      <Notices />
      <p className="workout">{plan.name}</p>
      <h1>Interrupted</h1>
      <p className="why">{gone ? `${gone.charAt(0).toUpperCase()}${gone.slice(1)}.` : 'The session did not come to its end.'} Nothing has run since; the time between counts as a pause.</p>
      <div className="choices">
        <button type="button" className="start" autoFocus disabled={starting} onClick={() => act(desk, 'go-on')}>
          <b>{starting ? 'Ready…' : 'Go on'}</b>
          <span>{standing(plan, last.at)}</span>
        </button>
        <button type="button" disabled={starting} onClick={() => act(desk, 'keep')}>
          <b>Keep as stopped</b>
          <kbd>Esc</kbd>
        </button>
      </div>
    </main>
  )
}
