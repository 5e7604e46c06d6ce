import type { Action } from '../keys'
import { act } from '../state/act'
import { useDesk } from '../state/hooks'

/** The way out of a screen, beside its keys. `action` is the one that leaves it. */
export function Exit({ action }: { action: Action }) {
  const desk = useDesk()
  return (
    <nav>
      <button type="button" onClick={() => act(desk, 'keys')}>
        Keys
      </button>
      <button type="button" className="done" onClick={() => act(desk, action)}>
        Done
      </button>
    </nav>
  )
}
