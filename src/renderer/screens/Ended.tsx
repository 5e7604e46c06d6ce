import { Key } from '../components/Key'
import { act } from '../state/act'
import { useDesk, useView } from '../state/hooks'
import { clock } from './clock'
import { Figure } from './Figures'
import './ended.css'

/** What has been done, whatever was planned, and the ways from here. */
export function Ended() {
  const desk = useDesk()
  const finished = useView((view) => view?.state === 'finished')
  const workout = useView((view) => view?.workout ?? '')
  const rounds = useView((view) => view?.rounds ?? 0)
  const done = useView((view) => view?.done ?? null)
  const returns = useView((view) => view?.returns ?? false)
  const notice = useView((view) => view?.notice ?? null)
  return (
    <main className="ended" data-done={finished}>
      <p className="workout">{workout}</p>
      <h1>{finished ? 'Done' : 'Stopped'}</h1>
      <footer>
        {done && (
          <dl className="figures">
            <Figure says="Work">{clock(Math.floor(done.work))}</Figure>
            <Figure says="Rounds">{done.rounds === rounds ? rounds : `${done.rounds}/${rounds}`}</Figure>
            <Figure says="Pauses">{done.pauses}</Figure>
            <Figure says="Songs">{done.songs}</Figure>
            <Figure says="Bells">{done.bells}</Figure>
          </dl>
        )}
        {notice && <p className="trouble">{notice}</p>}
        <nav className="ways">
          {returns && (
            <button type="button" className="back" onClick={() => act(desk, 'go-back')}>
              <b>Go back</b>
              <kbd>←</kbd>
            </button>
          )}
          <button type="button" title="Show the log of this session in its folder" onClick={() => act(desk, 'log')}>
            Log <Key of="O" />
          </button>
          <button type="button" onClick={() => act(desk, 'repeat')}>
            Again <Key of="A" />
          </button>
          <button type="button" className="start" autoFocus onClick={() => act(desk, 'toggle')}>
            <b>Home</b>
          </button>
        </nav>
      </footer>
    </main>
  )
}
