import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/core/settings'
import { openSettings } from '../../src/main/settings'
import { temporaryFolder } from './folder'

const withFile = (text: string) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'settings.json'), text)
  return folder
}
const now = () => new Date('2026-05-04T03:02:01.000Z')
const aside = 'settings.corrupt-2026-05-04T03-02-01-000Z.json'

describe('settings', () => {
  it('are the defaults where there is no file, without a notice', () => {
    const store = openSettings(temporaryFolder())
    expect(store.get()).toEqual(defaultSettings())
    expect(store.notices).toEqual([])
  })
  it('come back after they were set', async () => {
    const folder = temporaryFolder()
    await openSettings(folder).set({ folders: ['/music/夜 "x"\n'] })
    expect(openSettings(folder).get().folders).toEqual(['/music/夜 "x"\n'])
  })
  it('are written in order, whole, and leave nothing else behind', async () => {
    const folder = temporaryFolder()
    const store = openSettings(folder)
    for (let i = 0; i < 20; i++) void store.set({ folders: [String(i)] })
    await store.settled()
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')).folders).toEqual(['19'])
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })
  it('tell when they cannot be written, and are in force all the same', async () => {
    const folder = temporaryFolder()
    const store = openSettings(folder)
    mkdirSync(join(folder, 'settings.json'))
    await expect(store.set({ folders: ['/a'] })).rejects.toThrow()
    expect(store.get().folders).toEqual(['/a'])
    expect(readdirSync(folder)).toEqual(['settings.json'])
    await expect(store.settled()).resolves.toBeUndefined()
  })
  it('refuse a value that breaks a rule', () => {
    const store = openSettings(temporaryFolder())
    expect(() => store.set({ preferences: { ...store.get().preferences, duck: 99 } })).toThrow()
    expect(store.get()).toEqual(defaultSettings())
  })
})

describe('a damaged settings file', () => {
  it.each(['', '{"version":1,', 'null', '[]', '\u0000\u0001'])('such as %j is kept aside, told, and replaced by the defaults', (text) => {
    const folder = withFile(text)
    const store = openSettings(folder, now)
    expect(store.get()).toEqual(defaultSettings())
    expect(store.notices).toHaveLength(1)
    expect(store.notices[0]).toContain(aside)
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text)
  })
  it('loses only its bad fields', () => {
    const good = { name: 'Mine', rounds: 2, intervals: [{ work: 20 }] }
    const folder = withFile(
      JSON.stringify({
        version: 1,
        preferences: { duck: 99, crossfade: 5, muted: true },
        folders: ['/music'],
        workouts: [good, { name: '' }],
        window: { width: 'wide' },
      }),
    )
    const store = openSettings(folder, now)
    const { preferences, folders, workouts, window } = store.get()
    expect(preferences).toEqual({ ...defaultSettings().preferences, crossfade: 5, muted: true })
    expect(folders).toEqual(['/music'])
    expect(workouts.map(({ name }) => name)).toEqual(['Mine'])
    expect(window).toEqual(defaultSettings().window)
    expect(store.notices[0]).toContain('preferences.duck')
    expect(readdirSync(folder)).toEqual([aside])
  })
  it('of a newer version is kept aside, and what we know of it is used', () => {
    const store = openSettings(withFile(JSON.stringify({ version: 2, folders: ['/music'] })), now)
    expect(store.get().folders).toEqual(['/music'])
    expect(store.notices).toHaveLength(1)
  })
  it('that cannot be read is told', () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'settings.json'))
    expect(openSettings(folder).notices[0]).toContain('could not be read')
  })
})
