import type { Bridge } from '../../core/ipc/contract'
import { planSetlist } from '../../core/music/setlist'
import type { Track } from '../../core/music/track'
import { compile } from '../../core/workout/plan'
import type { Seconds, Workout } from '../../core/workout/workout'

/** So many are asked for at once; the rest of a library comes in its own time. */
const most = 100
/** Chances of the draw for which the setlist is looked at: which tracks START will take is not known before, but which are near. */
const seeds = [1, 2, 3, 4] as const

const waits = ({ analysis }: Track): boolean => analysis === undefined || analysis.state === 'waiting'

/**
 * The tracks that still wait for their analysis and that a session of this workout is likely to need, the surest first: those
 * of a few setlists as they would be made now, then, as a track without a tempo cannot be chosen for it, those without one.
 */
export function neededFirst(workout: Workout, tracks: readonly Track[], crossfade: Seconds): readonly string[] {
  const compiled = compile(workout)
  if (!compiled.ok || !tracks.some(waits)) return []
  const likely = seeds.flatMap((seed) => planSetlist(compiled.value, tracks, { crossfade, seed }).music.map(({ track }) => track))
  const unknown = tracks.filter(({ tempo }) => tempo === null)
  return [...new Set([...likely, ...unknown].filter(waits).map(({ id }) => id))].slice(0, most)
}

/** Library changes come by the hundred, and all tracks of it are asked for: at most so often; soon after a choice. In milliseconds. */
export const lookEvery = { library: 10_000, choice: 300 } as const

/**
 * Keeps main told which tracks the next session needs first.
 * @param tracks all of the library
 * @param wanted what START would run now, with which crossfade; null while nobody is about to choose
 */
export function createAhead(
  bridge: Bridge,
  tracks: () => Promise<readonly Track[]>,
  wanted: () => { readonly workout: Workout; readonly crossfade: Seconds } | null,
  attempt: (work: Promise<unknown>) => Promise<void>,
) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = ''

  async function look(): Promise<void> {
    const now = wanted()
    if (!now) return
    const ids = neededFirst(now.workout, await tracks(), now.crossfade)
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
