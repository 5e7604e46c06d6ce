import type { ElectronApplication, Page } from '@playwright/test'
import { mkdirSync, readdirSync, renameSync } from 'node:fs'
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
/** Resolves when a page is at work on a file: what is left of it gets less. Asks without a pause: a file takes a second or two. */
const hasBegun = (page: Page) =>
  page.evaluate(async () => {
    const left = async () => (await window.roundhouse.call('analysis.state')).secondsLeft
    for (let before = await left(), now = before; now === null || before === null || now >= before; now = await left()) before = now
  })
const outcome = [...Array<string>(count - 1).fill('done'), 'failed']
const all = Array<string>(count).fill('done')
/** Has the page at work break down by itself. */
const crash = (app: ElectronApplication) =>
  app.evaluate(({ webContents }) => webContents.getAllWebContents().find((one) => one.getURL().includes('analysis.html') && !one.isCrashed())?.forcefullyCrashRenderer())

test('an analysis page that crashes costs no file: each is analysed by a new page', async ({ stage }) => {
  const { app, page } = await stage.launch('--music', music(stage))
  await hasBegun(page)
  const before = await processes(app)
  await crash(app)
  await expect.poll(async () => (await processes(app)).some((pid) => !before.includes(pid))).toBe(true)
  await expect.poll(() => states(page), { timeout: 90_000 }).toEqual(all)
  expect(await page.evaluate(() => window.roundhouse.call('analysis.state'))).toMatchObject({ done: count, failed: 0, total: count })
})

test('a file that crashes its page again, alone, is set aside with the reason, until it is asked for; one whose page the system ends is not', async ({ stage }) => {
  test.skip(process.platform === 'win32', 'a process cannot be ended from outside here')
  const folder = join(stage.folder, 'music')
  mkdirSync(folder)
  write(folder, 0, 5 * long)
  const { app, page } = await stage.launch('--music', folder)
  const again = async (work: (pid: number) => unknown) => {
    for (let turn = 0, last = 0; turn < 2; turn++) {
      let pid = 0
      await expect.poll(async () => ((pid = (await processes(app)).find((one) => one !== last) ?? 0), pid > 0)).toBe(true)
      await expect.poll(() => app.evaluate(({ webContents }) => webContents.getAllWebContents().some((one) => one.isLoading()))).toBe(false)
      last = pid
      await hasBegun(page)
      await work(pid)
    }
  }
  await again((pid) => process.kill(pid, 'SIGKILL'))
  await expect.poll(async () => (await tracks(page))[0]?.analysis, { timeout: 30_000 }).toMatchObject({ state: 'waiting', held: true })
  await page.evaluate(() => window.roundhouse.call('library.rescan'))
  await again(() => crash(app))
  await expect.poll(() => reasons(page), { timeout: 30_000 }).toEqual([expect.stringContaining('crashed')])
  await page.evaluate((id) => window.roundhouse.call('track.again', { id }), (await tracks(page))[0]!.id)
  await expect.poll(() => states(page), { timeout: 60_000 }).toEqual(['done'])
})

test('an analysis page that hangs is ended after a minute, with its process, and costs no file', async ({ stage }) => {
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
  await expect.poll(() => states(page), { timeout: 90_000 }).toEqual(all)
  await expect.poll(() => lives(stopped)).toBe(false)
})

test('a stick that is pulled out while its files are analysed costs none: they wait, and are analysed when it is back', async ({ stage }) => {
  const folder = music(stage)
  const { page } = await stage.launch('--music', folder)
  await hasBegun(page)
  renameSync(folder, `${folder} elsewhere`)
  await expect.poll(async () => (await page.evaluate(() => window.roundhouse.call('library.status'))).folders[0]?.away, { timeout: 20_000 }).toBe(true)
  await expect.poll(async () => (await page.evaluate(() => window.roundhouse.call('analysis.state'))).secondsLeft, { timeout: 20_000 }).toBe(0)
  expect(await states(page)).not.toContain('failed')
  renameSync(`${folder} elsewhere`, folder)
  await expect.poll(() => states(page), { timeout: 90_000 }).toEqual(all)
})

test('a file that is replaced while it is analysed gets its own analysis, also after a restart', async ({ stage }) => {
  const folder = join(stage.folder, 'music')
  mkdirSync(folder)
  write(folder, 0, 5 * long)
  const { app, page } = await stage.launch('--music', folder)
  await hasBegun(page)
  const aside = join(stage.folder, 'aside')
  mkdirSync(aside)
  write(aside, 0, 20)
  const [name = ''] = readdirSync(aside)
  renameSync(join(aside, name), join(folder, name))
  const length = async (of: Page) => {
    const [track] = await tracks(of)
    return (await of.evaluate((id) => window.roundhouse.call('track.analysis', { id }), track?.id ?? '')).analysis?.duration ?? 0
  }
  await expect.poll(() => length(page), { timeout: 60_000 }).toBeCloseTo(20, 0)
  await expect.poll(() => page.evaluate(() => window.roundhouse.call('analysis.state'))).toMatchObject({ done: 1, total: 1, secondsLeft: 0 })
  expect(await length(page)).toBeCloseTo(20, 0)
  await app.close()
  const next = await stage.launch('--music', folder)
  await expect.poll(() => length(next.page), { timeout: 60_000 }).toBeCloseTo(20, 0)
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
