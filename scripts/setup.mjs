import './version.mjs'
import { findElectron } from './electron.mjs'
import { installPackages } from './packages.mjs'
import { isCommand, root } from './place.mjs'
import { run, say } from './say.mjs'
import { completeSystem } from './system.mjs'

/** Whether there is a screen to open a window on. */
export function hasDisplay(env = process.env) {
  return process.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
}

/**
 * Brings everything in place that Roundhouse needs. Safe to run again, and fast when nothing is to do.
 * @param {{ desktop?: boolean }} options desktop: also what a virtual desktop needs
 * @returns {Promise<{ electron: string }>} Electron's program
 */
export async function setUp({ desktop = !hasDisplay() } = {}) {
  await installPackages(root)
  const electron = await findElectron()
  await completeSystem(electron.path, { desktop })
  say(`Runs on ${electron.why} (${electron.path}).`)
  return { electron: electron.path }
}

if (isCommand(import.meta.url)) {
  await run(async () => {
    await setUp()
    say('Everything is set up: npm start opens Roundhouse.')
  })
}
