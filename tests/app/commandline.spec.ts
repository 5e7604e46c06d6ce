import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ReportSchema } from '../../src/core/report'
import { expect, minimize, readJson, test } from './support/app'

test('tells about itself without a window', async ({ stage }) => {
  const version = await stage.run('--version')
  expect([version.code, version.out]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)])
  const help = await stage.run('--help')
  expect(help.code).toBe(0)
  for (const option of ['--workout', '--music', '--start', '--fullscreen', '--report', '--quit-when-done', '--user-data', '--list-workouts']) {
    expect(help.out).toContain(option)
  }
  const list = await stage.run('--list-workouts')
  expect(list.code).toBe(0)
  for (const id of ['boxing', 'amateur-boxing', 'mma', 'muay-thai', 'tabata', 'hiit', 'emom']) expect(list.out).toContain(id)
})

test('refuses an unknown option or a bad value in one sentence, with status 2', async ({ stage }) => {
  const bad = join(stage.folder, 'bad.json')
  writeFileSync(bad, JSON.stringify({ name: 'Bad', rounds: 2, intervals: [{ work: -5 }] }))
  const cases: [string[], RegExp][] = [
    [['--loud'], /--loud/],
    [['--workout', 'ballet'], /ballet/],
    [['--workout', bad], /intervals\[0\]\.work/],
    [['--workout'], /--workout/],
    [['--music', join(stage.folder, 'nowhere')], /nowhere/],
  ]
  for (const [options, names] of cases) {
    const { code, out, err } = await stage.run(...options)
    expect(code, options.join(' ')).toBe(2)
    expect(err).toMatch(names)
    expect(err.trim().split('\n')).toHaveLength(1)
    expect(out).toBe('')
  }
})

test('a second start brings the first window forward and leaves', async ({ stage }) => {
  const { app, page } = await stage.launch()
  await expect(page.getByRole('button', { name: /start/i }).first()).toBeVisible()
  await minimize(app, page)
  expect((await stage.run()).code).toBe(0)
  const window = await app.browserWindow(page)
  await expect.poll(() => window.evaluate((one) => one.isMinimized())).toBe(false)
})

test('a second start hands over what it asks for, and ends no session that runs', async ({ stage }) => {
  const { page } = await stage.launch()
  const start = page.getByRole('button', { name: /start/i }).first()
  await expect(start).toBeVisible()
  const workout = join(stage.folder, 'mine.json')
  writeFileSync(workout, JSON.stringify({ name: 'Handed over', rounds: 1, intervals: [{ work: 60 }] }))
  const first = await stage.run('--workout', workout, '--start')
  expect([first.code, first.out]).toEqual([0, expect.stringContaining('with what was asked for')])
  await expect(page.getByRole('timer')).toHaveText(/^0:5/, { timeout: 30_000 })
  expect((await stage.run('--workout', 'tabata', '--start')).code).toBe(0)
  await expect(page.getByText(/^A session is running: what another start asked for/)).toBeVisible()
  await expect(page.getByRole('timer')).toHaveText(/^0:[1-5]/)
  const report = await stage.run('--workout', 'tabata', '--start', '--report', join(stage.folder, 'r.json'))
  expect([report.code, report.err]).toEqual([1, expect.stringContaining('cannot take over --report')])
})

test('a start that was asked for and could not run is told on standard error, and is status 1 in the end', async ({ stage }) => {
  const { app, page } = await stage.launch('--workout', 'tabata')
  const child = app.process()
  let err = ''
  child.stderr?.on('data', (text: Buffer) => (err += text))
  const ended = new Promise<number | null>((done) => child.once('exit', done))
  await page.evaluate(() => window.roundhouse.call('session.refused', { reason: 'there is no sound.' }))
  await expect.poll(() => err).toContain('The session could not run: there is no sound.')
  await page.evaluate(() => window.close()).catch(() => undefined)
  await app.close().catch(() => undefined)
  expect(await ended).toBe(1)
})

test('closing in the middle of a session still writes the report', async ({ stage }) => {
  const report = join(stage.folder, 'report.json')
  const child = await stage.spawn('--workout', 'tabata', '--start', '--report', report)
  await new Promise<void>((seen) => {
    let out = ''
    child.stdout?.on('data', (text: Buffer) => {
      out += text
      if (out.split('\n').length > 1) seen()
    })
  })
  const closed = new Promise<number | null>((done) => child.once('close', done))
  child.kill('SIGINT')
  expect(await closed).toBe(0)
  expect(ReportSchema.parse(readJson(report)).outcome).toBe('stopped')
})

test('a report that cannot be written is one sentence and status 1', async ({ stage }) => {
  const workout = join(stage.folder, 'short.json')
  writeFileSync(workout, JSON.stringify({ name: 'Short', rounds: 1, intervals: [{ work: 1 }] }))
  const { code, err } = await stage.run('--workout', workout, '--start', '--quit-when-done', '--report', '/proc/nowhere/report.json')
  expect([1, 2]).toContain(code)
  expect(err).toContain('/proc/nowhere/report.json')
})
