import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { collect } from './command.mjs'
import { root } from './place.mjs'
import { Failure, say } from './say.mjs'

/** All that the built application depends on. */
const sources = ['src', 'resources', 'electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json']
const stamp = path.join(root, '.cache', 'build.json')

/**
 * A hash of files and folders, their names and contents: times mean little after a checkout.
 * @param {string} base the folder that names are relative to
 * @param {string[]} names what is missing counts as missing
 */
export function hashOf(base, names) {
  const hash = crypto.createHash('sha256')
  const add = (/** @type {string} */ name) => {
    const file = path.join(base, name)
    const stat = fs.statSync(file, { throwIfNoEntry: false })
    if (stat?.isDirectory()) {
      for (const child of fs.readdirSync(file).toSorted()) add(`${name}/${child}`)
    } else {
      hash.update(`${name}\0${stat?.size ?? 'missing'}\0`)
      if (stat) hash.update(fs.readFileSync(file))
    }
  }
  for (const name of names) add(name)
  return hash.digest('hex')
}

/** Builds the application into out/ when that is older than its sources. */
export async function buildIfStale(/** @type {string} */ electron) {
  const wanted = hashOf(root, sources)
  if (wanted === lastBuilt() && fs.existsSync(path.join(root, 'out', 'main', 'index.js'))) return
  say('Building ...')
  const from = Date.now()
  const { status, output } = await build(electron)
  if (status !== 0) throw new Failure(`${output.trim()}\nThe build failed: mend what is named above and run the command again.`)
  say(`Built (${((Date.now() - from) / 1000).toFixed(1)} s).`)
}

/** Builds in any case; the caller shows the output and judges the status. */
export async function build(/** @type {string} */ electron) {
  const wanted = hashOf(root, sources)
  fs.rmSync(stamp, { force: true })
  const tool = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const result = await collect(process.execPath, [tool, 'build'], {
    cwd: root,
    env: { ...process.env, ELECTRON_EXEC_PATH: electron },
  })
  if (result.status === 0) rememberBuild(wanted)
  return result
}

function lastBuilt() {
  try {
    return JSON.parse(fs.readFileSync(stamp, 'utf8')).sources
  } catch {
    return undefined
  }
}

function rememberBuild(/** @type {string} */ hash) {
  fs.mkdirSync(path.dirname(stamp), { recursive: true })
  fs.writeFileSync(stamp, JSON.stringify({ sources: hash }))
}
