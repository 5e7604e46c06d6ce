import { z } from 'zod'
import { DraftSchema } from './music/draft'
import { defaultPolicy, PolicySchema } from './music/policy'
import { schemes, WorkoutSchema } from './workout/workout'

const volume = z.number().min(0).max(1)

/** The sizes of all that is shown, as parts of the usual one. */
export const sizes = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const

/** What the user sets on the screens. Every field has a default, so that an old or empty file still reads. */
/** A key that another one's place can be given to: a letter in lower case, or a digit. */
export const freeKey = /^[\p{Ll}\p{Lo}\p{Nd}]$/u
const key = z.string().regex(freeKey, 'must be a letter in lower case, or a digit')

export const PreferencesSchema = z.object({
  /** Volumes are positions of a slider, 0 to 1. */
  musicVolume: volume.default(0.8),
  cueVolume: volume.default(1),
  /** Nothing is heard at all. */
  muted: z.boolean().default(false),
  /** The music is not heard; the bells are. */
  musicMuted: z.boolean().default(false),
  /** By how many dB the music goes down under a cue. */
  duck: z.number().min(0).max(24).default(12),
  /** Overlap of two tracks, in seconds. */
  crossfade: z.number().min(0).max(12).default(3),
  /** How music is chosen and played where the workout does not say. */
  music: PolicySchema.default(defaultPolicy),
  /** The cue sounds: those that the workout names, or always the same. */
  scheme: z.enum(['workout', ...schemes]).default('workout'),
  halfway: z.boolean().default(true),
  /** What the running session shows beside its digits: how much of it is over, how much is left, the time of the day. */
  showElapsed: z.boolean().default(true),
  showLeft: z.boolean().default(true),
  showClock: z.boolean().default(true),
  /** What the home screen starts with: the id of a workout, or 'quick'. */
  selected: z.string().default('boxing'),
  /** The catalog whose songs a session prefers, by its id. */
  catalog: z.string().default('never-back-down'),
  quick: z
    .object({
      rounds: z.number().int().min(1).max(99),
      work: z.number().min(1).max(7200),
      rest: z.number().min(0).max(7200),
      prep: z.number().min(0).max(600),
    })
    .default({ rounds: 6, work: 120, rest: 60, prep: 10 }),
  /** How large everything is, 1 as usual. */
  size: z.number().min(sizes[0]).max(2).default(1),
  /** Keys that are a single letter, digit or sign do something (WCAG 2.1.4). */
  letters: z.boolean().default(true),
  /** Letters that are on other keys than usual, with those keys: each place is taken once. */
  keys: z
    .record(key, key)
    .refine((keys) => Object.keys(keys).toSorted().join() === Object.values(keys).toSorted().join(), 'must exchange keys, each for one other')
    .default({}),
})
export type Preferences = z.infer<typeof PreferencesSchema>

const { shape } = PreferencesSchema
/** Some of the preferences. Made without the defaults: `PreferencesSchema.partial()` would fill in what is absent. */
export const PreferencesPatchSchema = z.object({
  musicVolume: shape.musicVolume.unwrap().exactOptional(),
  cueVolume: shape.cueVolume.unwrap().exactOptional(),
  muted: shape.muted.unwrap().exactOptional(),
  musicMuted: shape.musicMuted.unwrap().exactOptional(),
  duck: shape.duck.unwrap().exactOptional(),
  crossfade: shape.crossfade.unwrap().exactOptional(),
  music: shape.music.unwrap().exactOptional(),
  scheme: shape.scheme.unwrap().exactOptional(),
  halfway: shape.halfway.unwrap().exactOptional(),
  showElapsed: shape.showElapsed.unwrap().exactOptional(),
  showLeft: shape.showLeft.unwrap().exactOptional(),
  showClock: shape.showClock.unwrap().exactOptional(),
  selected: shape.selected.unwrap().exactOptional(),
  catalog: shape.catalog.unwrap().exactOptional(),
  quick: shape.quick.unwrap().exactOptional(),
  size: shape.size.unwrap().exactOptional(),
  letters: shape.letters.unwrap().exactOptional(),
  keys: shape.keys.unwrap().exactOptional(),
} satisfies Record<keyof Preferences, z.ZodType>)

export const WindowStateSchema = z.object({
  x: z.number().int().optional(),
  y: z.number().int().optional(),
  width: z.number().int().min(320).max(16384),
  height: z.number().int().min(240).max(16384),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof WindowStateSchema>

/** So many workouts, setlists and folders are kept; more would hold up every start. */
export const mostKept = 500

/** The settings file. Paths are for the main process alone. */
export const SettingsSchema = z.object({
  version: z.literal(1).default(1),
  preferences: PreferencesSchema.prefault({}),
  folders: z.array(z.string().max(8192)).max(mostKept).default([]),
  /** Workouts that the user brought from files. */
  workouts: z.array(WorkoutSchema).max(mostKept).default([]),
  /** The setlists that are kept, by the id of their workout. */
  setlists: z.record(z.string(), DraftSchema).default({}),
  window: WindowStateSchema.default({ width: 1280, height: 800, maximized: false }),
})
export type Settings = z.infer<typeof SettingsSchema>

export const defaultSettings = (): Settings => SettingsSchema.parse({})
export const defaultPreferences = (): Preferences => PreferencesSchema.parse({})
