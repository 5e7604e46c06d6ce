import { useEffect, useRef } from 'react'
import { bindings } from '../keys'
import { useDesk, useDeskState } from '../state/hooks'
import { Icon } from './Icon'
import './keys.css'

/** The keys, on top of whatever is shown. */
export function Keys() {
  const { store } = useDesk()
  const shown = useDeskState(({ keys }) => keys)
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => store.set({ keys: false })

  useEffect(() => {
    if (shown) dialog.current?.showModal()
    else dialog.current?.close()
  }, [shown])

  return (
    <dialog ref={dialog} className="keys" aria-labelledby="keys-title" onClose={close} onClick={(event) => event.target === event.currentTarget && close()}>
      <div>
        <header>
          <h2 id="keys-title">Keys</h2>
          <button type="button" className="bare" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <dl>
          {bindings.map(({ action, shown, says }) => (
            <div key={action}>
              <dt>
                {shown.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{says}</dd>
            </div>
          ))}
        </dl>
      </div>
    </dialog>
  )
}
