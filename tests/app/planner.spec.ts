import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './support/app'
import { peak } from './support/hearing'

const options = ['--workout', 'amateur-boxing']
/** Every line of the plan, e.g. 'Work, round 1, Iron Ladder, locked'. */
const lines = (page: Page) => page.getByRole('option').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''))
const selected = (page: Page) => page.getByRole('option', { selected: true })
const place = (page: Page) => page.getByRole('option').evaluateAll((all) => all.findIndex((one) => one.getAttribute('aria-selected') === 'true'))

/** Opens the plan once every track is known, so that nothing changes it but the test. */
async function openPlan(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: /^start/i })).toBeEnabled({ timeout: 20_000 })
  const known = () => page.evaluate(async () => {
    const { done, failed, total } = await window.roundhouse.call('analysis.state')
    return total > 0 && done + failed === total
  })
  await expect.poll(known, { timeout: 90_000 }).toBe(true)
  await page.keyboard.press('p')
  await solved(page)
}

/** The plan is there and says what it was last asked for. */
async function solved(page: Page): Promise<void> {
  await expect(page.locator('main.plan[data-busy=false]')).toBeVisible({ timeout: 20_000 })
  await expect(page.getByRole('option').first()).toBeVisible()
}

test('a plan is looked at, changed stop by stop, found again after a restart, and played as it stands', async ({ stage }) => {
  const first = await stage.launch(...options)
  let { page } = first
  await openPlan(page)
  const planned = await lines(page)
  expect(planned.filter((line) => line.startsWith('Work, round')).length).toBeGreaterThanOrEqual(3)
  expect(planned.filter((line) => line.startsWith('Rest')).length).toBeGreaterThanOrEqual(2)

  // Swapped for the next best by the keyboard: what was offered plays, and is locked.
  await page.keyboard.press('ArrowRight')
  const at = await place(page)
  expect(at).toBe(1)
  const offered = await page.locator('.swap .name').first().textContent()
  await page.keyboard.press('n')
  await expect(selected(page)).toHaveAccessibleName(`Work, round 1, ${offered}, locked`)
  await solved(page)

  // Locked with the mouse, both stay through shuffles, while the seed changes.
  await page.getByRole('option', { name: /^Rest/ }).first().click()
  await page.getByRole('region', { name: 'The track here' }).getByRole('button', { name: 'Lock' }).click()
  await expect(selected(page)).toHaveAccessibleName(/, locked$/)
  const rest = await place(page)
  await solved(page)
  const held = await lines(page)
  for (let i = 0; i < 3; i++) {
    await page.getByRole('button', { name: /^Shuffle/ }).click()
    await solved(page)
    const now = await lines(page)
    expect([now[at], now[rest]]).toEqual([held[at], held[rest]])
  }

  // A banned track is nowhere any more.
  await page.getByRole('option', { name: /round 3/ }).last().click()
  const bad = (await page.locator('.tune .name').textContent()) ?? ''
  await page.keyboard.press('x')
  await expect(page.getByRole('button', { name: `Let ${bad} in again` })).toBeVisible()
  await solved(page)
  expect((await lines(page)).filter((line) => line.includes(bad))).toEqual([])

  const file = join(stage.folder, 'fight night.m3u8')
  await first.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, file)
  await page.keyboard.press('e')
  await expect(page.getByText('fight night.m3u8')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toMatch(/^#EXTM3U\n#PLAYLIST:Amateur boxing\n/)

  const left = await lines(page)
  await first.app.close()
  page = (await stage.launch(...options)).page
  await openPlan(page)
  expect(await lines(page)).toEqual(left)

  await page.keyboard.press('Space')
  await expect(page.locator('[role=timer]')).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText(String(left[at]!.split(', ')[2]))).toBeVisible()
})

test('a join is heard before the session, and the plan stays', async ({ stage }) => {
  const { page } = await stage.launch(...options)
  await openPlan(page)
  await page.keyboard.press('ArrowRight')
  const recording = await stage.record()
  await page.keyboard.press('j')
  await expect(page.locator('.ear')).toBeVisible()
  await expect(page.locator('.ear')).toBeHidden({ timeout: 40_000 })
  expect(peak(await recording.stop())).toBeGreaterThan(0.05)
  await expect(selected(page)).toBeVisible()
})
