import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { root } from './place.mjs'

const PATIENCE = 2000 // ms after which a repeated Ctrl-C means it

/** Chromium's switches, before the application's folder on its command line. */
export const switches = [
  // Chromium refuses to sandbox what runs as root.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  // Standard error is for the application's sentences, not for Chromium's chat about missing buses and GPUs.
  '--log-level=3',
]

/**
 * Runs the application to its end, in the foreground.
 * @param {string} electron
 * @param {string[]} options
 * @param {Record<string, string>} env laid over process.env
 * @returns {Promise<number>} its exit status; 128 + the signal's number when a signal ended it, as shells do
 */
export function runApplication(electron, options, env = {}) {
  const child = spawn(electron, [...switches, root, ...options], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    // In a group of its own: a Ctrl-C reaches it once, through us, and so ends it cleanly. Chromium
    // takes a second one, which the terminal and npm would add, as an order to die at once.
    detached: process.platform !== 'win32',
  })
  let asked = 0 // when it was first asked to end
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  const listeners = signals.map((signal) => () => {
    if (asked === 0) child.kill(signal)
    else if (Date.now() - asked > PATIENCE) child.kill('SIGKILL')
    asked ||= Date.now()
  })
  signals.forEach((signal, index) => process.on(signal, /** @type {() => void} */ (listeners[index])))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => {
      signals.forEach((name, index) => process.off(name, /** @type {() => void} */ (listeners[index])))
      resolve(status ?? 128 + os.constants.signals[/** @type {NodeJS.Signals} */ (signal)])
    })
  })
}

/**
 * What keeps Chromium's sandbox from working, with the mend; undefined when nothing does. Chromium
 * sandboxes by unprivileged user namespaces, else by its setuid helper, else not at all: it exits.
 * @param {string} electron
 * @param {{ uid?: number | undefined, read?: (file: string) => string | undefined, helper?: (file: string) => boolean }} system
 */
export function sandboxTrouble(electron, { uid = process.getuid?.(), read = setting, helper = setuidRoot } = {}) {
  const program = path.join(path.dirname(electron), 'chrome-sandbox')
  const refused =
    read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    read('/proc/sys/kernel/unprivileged_userns_clone') === '0' ||
    read('/proc/sys/user/max_user_namespaces') === '0'
  if (uid === 0 || !refused || helper(program)) return undefined
  return `This system lets no ordinary program sandbox its pages, so Electron would not start: run "sudo chown root:root '${program}' && sudo chmod 4755 '${program}'" once and then the command again.`
}

function setting(/** @type {string} */ file) {
  try {
    return fs.readFileSync(file, 'utf8').trim()
  } catch {
    return undefined // This kernel has no such setting.
  }
}

function setuidRoot(/** @type {string} */ file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return stat !== undefined && stat.uid === 0 && (stat.mode & 0o4000) !== 0
}
