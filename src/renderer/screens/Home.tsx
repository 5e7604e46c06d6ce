import { Notices } from '../components/Notices'
import { act } from '../state/act'
import { useDesk, useDeskState } from '../state/hooks'
import { Bill } from './Bill'
import { Music } from './Music'
import { Start } from './Start'
import { Workouts } from './Workouts'
import './home.css'

/** Choose a workout, see what it is, press START. */
export function Home() {
  const desk = useDesk()
  const fullscreen = useDeskState(({ fullscreen }) => fullscreen)
  return (
    <main className="home">
      <header className="masthead">
        <h1>Roundhouse</h1>
        <nav>
          <button type="button" onClick={() => act(desk, 'keys')}>
            Keys
          </button>
          <button type="button" onClick={() => act(desk, 'fullscreen')}>
            {fullscreen ? 'Window' : 'Full screen'}
          </button>
          <button type="button" onClick={() => act(desk, 'settings')}>
            Settings
          </button>
        </nav>
      </header>
      <Notices />
      <Workouts />
      <Bill />
      <div className="go">
        <Start />
        <button type="button" className="to-plan" onClick={() => act(desk, 'plan')}>
          <b>Plan</b>
          <span>its music</span>
        </button>
      </div>
      <Music />
    </main>
  )
}
