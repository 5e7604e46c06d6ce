import type { Page } from '@playwright/test'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ReportSchema } from '../../src/core/report'
import { expect, ours, readJson, test, type Stage } from './support/app'

const notices = (page: Page) => page.evaluate(async () => (await window.roundhouse.call('launch')).notices)

/** A session of three seconds runs to its end, and is heard. */
async function perform(page: Page, stage: Stage): Promise<void> {
  await expect.poll(() => page.evaluate(async () => (await window.roundhouse.call('library.status')).tracks), { timeout: 20_000 }).toBeGreaterThan(0)
  const recording = await stage.record()
  await page.keyboard.press('Space')
  await expect(page.getByRole('timer')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText('Done', { exact: false }).first()).toBeVisible({ timeout: 20_000 })
  expect((await recording.stop()).some((sample) => Math.abs(sample) > 0.01)).toBe(true)
}

function shortWorkout(stage: Stage): string {
  const workout = join(stage.folder, 'short.json')
  writeFileSync(workout, JSON.stringify({ name: 'Constructor', rounds: 1, intervals: [{ work: 3 }] }))
  return workout
}

const harms: readonly (readonly [what: string, harm: (data: string) => void, says: RegExp])[] = [
  ['is a folder', (data) => mkdirSync(join(data, 'roundhouse.db')), /^Nothing of this run is kept in the database: the database cannot be opened/],
  ['cannot be written, like all of its folder', (data) => {
    rmSync(data, { recursive: true })
    // Nobody may write there, root neither.
    symlinkSync('/sys/kernel', data)
  }, /^Nothing is kept in this run: .* cannot be written \(/],
]
for (const [what, harm, says] of harms) {
  test(`where the database ${what} a session runs with music, and one sentence says that nothing is kept`, async ({ stage }) => {
    const data = join(stage.folder, 'data')
    mkdirSync(data)
    harm(data)
    const report = join(stage.folder, 'report.json')
    const { page } = await stage.launch('--workout', shortWorkout(stage), '--report', report)
    await expect(page.getByRole('alert').getByText(says)).toBeVisible({ timeout: 20_000 })
    await perform(page, stage)
    await expect.poll(() => existsSync(report)).toBe(true)
    expect(ReportSchema.parse(readJson(report)).music).not.toEqual([])
    expect(await notices(page)).toEqual([expect.stringMatching(says)])
  })
}

test('a report that finds no room is told while the session is on the screen, and kept as soon as there is some', async ({ stage }) => {
  const sessions = join(stage.folder, 'data', 'sessions')
  mkdirSync(join(stage.folder, 'data'))
  writeFileSync(sessions, 'in the way')
  const { page } = await stage.launch('--workout', shortWorkout(stage))
  await perform(page, stage)
  await expect.poll(() => notices(page)).toEqual([expect.stringMatching(/^Something cannot be written: .* It is kept in memory/)])
  rmSync(sessions)
  await expect.poll(() => existsSync(sessions) && readdirSync(sessions).length, { timeout: 15_000 }).toBe(1)
})

test('options that only print touch nothing, and make nothing', async ({ stage }) => {
  const data = join(stage.folder, 'data')
  for (const option of ['--version', '--help', '--list-workouts']) expect((await stage.run(option)).code).toBe(0)
  expect(existsSync(data)).toBe(false)
  mkdirSync(data)
  copyFileSync(ours('package.json'), join(data, 'settings.json'))
  const before = readFileSync(join(data, 'settings.json'))
  for (const option of ['--version', '--list-workouts']) expect((await stage.run(option)).code).toBe(0)
  expect(readdirSync(data)).toEqual(['settings.json'])
  expect(readFileSync(join(data, 'settings.json'))).toEqual(before)
})

test('settings of a newer version are told as newer and are there after the run as they were', async ({ stage }) => {
  const data = join(stage.folder, 'data')
  mkdirSync(data)
  const text = JSON.stringify({ version: 7, preferences: { duck: 3 }, marvel: true })
  writeFileSync(join(data, 'settings.json'), text)
  const { app, page } = await stage.launch()
  await expect(page.getByRole('alert').getByText(/newer Roundhouse \(version 7\)/)).toBeVisible()
  expect(await page.evaluate(async () => (await window.roundhouse.call('preferences.set', { crossfade: 1 })).duck)).toBe(3)
  await app.close()
  expect(readFileSync(join(data, 'settings.json'), 'utf8')).toBe(text)
})
