import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { Failure } from './say.mjs'

/**
 * Runs a program to its end and collects what it prints.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { limit?: number }} options limit in ms
 * @returns {Promise<{ status: number | null, output: string, missing: boolean }>} stdout and stderr
 *   in one; status null when it was killed or could not be started
 */
export function collect(program, args, { limit, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit)
    child.stdout?.on('data', (data) => (output += data))
    child.stderr?.on('data', (data) => (output += data))
    child.on('error', (error) => {
      clearTimeout(timer)
      const missing = /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT'
      resolve({ status: null, output: error.message, missing })
    })
    child.on('close', (status) => {
      clearTimeout(timer)
      resolve({ status, output, missing: false })
    })
  })
}

/** Where a program lies on the PATH, if it does. */
export function which(/** @type {string} */ name, env = process.env) {
  // Debian keeps some of what we need in folders that a user's PATH leaves out.
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file))
}

/** How npm is called: the npm that called us, else the one on the PATH. */
export function npm(/** @type {string[]} */ args, env = process.env) {
  const own = env.npm_execpath
  if (own && /npm-cli\.c?js$/.test(own)) {
    return { program: process.execPath, args: [own, ...args], shell: false }
  }
  return { program: 'npm', args, shell: process.platform === 'win32' }
}

/** What a failed download or unpacking most likely died of, with the mend. */
export function failureOf(/** @type {string} */ what, /** @type {string} */ output) {
  const end = output.trim().split('\n').slice(-15).join('\n')
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|Could not resolve|Temporary failure resolving|Network is unreachable/.test(output)) {
    return new Failure(`${what} failed because the network cannot be reached: check the connection (and npm's proxy setting, if you need one) and run the command again.`)
  }
  if (/ENOSPC|No space left|not have enough free space/i.test(output)) {
    return new Failure(`${what} failed because the disk is full: free about 1.5 GB and run the command again.`)
  }
  return new Failure(`${what} failed; its last words follow, and running the command again is safe once they are answered:\n${end}`)
}
