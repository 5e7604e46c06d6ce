import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { bindings, type Binding, type Place } from '../keys'
import { exchanged, isFree, keyOf, letterOn, printed } from '../letters'
import { useDesk, useDeskState } from '../state/hooks'
import { Icon } from './Icon'
import { Key } from './Key'
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
  const { store, prefer } = useDesk()
  const letters = useDeskState(({ preferences }) => preferences.letters)
  const moved = useDeskState(({ preferences }) => preferences.keys)
  const shown = useDeskState(({ keys }) => keys)
  /** The letter that waits for its new key. */
  const [waiting, setWaiting] = useState<string | null>(null)
  const [said, setSaid] = useState('')
  const dialog = useRef<HTMLDialogElement>(null)
  const close = () => {
    setWaiting(null)
    setSaid('')
    store.set({ keys: false })
  }

  function wait(letter: string): void {
    setWaiting(letter)
    setSaid(`Press the new key for ${printed(moved, letter)}. Escape leaves it where it is.`)
  }

  /** While a letter waits every key is for it. */
  function press(event: KeyboardEvent): void {
    if (waiting === null || event.ctrlKey || event.altKey || event.metaKey || event.key === 'Tab' || event.key === 'Shift') return
    event.preventDefault()
    event.stopPropagation()
    const key = event.key.toLowerCase()
    if (event.key !== 'Escape' && !isFree(key)) return setSaid('Only a letter or a digit can be the new key.')
    setWaiting(null)
    if (event.key === 'Escape' || key === keyOf(moved, waiting)) return setSaid('')
    const other = letterOn(moved, key)
    setSaid(`${printed(moved, waiting)} is on ${key.toUpperCase()} now, and ${printed(moved, other)} on ${printed(moved, waiting)}.`)
    prefer({ keys: exchanged(moved, waiting, key) })
  }

  useEffect(() => {
    if (shown) dialog.current?.showModal()
    else dialog.current?.close()
  }, [shown])

  return (
    <dialog ref={dialog} className="keys" aria-labelledby="keys-title" onClose={close} onKeyDown={press} onClick={(event) => event.target === event.currentTarget && close()}>
      <div>
        <header>
          <h2 id="keys-title">Keys</h2>
          <button type="button" className="bare" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        {!letters && <p>Single letters and signs are switched off in the settings.</p>}
        <p role="status">{said || 'Press a letter here to put it on another key.'}</p>
        {Object.keys(moved).length > 0 && (
          <button type="button" className="bare" onClick={() => prefer({ keys: {} })}>
            All keys as usual
          </button>
        )}
        <div className="groups" data-here={place}>
          {groupsFor(place).map(({ title, held }) => (
            <section key={title}>
              <h3>{title}</h3>
              <dl>
                {held.map(({ keys, shown, says }) => (
                  <div key={`${shown.join()} ${says}`}>
                    <dt>
                      {shown.map((key) =>
                        keys.includes(key.toLowerCase()) && isFree(key.toLowerCase()) ? (
                          <button key={key} type="button" className="bare" aria-label={`${printed(moved, key)}: another key`} aria-pressed={waiting === key.toLowerCase()} onClick={() => wait(key.toLowerCase())}>
                            <Key of={key} />
                          </button>
                        ) : (
                          <kbd key={key}>{key}</kbd>
                        ),
                      )}
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
