import fs from 'node:fs'
import path from 'node:path'
import { collect, failureOf, npm } from './command.mjs'
import { Failure, say } from './say.mjs'

/**
 * Whether node_modules holds what package-lock.json asks for. npm writes node_modules/.package-lock.json
 * as the last act of an install, so comparing the two needs no stamp of ours and notices a
 * half-finished install.
 */
export function packagesFresh(/** @type {string} */ root) {
  const read = (/** @type {string} */ file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages
  try {
    const wanted = read('package-lock.json')
    const present = read('node_modules/.package-lock.json')
    const same = (/** @type {string} */ name) =>
      present[name]?.version === wanted[name]?.version && present[name]?.integrity === wanted[name]?.integrity
    return (
      Object.keys(present).every(same) &&
      // Optional ones are for other systems, or this one could not use them.
      Object.keys(wanted).every((name) => name === '' || wanted[name].optional || wanted[name].link || same(name))
    )
  } catch {
    return false
  }
}

/** Installs the npm packages when they are missing or stale. */
export async function installPackages(/** @type {string} */ root) {
  if (packagesFresh(root)) return
  say('Installing the npm packages (npm ci) ...')
  const from = Date.now()
  const call = npm(['ci', '--no-audit', '--no-fund'])
  const { status, output, missing } = await collect(call.program, call.args, { cwd: root, shell: call.shell })
  if (missing) throw failureOf('Installing the npm packages (npm is not on the PATH: install it with Node)', output)
  if (output.includes('npm error code EUSAGE')) {
    throw new Failure('package.json and package-lock.json disagree, so nothing was installed: run "npm install" (or take back the change to either) and the command again.')
  }
  if (status !== 0) throw failureOf('Installing the npm packages', output)
  say(`The npm packages are in place (${((Date.now() - from) / 1000).toFixed(0)} s).`)
}
