// npm run bench:library [-- --files 10000]: makes a collection of real MP3 files, runs the application over it and prints
// how long it takes to take it in, how long when nothing has changed, what it weighs, and how fast a search answers.
import { _electron } from '@playwright/test'
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runnerImport } from 'vite'
import { switches } from '../scripts/application.mjs'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { root } from '../scripts/place.mjs'
import { run } from '../scripts/say.mjs'
import { hasDisplay, setUp } from '../scripts/setup.mjs'
import { makeCollection } from './collection.mjs'
import { frame, watchLoop } from './loop.mjs'

const given = process.argv.indexOf('--files')
const count = given < 0 ? 10_000 : Number(process.argv[given + 1])
const listed = 50_000

/** @typedef {{ cold: number, cpu: number, again: number, restart: number, shown: number, memory: number, own: number, held: import('./loop.mjs').Held, pull: number }} Figures */

await run(async () => {
  const { electron } = await setUp()
  await buildIfStale(electron)
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const desktop = hasDisplay() ? undefined : await openDesktop({ width: 1280, height: 800, sound: false })
  try {
    const music = path.join(base, 'music')
    console.log(`Making ${count.toLocaleString('en')} files…`)
    makeCollection(music, count)
    // Else the disk is still writing what is to be read.
    if (process.platform === 'linux') spawnSync('sync')
    const figures = await measure(electron, base, music, { ...process.env, ...desktop?.env })
    const search = await searching()
    const { longest, busiest } = figures.held
    const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(2)} s`
    const rows = [
      [`${count.toLocaleString('en')} files, from start-up to the last one read`, seconds(figures.cold), '20 s'],
      ['  CPU time of the main process with its threads, till then', seconds(figures.cpu), ''],
      ['the same with nothing changed, a rescan', seconds(figures.again), '1 s'],
      ['start-up again: the stored tracks are on the page', seconds(figures.shown), ''],
      ['start-up again: and the scan has ended', seconds(figures.restart), ''],
      ['all tracks to a page', `${figures.pull.toFixed(0)} ms`, ''],
      ['longest hold-up of the main process meanwhile', `${longest.ms.toFixed(0)} ms`, `${frame} ms`],
      ['  of which it was at work', `${longest.ran.toFixed(0)} ms`, ''],
      ['  of which it waited for a core', `${longest.waited.toFixed(0)} ms`, ''],
      ['  the most work without a break', `${busiest.toFixed(0)} ms`, `${frame} ms`],
      ['memory of the main process, at most', `${figures.own.toFixed(0)} MB`, '250 MB'],
      ['  with the program itself, which all processes share', `${figures.memory.toFixed(0)} MB`, ''],
      [`search in ${listed.toLocaleString('en')} tracks, the first`, `${search.first.toFixed(0)} ms`, ''],
      ['  the slowest of the next 200', `${search.worst.toFixed(1)} ms`, '50 ms'],
      ['  sorting them all', `${search.sort.toFixed(0)} ms`, ''],
    ]
    for (const [what = '', figure = '', goal = ''] of rows) console.log(`${what.padEnd(60)}${figure.padStart(10)}${goal.padStart(10)}`)
    return 0
  } finally {
    await desktop?.close()
    fs.rmSync(base, { recursive: true, force: true })
  }
})

/**
 * Runs the application twice over the folder.
 * @returns {Promise<Figures>} milliseconds and megabytes
 */
async function measure(/** @type {string} */ electron, /** @type {string} */ base, /** @type {string} */ music, /** @type {Record<string, string | undefined>} */ env) {
  const open = async () => {
    const from = performance.now()
    const app = await _electron.launch({ executablePath: electron, args: [...switches, root, '--user-data', path.join(base, 'data'), '--music', music], env: /** @type {Record<string, string>} */ (env) })
    const page = await app.firstWindow()
    const status = () => page.evaluate(() => /** @type {any} */ (window).roundhouse.call('library.status'))
    const until = async (/** @type {(status: any) => boolean} */ ready) => {
      while (!ready(await status())) await new Promise((resolve) => setTimeout(resolve, 20))
      return performance.now() - from
    }
    return { app, page, until }
  }
  const all = (/** @type {any} */ { tracks }) => tracks >= count
  const idle = (/** @type {any} */ { tracks, scanning }) => tracks >= count && !scanning

  const first = await open()
  await first.page.waitForLoadState('load') // What opening a window costs is not the library's.
  const held = await watchLoop(first.app)
  const memory = await watchMemory(first.app)
  const cold = await first.until(idle)
  const cpu = await first.app.evaluate(() => (process.cpuUsage().user + process.cpuUsage().system) / 1000)
  const again = await first.page.evaluate(async () => {
    const { call } = /** @type {any} */ (window).roundhouse
    const from = performance.now()
    await call('library.rescan')
    while ((await call('library.status')).scanning) await new Promise((resolve) => setTimeout(resolve, 5))
    return performance.now() - from
  })
  const pull = await first.page.evaluate(async () => {
    const { call } = /** @type {any} */ (window).roundhouse
    const from = performance.now()
    for (let since = 0, more = true; more; ) ({ revision: since, more } = await call('library.changes', { since }))
    return performance.now() - from
  })
  const figures = { cold, cpu, again, pull, held: await held(), ...(await memory()) }
  await first.app.close()

  const second = await open()
  const shown = await second.until(all)
  const restart = await second.until(idle)
  await second.app.close()
  return { ...figures, shown, restart }
}

/**
 * Watches the memory of the main process.
 * @param {import('@playwright/test').ElectronApplication} app
 * @returns {Promise<() => Promise<{ memory: number, own: number }>>} ends it; megabytes
 */
async function watchMemory(app) {
  await app.evaluate(() => {
    let memory = 0
    let own = 0
    const { readFileSync } = process.getBuiltinModule('fs')
    const look = () => {
      memory = Math.max(memory, process.memoryUsage.rss())
      const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
      const field = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
      own = Math.max(own, field('RssAnon') + field('RssShmem'))
    }
    const timer = setInterval(look, 100)
    Object.assign(globalThis, { benched: () => (clearInterval(timer), { memory: memory / 2 ** 20, own: own / 1024 }) })
  })
  return () => app.evaluate(() => /** @type {any} */ (globalThis).benched())
}

/** Searches a list as a person types, letter by letter. @returns milliseconds */
async function searching() {
  const { module } = await runnerImport(path.join(root, 'src', 'core', 'music', 'search.ts'))
  const { found, sorted } = /** @type {any} */ (module).createSearch()
  const names = 'Énergie night fire angel back down gold river stone heart light road rain city ghost Müller glass'.split(' ')
  const name = (/** @type {number} */ n) => names[n % names.length]
  const tracks = Array.from({ length: listed }, (_, n) => ({
    id: String(n), file: `${n}.mp3`, title: `${name(n)} ${name(n * 7 + 3)} ${n}`, artist: `${name(Math.floor(n / 90))} ${n % 500}`, album: `${name(Math.floor(n / 12))} album`,
    duration: 200, tempo: 60 + (n % 120), tempoFrom: 'tag',
  }))
  const timed = (/** @type {() => unknown} */ work) => {
    const from = performance.now()
    work()
    return performance.now() - from
  }
  const first = timed(() => found(tracks, { text: 'e', tempo: null, phase: null }))
  const sort = timed(() => sorted(tracks, { by: 'title', descending: false }))
  const typed = ['energie night', 'angel back 17', 'muller glass 4', 'zzzz nothing', '140 river'].flatMap((text) => [...text].map((_, i) => text.slice(0, i + 1)))
  const times = Array.from({ length: 200 }, (_, i) => timed(() => found(tracks, { text: typed[i % typed.length], tempo: i % 3 ? null : { least: 90, most: 150 }, phase: i % 5 ? null : 'work' })))
  return { first, sort, worst: Math.max(...times) }
}
