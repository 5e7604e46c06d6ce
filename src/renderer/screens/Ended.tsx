import { useDesk, useView } from '../state/hooks'
import { clock } from './clock'
import { Figure } from './Figures'
import './ended.css'

/** What has been done, and the way home. */
export function Ended() {
  const { runner } = useDesk()
  const done = useView((view) => view?.state === 'finished')
  const workout = useView((view) => view?.workout ?? '')
  const time = useView((view) => clock(Math.floor(view?.elapsed ?? 0)))
  const round = useView((view) => view?.round ?? null)
  const rounds = useView((view) => view?.rounds ?? 0)
  const notice = useView((view) => view?.notice ?? null)
  return (
    <main className="ended" data-done={done}>
      <p className="workout">{workout}</p>
      <h1>{done ? 'Done' : 'Stopped'}</h1>
      <footer>
        <dl className="figures">
          <Figure says="Time">{time}</Figure>
          <Figure says={done ? 'Rounds' : 'Round'}>{done ? rounds : round === null ? '–' : `${round}/${rounds}`}</Figure>
        </dl>
        {notice && <p className="trouble">{notice}</p>}
        <button type="button" className="start" autoFocus onClick={() => runner.close()}>
          <b>Home</b>
        </button>
      </footer>
    </main>
  )
}
