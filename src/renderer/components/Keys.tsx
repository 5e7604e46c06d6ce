import { useEffect, useRef } from 'react'
import { bindings, type Binding } from '../keys'
import { useDesk, useDeskState } from '../state/hooks'
import { Icon } from './Icon'
import './keys.css'

const own = [
  { title: 'In the library and the soundtrack', places: ['tracks', 'soundtrack'] },
  { title: 'On a track', places: ['track'] },
  { title: 'On the plan', places: ['plan'] },
]
const titleOf = (binding: Binding) => own.find(({ places }) => binding.places.every((place) => places.includes(place)))?.title ?? 'Timer'
const groups = ['Timer', ...own.map(({ title }) => title)].map((title) => ({ title, held: bindings.filter((binding) => titleOf(binding) === title) }))

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
        <div className="groups">
          {groups.map(({ title, held }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {held.map(({ action, shown, says }) => (
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
            </section>
          ))}
        </div>
      </div>
    </dialog>
  )
}
