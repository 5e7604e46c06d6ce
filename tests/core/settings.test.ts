import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '../../src/core/music/policy'
import { defaultPreferences, defaultSettings, PreferencesPatchSchema, PreferencesSchema, SettingsSchema } from '../../src/core/settings'
import { builtin } from '../../src/core/workout/builtin'

describe('settings', () => {
  test('have a default for everything, those of the issue', () => {
    expect(SettingsSchema.parse({})).toEqual(defaultSettings())
    expect(defaultSettings()).toEqual({
      version: 1,
      preferences: defaultPreferences(),
      folders: [],
      workouts: [],
      setlists: {},
      window: { width: 1280, height: 800, maximized: false },
    })
    expect(defaultPreferences()).toMatchObject({ duck: 12, crossfade: 3, halfway: true, scheme: 'workout', muted: false })
    expect(Object.keys(builtin)).toContain(defaultPreferences().selected)
  })

  test('that are only partly there keep what is there and take defaults for the rest', () => {
    const { preferences } = SettingsSchema.parse({ preferences: { duck: 20, halfway: false } })
    expect(preferences).toEqual({ ...defaultPreferences(), duck: 20, halfway: false })
  })

  test('come back the same after a round through JSON', () => {
    const settings = { ...defaultSettings(), folders: ['/music/日本 "x"\n'], workouts: Object.values(builtin) }
    expect(SettingsSchema.parse(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
  })

  test('defaults are made anew each time: a change of one does not change the next', () => {
    defaultSettings().folders.push('/x')
    defaultPreferences().quick.rounds = 99
    expect(defaultSettings().folders).toEqual([])
    expect(defaultPreferences().quick.rounds).toBe(6)
  })

  test.each([
    [{ duck: -1 }], [{ duck: 24.1 }], [{ crossfade: 12.5 }], [{ crossfade: NaN }], [{ musicVolume: 1.01 }], [{ cueVolume: '1' }],
    [{ scheme: 'loud' }], [{ muted: 1 }], [{ quick: { rounds: 0, work: 60, rest: 0, prep: 0 } }], [{ quick: { rounds: 1 } }],
  ])('refuse what is out of range: %j', (preferences) => {
    expect(SettingsSchema.safeParse({ preferences }).success).toBe(false)
    expect(PreferencesPatchSchema.safeParse(preferences).success).toBe(false)
  })

  test.each([[{ version: 2 }], [{ folders: [1] }], [{ workouts: [{ name: 'x' }] }], [{ window: { width: 1, height: 1, maximized: false } }], [null], [[]]])('refuse a file like %j', (file) => {
    expect(SettingsSchema.safeParse(file).success).toBe(false)
  })
})

describe('a patch of the preferences', () => {
  test('has exactly the fields that were given, so that setting one leaves all others', () => {
    const all = { musicVolume: 0.5, cueVolume: 0.25, muted: true, musicMuted: true, showElapsed: false, showLeft: false, showClock: false, duck: 6, crossfade: 0, music: { ...defaultPolicy, arc: 'build' }, scheme: 'quiet', halfway: false, selected: 'mma', catalog: 'mine', quick: { rounds: 1, work: 1, rest: 0, prep: 0 }, size: 1.5, letters: false, keys: { x: 'q', q: 'x' } }
    expect(Object.keys(all).sort()).toEqual(Object.keys(PreferencesSchema.shape).sort())
    fc.assert(
      fc.property(fc.subarray(Object.entries(all)), (entries) => {
        const patch = Object.fromEntries(entries)
        expect(PreferencesPatchSchema.parse(patch)).toEqual(patch)
        expect(Object.keys(PreferencesPatchSchema.parse(patch)).sort()).toEqual(Object.keys(patch).sort())
      }),
    )
  })
})
