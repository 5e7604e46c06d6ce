import { useEffect, useRef } from 'react'
import { Key } from '../components/Key'
import { act } from '../state/act'
import { useDesk, useDeskState } from '../state/hooks'
import './interrupted.css'

/** Asks whether the session is to end with the window, while the time goes on behind it. */
export function Leaving() {
  const desk = useDesk()
  const shown = useDeskState(({ leaving }) => leaving)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (shown && dialog.current?.open === false) dialog.current.showModal()
    if (!shown) dialog.current?.close()
  }, [shown])
  return (
    <dialog ref={dialog} className="leaving" role="alertdialog" aria-labelledby="leaving-title" onCancel={() => act(desk, 'stay')}>
      <h2 id="leaving-title">End the session?</h2>
      <p>The time goes on meanwhile. What was done so far is kept.</p>
      <div className="choices">
        <button type="button" className="start" autoFocus onClick={() => act(desk, 'stay')}>
          <b>Train on</b>
          <Key of="N" />
        </button>
        <button type="button" onClick={() => act(desk, 'end')}>
          <b>End it</b>
          <Key of="Y" />
        </button>
      </div>
    </dialog>
  )
}
