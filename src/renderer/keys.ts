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
  /** Values of `KeyboardEvent.key`, letters in lower case. */
  readonly keys: readonly string[]
  /** The keys as the overlay prints them. */
  readonly shown: readonly string[]
  readonly says: string
  readonly places: readonly Place[]
  /** Works again and again while it is held down. */
  readonly repeats?: true
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
  { action: 'mute', keys: ['m'], shown: ['M'], says: 'Sound off and on', places: everywhere },
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
  { action: 'leave-out', keys: ['x'], shown: ['X'], says: 'Not this track in this setlist', places: ['plan'] },
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
  { action: 'export', keys: ['e'], shown: ['E'], says: 'Write it as a playlist', places: ['plan'] },
]

/** What has the focus, as far as it changes what a key means. */
export type Focus = 'nothing' | 'text' | 'button'

export interface Press {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly repeat: boolean
}

/** What a key press asks for; null where it is none of ours, e.g. while somebody types or a focused button takes the space bar. */
export function actionFor(press: Press, place: Place, focus: Focus): Action | null {
  if (press.ctrlKey || press.altKey || press.metaKey) return null
  if (focus === 'text' && press.key !== 'F11') return null
  if (focus === 'button' && (press.key === ' ' || press.key === 'Enter')) return null
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  const binding = bindings.find(({ keys, places }) => keys.includes(key) && places.includes(place))
  if (!binding || (press.repeat && !binding.repeats)) return null
  return binding.action
}

const typed = new Set(['text', 'number', 'search', 'url', 'email', 'password', 'tel'])

/** The focus of a page, from `document.activeElement`. */
export function focusOf(element: Element | null): Focus {
  if (!element) return 'nothing'
  if (element instanceof HTMLInputElement) return typed.has(element.type) ? 'text' : element.type === 'checkbox' ? 'button' : 'nothing'
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement) return 'text'
  return element.matches('button, summary, a[href]') ? 'button' : 'nothing'
}
