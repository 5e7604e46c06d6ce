import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { own } from '../core/own'
import { defaultSettings, mostKept, PreferencesSchema, SettingsSchema, type Settings } from '../core/settings'
import { brokenRule, WorkoutSchema } from '../core/workout/workout'

/** The version of the file that is written. */
const newest = 1
/** A file of more bytes is none of ours. */
const largest = 16_000_000

/** Steps from one version of the file to the next: the function at 1 makes a file of version 2 out of one of version 1. */
const migrations: ReadonlyMap<unknown, (old: Record<string, unknown>) => Record<string, unknown>> = new Map()

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function migrated(value: Record<string, unknown>): Record<string, unknown> {
  let now = value
  for (let step = migrations.get(now['version']); step; step = migrations.get(now['version'])) now = step(now)
  return now
}

/** The fields of an object that keep the rules; what is missing or broken is left to the defaults. */
const soundFields = (shape: Record<string, z.ZodType>, value: unknown): Record<string, unknown> =>
  isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key, field]) => own(shape, key)?.safeParse(field).success)) : {}

const soundWorkouts = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, mostKept).filter((one) => WorkoutSchema.safeParse(one).success) : []

export interface ReadSettings {
  readonly settings: Settings
  /** What was wrong; one bad field costs that field only. */
  readonly problem: string | null
  /** The version of a newer Roundhouse: what is known of it was read, and it must not be written over. */
  readonly newer: number | null
}

/** The settings in a text. */
export function readSettings(text: string): ReadSettings {
  const broken = (problem: string): ReadSettings => ({ settings: defaultSettings(), problem, newer: null })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return broken('is not JSON')
  }
  if (!isObject(value)) return broken('is not an object')
  const now = migrated(value)
  const version = now['version']
  const newer = Number.isInteger(version) && Number(version) > newest ? Number(version) : null
  // Before all else is looked at: it would take long.
  const many = Array.isArray(now['workouts']) && now['workouts'].length > mostKept
  const whole = many ? null : SettingsSchema.safeParse(now)
  if (whole?.success) return { settings: whole.data, problem: null, newer: null }
  const sound = {
    ...soundFields(SettingsSchema.shape, { ...now, workouts: [] }),
    preferences: soundFields(PreferencesSchema.shape, now['preferences']),
    workouts: soundWorkouts(now['workouts']),
  }
  const problem = whole ? brokenRule(whole.error, 'the file') : `workouts: must be at most ${mostKept}`
  return { settings: SettingsSchema.parse(sound), problem, newer }
}

export const fileIn = (folder: string): string => join(folder, 'settings.json')

/** The settings in a folder, for a run that only reads: no file is touched, whatever is in it. */
export function peekSettings(folder: string): Settings {
  try {
    return readSettings(textIn(folder)).settings
  } catch {
    return defaultSettings()
  }
}

/** The text of the settings in a folder. Throws the system's error, and RangeError for a file that is too large. */
export function textIn(folder: string): string {
  if (statSync(fileIn(folder)).size > largest) throw new RangeError('it is too large')
  return readFileSync(fileIn(folder), 'utf8')
}
