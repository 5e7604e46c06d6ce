// Starts applications as a user does, to be looked at from outside: what watches from inside costs memory and time, too.
import { _electron } from '@playwright/test'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { switches } from '../scripts/application.mjs'

/**
 * A built checkout with its own data in a folder, on a desktop.
 * @typedef {{ electron: string, place: string, env: Record<string, string>, folder: string, music?: string }} Stand
 */

const musicOf = (/** @type {Stand} */ { music }) => (music === undefined ? [] : ['--music', music])
const dataOf = (/** @type {Stand} */ { folder }) => path.join(folder, 'data')

/**
 * Has all tracks analysed, so that nothing of it is left for the session.
 * @param {Stand} stand
 */
export async function analyse(stand) {
  const { electron, place, env } = stand
  const app = await _electron.launch({ executablePath: electron, args: [...switches, place, '--user-data', dataOf(stand), ...musicOf(stand)], env })
  try {
    const page = await app.firstWindow()
    for (;;) {
      const { done, failed, total } = await page.evaluate(() => window.roundhouse.call('analysis.state'))
      if (total > 0 && done + failed === total) break
      await page.waitForTimeout(500)
    }
    await page.waitForTimeout(1000) // What is known is written down.
  } finally {
    await app.close()
  }
}

/** @param {Stand} stand @param {string[]} args */
function launch({ electron, env }, args) {
  const child = spawn(electron, [...switches, ...args], { env, stdio: 'ignore' })
  const over = new Promise((resolve) => child.once('exit', resolve))
  return {
    pid: child.pid ?? 0,
    alive: () => child.exitCode === null && child.signalCode === null,
    over,
    async end() {
      child.kill('SIGTERM')
      const late = setTimeout(() => child.kill('SIGKILL'), 5000)
      await over
      clearTimeout(late)
    },
  }
}

/** @typedef {ReturnType<typeof launch>} Running */

/**
 * Starts a session, in full screen; it quits when it has ended.
 * @param {Stand} stand
 * @param {{ rounds: number, work: number, rest: number }} lengths seconds
 */
export function session(stand, { rounds, work, rest }) {
  const workout = path.join(stand.folder, `${rounds}x${work}-${rest}.json`)
  fs.writeFileSync(workout, JSON.stringify({ name: 'Bench', prep: 10, rounds, intervals: [{ work, rest }] }))
  return launch(stand, [stand.place, '--user-data', dataOf(stand), ...musicOf(stand), '--workout', workout, '--start', '--fullscreen', '--quit-when-done'])
}

/**
 * A window with nothing in it, in full screen.
 * @param {Stand} stand
 */
export function emptyWindow(stand) {
  const place = path.join(stand.folder, 'empty')
  fs.mkdirSync(place, { recursive: true })
  fs.writeFileSync(path.join(place, 'package.json'), JSON.stringify({ name: 'empty', version: '1.0.0', main: 'main.cjs' }))
  fs.writeFileSync(
    path.join(place, 'main.cjs'),
    `const { app, BrowserWindow } = require('electron')
app.setPath('userData', ${JSON.stringify(path.join(place, 'data'))})
app.whenReady().then(() => new BrowserWindow({ fullscreen: true, webPreferences: { sandbox: true } }).loadURL('about:blank'))
`,
  )
  return launch(stand, [place])
}

/** Waits. @param {number} seconds */
export const wait = (seconds) => new Promise((resolve) => setTimeout(resolve, 1000 * seconds))

/** The value in the middle. @param {number[]} values */
export const middle = (values) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN
