import type { Preferences } from '../core/settings'
import { letterOn } from './letters'

/** Where the keys are pressed. */
export type Place = 'home' | 'settings' | 'tracks' | 'track' | 'soundtrack' | 'plan' | 'run' | 'ended' | 'interrupted' | 'leaving'

export type Action =
  | 'toggle'
  | 'previous'
  | 'next'
  | 'restart'
  | 'back'
  | 'forward'
  | 'other-track'
  | 'like'
  | 'ban'
  | 'mute'
  | 'mute-all'
  | 'music-up'
  | 'music-down'
  | 'bells-up'
  | 'bells-down'
  | 'fullscreen'
  | 'settings'
  | 'tracks'
  | 'beat-back'
  | 'beat-on'
  | 'bar-back'
  | 'bar-on'
  | 'tap'
  | 'tick'
  | 'nudge-back'
  | 'nudge-on'
  | 'nudge-back-fine'
  | 'nudge-on-fine'
  | 'drop'
  | 'again'
  | 'soundtrack'
  | 'confirm'
  | 'refuse'
  | 'unlink'
  | 'find'
  | 'edit'
  | 'show'
  | 'plan'
  | 'stop-back'
  | 'stop-on'
  | 'swap'
  | 'swap-back'
  | 'lock'
  | 'lock-all'
  | 'leave-out'
  | 'drop-turn'
  | 'drop-back'
  | 'drop-on'
  | 'listen'
  | 'shuffle'
  | 'arc'
  | 'tempo-mode'
  | 'rest-policy'
  | 'zoom-in'
  | 'zoom-out'
  | 'export'
  | 'undo'
  | 'larger'
  | 'smaller'
  | 'usual-size'
  | 'go-on'
  | 'keep'
  | 'go-back'
  | 'repeat'
  | 'log'
  | 'end'
  | 'stay'
  | 'keys'
  | 'leave'

export interface Binding {
  readonly action: Action
  /** Values of `KeyboardEvent.key`, letters in lower case; 'Ctrl ' before one that is held with Ctrl or the command key, which works wherever the focus is. */
  readonly keys: readonly string[]
  /** The keys as the overlay prints them. */
  readonly shown: readonly string[]
  readonly says: string
  readonly places: readonly Place[]
  /** Works again and again while it is held down. */
  readonly repeats?: true
  /** Only with Shift, where the same key without it means something else. */
  readonly shift?: true
}

const screens: readonly Place[] = ['home', 'settings', 'tracks', 'track', 'soundtrack', 'plan', 'run', 'ended']
const everywhere: readonly Place[] = [...screens, 'interrupted', 'leaving']

