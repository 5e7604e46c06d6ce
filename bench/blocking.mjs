// npm run bench:blocking: for how long the main process's event loop stands still while a collection is scanned and analysed
// and the screen of the tracks is open, beside the same app when it has nothing to do. --files N takes another number than 300.
import { _electron } from '@playwright/test'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { switches } from '../scripts/application.mjs'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { root } from '../scripts/place.mjs'
import { run } from '../scripts/say.mjs'
import { setUp } from '../scripts/setup.mjs'

/** No call may hold up the main process for longer, in ms: a frame of 60 Hz. */
const frame = 16
/** How often the event loop is looked at, in ms. What it tells counts from there: a loop that is free gives about this. */
const resolution = 1
const idleMs = 10_000
const patienceMs = 240_000

/** @typedef {{ p99: number, max: number, long: number, seconds: number }} Delay ms; long: how many looks came over a frame late */

await run(async () => {
  const at = process.argv.indexOf('--files')
  const count = at < 0 ? 300 : Number(process.argv[at + 1])
  const { electron } = await setUp({ desktop: true })
  await buildIfStale(electron)
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const [music, none] = ['music', 'none'].map((name) => path.join(folder, name))
  for (const one of [music, none]) fs.mkdirSync(one ?? '')
  fill(music ?? '', count)
  const desktop = await openDesktop({ sound: false })
  try {
    console.log(`main process, event-loop delay over ${resolution} ms looks, in ms`.padEnd(56) + 'p99'.padStart(8) + 'max'.padStart(8) + `over ${frame}`.padStart(9) + 'seconds'.padStart(9))
    for (const [title, given] of [['idle, demo tracks', none], [`${count} files scanned and analysed, Tracks open`, music]]) {
      const { p99, max, long, seconds } = await measure(electron, path.join(folder, `data ${title?.slice(0, 4)}`), given ?? '', desktop.env, title?.startsWith('idle') ? 0 : count)
      console.log((title ?? '').padEnd(56) + [p99.toFixed(1).padStart(8), max.toFixed(1).padStart(8), String(long).padStart(9), seconds.toFixed(0).padStart(9)].join(''))
    }
  } finally {
    await desktop.close()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return 0
})

/** Copies of the demo tracks, each made another by a byte at its end: the same is never analysed twice. */
function fill(/** @type {string} */ music, /** @type {number} */ count) {
  const demo = path.join(root, 'resources', 'demo')
  const names = fs.readdirSync(demo).filter((name) => name.endsWith('.mp3'))
  for (let i = 0; i < count; i++) {
    const name = names[i % names.length] ?? ''
    const to = path.join(music, `${String(i).padStart(4, '0')} ${name}`)
    // A quarter of a piece: many files that come and go soon.
    const bytes = fs.readFileSync(path.join(demo, name))
    fs.writeFileSync(to, Buffer.concat([bytes.subarray(0, bytes.length >> 2), Buffer.from(`${i}`)]))
  }
}

/**
 * @param {string} electron @param {string} data user data @param {string} music
 * @param {Record<string, string>} env @param {number} count files to wait for; 0: some seconds of nothing
 * @returns {Promise<Delay>}
 */
async function measure(electron, data, music, env, count) {
  const app = await _electron.launch({ executablePath: electron, args: [...switches, root, '--user-data', data, '--music', music], env: { .../** @type {Record<string, string>} */ (process.env), ...env } })
  try {
    const page = await app.firstWindow()
    await page.waitForLoadState('domcontentloaded')
    const call = (/** @type {string} */ name) => page.evaluate((name) => /** @type {any} */ (window).roundhouse.call(name), name)
    const settled = async () => {
      const { total, done, failed } = await call('analysis.state')
      return total >= Math.max(1, count) && total === done + failed
    }
    await page.keyboard.press('t')
    // Idle is what comes after the demo tracks' analysis and the closing of its pages.
    if (count === 0) await until(settled)
    if (count === 0) await new Promise((done) => setTimeout(done, 6000))
    await app.evaluate(watch, { frame, resolution })
    const from = Date.now()
    if (count === 0) await new Promise((done) => setTimeout(done, idleMs))
    else await until(settled)
    const seconds = (Date.now() - from) / 1000
    return { ...(await app.evaluate(() => /** @type {any} */ (globalThis).endWatch())), seconds }
  } finally {
    await app.close()
  }
}

async function until(/** @type {() => Promise<boolean>} */ true_) {
  const end = Date.now() + patienceMs
  while (!(await true_())) {
    if (Date.now() > end) throw new Error('the analysis did not end in time')
    await new Promise((done) => setTimeout(done, 500))
  }
}

/** Runs in the main process. Its timer counts what the histogram cannot: how often a look came late by more than a frame. */
function watch(/** @type {unknown} */ _electron, /** @type {{ frame: number, resolution: number }} */ { frame, resolution }) {
  const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
  const histogram = monitorEventLoopDelay({ resolution })
  histogram.enable()
  let [long, last] = [0, performance.now()]
  const timer = setInterval(() => {
    const now = performance.now()
    if (now - last > frame) long++
    last = now
  }, resolution)
  Object.assign(globalThis, {
    endWatch: () => {
      clearInterval(timer)
      histogram.disable()
      return { p99: histogram.percentile(99) / 1e6, max: histogram.max / 1e6, long }
    },
  })
}
