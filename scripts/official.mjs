import fs from 'node:fs'
import path from 'node:path'
import { spawn } from 'node:child_process'
import { say } from './say.mjs'

const DAY = 24 * 3600 * 1000
const HOST = 'https://github.com/electron/electron/releases/download/'
const PROBE_LIMIT = 3000 // ms: for a HEAD request
const DOWNLOAD_LIMIT = 300_000 // ms: about 120 MB

/** Where Electron's own distribution keeps its program, as its install.js has it. */
export function programIn(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The official binary in node_modules, when it is there and is of the version that package.json names.
 * @returns {{ path: string, version: string } | undefined}
 */
export function installedOfficial(/** @type {string} */ root) {
  const folder = path.join(root, 'node_modules', 'electron')
  try {
    const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const present = fs.readFileSync(path.join(folder, 'dist', 'version'), 'utf8').trim().replace(/^v/, '')
    const program = path.join(folder, 'dist', programIn())
    return present === version && fs.existsSync(program) ? { path: program, version } : undefined
  } catch {
    return undefined
  }
}

/**
 * Whether Electron's host answers. A "no" is remembered for a day, so that a closed network is asked
 * once; a "yes" is not, since the binary is there afterwards.
 * @param {string} memory the file that remembers
 * @param {{ env?: NodeJS.ProcessEnv, now?: number, ask?: (url: string) => Promise<boolean> }} options
 */
export async function officialReachable(memory, { env = process.env, now = Date.now(), ask = answers } = {}) {
  const url = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? HOST
  // Only Electron's own downloader knows the way through a proxy; its limit will do.
  if (env.HTTPS_PROXY ?? env.https_proxy) return true
  try {
    const last = JSON.parse(fs.readFileSync(memory, 'utf8'))
    if (last.url === url && now - last.refused < DAY && now >= last.refused) return false
  } catch {
    // Nothing is remembered yet.
  }
  if (await ask(url)) return true
  rememberRefusal(memory, url, now)
  return false
}

function rememberRefusal(/** @type {string} */ memory, /** @type {string} */ url, /** @type {number} */ now) {
  try {
    fs.mkdirSync(path.dirname(memory), { recursive: true })
    fs.writeFileSync(memory, JSON.stringify({ url, refused: now }))
  } catch {
    // It costs the next set-up a few seconds, no more.
  }
}

/** Any answer at all, an error page too, shows that the host is there. */
async function answers(/** @type {string} */ url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_LIMIT) })
    return true
  } catch {
    return false
  }
}

/** Lets Electron's own downloader fetch, check and unpack the official binary. */
export async function downloadOfficial(/** @type {string} */ root, limit = DOWNLOAD_LIMIT) {
  say('Downloading the official Electron ...')
  const script = path.join(root, 'node_modules', 'electron', 'install.js')
  // The downloader is an ES module required from CommonJS, of which Node 20 warns.
  const child = spawn(process.execPath, ['--no-warnings', script], { stdio: ['ignore', 2, 2], cwd: root })
  const timer = setTimeout(() => child.kill('SIGKILL'), limit)
  await new Promise((resolve) => child.on('close', resolve).on('error', resolve))
  clearTimeout(timer)
  return installedOfficial(root)
}
