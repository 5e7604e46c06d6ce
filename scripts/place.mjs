import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** What is kept between clones: the user's cache folder, by the XDG rule. */
export function cacheFolder(/** @type {NodeJS.ProcessEnv} */ env = process.env) {
  const given = env.XDG_CACHE_HOME
  // The XDG rule: a relative path is invalid and ignored.
  const base = given && path.isAbsolute(given) ? given : path.join(os.homedir(), '.cache')
  return path.join(base, 'roundhouse')
}

/** Whether a module is the command that Node was asked to run, not one imported by another. */
export function isCommand(/** @type {string} */ url) {
  const asked = process.argv[1]
  return asked !== undefined && fs.realpathSync(asked) === fileURLToPath(url)
}
