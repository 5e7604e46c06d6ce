// npm run bench:scroll [-- --tracks 50000]: the library's screen with a large list: how long a frame takes while it scrolls, and
// how long a search takes from the key to the rows. The list is made up: the main process only hands it over.
import { _electron } from '@playwright/test'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { switches } from '../scripts/application.mjs'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { root } from '../scripts/place.mjs'
import { run } from '../scripts/say.mjs'
import { hasDisplay, setUp } from '../scripts/setup.mjs'

const given = process.argv.indexOf('--tracks')
const count = given < 0 ? 50_000 : Number(process.argv[given + 1])
const words = 'Énergie night fire angel back down gold river stone heart light road rain city ghost Müller glass'.split(' ')
const word = (/** @type {number} */ n) => words[n % words.length] ?? ''

await run(async () => {
  const { electron } = await setUp()
  await buildIfStale(electron)
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const desktop = hasDisplay() ? undefined : await openDesktop({ width: 1920, height: 1080, sound: false })
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...desktop?.env })
  try {
    const app = await _electron.launch({ executablePath: electron, args: [...switches, root, '--user-data', path.join(base, 'data'), '--fullscreen'], env })
    await answerWithList(app)
    const page = await app.firstWindow()
    await page.getByRole('button', { name: 'Tracks' }).click()
    await page.waitForFunction((count) => Number.parseInt(document.querySelector('.masthead [role=status]')?.textContent?.split(' of ')[1]?.replaceAll(',', '') ?? '') >= count, count)
    const frames = await scrolled(page)
    const search = await searched(page)
    await app.close()
    const rows = [
      ['frames while scrolling', String(frames.length), ''],
      ['  time between two, median', `${at(frames, 0.5).toFixed(1)} ms`, '16.7 ms'],
      ['  99 of 100 within', `${at(frames, 0.99).toFixed(1)} ms`, ''],
      ['  over 20 ms', `${((100 * frames.filter((ms) => ms > 20).length) / frames.length).toFixed(1)} %`, ''],
      ['search, from the key to the rows on the page, median', `${at(search, 0.5).toFixed(0)} ms`, '50 ms'],
      ['  slowest', `${at(search, 1).toFixed(0)} ms`, ''],
    ]
    console.log(`${count.toLocaleString('en')} tracks`)
    for (const [what = '', figure = '', goal = ''] of rows) console.log(`${what.padEnd(56)}${figure.padStart(10)}${goal.padStart(10)}`)
    return 0
  } finally {
    await desktop?.close()
    fs.rmSync(base, { recursive: true, force: true })
  }
})

/** The value below which a part of them is. */
function at(/** @type {number[]} */ values, /** @type {number} */ part) {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(part * values.length))] ?? NaN
}

/** Has the main process answer with a made-up list, a thousand at a time as it does. */
async function answerWithList(/** @type {import('@playwright/test').ElectronApplication} */ app) {
  const tracks = Array.from({ length: count }, (_, n) => ({
    id: n.toString(16).padStart(16, '0'), file: `${n}.mp3`, title: `${word(n)} ${word(n * 7 + 3)} ${n}`, artist: `${word(Math.floor(n / 90))} ${n % 500}`,
    album: `${word(Math.floor(n / 12))} album`, duration: 200, tempo: 60 + (n % 120), tempoFrom: 'tag', energy: (n % 100) / 100,
  }))
  await app.evaluate(({ ipcMain }, tracks) => {
    ipcMain.removeHandler('library.changes')
    // What the page asked for before this is the real library's.
    let before = -1
    ipcMain.handle('library.changes', (_event, { since }) => {
      if (before < 0) before = since
      const end = Math.min(tracks.length, since - before + 1000)
      return { tracks: tracks.slice(since - before, end), removed: [], revision: before + end, more: end < tracks.length }
    })
  }, tracks)
}

/** Scrolls as a wheel does, then by long pulls of the bar. @returns milliseconds between frames */
function scrolled(/** @type {import('@playwright/test').Page} */ page) {
  return page.evaluate(async () => {
    const rows = /** @type {HTMLElement} */ (document.querySelector('.rows'))
    /** @type {number[]} */
    const times = []
    let before = await new Promise(requestAnimationFrame)
    for (let i = 0; i < 600; i++) {
      rows.scrollTop += i < 400 ? 120 : 40_000 * (i % 2 === 0 ? 3 : -1)
      const now = await new Promise(requestAnimationFrame)
      times.push(now - before)
      before = now
    }
    return times
  })
}

/** Types letter by letter and waits for the rows each time. @returns milliseconds */
async function searched(/** @type {import('@playwright/test').Page} */ page) {
  const typed = ['energie night', 'angel back 17', 'muller glass 4', 'gold river'].flatMap((text) => [...text].map((_, i) => text.slice(0, i + 1)))
  return page.evaluate(async (typed) => {
    const input = /** @type {HTMLInputElement} */ (document.querySelector('input[type=search]'))
    const write = /** @type {(this: HTMLInputElement, text: string) => void} */ (Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set)
    const status = () => document.querySelector('.masthead [role=status]')?.textContent
    /** @type {number[]} */
    const times = []
    for (const text of typed) {
      const shown = status()
      const from = performance.now()
      write.call(input, text)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      // The rows are there when the number of them is another one, or after as many frames as show that it stays.
      for (let frames = 0; frames < 6 && status() === shown; frames++) await new Promise(requestAnimationFrame)
      if (status() !== shown) times.push(performance.now() - from)
    }
    return times
  }, typed)
}
