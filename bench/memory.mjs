// npm run bench:memory -- [--against ../other] [--seconds 200] [--growth MINUTES]: the memory of a session of 12 rounds of 3:00 and 1:00 on the
// demo tracks and on 54 songs of 4 min, over an empty window of the same binary, each alone: the peak in its first so many seconds. In this
// checkout and in another one that is built. `--growth`: then, how it grows over so many minutes of short rounds.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { root } from '../scripts/place.mjs'
import { Failure, run } from '../scripts/say.mjs'
import { setUp } from '../scripts/setup.mjs'
import { option, places } from './against.mjs'
import { processesOf } from './processes.mjs'
import { analyse, emptyWindow, middle, session, wait } from './running.mjs'
import { makeSongs } from './songs.mjs'

const seconds = Number(option('seconds') ?? 200)
const minutes = Number(option('growth') ?? 0)
/** It is looked at this often, in seconds. */
const every = 0.5
/** An empty window is all there by then, in seconds. */
const settled = 5
/** What grows at first is no growth, in minutes. */
const early = 5

/**
 * All processes in MB: with their parts of what they share; and of the page alone, what nobody else has.
 * @typedef {{ minute: number, all: number, page: number, kinds: string }} Look
 * @typedef {import('./running.mjs').Stand} Stand
 */

await run(async () => {
  if (process.platform !== 'linux') throw new Failure('Only Linux tells how much memory is whose.')
  const checkouts = places()
  const { electron } = await setUp({ desktop: true })
  await buildIfStale(electron)
  const desktop = await openDesktop({ width: 1920, height: 1080 })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...desktop.env })
  const stands = (/** @type {string} */ name, /** @type {string | undefined} */ music) =>
    checkouts.map((place, i) => ({ electron, place, env, folder: path.join(folder, `${name}-${i}`), ...(music === undefined ? {} : { music }) }))
  try {
    const songs = path.join(folder, 'songs')
    makeSongs(songs, { count: 54, seconds: 240 })
    const cases = { '8 demo tracks': stands('demo', undefined), '54 songs of 4 min': stands('songs', songs) }
    for (const stand of Object.values(cases).flat()) {
      fs.mkdirSync(stand.folder)
      await analyse(stand)
    }
    const empty = peakOf(await looks(emptyWindow({ electron, place: root, env, folder }), settled))
    console.log(`an empty window: ${empty.all.toFixed(0)} MB (${empty.kinds})`)
    for (const [name, some] of Object.entries(cases)) {
      const peaks = []
      for (const stand of some) peaks.push(peakOf(await looks(session(stand, { rounds: 12, work: 180, rest: 60 }), seconds)))
      const over = peaks.map(({ all }) => all - empty.all)
      console.log(`${name}, the peak of ${seconds} s: ${over.map((mb) => `+ ${mb.toFixed(0)}`).join(' against ')} MB over it${ratio(over)}`)
      for (const { all, page, kinds } of peaks) console.log(`  ${all.toFixed(0)} MB; private of the page at most ${page.toFixed(0)} (${kinds})`)
    }
    if (minutes > 0) for (const stand of cases['8 demo tracks']) growth(stand, await looks(session(stand, { rounds: 2 * minutes + 10, work: 20, rest: 10 }), 60 * minutes))
  } finally {
    await desktop.close()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  return 0
})

/** @param {number[]} over */
function ratio([here = NaN, there]) {
  return there === undefined ? '' : `: ${(here / there).toFixed(2)} x`
}

/**
 * Looks at an application for a while, and ends it.
 * @param {import('./running.mjs').Running} running
 * @param {number} seconds
 */
async function looks(running, seconds) {
  /** @type {Look[]} */
  const seen = []
  try {
    const from = performance.now()
    const gone = () => (performance.now() - from) / 1000
    while (gone() < seconds) {
      await wait(every)
      if (!running.alive()) throw new Failure('An application ended by itself.')
      const all = processesOf(running.pid)
      const sum = (/** @type {'pss' | 'own'} */ what, /** @type {string} */ kind = '') => all.reduce((mb, one) => mb + (one.kind === kind || kind === '' ? one[what] : 0), 0)
      seen.push({ minute: gone() / 60, all: sum('pss'), page: sum('own', 'renderer'), kinds: all.map(({ kind, pss }) => `${kind} ${pss.toFixed(0)}`).join(', ') })
    }
  } finally {
    await running.end()
  }
  return seen
}

/** The look that saw most, with the most private memory of the page that any saw. @param {Look[]} seen */
function peakOf(seen) {
  const [first] = seen.toSorted((a, b) => b.all - a.all)
  if (!first) throw new Failure('Nothing was seen.')
  return { ...first, page: Math.max(...seen.map(({ page }) => page)) }
}

/** How memory grew after the first minutes: the line through all looks (least squares), for an hour. @param {Stand} stand @param {Look[]} seen */
function growth({ place }, seen) {
  const late = seen.filter(({ minute }) => minute >= early)
  const hourly = (/** @type {(look: Look) => number} */ of) => {
    const mean = (/** @type {(look: Look) => number} */ value) => late.reduce((sum, look) => sum + value(look), 0) / late.length
    const middleMinute = mean(({ minute }) => minute)
    const slope = mean((look) => (look.minute - middleMinute) * of(look)) / mean(({ minute }) => (minute - middleMinute) ** 2)
    const [begin, end] = [late.slice(0, late.length >> 2), late.slice(-late.length >> 2)].map((part) => middle(part.map(of)))
    return `${(60 * slope).toFixed(1)} MB an hour (median of the first quarter ${begin?.toFixed(1)}, of the last ${end?.toFixed(1)})`
  }
  console.log(`growth from minute ${early} to ${minutes}, rounds of 20 s and 10 s, in ${place}: ${hourly(({ all }) => all)}; private of the page ${hourly(({ page }) => page)}`)
}
