import type { Bridge } from '../../core/ipc/contract'
import { draftOf } from '../../core/music/draft'
import type { Track } from '../../core/music/track'
import type { Preferences } from '../../core/settings'
import { cueLength, type CueKind } from '../../core/workout/cue'
import { compile } from '../../core/workout/plan'
import type { Scheme, Seconds, Workout } from '../../core/workout/workout'
import type { Preview } from '../audio/ports'
import { makeSetlist, type Directed, type Solve } from '../director/director'

/** The music is heard alone for so long before a cue, and after it. */
const around: Seconds = 1.5
/** What the music is chosen for: some seconds of work. */
const work: Workout = { name: 'Sample', prep: 0, warmup: 0, rounds: 1, intervals: [{ work: 20, rest: 0 }], cooldown: 0 }

export interface SampleParts {
  readonly bridge: Bridge
  readonly tracks: () => Promise<readonly Track[]>
  readonly preferences: () => Preferences
  readonly solve: Solve
  readonly preview: Preview
  /** Plays a cue without any music. */
  readonly alone: (scheme: Scheme, kind: CueKind, volume: number) => void
  readonly attempt: (work: Promise<unknown>) => Promise<void>
}

export type Sample = ReturnType<typeof createSample>

/** The cues as a session sounds them: over some bars of the user's music, which they lower. */
export function createSample({ bridge, tracks, preferences, solve, preview, alone, attempt }: SampleParts) {
  let made: Promise<Directed> | null = null

  async function make(): Promise<Directed> {
    const plan = compile(work)
    if (!plan.ok) throw new Error(plan.error.message)
    const wish = { plan: plan.value, workout: work, tracks: await tracks(), preferences: preferences(), seed: draftOf(Math.random()).seed }
    return makeSetlist(wish, (ids) => bridge.call('track.facts', { ids: [...ids] }), solve)
  }

  /** Chooses the music. Without any the cues sound alone. */
  const ready = (): Promise<Directed | null> => (made ??= make()).catch(() => null)

  return {
    ready,
    async hear(scheme: Scheme, kind: CueKind): Promise<void> {
      const directed = await ready()
      if (made === null) return
      if (!directed || directed.setlist.music.length === 0) return alone(scheme, kind, preferences().cueVolume)
      await attempt(preview.play({ setlist: directed.setlist, cues: [{ kind, at: around, segment: 0 }], scheme }, 0, 2 * around + cueLength[kind]))
    },
    /** Is silent, and chooses anew the next time. */
    stop(): void {
      made = null
      preview.stop()
    },
  }
}
