import type { Page } from '@playwright/test'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, ours, readJson, test, type Stage } from './support/app'
import { writeTone } from './support/tone'

const axe = readFileSync(ours('node_modules/axe-core/axe.min.js'), 'utf8')

interface Violation {
  readonly id: string
  readonly impact: string | null
  readonly nodes: readonly { readonly html: string }[]
}

/** What axe finds serious or critical on the page as it stands. */
async function grave(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = await page.evaluate(() => (window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }).axe.run().then((one) => one.violations))
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}

/** The controls and headings that can be neither seen nor scrolled to, and whether the page is wider than the window. */
const lost = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const scrolls = (element: Element, way: 'overflowX' | 'overflowY') => /auto|scroll/.test(getComputedStyle(element)[way])
    const within = (element: Element): boolean => {
      const { left, right, top, bottom } = element.getBoundingClientRect()
      let [across, down] = [left >= -1 && right <= innerWidth + 1, top >= -1 && bottom <= innerHeight + 1]
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        across ||= scrolls(parent, 'overflowX')
        down ||= scrolls(parent, 'overflowY')
      }
      return across && down
    }
    const all = [...document.querySelectorAll('main :is(button, input:not([type=radio]), h1, h2, [role=timer])')].filter((one) => one.checkVisibility({ opacityProperty: true }))
    const wide = [...document.querySelectorAll('main')].filter((one) => scrolls(one, 'overflowX') && one.scrollWidth > one.clientWidth)
    return [...all.filter((one) => !within(one)), ...wide].map((one) => one.outerHTML.slice(0, 100))
  })

const sizes = [[683, 384], [1024, 640], [1366, 768], [1920, 1080], [1080, 1920]] as const

/** One folder of music, and a workout of many short rounds with labels as long as they may be. */
function setUp({ folder }: Stage): string[] {
  const music = join(folder, 'music')
  mkdirSync(music)
  for (const [i, name] of ['Alpha', 'Beta', 'Gamma', 'Delta'].entries()) writeTone(music, { name, tempo: 100 + 15 * i, seconds: 40, hertz: () => 300 + 50 * i })
  const workout = join(folder, 'many.json')
  writeFileSync(workout, JSON.stringify({ name: 'Many', rounds: 30, intervals: [{ work: 20, rest: 10, label: 'Jab, cross, hook, slip, uppercut, roll.' }, { work: 20, rest: 10, label: 'Slip' }], prep: 5 }))
  return ['--music', music, '--workout', workout]
}

/** Looks at what is on the screen at every size and for what axe finds. */
async function fits(page: Page, name: string): Promise<void> {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    expect.soft(await lost(page), `${name} at ${width} x ${height}`).toEqual([])
  }
  await page.setViewportSize({ width: 1366, height: 768 })
  expect.soft(await grave(page), name).toEqual([])
}

const focus = (page: Page) => page.evaluate(() => document.activeElement?.tagName ?? '')

test('every screen is there at every size, to every reader, and takes the focus', async ({ stage }) => {
  const { page } = await stage.launch(...setUp(stage))
  await expect(page.locator('.music')).toContainText(/4 tracks/, { timeout: 20_000 })
  await fits(page, 'home')
  await page.getByRole('radio', { name: /Quick set-up/ }).check()
  await fits(page, 'quick')
  await page.getByRole('radio', { name: /Many/ }).check()
  // Chosen by the pointer: the keys go on to be the screen's.
  expect(await focus(page)).toBe('MAIN')
  await page.keyboard.press('?')
  await expect(page.locator('.keys section h3').first()).toHaveText('On this screen')
  expect.soft(await grave(page), 'keys').toEqual([])
  await page.keyboard.press('Escape')

  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  expect(await focus(page)).toBe('MAIN')
  await fits(page, 'settings')
  await page.keyboard.press('s')
  await page.keyboard.press('t')
  await expect(page.locator('.list-row').first()).toBeVisible()
  await fits(page, 'tracks')
  await page.locator('.list').focus()
  await page.keyboard.press('e')
  await fits(page, 'correct')
  await page.keyboard.press('Escape')
  await page.locator('.list').focus()
  await page.keyboard.press('Enter')
  await expect(page.locator('.close-up')).toBeVisible()
  await fits(page, 'track')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')

  await page.keyboard.press('c')
  await expect(page.locator('.song-row').first()).toBeVisible()
  await fits(page, 'soundtrack')
  await page.getByRole('button', { name: 'Catalogs' }).click()
  expect.soft(await grave(page), 'catalogs').toEqual([])
  await page.keyboard.press('Escape')
  await page.keyboard.press('e')
  await fits(page, 'song facts')
  await page.keyboard.press('Escape')
  await page.keyboard.press('/')
  await fits(page, 'picker')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')

  await page.keyboard.press('p')
  await expect(page.locator('.lane').first()).toBeVisible({ timeout: 30_000 })
  await fits(page, 'plan')
  // Many short rounds are drawn so wide that they can be told apart.
  expect(await page.locator('.tower[data-phase=work]').nth(5).evaluate((one) => one.getBoundingClientRect().width)).toBeGreaterThan(30)
  await page.keyboard.press('Escape')

  await page.keyboard.press(' ')
  await expect(page.locator('[role=timer]')).toBeVisible({ timeout: 30_000 })
  expect(await focus(page)).toBe('MAIN')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press(' ')
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible()
  await fits(page, 'run')
  // On a screen on end the time fills it.
  await page.setViewportSize({ width: 1080, height: 1920 })
  const digits = await page.locator('[role=timer]').boundingBox()
  expect(digits!.height / 1920).toBeGreaterThan(0.4)
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Press again to stop' }).click()
  await expect(page.getByRole('heading', { name: 'Stopped' })).toBeVisible()
  await fits(page, 'ended')
})

test('the quick set-up is whole beside a folder of music', async ({ stage }) => {
  const { page } = await stage.launch(...setUp(stage))
  await expect(page.locator('.music')).toContainText(/4 tracks/, { timeout: 20_000 })
  await page.getByRole('radio', { name: /Quick set-up/ }).check()
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    const cut = await page.locator('.stepper').evaluateAll((all) => {
      const { bottom } = document.querySelector('.bill')!.getBoundingClientRect()
      return all.filter((one) => one.getBoundingClientRect().bottom > bottom + 1).map((one) => one.getAttribute('aria-label'))
    })
    expect(cut, `${width} x ${height}`).toEqual([])
  }
})

test('everything grows and shrinks with Ctrl and + or -, and stays so', async ({ stage }) => {
  const { app, page } = await stage.launch()
  const width = () => page.evaluate(() => innerWidth)
  await expect(page.getByRole('heading', { name: 'Roundhouse' })).toBeVisible()
  const before = await width()
  for (let i = 0; i < 5; i++) await page.keyboard.press('Control+=')
  await expect.poll(width).toBe(Math.round(before / 2))
  await app.close()
  const again = await stage.launch()
  await expect.poll(() => again.page.evaluate(() => innerWidth)).toBe(Math.round(before / 2))
  await expect(again.page.getByRole('heading', { name: 'Roundhouse' })).toBeVisible()
  await again.page.keyboard.press('Control+0')
  await expect.poll(() => again.page.evaluate(() => innerWidth)).toBe(before)
})

test('a radio has its own keys, and letters can be switched off', async ({ stage }) => {
  const { page } = await stage.launch(...setUp(stage))
  await expect(page.locator('.music')).toContainText(/4 tracks/, { timeout: 20_000 })
  await page.getByRole('radio', { name: /Many/ }).focus()
  await page.keyboard.press(' ')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('radio', { name: /Boxing/ }).first()).toBeChecked()
  await page.keyboard.press('t')
  await expect(page.locator('.list-row').first()).toBeVisible()
  await page.getByRole('radio', { name: 'Any phase' }).focus()
  await page.keyboard.press('x')
  await page.keyboard.press(' ')
  expect(await page.evaluate(async () => (await window.roundhouse.call('library.changes', { since: 0 })).tracks.filter(({ mark }) => mark).length)).toBe(0)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.evaluate(() => document.querySelector<HTMLElement>('main')?.focus())
  await page.keyboard.press('s')
  await page.getByRole('radiogroup', { name: 'Single-letter keys' }).getByRole('radio', { name: 'Off' }).check()
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Roundhouse' })).toBeVisible()
})

test('a letter is put on another key, where it stays and is printed', async ({ stage }) => {
  const { app, page } = await stage.launch()
  await expect(page.getByRole('heading', { name: 'Roundhouse' })).toBeVisible()
  await page.keyboard.press('?')
  const keys = page.getByRole('dialog', { name: 'Keys' })
  await keys.getByRole('button', { name: 'S: another key' }).first().click()
  await page.keyboard.press('/')
  await expect(keys.getByRole('status')).toHaveText('Only a letter or a digit can be the new key.')
  await page.keyboard.press('i')
  await expect(keys.getByRole('button', { name: 'I: another key' }).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await page.keyboard.press('s')
  await expect(page.getByRole('heading', { name: 'Roundhouse' })).toBeVisible()
  await page.keyboard.press('i')
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  const file = join(stage.folder, 'data', 'settings.json')
  await expect.poll(() => (existsSync(file) ? (readJson(file) as { preferences: { keys: object } }).preferences.keys : null)).toEqual({ s: 'i', i: 's' })
  await app.close()
  const again = await stage.launch()
  await expect(again.page.getByRole('heading', { name: 'Roundhouse' })).toBeVisible()
  // Before the settings have come it is no key.
  await expect(async () => {
    await again.page.keyboard.press('i')
    await expect(again.page.getByRole('heading', { name: 'Settings' })).toBeVisible({ timeout: 1000 })
  }).toPass()
  await again.page.keyboard.press('?')
  await again.page.getByRole('button', { name: 'All keys as usual' }).click()
  await expect(again.page.getByRole('button', { name: 'S: another key' }).first()).toBeVisible()
})

test('a length is taken in minutes where it is small, and what is no length is refused with the reason', async ({ stage }) => {
  const { page } = await stage.launch()
  await page.getByRole('radio', { name: /Quick set-up/ }).check()
  const work = page.getByRole('textbox', { name: 'Work' })
  await work.fill('3')
  await expect(page.getByText('= 3:00')).toBeVisible()
  await work.press('Enter')
  await expect(work).toHaveValue('3:00')
  await work.fill('abc')
  await work.press('Enter')
  await expect(work).toHaveValue('3:00')
  await expect(page.getByText('“abc” does not go')).toBeVisible()
})

test('with the colours of the user what is chosen shows, and so does the word over the time', async ({ stage }) => {
  const { page } = await stage.launch(...setUp(stage))
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(page.locator('.music')).toContainText(/4 tracks/, { timeout: 20_000 })
  const fill = (selector: string) => page.locator(selector).first().evaluate((one) => getComputedStyle(one).backgroundColor)
  expect(await fill('.row:has(:checked)')).not.toBe(await fill('.home'))
  expect(await fill('.start')).not.toBe(await fill('.home'))
  await page.keyboard.press('s')
  expect(await fill('.choice input:checked + span')).not.toBe(await fill('.choice input:not(:checked) + span'))
  // Left to the browser there would be a plate behind the digits, over the word.
  expect(await page.locator('.settings').evaluate((one) => getComputedStyle(one).forcedColorAdjust)).toBe('none')
})
