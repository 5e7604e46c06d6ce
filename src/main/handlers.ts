import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Answer, Launch, WorkoutChoice } from '../core/ipc/contract'
import { fail, type Failure, type Result } from '../core/result'
import { mostKept } from '../core/settings'
import type { Workout } from '../core/workout/workout'
import type { Analyst } from './analysis/analyst'
import type { Handlers } from './ipc'
import { createLibraryHandlers, type LibraryParts } from './library/handlers'
import { log } from './log'
import { largestWorkout } from './request'
import type { Sessions } from './sessions'
import { createSetlistHandlers, type SetlistParts } from './setlists'
import { createSoundtrackHandlers, type SoundtrackParts } from './soundtrack/handlers'
import { choicesOf, withWorkout, workoutFrom } from './workouts'

export interface Parts extends LibraryParts, SoundtrackParts, Omit<SetlistParts, 'library'> {
  readonly launch: () => Launch
  /** The workout of the file that the last command line names. */
  readonly workoutFile: () => Workout | null
  readonly analyst: Analyst
  readonly sessions: Sessions
  readonly askWorkout: () => Promise<readonly string[]>
  readonly fullscreen: (on: boolean) => void
  /** Shows everything larger or smaller. */
  readonly resize: (size: number) => void
  /** Starts anew what plays the sound of the pages. */
  readonly restartSound: () => Promise<void>
  /** The user's answer, asked whether the session is to end with the window. */
  readonly close: (end: boolean) => void
}

async function readWorkoutFile(path: string): Promise<Result<Workout>> {
  try {
    if ((await stat(path)).size > largestWorkout) return fail('bad-workout', 'is too large for a workout file')
    return workoutFrom(await readFile(path, 'utf8'))
  } catch (error) {
    return fail('unreadable', `cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
  }
}

const about = (path: string, { code, message }: Failure): Answer<'workouts.open'> => ({ failed: { code, message: `${basename(path)}: ${message}` } })

/** The work behind every call of the contract. */
export function createHandlers(parts: Parts): Handlers {
  const { settings, analyst, sessions } = parts
  const choices = (): WorkoutChoice[] => [...choicesOf(settings.get().workouts, parts.workoutFile())]

  return {
    launch: () => parts.launch(),
    'preferences.get': () => settings.get().preferences,
    'preferences.set': async (patch) => {
      if (patch.size !== undefined) parts.resize(patch.size)
      await settings.set({ preferences: { ...settings.get().preferences, ...patch } })
      return settings.get().preferences
    },

    'workouts.list': choices,
    'workouts.open': async () => {
      const [path] = await parts.askWorkout()
      if (path === undefined) return null
      const read = await readWorkoutFile(path)
      if (!read.ok) return about(path, read.error)
      const workouts = withWorkout(settings.get().workouts, read.value)
      if (workouts.length > mostKept) return { failed: { code: 'too-many', message: `There are ${mostKept} workouts of yours already`, mend: 'Remove one first' } }
      await settings.set({ workouts })
      const opened = choices().find(({ from, workout }) => from === 'user' && workout.name === read.value.name)
      return opened ? { opened } : null
    },
    'workouts.remove': ({ id }) => {
      const gone = choices().find((choice) => choice.id === id && choice.from === 'user')
      if (gone) return settings.set({ workouts: settings.get().workouts.filter(({ name }) => name !== gone.workout.name) })
    },

    'workouts.music': ({ id, music }) => {
      const changed = choices().find((choice) => choice.id === id && choice.from === 'user')
      if (changed) return settings.set({ workouts: withWorkout(settings.get().workouts, { ...changed.workout, music }) })
    },

    ...createSetlistHandlers(parts),
    ...createLibraryHandlers(parts),
    ...createSoundtrackHandlers(parts),

    'track.analysis': ({ id }) => analyst.analysis(id),
    'track.facts': ({ ids }) => analyst.facts(ids),
    'track.again': ({ id }) => analyst.again(id),
    'track.correct': ({ id, correction }) => analyst.correct(id, correction),
    'analysis.pause': ({ paused }) => analyst.pause(paused),
    'analysis.first': ({ ids }) => analyst.first(ids),
    'analysis.state': () => analyst.progress(),
    'analysis.reached': ({ id, seconds }, sender) => analyst.reached(id, seconds, sender),
    'analysis.done': ({ id, result }, sender) => analyst.done(id, result, sender),

    'session.started': () => sessions.started(),
    'session.segment': (segment) => sessions.segment(segment),
    'session.journal': ({ entries }) => sessions.journal(entries),
    'session.interrupted': async () => {
      const answer = await sessions.interrupted()
      return answer && 'entries' in answer ? { entries: [...answer.entries] } : answer
    },
    'session.keep': () => sessions.keep(),
    'session.show': () => parts.showFile(sessions.place()),
    'session.ended': (ended) => sessions.finished(ended),
    'session.refused': (refused) => sessions.refused(refused),

    'sound.restart': () => parts.restartSound(),
    'window.close': ({ end }) => parts.close(end),
    'window.fullscreen': ({ on }) => parts.fullscreen(on),
    'page.error': ({ message }) => log('page', message),
  }
}
