import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Answer, Launch, WorkoutChoice } from '../core/ipc/contract'
import { fail, type Failure, type Result } from '../core/result'
import type { Workout } from '../core/workout/workout'
import type { Analyst } from './analysis/analyst'
import type { Handlers } from './ipc'
import type { Library } from './library/library'
import { log } from './log'
import { largestWorkout } from './request'
import type { Sessions } from './sessions'
import type { SettingsStore } from './settings'
import { choicesOf, withWorkout, workoutFrom } from './workouts'

export interface Parts {
  readonly launch: () => Launch
  readonly settings: SettingsStore
  /** The workout of the file that the command line names. */
  readonly workoutFile: Workout | null
  readonly library: Library
  readonly analyst: Analyst
  readonly sessions: Sessions
  readonly askFolders: () => Promise<readonly string[]>
  readonly askWorkout: () => Promise<readonly string[]>
  readonly fullscreen: (on: boolean) => void
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
  const { settings, library, analyst, sessions } = parts
  const choices = (): WorkoutChoice[] => [...choicesOf(settings.get().workouts, parts.workoutFile)]
  const unwanted = (what: string) => (error: unknown) => log(what, error)

  return {
    launch: () => parts.launch(),
    'preferences.get': () => settings.get().preferences,
    'preferences.set': async (patch) => {
      await settings.set({ preferences: { ...settings.get().preferences, ...patch } })
      return settings.get().preferences
    },

    'workouts.list': choices,
    'workouts.open': async () => {
      const [path] = await parts.askWorkout()
      if (path === undefined) return null
      const read = await readWorkoutFile(path)
      if (!read.ok) return about(path, read.error)
      await settings.set({ workouts: withWorkout(settings.get().workouts, read.value) })
      const opened = choices().find(({ from, workout }) => from === 'user' && workout.name === read.value.name)
      return opened ? { opened } : null
    },
    'workouts.remove': ({ id }) => {
      const gone = choices().find((choice) => choice.id === id && choice.from === 'user')
      if (gone) return settings.set({ workouts: settings.get().workouts.filter(({ name }) => name !== gone.workout.name) })
    },

    'library.status': () => library.status(),
    'library.tracks': () => [...library.tracks()],
    'library.addFolder': async () => {
      const paths = await parts.askFolders()
      if (paths.length === 0) return
      const used = library.folders().map(({ path }) => path)
      void library.setFolders([...used, ...paths]).catch(unwanted('scan'))
      await settings.set({ folders: [...new Set([...settings.get().folders, ...paths])] })
    },
    'library.removeFolder': async ({ id }) => {
      const folders = library.folders()
      const gone = folders.find((folder) => folder.id === id)
      if (!gone) return
      void library.setFolders(folders.filter((folder) => folder !== gone).map(({ path }) => path)).catch(unwanted('scan'))
      await settings.set({ folders: settings.get().folders.filter((path) => path !== gone.path) })
    },
    'library.rescan': () => void library.rescan().catch(unwanted('scan')),

    'track.analysis': ({ id }) => analyst.analysis(id),
    'track.correct': ({ id, correction }) => analyst.correct(id, correction),
    'analysis.pause': ({ paused }) => analyst.pause(paused),
    'analysis.first': ({ ids }) => analyst.first(ids),
    'analysis.state': () => analyst.progress(),
    'analysis.reached': ({ id, seconds }) => analyst.reached(id, seconds),
    'analysis.done': ({ id, result }) => analyst.done(id, result),

    'session.started': () => sessions.started(),
    'session.segment': (segment) => sessions.segment(segment),
    'session.ended': (ended) => sessions.finished(ended),
    'session.refused': (refused) => sessions.refused(refused),

    'window.fullscreen': ({ on }) => parts.fullscreen(on),
    'page.error': ({ message }) => log('page', message),
  }
}
