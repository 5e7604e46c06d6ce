import type { Action, Place } from '../keys'
import type { Move } from '../../core/workout/session'
import type { Desk } from './desk'

const moves: Partial<Record<Action, Move>> = { previous: 'previous', next: 'next', restart: 'restart', back: 'back', forward: 'forward' }

/** Which screen is in front. */
export function placeOf({ runner, store }: Desk): Place {
  const view = runner.view()
  if (!view) return store.get().screen
  return view.state === 'finished' || view.state === 'stopped' ? 'ended' : 'run'
}

/** Escape closes what is on top: the keys, then full screen, then the settings. It never touches the session. */
function leave({ store, fullscreen }: Desk, place: Place): void {
  const { keys, fullscreen: full } = store.get()
  if (keys) store.set({ keys: false })
  else if (full) fullscreen(false)
  else if (place === 'settings') store.set({ screen: 'home' })
}

/** Does what a key or a button asks for. */
export function act(desk: Desk, action: Action): void {
  const { runner, store } = desk
  const state = store.get()
  const place = placeOf(desk)
  const by = moves[action]
  if (by) return runner.move(by)
  if (action === 'toggle') return place === 'run' ? runner.toggle() : place === 'ended' ? runner.close() : void desk.start()
  if (action === 'mute') return desk.prefer({ muted: !state.preferences.muted })
  if (action === 'fullscreen') return desk.fullscreen(!state.fullscreen)
  if (action === 'settings') return store.set({ screen: state.screen === 'home' ? 'settings' : 'home' })
  if (action === 'keys') return store.set({ keys: !state.keys })
  leave(desk, place)
}