/** Every key of the program. The overlay is made from this list. */
export const bindings: readonly Binding[] = [
  { action: 'toggle', keys: [' '], shown: ['Space'], says: 'Start, pause, go on; hear the track of a list', places: ['home', 'tracks', 'track', 'soundtrack', 'plan', 'run', 'ended'] },
  { action: 'previous', keys: ['ArrowLeft'], shown: ['←'], says: 'Previous segment', places: ['run'] },
  { action: 'next', keys: ['ArrowRight'], shown: ['→'], says: 'Next segment', places: ['run'] },
  { action: 'restart', keys: ['r'], shown: ['R'], says: 'Restart the segment', places: ['run'] },
  { action: 'back', keys: ['-', '_'], shown: ['−'], says: 'Back 10 seconds', places: ['run'], repeats: true },
  { action: 'forward', keys: ['+', '='], shown: ['+'], says: 'Forward 10 seconds', places: ['run'], repeats: true },
  { action: 'other-track', keys: ['n'], shown: ['N'], says: 'Another track, the segment goes on', places: ['run'] },
  { action: 'like', keys: ['l'], shown: ['L'], says: 'The track is a favourite, or none any more', places: ['tracks', 'run'] },
  { action: 'ban', keys: ['x'], shown: ['X'], says: 'Never play this track again', places: ['tracks', 'run'] },
  { action: 'undo', keys: ['u'], shown: ['U'], says: 'Take that back, within 8 seconds', places: ['run'] },
  { action: 'music-up', keys: ['ArrowUp'], shown: ['↑'], says: 'Music louder', places: ['run'], repeats: true },
  { action: 'music-down', keys: ['ArrowDown'], shown: ['↓'], says: 'Music softer', places: ['run'], repeats: true },
  { action: 'bells-up', keys: ['ArrowUp'], shift: true, shown: ['⇧', '↑'], says: 'Bells louder', places: ['run'], repeats: true },
  { action: 'bells-down', keys: ['ArrowDown'], shift: true, shown: ['⇧', '↓'], says: 'Bells softer', places: ['run'], repeats: true },
  { action: 'mute', keys: ['m'], shown: ['M'], says: 'Music off and on, bells stay', places: everywhere },
  { action: 'mute-all', keys: ['m'], shift: true, shown: ['⇧', 'M'], says: 'All sound off and on', places: everywhere },
  { action: 'fullscreen', keys: ['f', 'F11'], shown: ['F', 'F11'], says: 'Full screen', places: everywhere },
  { action: 'leave', keys: ['Escape'], shown: ['Esc'], says: 'Back, leave full screen; never ends a session', places: screens },
  { action: 'go-back', keys: ['ArrowLeft'], shown: ['←'], says: 'Back into the session that a key has ended', places: ['ended'] },
  { action: 'repeat', keys: ['a'], shown: ['A'], says: 'The same session again', places: ['ended'] },
  { action: 'log', keys: ['o'], shown: ['O'], says: 'Show the log of the session in its folder', places: ['ended'] },
  { action: 'go-on', keys: [' ', 'Enter'], shown: ['Space', 'Enter'], says: 'Go on with an interrupted session', places: ['interrupted'] },
  { action: 'keep', keys: ['Escape', 'Delete'], shown: ['Esc', 'Del'], says: 'Keep an interrupted session as stopped', places: ['interrupted'] },
  { action: 'end', keys: ['y'], shown: ['Y'], says: 'End the session and close', places: ['leaving'] },
  { action: 'stay', keys: ['n', 'Escape'], shown: ['N', 'Esc'], says: 'Do not end the session', places: ['leaving'] },
  { action: 'settings', keys: ['s'], shown: ['S'], says: 'Settings', places: ['home', 'settings'] },
  { action: 'tracks', keys: ['t'], shown: ['T'], says: 'The tracks', places: ['home', 'tracks'] },
  { action: 'soundtrack', keys: ['c'], shown: ['C'], says: 'The soundtrack', places: ['home', 'soundtrack'] },
  { action: 'find', keys: ['/'], shown: ['/'], says: 'Search; another file for a song', places: ['tracks', 'soundtrack'] },
  { action: 'edit', keys: ['e'], shown: ['E'], says: 'Correct title, artist, tempo', places: ['tracks', 'soundtrack'] },
  { action: 'show', keys: ['o'], shown: ['O'], says: 'Show the file in its folder', places: ['tracks', 'soundtrack'] },
  { action: 'confirm', keys: ['y'], shown: ['Y'], says: 'Yes, this file is the song', places: ['soundtrack'] },
  { action: 'refuse', keys: ['n'], shown: ['N'], says: 'No, it is not', places: ['soundtrack'] },
  { action: 'unlink', keys: ['u'], shown: ['U'], says: 'No file is the song', places: ['soundtrack'] },
  { action: 'plan', keys: ['p'], shown: ['P'], says: 'The plan', places: ['home', 'plan'] },
  { action: 'larger', keys: ['Ctrl +', 'Ctrl ='], shown: ['Ctrl', '+'], says: 'Larger text and everything', places: everywhere, repeats: true },
  { action: 'smaller', keys: ['Ctrl -', 'Ctrl _'], shown: ['Ctrl', '−'], says: 'Smaller', places: everywhere, repeats: true },
  { action: 'usual-size', keys: ['Ctrl 0'], shown: ['Ctrl', '0'], says: 'As large as usual', places: everywhere },
  { action: 'keys', keys: ['?'], shown: ['?'], says: 'Show the keys', places: everywhere },
  { action: 'beat-back', keys: ['ArrowLeft'], shown: ['←'], says: 'Back a beat', places: ['track'], repeats: true },
  { action: 'beat-on', keys: ['ArrowRight'], shown: ['→'], says: 'On a beat', places: ['track'], repeats: true },
  { action: 'bar-back', keys: ['ArrowDown'], shown: ['↓'], says: 'Back a bar', places: ['track'], repeats: true },
  { action: 'bar-on', keys: ['ArrowUp'], shown: ['↑'], says: 'On a bar', places: ['track'], repeats: true },
  { action: 'tap', keys: ['t'], shown: ['T'], says: 'Tap the beat, eight times', places: ['track'] },
  { action: 'tick', keys: ['c'], shown: ['C'], says: 'Click on the beat', places: ['track'] },
  { action: 'nudge-back', keys: [','], shown: [','], says: 'Beats 10 ms earlier', places: ['track'], repeats: true },
  { action: 'nudge-on', keys: ['.'], shown: ['.'], says: 'Beats 10 ms later', places: ['track'], repeats: true },
  // With Shift, on keyboards of two kinds.
  { action: 'nudge-back-fine', keys: ['<', ';'], shown: ['⇧', ','], says: 'Beats 1 ms earlier', places: ['track'], repeats: true },
  { action: 'nudge-on-fine', keys: ['>', ':'], shown: ['⇧', '.'], says: 'Beats 1 ms later', places: ['track'], repeats: true },
  { action: 'drop', keys: ['d'], shown: ['D'], says: 'Mark the drop here', places: ['track'] },
  { action: 'again', keys: ['a'], shown: ['A'], says: 'Analyse the track again', places: ['track'] },
  { action: 'stop-back', keys: ['ArrowLeft'], shown: ['←'], says: 'The track before', places: ['plan'], repeats: true },
  { action: 'stop-on', keys: ['ArrowRight'], shown: ['→'], says: 'The next track', places: ['plan'], repeats: true },
  { action: 'swap', keys: ['n', 'ArrowDown'], shown: ['N', '↓'], says: 'Swap for the next best', places: ['plan'] },
  { action: 'swap-back', keys: ['ArrowUp'], shown: ['↑'], says: 'Swap back', places: ['plan'] },
  { action: 'lock', keys: ['l'], shown: ['L'], says: 'Lock the track here, let it go', places: ['plan'] },
  { action: 'lock-all', keys: ['k'], shown: ['K'], says: 'Lock all, let all go', places: ['plan'] },
  { action: 'leave-out', keys: ['x'], shown: ['X'], says: 'Leave the track out of this session', places: ['plan'] },
  { action: 'drop-turn', keys: ['d'], shown: ['D'], says: 'Drop: bell, second wind, none', places: ['plan'] },
  { action: 'drop-back', keys: [','], shown: [','], says: 'Drop a bar earlier', places: ['plan'], repeats: true },
  { action: 'drop-on', keys: ['.'], shown: ['.'], says: 'Drop a bar later', places: ['plan'], repeats: true },
  { action: 'listen', keys: ['j'], shown: ['J'], says: 'Listen to the join', places: ['plan'] },
  { action: 'shuffle', keys: ['s'], shown: ['S'], says: 'Shuffle', places: ['plan'] },
  { action: 'arc', keys: ['a'], shown: ['A'], says: 'Another arc', places: ['plan'] },
  { action: 'tempo-mode', keys: ['t'], shown: ['T'], says: 'Tempo off, near, lock', places: ['plan'] },
  { action: 'rest-policy', keys: ['r'], shown: ['R'], says: 'Rests breathe, hold, silent', places: ['plan'] },
  { action: 'zoom-in', keys: ['+', '='], shown: ['+'], says: 'Closer', places: ['plan'] },
  { action: 'zoom-out', keys: ['-', '_'], shown: ['−'], says: 'Farther', places: ['plan'] },
  { action: 'undo', keys: ['z', 'Ctrl z'], shown: ['Z'], says: 'Undo what was decided last', places: ['plan'] },
  { action: 'export', keys: ['e'], shown: ['E'], says: 'Write it as a playlist', places: ['plan'] },
]

