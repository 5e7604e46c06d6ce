import { constants, copyFileSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { own } from '../core/own'
import { defaultSettings, mostKept, PreferencesSchema, SettingsSchema, type Settings } from '../core/settings'
import { brokenRule, WorkoutSchema } from '../core/workout/workout'
import { merged } from './merge'
import { createWriter, type Writer } from './writer'

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

const fileIn = (folder: string): string => join(folder, 'settings.json')

/** The settings in a folder, for a run that only reads: no file is touched, whatever is in it. */
export function peekSettings(folder: string): Settings {
  try {
    return readSettings(textIn(folder)).settings
  } catch {
    return defaultSettings()
  }
}

/** Throws the system's error, and RangeError for a file that is too large. */
function textIn(folder: string): string {
  if (statSync(fileIn(folder)).size > largest) throw new RangeError('it is too large')
  return readFileSync(fileIn(folder), 'utf8')
}

export interface SettingsStore {
  get(): Settings
  /** Takes the new values at once and writes them in the background, in order. Resolves when that was tried; what cannot be written waits. */
  set(patch: Partial<Settings>): Promise<void>
  /** Resolves when what waits to be written was tried once more. */
  settled(): Promise<void>
  /** Is told when a file that could not be read at first was read. */
  reread(listen: () => void): void
  /** What went wrong on reading, for the user. */
  readonly notices: readonly string[]
}

export interface SettingsOptions {
  readonly now?: () => Date
  readonly writer?: Writer
  /** Has something done in a while; it must not keep the process alive. */
  readonly later?: (work: () => void) => void
}

/** A file that could not be read is tried again so often, in ms. */
const everyMs = 2000

/**
 * Opens the settings in a folder. What is not as it should be is copied aside, and what is sound in it is written in its
 * place at once. What was not read, or is of a newer Roundhouse, is never written over.
 */
export function openSettings(folder: string, { now = () => new Date(), writer = createWriter({ trouble: () => undefined }), later = (work) => void setTimeout(work, everyMs).unref() }: SettingsOptions = {}): SettingsStore {
  const notices: string[] = []
  let current = defaultSettings()
  /** The file may be written. */
  let free = false
  let listener = () => undefined as void

  const write = (): Promise<void> => (free ? writer.write(fileIn(folder), `${JSON.stringify(current, null, 2)}\n`) : Promise.resolve())

  /** Throws where the file, or a copy of it, cannot be had: nothing may be written then. */
  function take(): void {
    const text = textIn(folder)
    const { settings, problem, newer } = readSettings(text)
    if (newer !== null) notices.push(`The settings are of a newer Roundhouse (version ${newer}): what is known of them is used, and nothing of this run is kept in them.`)
    else if (problem) {
      const aside = `settings.corrupt-${now().toISOString().replaceAll(/[:.]/g, '-')}.json`
      copyFileSync(fileIn(folder), join(folder, aside), constants.COPYFILE_EXCL)
      notices.push(`The settings file was damaged (${problem}). It is kept as ${aside}; what could be read of it is used, and defaults for the rest.`)
    }
    current = free ? current : merged(defaultSettings(), current, settings)
    free = newer === null
    if (problem && free) void write()
  }

  function tryAgain(): void {
    const mine = current
    try {
      take()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return later(tryAgain)
      free = true
    }
    if (JSON.stringify(mine) !== JSON.stringify(defaultSettings())) void write()
    listener()
  }

  try {
    take()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') free = true
    else {
      notices.push(`The settings file could not be read (${code ?? message}); defaults are used, and it is left as it is until it can be read.`)
      later(tryAgain)
    }
  }

  return {
    notices,
    get: () => current,
    set(patch) {
      current = SettingsSchema.parse({ ...current, ...patch })
      return write()
    },
    settled: () => writer.settled(),
    reread: (listen) => void (listener = listen),
  }
}
