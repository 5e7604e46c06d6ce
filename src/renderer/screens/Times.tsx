import { useEffect, useState } from 'react'
import { Journey } from '../components/Strip'
import { useDeskState, useView } from '../state/hooks'
import { clock, countdown, rounding } from './clock'

const minute = 60_000
/** As the user's language and system write it, in 24 or 12 hours. */
const written = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })

/** The time of the day; made anew when a minute begins. */
function WallClock() {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setTimeout(() => setNow(Date.now()), minute - (now % minute) + 50)
    return () => clearTimeout(timer)
  }, [now])
  return <b className="wall">{written.format(now)}</b>
}

/** How far the session is: as a strip, and, where wanted, in figures, beside the time of the day. */
export function Times() {
  const { showElapsed, showLeft, showClock } = useDeskState(({ preferences }) => preferences)
  const plan = useView((view) => view?.plan)
  const gone = useView((view) => clock(Math.floor((view?.elapsed ?? 0) + rounding)))
  const left = useView((view) => countdown(view ? view.duration - view.elapsed : 0))
  return (
    <div className="times">
      {showElapsed && (
        <p>
          <b>{gone}</b> gone
        </p>
      )}
      {plan && <Journey plan={plan} />}
      {showLeft && (
        <p>
          <b>{left}</b> left
        </p>
      )}
      {showClock && <WallClock />}
    </div>
  )
}
