import type { ElectronApplication } from '@playwright/test'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { accountOf, readEntries } from '../../src/core/journal'
import { defaultPolicy } from '../../src/core/music/policy'
import { musicAt } from '../../src/core/music/setlist'
import { ReportSchema } from '../../src/core/report'
import { expect, readJson, test, type Stage } from './support/app'
import { level } from './support/hearing'
import { writeTone } from './support/tone'

/** For a soak: how often a session is killed. */
const kills = Number(process.env['ROUNDHOUSE_KILLS'] ?? 4)
/** Long enough for all of them: between two of them there are some seven seconds. */
const round = Math.max(100, 4 * kills)
const seconds = 240
/** The pitch tells the second of the track. */
const pitchAt = (second: number) => 200 + 10 * second

function setUp({ folder }: Stage): string[] {
  const [music, data, workout] = ['music', 'data', 'workout.json'].map((name) => join(folder, name)) as [string, string, string]
  mkdirSync(music)
  mkdirSync(data)
  writeTone(music, { name: 'Ladder', tempo: 140, seconds, hertz: pitchAt })
  writeFileSync(join(data, 'settings.json'), JSON.stringify({ version: 1, preferences: { crossfade: 0, music: { ...defaultPolicy, tempo: 'off' } } }))
  writeFileSync(workout, JSON.stringify({ name: 'Three', rounds: 3, intervals: [{ work: round }], scheme: 'quiet' }))
  return ['--workout', workout, '--music', music]
}

/** Asks the page of the window, past the test's own page, which dies with the first one. Null where there is none that answers. */
const ask = <T>(app: ElectronApplication, script: string): Promise<T | null> =>
  app.evaluate(({ BrowserWindow }, code) => {
    const { webContents } = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('index.html'))!
    return Promise.race([webContents.executeJavaScript(code).catch(() => null), new Promise((resolve) => setTimeout(resolve, 1000, null))])
  }, script) as Promise<T | null>
const press = (app: ElectronApplication, keyCode: string, modifiers: 'control'[] = []) =>
  app.evaluate(({ BrowserWindow }, [key, held]) => {
    const { webContents } = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('index.html'))!
    webContents.sendInputEvent({ type: 'keyDown', keyCode: key, modifiers: held })
    // A button is pressed by the character.
    if (key === 'Enter') webContents.sendInputEvent({ type: 'char', keyCode: '\r' })
    webContents.sendInputEvent({ type: 'keyUp', keyCode: key, modifiers: held })
  }, [keyCode, modifiers] as const)
const text = async (app: ElectronApplication, selector: string) => (await ask<string>(app, `document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`)) ?? ''
const secondsOf = (clock: string): number => clock.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)

/** The plan's time by what the running screen shows, to the second. */
async function shown(app: ElectronApplication): Promise<number> {
  const [now = '', left = ''] = (await ask<[string, string]>(app, `[document.querySelector('.round b')?.textContent ?? '', document.querySelector('[role=timer]')?.textContent ?? '']`)) ?? []
  return Number(now) * round - secondsOf(left)
}

const pageProcess = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('index.html'))!.webContents.getOSProcessId())

async function killMain(app: ElectronApplication): Promise<void> {
  const gone = new Promise((resolve) => app.process().once('exit', resolve))
  app.process().kill('SIGKILL')
  await gone
}

