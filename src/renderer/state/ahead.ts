import type { Bridge } from '../../core/ipc/contract'
import { noEdits, noTaste } from '../../core/music/director/direction'
import { shortlist } from '../../core/music/director/shortlist'
import { policyOf } from '../../core/music/policy'
import type { Track } from '../../core/music/track'
import type { Preferences } from '../../core/settings'
import { compile } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'

/** So many are asked for at once; the rest of a library comes in its own time. */
const most = 100

const waits = ({ analysis }: Track): boolean => analysis === undefined || (analysis.state === 'waiting' && !analysis.held)

/**
 * The tracks that still wait for their analysis and that a session of this workout is likely to need: those that
 * come into question for it now, then, as a track without a tempo cannot be chosen for it, those without one.
 */
export function neededFirst(workout: Workout, tracks: readonly Track[], { music, crossfade }: Pick<Preferences, 'music' | 'crossfade'>): readonly string[] {
  const compiled = compile(workout)
  if (!compiled.ok || !tracks.some(waits)) return []
  const direction = { plan: compiled.value, tracks, facts: new Map(), policy: policyOf(music, workout.music), crossfade, taste: noTaste, edits: noEdits, seed: 1 }
  const waiting = tracks.filter(waits)
  const timed = new Set(waiting.filter(({ tempo }) => tempo !== null).map(({ id }) => id))
  const untimed = waiting.filter(({ tempo }) => tempo === null).map(({ id }) => id)
  return [...shortlist(direction).filter((id) => timed.has(id)), ...untimed].slice(0, most)
}

/** Library changes come by the hundred, and all tracks of it are asked for: at most so often; soon after a choice. In milliseconds. */
export const lookEvery = { library: 10_000, choice: 300 } as const

/**
 * Keeps main told which tracks the next session needs first.
 * @param tracks all of the library
 * @param wanted what START would run now, with which preferences; null while nobody is about to choose
 */
export function createAhead(
  bridge: Bridge,
  tracks: () => Promise<readonly Track[]>,
  wanted: () => { readonly workout: Workout; readonly preferences: Preferences } | null,
  attempt: (work: Promise<unknown>) => Promise<void>,
) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = ''

  async function look(): Promise<void> {
    const now = wanted()
    if (!now) return
    const ids = neededFirst(now.workout, await tracks(), now.preferences)
    if (ids.length === 0 || told === ids.join()) return
    told = ids.join()
    await bridge.call('analysis.first', { ids: [...ids] })
  }

  return {
    /** What there is to choose from changed, or what was chosen. */
    changed(what: keyof typeof lookEvery): void {
      if (what === 'library' && timer !== undefined) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        timer = undefined
        void attempt(look())
      }, lookEvery[what])
    },
    close: () => clearTimeout(timer),
  }
}
