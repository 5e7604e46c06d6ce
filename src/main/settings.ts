import { readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultSettings, PreferencesSchema, SettingsSchema, type Settings } from '../core/settings'
import { brokenRule, WorkoutSchema } from '../core/workout/workout'
import { writeWhole } from './atomic'

/** Steps from one version of the file to the next: the function at 1 makes a file of version 2 out of one of version 1. */
const migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>> = {}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function migrated(value: Record<string, unknown>): Record<string, unknown> {
  let now = value
  for (let step = migrations[Number(now['version'])]; step; step = migrations[Number(now['version'])]) now = step(now)
  return now
}

/** The fields of an object that keep the rules; what is missing or broken is left to the defaults. */
const soundFields = (shape: Record<string, z.ZodType>, value: unknown): Record<string, unknown> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key, field]) => shape[key]?.safeParse(field).success)) : {}

/** The settings in a text. `problem` says what was wrong; one bad field costs that field only. */
export function readSettings(text: string): { settings: Settings; problem: string | null } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { settings: defaultSettings(), problem: 'is not JSON' }
  }
  if (!isObject(value)) return { settings: defaultSettings(), problem: 'is not an object' }
  const now = migrated(value)
  const whole = SettingsSchema.safeParse(now)
  if (whole.success) return { settings: whole.data, problem: null }
  const workouts = Array.isArray(now['workouts']) ? now['workouts'].filter((one) => WorkoutSchema.safeParse(one).success) : []
  const sound = {
    ...soundFields(SettingsSchema.shape, now),
    preferences: soundFields(PreferencesSchema.shape, now['preferences']),
    workouts,
  }
  return { settings: SettingsSchema.parse(sound), problem: brokenRule(whole.error, 'the file') }
}

export interface SettingsStore {
  get(): Settings
  /** Takes the new values at once and writes them in the background, in order. Rejects when they could not be written. */
  set(patch: Partial<Settings>): Promise<void>
  /** Resolves when nothing waits to be written. */
  settled(): Promise<void>
  /** What went wrong on reading, for the user. */
  readonly notices: readonly string[]
}

/** Opens the settings in a folder. A file that is not as it should be is kept aside, and what is sound in it is used. */
export function openSettings(folder: string, now: () => Date = () => new Date()): SettingsStore {
  const path = join(folder, 'settings.json')
  const notices: string[] = []
  let current = defaultSettings()
  try {
    const { settings, problem } = readSettings(readFileSync(path, 'utf8'))
    current = settings
    if (problem) {
      const aside = `settings.corrupt-${now().toISOString().replaceAll(/[:.]/g, '-')}.json`
      renameSync(path, join(folder, aside))
      notices.push(`The settings file was damaged (${problem}). It is kept as ${aside}; what could be read of it is used, and defaults for the rest.`)
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT') notices.push(`The settings file could not be read (${code ?? message}); defaults are used.`)
  }

  let writing = Promise.resolve()
  return {
    notices,
    get: () => current,
    set(patch) {
      current = SettingsSchema.parse({ ...current, ...patch })
      const text = `${JSON.stringify(current, null, 2)}\n`
      const written = writing.then(() => writeWhole(path, text))
      // The next write goes on after a failed one; the failure is told to whoever asked for it.
      writing = written.catch(() => undefined)
      return written
    },
    settled: () => writing,
  }
}
