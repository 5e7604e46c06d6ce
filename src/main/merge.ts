import type { Settings } from '../core/settings'
import { withWorkout } from './workouts'

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The fields of `mine` that are not as in `base`. */
const changes = <T extends object>(base: T, mine: T): Partial<T> =>
  Object.fromEntries(Object.entries(mine).filter(([key, value]) => !same(value, base[key as keyof T]))) as Partial<T>

/**
 * What was set while the file could not be read, over what the file has; nothing of the file is lost by it.
 * @param base what `mine` began with
 */
export function merged(base: Settings, mine: Settings, file: Settings): Settings {
  return {
    ...file,
    ...changes(base, mine),
    preferences: { ...file.preferences, ...changes(base.preferences, mine.preferences) },
    folders: [...new Set([...file.folders, ...mine.folders])],
    workouts: mine.workouts.reduce((all: Settings['workouts'], workout) => withWorkout(all, workout), file.workouts),
    setlists: { ...file.setlists, ...mine.setlists },
  }
}