test('a session goes on where it was when its page, the program or both are killed, with its music', async ({ stage }) => {
  test.setTimeout(120_000 + kills * 25_000)
  const options = setUp(stage)
  const recording = await stage.record()
  const begun = performance.now()
  const report = join(stage.folder, 'report.json')
  let { app } = await stage.launch(...options, '--start', '--report', report)
  const running = () => expect.poll(() => text(app, '[role=timer]'), { timeout: 40_000 }).not.toBe('')
  await running()
  const checks: { readonly at: number; readonly planned: number }[] = []
  const lost: number[] = []
  const started = (readEntries(readFileSync(join(stage.folder, 'data', 'sessions', 'running.jsonl'), 'utf8'))[0] as { startedAt: string }).startedAt

  for (let kill = 0; kill < kills; kill++) {
    const what = (['page', 'main', 'both'] as const)[kill % 3]!
    // At any time: that is what is tried.
    await new Promise((resolve) => setTimeout(resolve, 2500 + 3000 * Math.random()))
    const pid = await pageProcess(app)
    // 0 would be the test's own group.
    expect(pid).toBeGreaterThan(0)
    const before = await shown(app)
    if (what !== 'main') process.kill(pid, 'SIGKILL')
    if (what !== 'page') {
      await killMain(app)
      app = (await stage.launch(...options, '--report', report)).app
    }
    await expect.poll(() => text(app, '.interrupted .start'), { timeout: 20_000 }).toMatch(/^Go onround \d of 3, \d:\d\d left$/)
    expect(await text(app, '.interrupted .why')).toContain(what === 'page' ? 'crashed' : what === 'main' ? 'The program ended' : '')
    const [, now, left] = /round (\d) of 3, (\S+) left/.exec(await text(app, '.interrupted .start'))!
    const stands = Number(now) * round - secondsOf(left!)
    lost.push(before - stands)
    expect(Math.abs(stands - before)).toBeLessThanOrEqual(1)
    await press(app, 'Enter')
    await running()
    expect(await shown(app) - stands).toBeLessThanOrEqual(2)
    // Long enough to be heard in the recording.
    await expect.poll(() => shown(app)).toBeGreaterThanOrEqual(stands + 3)
    checks.push({ at: (performance.now() - begun) / 1000, planned: await shown(app) })
  }
  const { music } = accountOf(readEntries(readFileSync(join(stage.folder, 'data', 'sessions', 'running.jsonl'), 'utf8')))!
  app.process().kill('SIGTERM')
  await expect.poll(() => existsSync(report)).toBe(true)
  const sound = await recording.stop()

  for (const { at, planned } of checks) {
    const one = musicAt({ seed: 0, music, warnings: [], arc: [], cost: 0 }, planned)!
    const due = one.offset + planned - one.start
    const end = at - 0.3
    const levels = Array.from({ length: seconds }, (_, second) => level(sound, pitchAt(second), end - 0.1, end))
    // The screen tells whole seconds, and the recorder holds some tenths back.
    expect(Math.abs(levels.indexOf(Math.max(...levels)) - due), `at ${planned} s of the plan`).toBeLessThanOrEqual(1.5)
    expect(Math.max(...levels)).toBeGreaterThan(0.02)
  }
  const { events, done, outcome, startedAt } = ReportSchema.parse(readJson(report))
  expect(outcome).toBe('stopped')
  expect(startedAt).toBe(started)
  expect(events.map(({ kind }) => kind)).toEqual(Array.from({ length: kills }, () => ['interrupted', 'resume']).flat())
  expect(done.pauses).toBe(kills)
  expect(existsSync(join(stage.folder, 'data', 'sessions', 'running.jsonl'))).toBe(false)
  test.info().annotations.push({ type: 'kills', description: `${kills}, lost at most ${Math.max(...lost)} s as shown` })
})

test('an interrupted session that is not to go on is kept as stopped', async ({ stage }) => {
  const options = setUp(stage)
  const first = await stage.launch(...options, '--start')
  await expect(first.page.locator('[role=timer]')).toHaveText('1:35', { timeout: 40_000 })
  await killMain(first.app)
  const { page } = await stage.launch(...options)
  await expect(page.getByRole('button', { name: /Go on/ })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: /Start/ })).toBeVisible()
  const folder = join(stage.folder, 'data', 'sessions')
  await expect.poll(() => existsSync(join(folder, 'running.jsonl'))).toBe(false)
  expect(await page.evaluate(() => window.roundhouse.call('session.interrupted'))).toBeNull()
})

test('a session goes on while the GPU process is killed again and again', async ({ stage }) => {
  const { app, page } = await stage.launch(...setUp(stage), '--start')
  const timer = page.locator('[role=timer]')
  await expect(timer).not.toHaveText('', { timeout: 40_000 })
  let last = 0
  for (let kill = 0; kill < 8; kill++) {
    await expect.poll(async () => {
      const pid = await app.evaluate(({ app: electron }) => electron.getAppMetrics().find(({ type }) => type === 'GPU')?.pid ?? 0)
      if (pid === 0 || pid === last) return false
      process.kill((last = pid), 'SIGKILL')
      return true
    }).toBe(true)
  }
  const before = secondsOf((await timer.textContent()) ?? '')
  await expect.poll(async () => before - secondsOf((await timer.textContent()) ?? '')).toBeGreaterThanOrEqual(2)
})

test('closing the window in a session asks, while the time goes on; an end by a key can be taken back', async ({ stage }) => {
  const report = join(stage.folder, 'report.json')
  const { app, page } = await stage.launch(...setUp(stage), '--start', '--report', report)
  const close = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('index.html'))!.close())
  const timer = page.locator('[role=timer]')
  await expect(timer).toHaveText('1:37', { timeout: 40_000 })
  await close()
  const question = page.getByRole('alertdialog', { name: 'End the session?' })
  await expect(question).toBeVisible()
  await expect(timer).toHaveText('1:34')
  await page.keyboard.press('n')
  await expect(question).toBeHidden()

  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('heading', { name: 'Done' })).toBeVisible()
  await expect(page.locator('.figures')).toContainText('0/3')
  await page.keyboard.press('ArrowLeft')
  await expect(timer).toHaveText(/1:(40|39|38)/)

  // Past the test's own way to press keys, which the window does not hear.
  await press(app, 'Q', ['control'])
  await expect(question).toBeVisible()
  const gone = app.waitForEvent('close')
  await page.keyboard.press('y')
  await gone
  expect(ReportSchema.parse(readJson(report)).outcome).toBe('stopped')
})
