import type { Page } from '@playwright/test'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { expect, ours, test } from './support/app'

const stored = (page: Page) =>
  page.evaluate(async () => {
    const [track] = (await window.roundhouse.call('library.changes', { since: 0 })).tracks
    return window.roundhouse.call('track.analysis', { id: track?.id ?? '' })
  })
const kinds = async (page: Page) => (await stored(page)).corrections.map(({ kind }) => kind)

test('a track is opened, played from a press on its waveform, and corrected; all is there after a restart, and after a new analysis', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  copyFileSync(ours('resources/demo/bell-to-bell.mp3'), join(music, 'bell-to-bell.mp3'))
  const { app, page } = await stage.launch('--music', music)
  await expect.poll(async () => (await stored(page)).analysis?.tempo ?? 0, { timeout: 60_000 }).toBeGreaterThan(0)
  const tempo = (await stored(page)).analysis!.tempo!

  await page.keyboard.press('t')
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type('bell')
  await expect(page.getByText('1 of 1')).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const big = page.getByRole('region', { name: 'Tempo' }).getByRole('status')
  await expect(big).toContainText(tempo.toFixed(2))

  await page.getByRole('button', { name: 'Twice as fast' }).click()
  await expect(big).toContainText((2 * tempo).toFixed(2))
  await page.getByRole('button', { name: 'Half as fast' }).click()
  await expect(big).toContainText(tempo.toFixed(2))

  const overview = page.getByRole('slider', { name: 'Place in the track' })
  const box = (await overview.boundingBox())!
  await overview.click({ position: { x: box.width / 2, y: box.height / 2 } })
  const place = async () => Number(await overview.getAttribute('aria-valuenow')) / Number(await overview.getAttribute('aria-valuemax'))
  await expect.poll(place).toBeGreaterThan(0.49)
  expect(await place()).toBeLessThan(0.7)

  const nudged = (await stored(page)).analysis!.beats[10]!
  await page.keyboard.press('.')
  await expect.poll(async () => (await stored(page)).analysis!.beats[10]! - nudged).toBeCloseTo(0.01, 3)
  await page.keyboard.press('d')
  await expect.poll(() => kinds(page)).toContain('drop')
  await expect(page.locator('.tap')).toContainText('0/8')
  for (let i = 1; i <= 8; i++) {
    await page.keyboard.press('t', { delay: 400 })
    if (i < 8) await expect(page.locator('.tap')).toContainText(`${i}/8`)
  }
  await expect.poll(() => kinds(page)).toContain('tap')
  await page.keyboard.press('?')
  await expect(page.getByText('Analyse the track again')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Analyse again' }).click()
  await expect(page.getByText('Waiting for its analysis')).toBeVisible()
  await expect(page.getByText('Waiting for its analysis')).toBeHidden({ timeout: 60_000 })
  await expect.poll(async () => (await stored(page)).analysis?.tempo ?? 0).toBeGreaterThan(0)
  const before = await stored(page)
  expect(before.corrections.length).toBeGreaterThan(0)
  await app.close()

  const again = await stage.launch('--music', music)
  await expect.poll(async () => (await stored(again.page)).corrections, { timeout: 20_000 }).toEqual(before.corrections)
  expect((await stored(again.page)).analysis).toEqual(before.analysis)
  await again.app.close()

  const database = new Database(join(stage.folder, 'data', 'roundhouse.db'))
  expect(database.prepare('DELETE FROM analyses').run().changes).toBe(1)
  database.close()
  const anew = await stage.launch('--music', music)
  await expect.poll(async () => (await stored(anew.page)).analysis, { timeout: 60_000 }).toEqual(before.analysis)
  expect((await stored(anew.page)).corrections).toEqual(before.corrections)
})
