import { useEffect, useRef, useState } from 'react'
import type { Bridge } from '../core/ipc/contract'
import { Keys } from './components/Keys'
import { News } from './components/Notices'
import { actionFor, focusOf, type Place } from './keys'
import { Ended } from './screens/Ended'
import { Home } from './screens/Home'
import { Interrupted } from './screens/Interrupted'
import { Plan } from './screens/Plan'
import { Run } from './screens/Run'
import { Soundtrack } from './screens/Soundtrack'
import { Settings } from './screens/Settings'
import { Track } from './screens/Track'
import { Tracks } from './screens/Tracks'
import { announcement, placeWords, sizeWords, standing } from './screens/words'
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
      const { keys, preferences } = desk.store.get()
      const action = actionFor(event, placeOf(desk), focusOf(document.activeElement), preferences)
      if (!action || (keys && action !== 'keys' && action !== 'leave')) return
      event.preventDefault()
      act(desk, action)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [desk])
}

/** After a change of screen the focus is on the new one, unless something on it took it: a screen reader reads on there, Tab goes on there. */
function useArrival(place: Place): void {
  const left = useRef<Place | null>(null)
  useEffect(() => {
    if (left.current === place) return
    left.current = place
    const main = document.querySelector<HTMLElement>('main')
    const { activeElement } = document
    if (!main || (activeElement && activeElement !== document.body)) return
    main.tabIndex = -1
    main.focus({ preventScroll: true })
  }, [place])
}

/** A radio that the pointer chose gives the focus away, so that the space bar goes on to mean what it means on the screen; one that the keys reached keeps it. */
function usePointedRadios(): void {
  useEffect(() => {
    let pointed = false
    const point = () => void (pointed = true)
    const press = () => void (pointed = false)
    const arrive = ({ target }: FocusEvent) => {
      if (!pointed || !(target instanceof HTMLInputElement) || target.type !== 'radio') return
      const main = target.closest<HTMLElement>('[popover], main')
      if (!main) return
      main.tabIndex = -1
      main.focus({ preventScroll: true })
    }
    window.addEventListener('pointerdown', point, true)
    window.addEventListener('keydown', press, true)
    window.addEventListener('focusin', arrive)
    return () => {
      window.removeEventListener('pointerdown', point, true)
      window.removeEventListener('keydown', press, true)
      window.removeEventListener('focusin', arrive)
    }
  }, [])
}

/** What a screen reader says of its own accord, politely, each in a region of its own so that only what changed is read: where one is, and what a key did. */
function Said({ place }: { place: Place }) {
  const session = useView((view) => (view ? announcement(view) : null))
  const question = useDeskState(({ interrupted }) => interrupted && `The session was interrupted. Go on: ${standing(interrupted.plan, interrupted.last.at)}?`)
  const notice = useView((view) => view?.notice ?? '')
  const muted = useDeskState(({ preferences }) => preferences.muted)
  const size = useDeskState(({ preferences }) => preferences.size)
  const fullscreen = useDeskState(({ fullscreen }) => fullscreen)
  const said = [session ?? question ?? placeWords[place], notice, muted ? 'Sound off' : 'Sound on', fullscreen ? 'Full screen' : 'Window', sizeWords(size)]
  return said.map((text, i) => (
    <p key={i} className="said" role="status">
      {text}
    </p>
  ))
}

function Screens() {
  const desk = useDesk()
  useDeskState(({ screen }) => screen)
  useDeskState(({ leaving }) => leaving)
  useDeskState(({ interrupted }) => interrupted)
  useView((view) => view?.state ?? null)
  const place = placeOf(desk)
  useKeys()
  usePointedRadios()
  useArrival(place)
  const Screen = screens[place]
  return (
    <>
      <Screen />
      <News />
      <Keys place={place} />
      <Said place={place} />
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
