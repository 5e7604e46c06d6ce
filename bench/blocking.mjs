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
import { frame, watchLoop } from './loop.mjs'

const idleMs = 10_000
const patienceMs = 240_000

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
    const columns = ['p99', 'longest', 'at work', 'waited', 'busiest', `over ${frame}`, 'at work', 'seconds']
    const line = (/** @type {string} */ what, /** @type {string[]} */ figures) => console.log(what.padEnd(56) + figures.map((figure) => figure.padStart(9)).join(''))
    line('main process: stretches between looks of 1 ms, in ms', columns)
    for (const [title, given] of [['idle, demo tracks', none], [`${count} files scanned and analysed, Tracks open`, music]]) {
      const { p99, longest, busiest, long, longAtWork, seconds } = await measure(electron, path.join(folder, `data ${title?.slice(0, 4)}`), given ?? '', desktop.env, title?.startsWith('idle') ? 0 : count)
      line(title ?? '', [...[p99, longest.ms, longest.ran, longest.waited, busiest].map((ms) => ms.toFixed(1)), String(long), String(longAtWork), seconds.toFixed(0)])
    }
    console.log('at work, waited: of the longest stretch, on a core and for a core; busiest: the most work in one stretch; then how many were over a frame, and how many of them by work')
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
 * @returns {Promise<import('./loop.mjs').Held & { seconds: number }>}
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
    const watched = await watchLoop(app)
    const from = Date.now()
    if (count === 0) await new Promise((done) => setTimeout(done, idleMs))
    else await until(settled)
    const seconds = (Date.now() - from) / 1000
    return { ...(await watched()), seconds }
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
