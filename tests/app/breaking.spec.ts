import type { ElectronApplication, Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Stage } from './support/app'
import { writeTone } from './support/tone'

const count = 6
/** Long enough that a page can be caught at work. */
function music({ folder }: Stage, seconds: number): string {
  const path = join(folder, 'music')
  mkdirSync(path)
  for (let i = 0; i < count; i++) writeTone(path, { name: `Tone ${i}`, tempo: 120, seconds, hertz: (second) => 200 + 10 * i + second })
  return path
}

const tracks = (page: Page) => page.evaluate(() => window.roundhouse.call('library.changes', { since: 0 })).then((changes) => changes.tracks)
const states = async (page: Page) => (await tracks(page)).map(({ analysis }) => analysis?.state ?? 'waiting').sort()
const reasons = async (page: Page) => (await tracks(page)).flatMap(({ analysis }) => (analysis?.state === 'failed' ? [analysis.reason] : []))

/** The process of an analysis page that is there, 0 where there is none. */
const analysisProcess = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().find((one) => one.getURL().includes('analysis.html') && !one.isCrashed())?.getOSProcessId() ?? 0)
const end = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}
const hasBegun = async (app: ElectronApplication): Promise<number> => {
  await expect.poll(() => analysisProcess(app), { timeout: 20_000 }).toBeGreaterThan(0)
  return analysisProcess(app)
}

test('an analysis page that crashes costs the file that it was at; the others are analysed by a new page', async ({ stage }) => {
  const { app, page } = await stage.launch('--music', music(stage, 240))
  const before = await hasBegun(app)
  await expect.poll(async () => (await states(page)).filter((state) => state === 'done').length, { timeout: 30_000 }).toBeGreaterThan(0)
  await app.evaluate(({ webContents }) => webContents.getAllWebContents().find((one) => one.getURL().includes('analysis.html'))?.forcefullyCrashRenderer())
  await expect.poll(() => reasons(page), { timeout: 30_000 }).toEqual([expect.stringContaining('crashed')])
  await expect.poll(() => states(page), { timeout: 90_000 }).toEqual([...Array<string>(count - 1).fill('done'), 'failed'])
  expect(await analysisProcess(app).then((pid) => pid !== before)).toBe(true)
  expect(await page.evaluate(() => window.roundhouse.call('analysis.state'))).toMatchObject({ done: count - 1, failed: 1, total: count })
})

test('an analysis page that hangs is ended after a minute, and costs its file only', async ({ stage }) => {
  test.skip(process.platform === 'win32', 'a process cannot be stopped here')
  const { app, page } = await stage.launch('--music', music(stage, 240))
  const stopped = await hasBegun(app)
  await expect.poll(async () => (await states(page)).filter((state) => state === 'done').length, { timeout: 30_000 }).toBeGreaterThan(0)
  process.kill(stopped, 'SIGSTOP')
  try {
    await expect.poll(() => states(page), { timeout: 120_000 }).toEqual([...Array<string>(count - 1).fill('done'), 'failed'])
    expect(await reasons(page)).toEqual([expect.stringContaining('hung')])
    await expect.poll(() => app.evaluate(({ app }, pid) => app.getAppMetrics().some((one) => one.pid === pid), stopped)).toBe(false)
  } finally {
    // A stopped process cannot notice that its page is gone; it would keep the application's output open.
    end(stopped)
  }
})

test('a file in whose analysis the app dies is tried once more, then set aside', async ({ stage }) => {
  const folder = music(stage, 240)
  // With so much to do, both files in work at the death are known again at the next start.
  for (let turn = 0; turn < 2; turn++) {
    const { app } = await stage.launch('--music', folder)
    await hasBegun(app)
    const gone = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGKILL')
    await gone
  }
  const { page } = await stage.launch('--music', folder)
  await expect.poll(async () => (await states(page)).filter((state) => state === 'waiting').length, { timeout: 120_000 }).toBe(0)
  const failed = await reasons(page)
  expect(failed.length).toBeLessThanOrEqual(2)
  for (const reason of failed) expect(reason).toContain('more than once')
})
