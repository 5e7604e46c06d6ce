// npm run bench:start -- --against ../other [--times 5] [--busy 2] [--early]: how long START takes, from the key until the session shows
// and until its clock runs, in this checkout and in another one that is built, turn by turn in one run. `--busy`: so many processes that do nothing
// but calculate run beside it; `--early`: while the first analysis still runs.
import { _electron } from '@playwright/test'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { switches } from '../scripts/application.mjs'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { run } from '../scripts/say.mjs'
import { setUp } from '../scripts/setup.mjs'
import { option, places } from './against.mjs'
import { cpuOf, familyOf } from './processes.mjs'
import { middle } from './running.mjs'

const times = Number(option('times') ?? 5)
const busy = Number(option('busy') ?? 0)
const early = process.argv.includes('--early')
/** A ready application is left alone for so long, ms: what it does by itself after a start is over then. */
const rest = 3000

await run(async () => {
  const checkouts = places()
  const { electron } = await setUp({ desktop: true })
  await buildIfStale(electron)
  const desktop = await openDesktop({ width: 1920, height: 1080 })
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...desktop.env })
  /** @type {Started[][]} */
  const results = checkouts.map(() => [])
  try {
    for (let turn = 0; turn < times; turn++) for (const [i, place] of checkouts.entries()) results[i]?.push(await started(electron, place, env))
  } finally {
    await desktop.close()
  }
  const line = (/** @type {string} */ what, /** @type {(one: Started) => number} */ of) => {
    const all = results.map((some) => middle(some.map(of)))
    const [here = NaN, there] = all
    console.log(`${what.padEnd(44)}${all.map((ms) => ms.toFixed(0).padStart(8)).join('')}${there === undefined ? '' : `${(here / there).toFixed(2)} x`.padStart(10)}`)
  }
  console.log(`${times} times each, ${busy} busy processes beside; medians in ms${checkouts.length === 1 ? '' : ': this, the other, ratio'}`)
  line('key to the session on the screen', ({ shown }) => shown)
  line('key to the first tick: 0:00 of the clock', ({ tick }) => tick)
  line('  processor time of the application until 0:01', ({ cpu }) => cpu)
  line('key to the music', ({ music }) => music)
  console.log(`  all ticks: ${results.map((some) => some.map(({ tick }) => tick.toFixed(0)).join(' ')).join(' | ')}`)
  return 0
})


/** @typedef {{ shown: number, tick: number, cpu: number, music: number }} Started milliseconds */

/**
 * Opens an application with its demo tracks, waits until it knows them, presses the key and looks when the clock runs.
 * @param {string} electron
 * @param {string} place the checkout
 * @param {Record<string, string>} env
 * @returns {Promise<Started>}
 */
async function started(electron, place, env) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const report = path.join(folder, 'report.json')
  const app = await _electron.launch({ executablePath: electron, args: [...switches, place, '--user-data', path.join(folder, 'data'), '--report', report], env })
  /** @type {import('node:child_process').ChildProcess[]} */
  let beside = []
  try {
    const page = await app.firstWindow()
    for (;;) {
      const { done, failed, total } = await page.evaluate(() => window.roundhouse.call('analysis.state'))
      if (early || (total > 0 && done + failed === total)) break
      await page.waitForTimeout(250)
    }
    beside = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;) Math.sqrt(2)'], { stdio: 'ignore' }))
    await page.waitForTimeout(early ? 1500 : rest)
    const before = spentBy(app)
    const seen = page.evaluate(() => new Promise((/** @type {(seen: { shown: number, tick: number }) => void} */ resolve) => {
      let from = 0
      let first = ''
      let shown = 0
      addEventListener('keydown', () => (from = performance.now()), { capture: true, once: true })
      const look = new MutationObserver(() => {
        const digits = document.querySelector('.run [role=timer]')?.textContent ?? ''
        if (digits === first) return
        const now = performance.now() - from
        // The digits change for the first time when a second is over.
        if (first !== '') resolve({ shown, tick: now - 1000 })
        first = digits
        shown = now
      })
      look.observe(document.body, { childList: true, subtree: true, characterData: true })
    }))
    await page.keyboard.press(' ')
    const { shown, tick } = await seen
    const cpu = [...spentBy(app)].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0)
    await page.waitForTimeout(5000)
    // Twice, as it asks for; the buttons may be hidden.
    for (const armed of ['false', 'true']) await page.locator(`[data-action=stop][data-armed=${armed}]`).dispatchEvent('click')
    for (let i = 0; i < 100 && !fs.existsSync(report); i++) await page.waitForTimeout(50)
    /** @type {{ moments: { kind: string, heard: number }[] }} */
    const { moments } = JSON.parse(fs.readFileSync(report, 'utf8'))
    return { shown, tick, cpu, music: tick + 1000 * (moments.find(({ kind }) => kind === 'start')?.heard ?? NaN) }
  } finally {
    for (const child of beside) child.kill('SIGKILL')
    await app.close()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Processor time of the application's processes that live, in ms, by their ids; none where the system does not tell. */
function spentBy(/** @type {import('@playwright/test').ElectronApplication} */ app) {
  const first = app.process().pid
  return new Map(first === undefined ? [] : familyOf(first).map((pid) => [pid, cpuOf(pid)]))
}
