import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Report } from '../../src/core/report'
import { expect, readJson, test, type Stage } from './support/app'
import { level, rate } from './support/hearing'
import { writeTone } from './support/tone'

/** One long track whose pitch tells the second of the track: 200 Hz at 0 s, 10 Hz more with each second. */
const pitchAt = (second: number) => 200 + 10 * second

function setUp({ folder }: Stage): string[] {
  const music = join(folder, 'music')
  mkdirSync(music)
  writeTone(music, { name: 'Ladder', tempo: 140, seconds: 120, hertz: pitchAt })
  const workout = join(folder, 'workout.json')
  writeFileSync(workout, JSON.stringify({ name: 'One long round', rounds: 1, intervals: [{ work: 100 }], scheme: 'quiet' }))
  return ['--workout', workout, '--music', music, '--start']
}

/** The second of the track that sounds in the 0.1 s before `end` seconds of the recording; null in silence. */
function heardSecond(sound: Float32Array, end: number): number | null {
  const levels = Array.from({ length: 120 }, (_, second) => level(sound, pitchAt(second), end - 0.1, end))
  const loudest = levels.indexOf(Math.max(...levels))
  return (levels[loudest] as number) > 0.02 ? loudest : null
}

const digits = '[role=timer]'

test('the keys pause, go on, seek and skip, and the sound follows', async ({ stage }) => {
  const options = setUp(stage)
  const recording = await stage.record()
  const begun = performance.now()
  const report = join(stage.folder, 'report.json')
  const { page } = await stage.launch(...options, '--report', report)
  /** Seconds of the recording, give or take what the recorder holds back. */
  const now = () => (performance.now() - begun) / 1000
  await expect(page.locator(digits)).toHaveText('1:38', { timeout: 20_000 })

  await page.keyboard.press('Space')
  const pausedAt = now()
  await expect(page.getByRole('heading', { name: 'Paused' })).toBeVisible()
  const shown = await page.locator(digits).textContent()
  await page.waitForFunction((since) => performance.now() - since > 1500, await page.evaluate(() => performance.now()))
  expect(await page.locator(digits).textContent()).toBe(shown)
  const resumedAt = now()
  await page.keyboard.press('Space')
  await expect(page.locator(digits)).toHaveText('1:35')

  for (let i = 0; i < 5; i++) await page.keyboard.press('+')
  await expect(page.locator(digits)).toHaveText('0:41')
  const seekedAt = now()
  await page.keyboard.press('-')
  await expect(page.locator(digits)).toHaveText('0:50')
  await page.keyboard.press('r')
  await expect(page.locator(digits)).toHaveText('1:40')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('Done', { exact: false }).first()).toBeVisible()
  const sound = await recording.stop()

  // The music stops within 200 ms of the key; 0.3 s more for what lies between key, loudspeaker and recorder.
  expect(heardSecond(sound, pausedAt - 0.3)).not.toBeNull()
  let silentFrom = pausedAt - 0.3
  while (heardSecond(sound, silentFrom) !== null && silentFrom < pausedAt + 2) silentFrom += 0.02
  expect(silentFrom - pausedAt).toBeLessThan(0.5)

  // It goes on in the second of the track in which it stopped.
  const stoppedIn = heardSecond(sound, silentFrom - 0.1)
  let soundFrom = silentFrom + 0.5
  while (heardSecond(sound, soundFrom) === null && soundFrom < sound.length / rate) soundFrom += 0.02
  expect(soundFrom - resumedAt).toBeLessThan(0.6)
  expect([stoppedIn, (stoppedIn ?? 0) + 1]).toContain(heardSecond(sound, soundFrom + 0.05))

  // A deck that was started in the middle plays what the setlist has there: 0:41 shows from 58 to 59 s of the plan on.
  await expect.poll(() => existsSync(report)).toBe(true)
  const { music } = readJson(report) as Report
  const due = [56.5, 57, 57.5, 58, 58.5, 59, 59.5].flatMap((at) => {
    const one = music.find(({ start, end }) => at >= start && at < end)
    return one ? [Math.floor(one.offset + (at - one.start) * one.rate)] : []
  })
  expect(due).toContain(heardSecond(sound, seekedAt - 0.3))
})

test('fullscreen comes with F and goes with Escape, and the session goes on', async ({ stage }) => {
  const { app, page } = await stage.launch('--workout', 'tabata', '--start')
  const fullscreen = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isFullScreen()))
  await expect(page.locator(digits)).toBeVisible({ timeout: 20_000 })
  await page.keyboard.press('f')
  await expect.poll(fullscreen).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(fullscreen).toBe(false)
  await expect(page.locator(digits)).toBeVisible()
})

test('the display stays awake while a session runs, and no longer', async ({ stage }) => {
  const { app, page } = await stage.launch('--workout', 'tabata', '--start')
  const awake = () => app.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3].some((id) => powerSaveBlocker.isStarted(id)))
  await expect(page.locator(digits)).toBeVisible({ timeout: 20_000 })
  await expect.poll(awake).toBe(true)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByRole('button', { name: 'Press again to stop' }).click()
  await expect.poll(awake).toBe(false)
})

test('what is set is remembered, and the demo tracks stand in where there is no music', async ({ stage }) => {
  const first = await stage.launch()
  await expect(first.page.getByText(/demo tracks/i).first()).toBeVisible({ timeout: 20_000 })
  await first.page.keyboard.press('s')
  const duck = first.page.getByRole('slider', { name: /duck|lower/i })
  await duck.fill('20')
  await expect.poll(async () => (await first.page.evaluate(() => window.roundhouse.call('preferences.get'))).duck).toBe(20)
  await first.app.close()
  const second = await stage.launch()
  expect((await second.page.evaluate(() => window.roundhouse.call('preferences.get'))).duck).toBe(20)
})

test('what comes next is shown whole beside a track with a very long name', async ({ stage }) => {
  const music = join(stage.folder, 'music')
  mkdirSync(music)
  writeTone(music, { name: 'A song whose name goes on and on '.repeat(5).trim(), tempo: 140, seconds: 30, hertz: pitchAt })
  const { page } = await stage.launch('--workout', 'tabata', '--music', music, '--start')
  const next = page.locator('footer .next b')
  await expect(page.locator('footer .playing b')).toContainText('on and on', { timeout: 20_000 })
  await expect(next).toBeVisible()
  expect(await next.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
})

test('in a long round the screen changes with the seconds and little more often, and only the figure that changes is drawn anew', async ({ stage }) => {
  const { page } = await stage.launch(...setUp(stage))
  await expect(page.locator(digits)).toHaveText('1:38', { timeout: 20_000 })
  const { times, figures } = await page.evaluate(
    () =>
      new Promise<{ times: number; figures: number[] }>((resolve) => {
        const timer = document.querySelector('[role=timer]') as Element
        const figures: number[] = []
        let times = 0
        const watch = new MutationObserver((changes) => {
          times++
          const figure = changes.filter(({ target }) => timer.contains(target)).length
          if (figure > 0) figures.push(figure)
          // From 1:38 to 1:31: no ten is passed.
          if (figures.length < 7) return
          watch.disconnect()
          resolve({ times, figures })
        })
        watch.observe(document.querySelector('.run') as Element, { subtree: true, childList: true, characterData: true, attributes: true })
      }),
  )
  expect(figures).toEqual([1, 1, 1, 1, 1, 1, 1])
  // Two steps a second, each told in two turns, and the controls may go meanwhile; at every tick it would be 280.
  expect(times).toBeLessThanOrEqual(40)
})