/**
 * What has the focus, as far as it changes what a key means. 'choice' is a radio or a checkbox: the space bar and the arrows are
 * its own, and a letter meant for it must not ban a song; 'slider' has the arrows.
 */
export type Focus = 'nothing' | 'text' | 'button' | 'choice' | 'slider'

export interface Press {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
}

/** What opens a screen or changes how it is shown or heard: harmless wherever the focus is. */
const harmless = new Set<Action>(['mute', 'mute-all', 'fullscreen', 'leave', 'settings', 'tracks', 'soundtrack', 'plan', 'keys'])
const usual: Pick<Preferences, 'letters' | 'keys'> = { letters: true, keys: {} }
const slides = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'])

/**
 * What a key press asks for; null where it is none of ours, e.g. while somebody types or a focused control takes the key.
 * @param preferences `letters`: whether keys that are a letter, a digit or a sign do anything by themselves; `keys`: which are on others
 */
export function actionFor(press: Press, place: Place, focus: Focus, { letters, keys: moved }: Pick<Preferences, 'letters' | 'keys'> = usual): Action | null {
  if (press.altKey) return null
  const ctrl = press.ctrlKey || press.metaKey
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const name = ctrl ? `Ctrl ${key}` : letterOn(moved, key)
  const meant = bindings.filter(({ keys, places }) => keys.includes(name) && places.includes(place))
  const binding = (press.shiftKey && meant.find(({ shift }) => shift)) || meant.find(({ shift }) => !shift)
  if (!binding || (press.repeat && !binding.repeats)) return null
  const { action } = binding
  if (ctrl) return action === 'undo' && focus === 'text' ? null : action
  if (focus === 'text' && key !== 'F11') return null
  if (focus === 'button' && (key === ' ' || key === 'Enter')) return null
  if (focus === 'slider' && slides.has(key)) return null
  if (focus === 'choice' && !harmless.has(action)) return null
  if (!letters && key.length === 1 && key !== ' ') return null
  return action
}

const typed = new Set(['text', 'number', 'search', 'url', 'email', 'password', 'tel'])

/** The focus of a page, from `document.activeElement`. */
export function focusOf(element: Element | null): Focus {
  if (!element) return 'nothing'
  if (element instanceof HTMLInputElement) {
    if (typed.has(element.type)) return 'text'
    if (element.type === 'range') return 'slider'
    return element.type === 'radio' || element.type === 'checkbox' ? 'choice' : 'button'
  }
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return 'text'
  return element.matches('button, summary, a[href]') ? 'button' : 'nothing'
}
