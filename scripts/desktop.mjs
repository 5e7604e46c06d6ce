// A desktop for machines that have none: a screen, a window manager (without one no window gets
// fullscreen) and a sound card that plays into nothing but can be recorded.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { which } from './command.mjs'
import { openGuard } from './guard.mjs'
import { Failure } from './say.mjs'

const PATIENCE = 20_000 // ms for a program to get ready; a busy machine needs a while

/** The sound card's name: what is played is recorded from `${SINK}.monitor`. */
export const SINK = 'roundhouse'

/**
 * Opens a virtual desktop of its own. It ends with close(), and with the process that opened it, however
 * that ends.
 * @param {{ width?: number, height?: number, sound?: boolean }} options pixels; sound: with a sound card
 * @returns {Promise<{ env: Record<string, string>, sound: SoundServer | undefined, close(): Promise<void> }>} env: for the
 *   programs that are to run on it, to be laid over process.env
 */
export async function openDesktop({ width = 1920, height = 1080, sound = true } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-desktop-'))
  const guard = openGuard(folder)
  try {
    /** @type {Record<string, string>} */
    const env = { XDG_RUNTIME_DIR: folder, XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' }
    env.DISPLAY = await openScreen(guard, folder, width, height)
    const [server] = await Promise.all([sound ? openSound(guard, folder) : undefined, openWindowManager(guard, folder, env)])
    if (server) Object.assign(env, server.env)
    return { env, sound: server, close: () => guard.close() }
  } catch (error) {
    await guard.close()
    throw error
  }
}

/** @typedef {ReturnType<typeof openGuard>} Guard */
/** @typedef {Awaited<ReturnType<typeof openSound>>} SoundServer */

/** @returns {Promise<string>} the display's name, on the first number that is free */
async function openScreen(/** @type {Guard} */ guard, /** @type {string} */ folder, /** @type {number} */ width, /** @type {number} */ height) {
  const said = path.join(folder, 'display')
  const number = fs.openSync(said, 'w')
  const args = ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset']
  const screen = begin(guard, folder, 'Xvfb', args, {}, [number])
  fs.closeSync(number)
  // A number without its newline may not be whole yet.
  return `:${await readyWhen(screen, () => /^(\d+)\n/.exec(fs.readFileSync(said, 'utf8'))?.[1])}`
}

async function openWindowManager(/** @type {Guard} */ guard, /** @type {string} */ folder, /** @type {Record<string, string>} */ env) {
  const ready = path.join(folder, 'openbox-is-ready')
  const manager = begin(guard, folder, 'openbox', ['--sm-disable', '--startup', `touch ${ready}`], env)
  await readyWhen(manager, () => fs.existsSync(ready) || undefined)
}

/**
 * A pulseaudio that shares nothing with the user's. Its null sink takes sound at 48 kHz in blocks of
 * 50 ms at most and never takes back what it was given ("norewinds"), so that a recording of its monitor
 * is what was played, sample for sample.
 */
async function openSound(/** @type {Guard} */ guard, /** @type {string} */ folder) {
  const socket = path.join(folder, 'pulse.socket')
  const own = { PULSE_RUNTIME_PATH: folder, PULSE_STATE_PATH: folder, PULSE_CONFIG_PATH: folder, XDG_CONFIG_HOME: folder }
  const args = [
    '-n', // no configuration but this one
    '--daemonize=no', '--use-pid-file=no', '--exit-idle-time=-1', '--disable-shm=yes', '--log-target=stderr',
    // Where permitted, its threads go before everything else: both cores may be busy.
    '--high-priority=yes', '--realtime=yes',
    `--load=module-null-sink sink_name=${SINK} rate=48000 channels=2 norewinds=1`,
    `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
  ]
  const open = async () => {
    const server = begin(guard, folder, 'pulseaudio', args, own)
    await readyWhen(server, () => fs.existsSync(socket) || undefined)
    return server.child
  }
  let running = await open()
  return {
    env: { PULSE_SERVER: `unix:${socket}`, PULSE_SINK: SINK },
    /** Ends it as a crash does; nothing of it is left. */
    async crash() {
      const gone = new Promise((resolve) => running.once('exit', resolve))
      running.kill('SIGKILL')
      await gone
      fs.rmSync(socket, { force: true })
    },
    /** Starts it anew, at the same place. */
    async restart() {
      running = await open()
    },
  }
}

/**
 * Starts a program of the desktop under the guard's eyes, its words kept in a file.
 * @param {Guard} guard
 * @param {string} folder
 * @param {string} name
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {number[]} more file descriptors from 3 on
 */
function begin(guard, folder, name, args, env, more = []) {
  const program = which(name)
  if (program === undefined) {
    throw new Failure(`The virtual desktop needs ${name}, which is not installed: run "npm test" or "npm start", which install it.`)
  }
  const words = path.join(folder, `${name}.log`)
  const log = fs.openSync(words, 'w')
  const child = spawn(program, args, {
    stdio: ['ignore', log, log, ...more],
    env: { ...process.env, ...env },
    // A group of its own: Ctrl-C in the terminal is for the application, which still needs its screen.
    detached: true,
  })
  fs.closeSync(log)
  child.on('error', () => {}) // It shows as having no process id.
  child.unref()
  if (child.pid !== undefined) guard.watch(child.pid)
  return { child, name, words }
}

/**
 * Waits until a program of the desktop is ready.
 * @template T
 * @param {ReturnType<typeof begin>} part
 * @param {() => T | undefined} look
 * @returns {Promise<T>}
 */
async function readyWhen({ child, name, words }, look) {
  const end = Date.now() + PATIENCE
  for (;;) {
    const found = look()
    if (found !== undefined) return found
    const dead = child.pid === undefined || child.exitCode !== null || child.signalCode !== null
    if (dead || Date.now() > end) {
      const last = fs.readFileSync(words, 'utf8').trim().split('\n').slice(-5).join('\n')
      throw new Failure(`The virtual desktop could not be opened, since ${name} ${dead ? 'ended' : 'did not get ready'}; its last words:\n${last}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
