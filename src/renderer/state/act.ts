import type { Action, Place } from '../keys'
import { arcs, restPolicies, tempoModes } from '../../core/music/policy'
import { sizes, type Preferences } from '../../core/settings'
import type { Move } from '../../core/workout/session'
import type { Bench } from './bench'
import type { Planner } from './planner'
import type { Desk } from './desk'

const moves: Partial<Record<Action, Move>> = { previous: 'previous', next: 'next', restart: 'restart', back: 'back', forward: 'forward' }

/** How far a key moves a volume. */
const louder = 0.05

/** What the keys do to the loudness; null where they do nothing. */
function loudness(action: Action, { musicVolume, cueVolume, musicMuted, muted }: Preferences): Partial<Preferences> | null {
  const moved = (volume: number, by: number): number => Math.min(1, Math.max(0, Math.round((volume + by) * 100) / 100))
  // Where nothing is heard either key brings all of it back.
  if (action === 'mute') return muted ? { muted: false, musicMuted: false } : { musicMuted: !musicMuted }
  if (action === 'mute-all') return { muted: !muted }
  if (action === 'music-up') return { musicVolume: moved(musicVolume, louder), musicMuted: false }
  if (action === 'music-down') return { musicVolume: moved(musicVolume, -louder) }
  if (action === 'bells-up') return { cueVolume: moved(cueVolume, louder) }
  if (action === 'bells-down') return { cueVolume: moved(cueVolume, -louder) }
  return null
}

/** How far a nudge moves the beats, in seconds. */
const nudges: Partial<Record<Action, number>> = { 'nudge-back': -0.01, 'nudge-on': 0.01, 'nudge-back-fine': -0.001, 'nudge-on-fine': 0.001 }

/** What the keys do at the track that is on the bench. True where the action was one for it. */
function work(bench: Bench, action: Action): boolean {
  const by = nudges[action]
  if (by !== undefined) void bench.correct({ kind: 'nudge', by })
  else if (action === 'tap') bench.tap()
  else if (action === 'tick') bench.tick()
  else if (action === 'drop') void bench.correct({ kind: 'drop', time: bench.at() })
  else if (action === 'again') void bench.again()
  else if (action === 'beat-back' || action === 'beat-on') bench.step('beats', action === 'beat-on' ? 1 : -1)
  else if (action === 'bar-back' || action === 'bar-on') bench.step('downbeats', action === 'bar-on' ? 1 : -1)
  else return false
  return true
}

/** What is done to the track that a list stands on, or beside it. */
const pointed = new Set<Action>(['find', 'toggle', 'like', 'ban', 'edit', 'show'])

/** What the keys do at the track that a list stands on. True where the action was one for it. */
function handle({ collection, ears }: Desk, action: Action): boolean {
  if (action === 'find') document.querySelector<HTMLElement>('input[type=search]')?.focus()
  const track = collection.standing()
  if (!pointed.has(action) || !track) return pointed.has(action)
  if (action === 'toggle') ears.toggle(track)
  else if (action === 'like') void collection.mark(track, 'favourite')
  else if (action === 'ban') void collection.mark(track, 'banned')
  else if (action === 'edit') collection.store.set({ editing: true })
  else if (action === 'show') void collection.show(track)
  return true
}

/** What the keys do at the song that the soundtrack stands on, or at the file that is looked at for it. */
function settle({ collection, ears, finder }: Desk, action: Action): boolean {
  const song = finder.standing()
  const { candidate } = finder.store.get()
  const file = candidate?.id ?? song?.file ?? null
  const track = collection.store.get().tracks?.find(({ id }) => id === file)
  if (action === 'find') finder.store.set({ beside: 'pick' })
  else if (action === 'edit') finder.store.set({ beside: 'facts' })
  else if (action === 'confirm') void (candidate && song ? finder.pick(song.song, candidate.id) : finder.confirm())
  else if (action === 'refuse') void finder.refuse()
  else if (action === 'unlink') void finder.unlink()
  else if (action !== 'toggle' && action !== 'show') return false
  else if (track && action === 'toggle') ears.toggle(track)
  else if (track) void collection.show(track)
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
  else if (action === 'leave-out') planner.leaveOut()
  else if (action === 'drop-turn') planner.turnDrop()
  else if (action === 'drop-back' || action === 'drop-on') planner.nudgeDrop(action === 'drop-on' ? 1 : -1)
  else if (action === 'shuffle') planner.shuffle()
  else if (action === 'listen') void planner.listen()
  else if (action === 'arc') void (policy && planner.rule({ arc: after(arcs, policy.arc) }))
  else if (action === 'tempo-mode') void (policy && planner.rule({ tempo: after(tempoModes, policy.tempo) }))
  else if (action === 'rest-policy') void (policy && planner.rule({ rest: after(restPolicies, policy.rest) }))
  else if (action === 'zoom-in' || action === 'zoom-out') planner.zoom(action === 'zoom-in' ? 1 : -1)
  else if (action === 'undo') planner.undo()
  else if (action === 'export') void planner.exportList()
  else return false
  return true
}

