import type { Answer } from '../../core/ipc/contract'
import { noEdits, noTaste, type Direction, type Edits, type Taste } from '../../core/music/director/direction'
import { shortlist } from '../../core/music/director/shortlist'
import { tasteOf } from '../../core/music/director/taste'
import { policyOf } from '../../core/music/policy'
import type { Setlist } from '../../core/music/setlist'
import { playable, type Track } from '../../core/music/track'
import type { Preferences } from '../../core/settings'
import type { Plan } from '../../core/workout/plan'
import type { Workout } from '../../core/workout/workout'

/** A setlist and all that it follows from. */
export interface Directed {
  readonly direction: Direction
  readonly setlist: Setlist
}

/** What a setlist is asked for with. */
export interface Wish {
  readonly plan: Plan
  readonly workout: Pick<Workout, 'music'>
  readonly tracks: readonly Track[]
  readonly preferences: Pick<Preferences, 'music' | 'crossfade'>
  readonly seed: number
  readonly edits?: Edits
  /** The songs of the soundtrack that the tracks are. */
  readonly mapped?: Taste['mapped']
}

export type FactsOf = (ids: readonly string[]) => Promise<Answer<'track.facts'>>
export type Solve = (direction: Direction) => Promise<Setlist>

/** All that a setlist follows from: what the library knows, and the facts of those tracks that come into question. */
export async function makeDirection({ plan, workout, tracks, preferences, seed, edits = noEdits, mapped = noTaste.mapped }: Wish, factsOf: FactsOf): Promise<Direction> {
  const bare: Direction = {
    plan, tracks: tracks.filter(playable), facts: new Map(), policy: policyOf(preferences.music, workout.music), crossfade: preferences.crossfade, taste: { ...tasteOf(tracks, new Date().toISOString()), mapped }, edits, seed,
  }
  const facts = new Map(Object.entries(await factsOf(shortlist(bare))))
  return { ...bare, facts }
}

/** Makes setlists: takes what they follow from, and solves. */
export async function makeSetlist(wish: Wish, factsOf: FactsOf, solve: Solve): Promise<Directed> {
  const direction = await makeDirection(wish, factsOf)
  return { direction, setlist: await solve(direction) }
}

/** Solves in a worker of its own, which is gone afterwards: a session needs one once. */
export const solveAside: Solve = (direction) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
    const end = () => worker.terminate()
    worker.onmessage = ({ data }: MessageEvent<Setlist>) => {
      end()
      resolve(data)
    }
    worker.onerror = ({ message }) => {
      end()
      reject(new Error(message))
    }
    worker.postMessage(direction)
  })
