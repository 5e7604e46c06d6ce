import type { ReactNode } from 'react'
import type { Action } from '../keys'
import { useDeskState } from '../state/hooks'
import { Exit } from './Exit'
import { Notices } from './Notices'

interface Props {
  /** What leaves the screen. */
  readonly leave: Action
  /** Music can be listened to here, so that it must be said why it is not heard. */
  readonly audible?: boolean
  readonly children: ReactNode
}

/** The top of a screen: its name and what belongs beside it, the way out, and below them, so that they never break the line, the news. */
export function Masthead({ leave, audible = false, children }: Props) {
  const { muted, musicMuted } = useDeskState(({ preferences }) => preferences)
  return (
    <>
      <header className="masthead">
        {children}
        <Exit action={leave} />
      </header>
      {audible && (muted || musicMuted) && <p className="trouble">{muted ? 'Sound' : 'Music'} off: M turns it on</p>}
      <Notices />
    </>
  )
}
