import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fail, ok, type Result } from '../core/result'
import type { Workout } from '../core/workout/workout'
import type { Options } from './commandline'
import { choicesOf, workoutFrom } from './workouts'

/** The options after they met the disk: what is named exists and can be used. Paths are absolute. */
export interface Request {
  /** The id that the page is to show first. */
  readonly workout: string | null
  /** The workout of a file that the command line names. */
  readonly workoutFile: Workout | null
  /** Null: the remembered folders. */
  readonly music: readonly string[] | null
  readonly report: string | null
  readonly pictures: string | null
  /** The folder of --analyze. */
  readonly analyze: string | null
  /** The folder of --match. */
  readonly match: string | null
  /** An id, or a file; as it was typed. */
  readonly catalog: string | null
}

/** A workout file is a page of text; more than this is something else, in bytes. */
export const largestWorkout = 1_000_000

type Checked<T> = Result<T, 'usage'>
const kindOf = (path: string): 'folder' | 'file' | 'other' | null => {
  try {
    const stat = statSync(path)
    return stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other'
  } catch {
    return null
  }
}
const why = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error)

function workoutOf(given: string, path: string, users: readonly Workout[]): Checked<Pick<Request, 'workout' | 'workoutFile'>> {
  if (given === 'quick' || choicesOf(users).some(({ id }) => id === given)) return ok({ workout: given, workoutFile: null })
  const kind = kindOf(path)
  if (kind === null) return fail('usage', `--workout: '${given}' is neither a known workout nor a file; see --list-workouts`)
  if (kind !== 'file' || statSync(path).size > largestWorkout) return fail('usage', `--workout: '${given}' is not a workout file`)
  try {
    const read = workoutFrom(readFileSync(path, 'utf8'))
    if (!read.ok) return fail('usage', `--workout: '${given}': ${read.error.message}`)
    const id = choicesOf(users, read.value).at(-1)?.id ?? null
    return ok({ workout: id, workoutFile: read.value })
  } catch (error) {
    return fail('usage', `--workout: '${given}' cannot be read (${why(error)})`)
  }
}

function usable(option: string, given: string, make: string): Checked<null> {
  try {
    mkdirSync(make, { recursive: true })
    return ok(null)
  } catch (error) {
    return fail('usage', `${option}: '${given}' cannot be made (${why(error)})`)
  }
}

/** Makes the folder of --user-data. It comes before all else, because the settings are in it. */
export function userDataOf(options: Options, base: string): Checked<string | null> {
  if (options.userData === null) return ok(null)
  const path = resolve(base, options.userData)
  const made = usable('--user-data', options.userData, path)
  return made.ok ? ok(path) : made
}

/** The folder of a run without a window, with its option. */
const headless = ({ analyze, match }: Options): (readonly [option: string, given: string])[] => [
  ...(analyze === null ? [] : [['--analyze', analyze] as const]),
  ...(match === null ? [] : [['--match', match] as const]),
]

/**
 * Checks what the options name.
 * @param base the folder that the user typed the command in
 * @param users the user's own workouts
 */
export function requestOf(options: Options, base: string, users: readonly Workout[]): Checked<Request> {
  const at = (given: string | null) => (given === null ? null : resolve(base, given))
  const [report, pictures] = [at(options.report), at(options.pictures)]

  const workout =
    options.workout === null
      ? ok({ workout: null, workoutFile: null })
      : workoutOf(options.workout, resolve(base, options.workout), users)
  if (!workout.ok) return workout

  const folders = [...options.music.map((given) => ['--music', given] as const), ...headless(options)]
  for (const [option, given] of folders) {
    const kind = kindOf(resolve(base, given))
    if (kind === null) return fail('usage', `${option}: the folder '${given}' does not exist`)
    if (kind !== 'folder') return fail('usage', `${option}: '${given}' is not a folder`)
  }
  if (report !== null) {
    if (kindOf(report) === 'folder') return fail('usage', `--report: '${options.report}' is a folder, not a file`)
    if (kindOf(dirname(report)) !== 'folder') return fail('usage', `--report: the folder of '${options.report}' does not exist`)
  }
  const made = pictures === null ? ok(null) : usable('--pictures', options.pictures ?? '', pictures)
  if (!made.ok) return made
  const music = options.music.length > 0 ? options.music.map((given) => resolve(base, given)) : null
  return ok({ ...workout.value, music, report, pictures, analyze: at(options.analyze), match: at(options.match), catalog: options.catalog })
}