/** Which screen is in front. */
export function placeOf({ runner, store }: Desk): Place {
  const view = runner.view()
  const { interrupted, leaving, screen } = store.get()
  if (!view) return interrupted ? 'interrupted' : screen
  if (view.state === 'finished' || view.state === 'stopped') return 'ended'
  return leaving ? 'leaving' : 'run'
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
  const { store, fullscreen, finder } = desk
  const { keys, fullscreen: full } = store.get()
  if (keys) store.set({ keys: false })
  else if (full) fullscreen(false)
  else if (place === 'soundtrack' && finder.store.get().beside !== 'song') finder.store.set({ beside: 'song', candidate: null })
  else if (place === 'settings' || place === 'tracks' || place === 'soundtrack') store.set({ screen: 'home' })
  else if (place === 'track') store.set({ screen: 'tracks' })
  else if (place === 'plan') turnPlan(desk)
  // The window may be full before the page hears of it.
  else fullscreen(false)
}

/** Everything larger (1) or smaller (-1), by a step. */
function size({ store, prefer }: Desk, way: 1 | -1): void {
  const { size: now } = store.get().preferences
  const next = way === 1 ? sizes.find((one) => one > now) : sizes.findLast((one) => one < now)
  if (next !== undefined) prefer({ size: next })
}

/** Does what a key or a button asks for. */
export function act(desk: Desk, action: Action): void {
  const { runner, store } = desk
  const state = store.get()
  const place = placeOf(desk)
  const by = moves[action]
  if (by) return runner.move(by)
  if (action === 'go-back') return runner.goBack()
  if (action === 'repeat') {
    runner.close()
    return void desk.repeat()
  }
  if (action === 'log') return void desk.showLog()
  if (action === 'go-on') return void desk.goOn()
  if (action === 'keep') return void desk.keep()
  if (action === 'end' || action === 'stay') return desk.answer(action === 'end')
  if (action === 'other-track') return runner.skipTrack()
  if (place === 'tracks' && handle(desk, action)) return
  if (action === 'like') return runner.like()
  if (action === 'ban') return runner.ban()
  if (action === 'undo') return runner.undo()
  if (place === 'track' && work(desk.bench, action)) return
  if (place === 'soundtrack' && settle(desk, action)) return
  if (place === 'plan' && plan(desk.planner, action)) return
  if (action === 'toggle' && place === 'track') return desk.bench.toggle()
  if (action === 'toggle') return place === 'run' ? runner.toggle() : place === 'ended' ? runner.close() : void desk.start()
  const volumes = loudness(action, state.preferences)
  if (volumes) return desk.prefer(volumes)
  if (action === 'larger' || action === 'smaller') return size(desk, action === 'larger' ? 1 : -1)
  if (action === 'usual-size') return desk.prefer({ size: 1 })
  if (action === 'fullscreen') return desk.fullscreen(!state.fullscreen)
  if (action === 'settings') return store.set({ screen: state.screen === 'home' ? 'settings' : 'home' })
  if (action === 'tracks') return store.set({ screen: place === 'tracks' ? 'home' : 'tracks' })
  if (action === 'soundtrack') return store.set({ screen: place === 'soundtrack' ? 'home' : 'soundtrack' })
  if (action === 'plan') return turnPlan(desk)
  if (action === 'keys') return store.set({ keys: !state.keys })
  leave(desk, place)
}
