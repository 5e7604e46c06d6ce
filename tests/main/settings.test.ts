import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../src/core/settings'
import { peekSettings } from '../../src/main/salvage'
import { openSettings } from '../../src/main/settings'
import { createWriter } from '../../src/main/writer'
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
  it('that cannot be written are in force all the same, told, and written as soon as they can be', async () => {
    const folder = temporaryFolder()
    const told: (string | null)[] = []
    const store = openSettings(folder, { writer: createWriter({ trouble: (reason) => told.push(reason), later: () => undefined }) })
    mkdirSync(join(folder, 'settings.json'))
    await store.set({ folders: ['/a'] })
    await store.set({ folders: ['/a', '/b'] })
    expect(store.get().folders).toEqual(['/a', '/b'])
    expect(told).toEqual([expect.stringMatching(/./)])
    expect(readdirSync(folder)).toEqual(['settings.json'])
    rmdirSync(join(folder, 'settings.json'))
    await store.settled()
    expect(told.at(-1)).toBeNull()
    expect(openSettings(folder).get().folders).toEqual(['/a', '/b'])
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
    const store = openSettings(folder, { now })
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
    const store = openSettings(folder, { now })
    const { preferences, folders, workouts, window } = store.get()
    expect(preferences).toEqual({ ...defaultSettings().preferences, crossfade: 5, muted: true })
    expect(folders).toEqual(['/music'])
    expect(workouts.map(({ name }) => name)).toEqual(['Mine'])
    expect(window).toEqual(defaultSettings().window)
    expect(store.notices[0]).toContain('preferences.duck')
    expect(readdirSync(folder).sort()).toEqual([aside, 'settings.json'])
  })
  it('keeps what was saved of it also where the next start, or the one after, is the last thing that happens', async () => {
    const folder = withFile(JSON.stringify({ version: 1, folders: ['/music'], window: { width: 'wide' } }))
    await openSettings(folder, { now }).settled()
    const next = openSettings(folder, { now })
    expect(next.notices).toEqual([])
    expect(next.get().folders).toEqual(['/music'])
  })
  it('is left as it is where no copy of it can be made, until one can', async () => {
    const folder = withFile('{ "folders": 7 }')
    mkdirSync(join(folder, aside))
    const again: (() => void)[] = []
    const store = openSettings(folder, { now, later: (work) => again.push(work) })
    await store.set({ folders: ['/new'] })
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe('{ "folders": 7 }')
    rmdirSync(join(folder, aside))
    again.shift()?.()
    await store.settled()
    expect(readFileSync(join(folder, aside), 'utf8')).toBe('{ "folders": 7 }')
    expect(openSettings(folder).get().folders).toEqual(['/new'])
  })
  it.each(['constructor', 'toString', 'hasOwnProperty', '__proto__'])('with a field %j is read like any other', (name) => {
    const folder = withFile(`{ "version": 1, "folders": ["/music"], "preferences": { "${name}": 1 }, "${name}": {}, "setlists": { "${name}": 7 } }`)
    expect(openSettings(folder, { now }).get()).toMatchObject({ folders: ['/music'], preferences: defaultSettings().preferences })
  })
  it('with more workouts than anybody has keeps the first of them, says so, and holds nobody up', () => {
    const workouts = Array.from({ length: 20_000 }, (_, i) => ({ name: `W${i}`, rounds: 2, intervals: [{ work: 20 }] }))
    const store = openSettings(withFile(JSON.stringify({ version: 1, folders: ['/music'], workouts })), { now })
    expect(store.get().workouts.map(({ name }) => name)).toEqual(workouts.slice(0, 500).map(({ name }) => name))
    expect(store.get().folders).toEqual(['/music'])
    expect(store.notices[0]).toMatch(/at most 500/)
  })
})

describe('the settings of a newer Roundhouse', () => {
  const text = JSON.stringify({ version: 2, folders: ['/music'], marvel: true })
  it('are told as newer, used as far as they are known, and never written over', async () => {
    const folder = withFile(text)
    const store = openSettings(folder, { now })
    expect(store.get().folders).toEqual(['/music'])
    expect(store.notices).toEqual([expect.stringMatching(/newer Roundhouse \(version 2\)/)])
    await store.set({ folders: ['/other'] })
    await store.settled()
    expect(store.get().folders).toEqual(['/other'])
    expect(readdirSync(folder)).toEqual(['settings.json'])
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text)
  })
})

describe('a settings file that could not be read', () => {
  const text = JSON.stringify({ version: 1, preferences: { duck: 7, crossfade: 5 }, folders: ['/music'], workouts: [{ name: 'Mine', rounds: 2, intervals: [{ work: 20 }] }] })
  /** A folder stands in its place: the system refuses to read it. */
  function unread() {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'settings.json'))
    const again: (() => void)[] = []
    return { folder, again, store: openSettings(folder, { now, later: (work) => again.push(work) }) }
  }
  const appears = (folder: string) => {
    rmdirSync(join(folder, 'settings.json'))
    writeFileSync(join(folder, 'settings.json'), text)
  }

  it('is told, and defaults are used', () => {
    const { store } = unread()
    expect(store.notices).toEqual([expect.stringContaining('could not be read (EISDIR)')])
    expect(store.get()).toEqual(defaultSettings())
  })
  it('is never written over, whatever is set', async () => {
    const { folder, store } = unread()
    appears(folder)
    await store.set({ folders: ['/other'] })
    await store.settled()
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text)
  })
  it('is read as soon as it can be, and what was set meanwhile is added to it', async () => {
    const { folder, again, store } = unread()
    let reread = 0
    store.reread(() => void reread++)
    const extra = { ...store.get().preferences, crossfade: 1 }
    await store.set({ preferences: extra, folders: ['/other'] })
    again.shift()?.()
    expect(reread).toBe(0)
    appears(folder)
    again.shift()?.()
    await store.settled()
    expect(reread).toBe(1)
    for (const { preferences, folders, workouts } of [store.get(), openSettings(folder).get()]) {
      expect(preferences).toMatchObject({ duck: 7, crossfade: 1 })
      expect(folders).toEqual(['/music', '/other'])
      expect(workouts.map(({ name }) => name)).toEqual(['Mine'])
    }
  })
  it('is a new one where it turns out that there is none', async () => {
    const { folder, again, store } = unread()
    await store.set({ folders: ['/new'] })
    rmdirSync(join(folder, 'settings.json'))
    again.shift()?.()
    await store.settled()
    expect(openSettings(folder).get().folders).toEqual(['/new'])
  })
})

it('settings that are only looked at touch no file, whatever is in it', () => {
  for (const text of ['{', JSON.stringify({ version: 9, folders: ['/music'] }), JSON.stringify({ version: 1, folders: 7 })]) {
    const folder = withFile(text)
    peekSettings(folder)
    expect(readdirSync(folder)).toEqual(['settings.json'])
    expect(readFileSync(join(folder, 'settings.json'), 'utf8')).toBe(text)
  }
  const none = join(temporaryFolder(), 'none')
  expect(peekSettings(none)).toEqual(defaultSettings())
  expect(existsSync(none)).toBe(false)
})
