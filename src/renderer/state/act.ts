import type { Action, Place } from '../keys'
import { arcs, restPolicies, tempoModes } from '../../core/music/policy'
import type { Move } from '../../core/workout/session'
import type { Bench } from './bench'
import type { Planner } from './planner'
import type { Desk } from './desk'

const moves: Partial<Record<Action, Move>> = { previous: 'previous', next: 'next', restart: 'restart', back: 'back', forward: 'forward' }

/** How far a nudge moves the beats, in seconds. */
const nudges: Partial<Record<Action, number>> = { 'nudge-back': -0.01, 'nudge-on': 0.01, 'nudge-back-fine': -0.001, 'nudge-on-fine': 0.001 }

/** What the keys do at the track that is on the bench. True where the action was one for it. */
function work(bench: Bench, action: Action): boolean {
  const by = nudges[action]
  if (by !== undefined) void bench.correct({ kind: 'nudge', by })
  else if (action === 'tap') bench.tap()
  else if (action === 'tick') bench.tick()
  else if (action === 'drop') void bench.correct({ kind: 'drop', time: bench.at() })
  else if (action === 'beat-back' || action === 'beat-on') bench.step('beats', action === 'beat-on' ? 1 : -1)
  else if (action === 'bar-back' || action === 'bar-on') bench.step('downbeats', action === 'bar-on' ? 1 : -1)
  else return false
  return true
}

/** The next of a few, after the last the first. */
const after = <T>(all: readonly T[], now: T): T => all[(all.indexOf(now) + 1) % all.length]!

/** What the keys do at the plan. True where the action was one for it. */
function plan(planner: Planner, action: Action): boolean {
  const policy = planner.store.get().directed?.direction.policy
  if (action === 'stop-back' || action === 'stop-on') planner.move(action === 'stop-on' ? 1 : -1)
  else if (action === 'swap' || action === 'swap-back') planner.swap(action === 'swap' ? 1 : -1)
  else if (action === 'lock') planner.lock()
  else if (action === 'lock-all') planner.lockAll()
  else if (action === 'ban') planner.ban()
  else if (action === 'drop-turn') planner.turnDrop()
  else if (action === 'drop-back' || action === 'drop-on') planner.nudgeDrop(action === 'drop-on' ? 1 : -1)
  else if (action === 'shuffle') planner.shuffle()
  else if (action === 'listen') void planner.listen()
  else if (action === 'arc') void (policy && planner.rule({ arc: after(arcs, policy.arc) }))
  else if (action === 'tempo-mode') void (policy && planner.rule({ tempo: after(tempoModes, policy.tempo) }))
  else if (action === 'rest-policy') void (policy && planner.rule({ rest: after(restPolicies, policy.rest) }))
  else if (action === 'zoom-in' || action === 'zoom-out') planner.zoom(action === 'zoom-in' ? 1 : -1)
  else if (action === 'export') void planner.exportList()
  else return false
  return true
}

/** Which screen is in front. */
export function placeOf({ runner, store }: Desk): Place {
  const view = runner.view()
  if (!view) return store.get().screen
  return view.state === 'finished' || view.state === 'stopped' ? 'ended' : 'run'
}

/** Opens the plan of the chosen workout, or closes it. */
function turnPlan({ store, planner }: Desk): void {
  const open = store.get().screen !== 'plan'
  store.set({ screen: open ? 'plan' : 'home' })
  if (open) void planner.open()
  else planner.leave()
}

/** Escape closes what is on top: the keys, then full screen, then the screen, up to home. It never touches the session. */
function leave(desk: Desk, place: Place): void {
  const { store, fullscreen } = desk
  const { keys, fullscreen: full } = store.get()
  if (keys) store.set({ keys: false })
  else if (full) fullscreen(false)
  else if (place === 'settings' || place === 'tracks') store.set({ screen: 'home' })
  else if (place === 'track') store.set({ screen: 'tracks' })
  else if (place === 'plan') turnPlan(desk)
}

/** Does what a key or a button asks for. */
export function act(desk: Desk, action: Action): void {
  const { runner, store } = desk
  const state = store.get()
  const place = placeOf(desk)
  const by = moves[action]
  if (by) return runner.move(by)
  if (action === 'other-track') return runner.skipTrack()
  if (action === 'like') return runner.like()
  if (action === 'ban') return runner.ban()
  if (place === 'track' && work(desk.bench, action)) return
  if (place === 'plan' && plan(desk.planner, action)) return
  if (action === 'toggle' && place === 'track') return desk.bench.toggle()
  if (action === 'toggle') return place === 'run' ? runner.toggle() : place === 'ended' ? runner.close() : void desk.start()
  if (action === 'mute') return desk.prefer({ muted: !state.preferences.muted })
  if (action === 'fullscreen') return desk.fullscreen(!state.fullscreen)
  if (action === 'settings') return store.set({ screen: state.screen === 'home' ? 'settings' : 'home' })
  if (action === 'tracks') return store.set({ screen: place === 'tracks' ? 'home' : 'tracks' })
  if (action === 'plan') return turnPlan(desk)
  if (action === 'keys') return store.set({ keys: !state.keys })
  leave(desk, place)
}
