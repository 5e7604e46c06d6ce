import { useEffect, useState } from 'react'
import type { Bridge } from '../core/ipc/contract'
import { Keys } from './components/Keys'
import { actionFor, focusOf } from './keys'
import { Ended } from './screens/Ended'
import { Home } from './screens/Home'
import { Interrupted } from './screens/Interrupted'
import { Plan } from './screens/Plan'
import { Run } from './screens/Run'
import { Soundtrack } from './screens/Soundtrack'
import { Settings } from './screens/Settings'
import { Track } from './screens/Track'
import { Tracks } from './screens/Tracks'
import { announcement, standing } from './screens/words'
import { act, placeOf } from './state/act'
import { createDesk, type Audition, type Session } from './state/desk'
import { DeskContext, useDesk, useDeskState, useView } from './state/hooks'

const screens = { home: Home, settings: Settings, tracks: Tracks, track: Track, soundtrack: Soundtrack, plan: Plan, run: Run, leaving: Run, ended: Ended, interrupted: Interrupted }

function useKeys(): void {
  const desk = useDesk()
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      // A sheet is open: Escape closes it, and the keys are not for what lies under it.
      if (document.querySelector(':popover-open')) return
      const action = actionFor(event, placeOf(desk), focusOf(document.activeElement))
      if (!action || (desk.store.get().keys && action !== 'keys' && action !== 'leave')) return
      event.preventDefault()
      act(desk, action)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [desk])
}

function Screens() {
  const desk = useDesk()
  useDeskState(({ screen }) => screen)
  useDeskState(({ leaving }) => leaving)
  const interrupted = useDeskState(({ interrupted }) => interrupted)
  useView((view) => view?.state ?? null)
  const news = interrupted ? `The session was interrupted. Go on: ${standing(interrupted.plan, interrupted.last.at)}?` : ''
  const said = useView((view) => (view ? announcement(view) : news))
  useKeys()
  const Screen = screens[placeOf(desk)]
  return (
    <>
      <Screen />
      <Keys />
      <p className="said" role="status">
        {said}
      </p>
    </>
  )
}

/** The page. What it works with is handed in, so that it can be shown without any of it being real. */
export function App({ runner, bridge, audition }: { runner: Session; bridge: Bridge; audition: Audition }) {
  const [desk] = useState(() => createDesk(bridge, runner, audition))
  useEffect(() => desk.open(), [desk])
  return (
    <DeskContext value={desk}>
      <Screens />
    </DeskContext>
  )
}
