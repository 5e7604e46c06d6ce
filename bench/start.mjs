// npm run bench:start -- --against ../other [--times 5] [--busy 2]: how long START takes, from the key to the first tick of the
// clock, in this checkout and in another one that is built, turn by turn in one run. `--busy`: so many processes that do nothing
// but calculate run beside it.
import { _electron } from '@playwright/test'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { switches } from '../scripts/application.mjs'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { root } from '../scripts/place.mjs'
import { Failure, run } from '../scripts/say.mjs'
import { setUp } from '../scripts/setup.mjs'

const option = (/** @type {string} */ name) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const other = option('against') && path.resolve(process.env.INIT_CWD ?? '.', option('against') ?? '')
const times = Number(option('times') ?? 5)
const busy = Number(option('busy') ?? 0)
/** A ready application is left alone for so long, ms: what it does by itself after a start is over then. */
const rest = 3000

await run(async () => {
  if (other !== undefined && !fs.existsSync(path.join(other, 'out', 'main', 'index.js'))) throw new Failure(`Nothing is built in ${other}: run "npm run build" there.`)
  const { electron } = await setUp({ desktop: true })
  await buildIfStale(electron)
  const desktop = await openDesktop({ width: 1920, height: 1080 })
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...desktop.env })
  const places = [root, ...(other === undefined ? [] : [other])]
  /** @type {Started[][]} */
  const results = places.map(() => [])
  try {
    for (let turn = 0; turn < times; turn++) for (const [i, place] of places.entries()) results[i]?.push(await started(electron, place, env))
  } finally {
    await desktop.close()
  }
  const line = (/** @type {string} */ what, /** @type {(one: Started) => number} */ of) => {
    const all = results.map((some) => middle(some.map(of)))
    const [here = NaN, there] = all
    console.log(`${what.padEnd(44)}${all.map((ms) => ms.toFixed(0).padStart(8)).join('')}${there === undefined ? '' : `${(here / there).toFixed(2)} x`.padStart(10)}`)
  }
  console.log(`${times} times each, ${busy} busy processes beside; medians in ms${other === undefined ? '' : ': this, the other, ratio'}`)
  line('key to the first tick', ({ tick }) => tick)
  line('  processor time of the application until then', ({ cpu }) => cpu)
  line('key to the music', ({ music }) => music)
  console.log(`  all ticks: ${results.map((some) => some.map(({ tick }) => tick.toFixed(0)).join(' ')).join(' | ')}`)
  return 0
})

/** The value in the middle. */
function middle(/** @type {number[]} */ values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
}

/** @typedef {{ tick: number, cpu: number, music: number }} Started milliseconds */

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
    await page.waitForFunction(async () => {
      const { done, failed, total } = await window.roundhouse.call('analysis.state')
      return total > 0 && done + failed === total
    }, null, { timeout: 120_000, polling: 250 })
    beside = Array.from({ length: busy }, () => spawn(process.execPath, ['-e', 'for (;;) Math.sqrt(2)'], { stdio: 'ignore' }))
    await page.waitForTimeout(rest)
    const before = cpuOf(app)
    const ticked = page.evaluate(() => new Promise((/** @type {(ms: number) => void} */ resolve) => {
      let from = 0
      addEventListener('keydown', () => (from = performance.now()), { capture: true, once: true })
      const look = new MutationObserver(() => {
        if (!document.querySelector('.run [role=timer]')?.textContent) return
        look.disconnect()
        resolve(performance.now() - from)
      })
      look.observe(document.body, { childList: true, subtree: true, characterData: true })
    }))
    await page.keyboard.press(' ')
    const tick = await ticked
    const cpu = cpuOf(app) - before
    await page.waitForTimeout(5000)
    // Twice, as it asks for; the buttons may be hidden.
    for (const armed of ['false', 'true']) await page.locator(`[data-action=stop][data-armed=${armed}]`).dispatchEvent('click')
    for (let i = 0; i < 100 && !fs.existsSync(report); i++) await page.waitForTimeout(50)
    /** @type {{ moments: { kind: string, heard: number }[] }} */
    const { moments } = JSON.parse(fs.readFileSync(report, 'utf8'))
    return { tick, cpu, music: tick + 1000 * (moments.find(({ kind }) => kind === 'start')?.heard ?? NaN) }
  } finally {
    for (const child of beside) child.kill('SIGKILL')
    await app.close()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Processor time of the application's processes, in ms; NaN where the system does not tell. */
function cpuOf(/** @type {import('@playwright/test').ElectronApplication} */ app) {
  const first = app.process().pid
  if (process.platform !== 'linux' || first === undefined) return NaN
  const all = fs.readdirSync('/proc').flatMap((pid) => {
    try {
      const fields = /^(\d+) \(.*\) (.*)$/s.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'))
      const rest = fields?.[2]?.split(' ') ?? []
      return fields ? [{ pid: Number(fields[1]), parent: Number(rest[1]), ticks: Number(rest[11]) + Number(rest[12]) }] : []
    } catch {
      return [] // It has ended.
    }
  })
  const family = new Set([first])
  for (let size = 0; size !== family.size; ) {
    size = family.size
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid)
  }
  return all.reduce((sum, { pid, ticks }) => sum + (family.has(pid) ? 10 * ticks : 0), 0)
}
