import type { ElectronApplication, Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Stage } from './support/app'
import { writeTone } from './support/tone'

const count = 6
/** Long enough that a page can be caught at work. */
const long = 120

function music({ folder }: Stage): string {
  const path = join(folder, 'music')
  mkdirSync(path)
  for (let i = 0; i < count; i++) write(path, i, long)
  return path
}
const write = (path: string, i: number, seconds: number) => writeTone(path, { name: `Tone ${i}`, tempo: 120, seconds, hertz: (second) => 200 + 10 * i + second })

const tracks = (page: Page) => page.evaluate(() => window.roundhouse.call('library.changes', { since: 0 })).then((changes) => changes.tracks)
const states = async (page: Page) => (await tracks(page)).map(({ analysis }) => analysis?.state ?? 'waiting').sort()
const reasons = async (page: Page) => (await tracks(page)).flatMap(({ analysis }) => (analysis?.state === 'failed' ? [analysis.reason] : []))

/** The processes of the analysis pages that are there. */
const processes = (app: ElectronApplication): Promise<number[]> =>
  app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().flatMap((one) => (one.getURL().includes('analysis.html') && !one.isCrashed() ? one.getOSProcessId() : [])),
  )
const lives = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
/** Resolves when a page has heard a part of a file. Asks without a pause: a file takes a second or two. */
const hasBegun = (page: Page) =>
  page.evaluate(async () => {
    while (!(await window.roundhouse.call('analysis.state')).secondsLeft);
  })
const outcome = [...Array<string>(count - 1).fill('done'), 'failed']

test('an analysis page that crashes costs the file that it was at; the others are analysed by a new page', async ({ stage }) => {
  const { app, page } = await stage.launch('--music', music(stage))
  await hasBegun(page)
  const before = await processes(app)
  await app.evaluate(({ webContents }) => webContents.getAllWebContents().find((one) => one.getURL().includes('analysis.html'))?.forcefullyCrashRenderer())
  await expect.poll(() => reasons(page), { timeout: 30_000 }).toEqual([expect.stringContaining('crashed')])
  await expect.poll(async () => (await processes(app)).some((pid) => !before.includes(pid))).toBe(true)
  await expect.poll(() => states(page), { timeout: 90_000 }).toEqual(outcome)
  expect(await page.evaluate(() => window.roundhouse.call('analysis.state'))).toMatchObject({ done: count - 1, failed: 1, total: count })
})

test('an analysis page that hangs is ended after a minute, with its process, and costs its file only', async ({ stage }) => {
  test.skip(process.platform === 'win32', 'a process cannot be stopped here')
  const { app, page } = await stage.launch('--music', music(stage))
  // The minute is a quarter of one here.
  await app.evaluate(() => {
    const real = globalThis.setTimeout
    globalThis.setTimeout = ((work: () => void, ms?: number) => real(work, ms === 60_000 ? 15_000 : ms)) as typeof setTimeout
  })
  await hasBegun(page)
  const [stopped = 0] = await processes(app)
  process.kill(stopped, 'SIGSTOP')
  await expect.poll(() => states(page), { timeout: 60_000 }).toEqual(outcome)
  expect(await reasons(page)).toEqual([expect.stringContaining('hung')])
  await expect.poll(() => lives(stopped)).toBe(false)
})

test('a file in whose analysis the app dies twice is set aside, with the reason; the others are analysed', async ({ stage }) => {
  const folder = join(stage.folder, 'music')
  mkdirSync(folder)
  write(folder, 0, 5 * long)
  for (let turn = 0; turn < 2; turn++) {
    const { app, page } = await stage.launch('--music', folder)
    await hasBegun(page)
    const gone = new Promise((resolve) => app.process().once('exit', resolve))
    app.process().kill('SIGKILL')
    await gone
  }
  for (let i = 1; i < count; i++) write(folder, i, 20)
  const { page } = await stage.launch('--music', folder)
  await expect.poll(() => states(page), { timeout: 60_000 }).toEqual(outcome)
  const failed = (await tracks(page)).filter(({ analysis }) => analysis?.state === 'failed')
  expect(failed).toMatchObject([{ title: 'Tone 0', analysis: { reason: expect.stringContaining('ended while it analysed it, more than once') } }])
})

test('an analysis page that hangs does not outlive the app', async ({ stage }) => {
  test.skip(process.platform === 'win32', 'a process cannot be stopped here')
  const { app, page } = await stage.launch('--music', music(stage))
  await hasBegun(page)
  const [stopped = 0] = await processes(app)
  process.kill(stopped, 'SIGSTOP')
  try {
    await app.close()
    await expect.poll(() => lives(stopped)).toBe(false)
  } finally {
    if (lives(stopped)) process.kill(stopped, 'SIGKILL')
  }
})
