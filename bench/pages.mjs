import { _electron } from '@playwright/test'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { switches } from '../scripts/application.mjs'
import { root } from '../scripts/place.mjs'
import { familyOf, kindOf, read } from './processes.mjs'

const everyMs = 100
/** After so long a page that was loaded has settled, in ms. */
const settleMs = 3000

/**
 * Watches the renderer processes under a process, where /proc tells of them.
 * @param {number} pid
 * @returns {() => number} ends it; the most that one of them ever held without what it shares with others, in MB
 */
export function peakOf(pid) {
  let peak = 0
  const timer = setInterval(() => {
    for (const one of familyOf(pid)) peak = Math.max(peak, own(one))
  }, everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    return peak
  }
}

/**
 * What an analysis page holds that was loaded and is never asked anything.
 * @param {string} electron @param {Record<string, string>} env laid over process.env
 * @returns {Promise<number>} MB; 0 where /proc does not tell
 */
export async function idlePage(electron, env) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const app = await _electron.launch({
    executablePath: electron,
    args: [...switches, root, '--user-data', path.join(folder, 'data'), '--music', folder],
    env: { .../** @type {Record<string, string>} */ (process.env), ...env },
  })
  try {
    await app.firstWindow()
    const pid = await app.evaluate(
      async ({ BrowserWindow }, preload) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true, backgroundThrottling: false } })
        await window.loadURL('app://roundhouse/analysis.html')
        return window.webContents.getOSProcessId()
      },
      path.join(root, 'out', 'preload', 'index.cjs'),
    )
    await new Promise((done) => setTimeout(done, settleMs))
    return own(pid)
  } finally {
    await app.close()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A line for people. @param {number} peak MB of a page at work @param {number} idle MB of an idle one */
export const memoryLine = (peak, idle) =>
  `memory: ${Math.round(peak)} MB at most in one analysis process, ${Math.round(peak - idle)} MB over an idle one (${Math.round(idle)} MB, measured before): ` +
  `RssAnon and RssShmem of each renderer, looked at every ${everyMs} ms`

function own(/** @type {number} */ pid) {
  if (kindOf(pid) !== 'renderer') return 0
  const status = read(`/proc/${pid}/status`)
  const field = (/** @type {string} */ name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return field('RssAnon') + field('RssShmem')
}
