// What the benches share that look at this checkout and at another one that is built, side by side.
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../scripts/place.mjs'
import { Failure } from '../scripts/say.mjs'

/**
 * What stands behind `--name` on the command line.
 * @param {string} name
 */
export const option = (name) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

/** This checkout, and the one that `--against` names, if it does. */
export function places() {
  const named = option('against')
  if (!named) return [root]
  const other = path.resolve(process.env.INIT_CWD ?? '.', named)
  if (!fs.existsSync(path.join(other, 'out', 'main', 'index.js'))) throw new Failure(`Nothing is built in ${other}: run "npm run build" there.`)
  return [root, other]
}
