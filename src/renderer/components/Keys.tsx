import { useEffect, useRef } from 'react'
import { bindings, type Binding, type Place } from '../keys'
import { useDesk, useDeskState } from '../state/hooks'
import { Icon } from './Icon'
import './keys.css'

const titles: readonly { readonly place: Place; readonly title: string }[] = [
  { place: 'home', title: 'Home' },
  { place: 'run', title: 'Session' },
  { place: 'plan', title: 'Plan' },
  { place: 'tracks', title: 'Tracks' },
  { place: 'soundtrack', title: 'Soundtrack' },
  { place: 'track', title: 'A track' },
  { place: 'settings', title: 'Settings' },
  { place: 'ended', title: 'Session ended' },
]
const everywhere = ({ places }: Binding) => titles.every(({ place }) => places.includes(place))

/** What works here, then what works everywhere, then what works on the other screens; each key where it comes first. */
function groupsFor(here: Place): readonly { readonly title: string; readonly held: readonly Binding[] }[] {
  const left = new Set(bindings)
  const take = (title: string, fits: (binding: Binding) => boolean) => {
    const held = [...left].filter(fits)
    held.forEach((one) => left.delete(one))
    return { title, held }
  }
  const always = take('On every screen', everywhere)
  const others = titles.filter(({ place }) => place !== here)
  const own = take('On this screen', ({ places }) => places.includes(here))
  return [own, always, ...others.map(({ place, title }) => take(title, ({ places }) => places.includes(place)))].filter(({ held }) => held.length > 0)
}

/** The keys, on top of whatever is shown. */
export function Keys({ place }: { readonly place: Place }) {
  const { store } = useDesk()
  const letters = useDeskState(({ preferences }) => preferences.letters)
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
        {!letters && <p>Single letters and signs are switched off in the settings.</p>}
        <div className="groups" data-here={place}>
          {groupsFor(place).map(({ title, held }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {held.map(({ shown, says }) => (
                  <div key={`${shown.join()} ${says}`}>
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
