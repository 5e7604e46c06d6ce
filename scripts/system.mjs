import { collect, failureOf, which } from './command.mjs'
import { Failure, say } from './say.mjs'

/** Debian's and Ubuntu's packages; where a name changed (Ubuntu 24.04, Debian 13), the newer first. */
const forElectron = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
  ['libnotify4'],
]

/** The programs of the virtual desktop and their packages. */
const forDesktop = [
  { program: 'Xvfb', package: 'xvfb' },
  { program: 'openbox', package: 'openbox' },
  { program: 'pulseaudio', package: 'pulseaudio' },
  { program: 'pactl', package: 'pulseaudio-utils' },
]

/** The libraries that a program wants and the system lacks, by ldd's word. */
export async function missingLibraries(/** @type {string} */ program) {
  const { output } = await collect('ldd', [program])
  return [...new Set([...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? ''))]
}

/** The programs of the virtual desktop that are not installed. */
export function missingPrograms() {
  return forDesktop.filter((part) => which(part.program) === undefined)
}

/**
 * Installs what the system lacks for running Electron, and for the virtual desktop if it is wanted.
 * @param {string} electron its program
 * @param {{ desktop: boolean }} options
 */
export async function completeSystem(electron, { desktop }) {
  if (process.platform !== 'linux') return
  const libraries = await missingLibraries(electron)
  const programs = desktop ? missingPrograms() : []
  if (libraries.length === 0 && programs.length === 0) return

  const lacking = some([...libraries, ...programs.map((part) => part.program)])
  if (which('apt-get') === undefined) {
    throw new Failure(`This system lacks ${lacking}: install them with its package manager and run the command again.`)
  }
  const wanted = [...(libraries.length > 0 ? forElectron : []), ...programs.map((part) => [part.package])]
  await installPackages(wanted, lacking)

  const still = [...(await missingLibraries(electron)), ...(desktop ? missingPrograms() : []).map((part) => part.program)]
  if (still.length > 0) {
    throw new Failure(`This system still lacks ${some(still)}: install the packages that hold them and run the command again.`)
  }
}

/** Enough names to know what it is about. */
export function some(/** @type {string[]} */ names, most = 5) {
  return names.length <= most + 1 ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

/**
 * @param {string[][]} wanted for each package the names it may have
 * @param {string} lacking what it is for
 */
async function installPackages(wanted, lacking) {
  const may = await rights()
  const first = await choose(wanted)
  if (may === undefined) {
    const all = wanted.map((names) => first.get(names) ?? names.at(-1)).join(' ')
    throw new Failure(
      `This system lacks ${lacking}, and installing needs the administrator: run "sudo apt-get update && sudo apt-get install --no-install-recommends -y ${all}" and then the command again.`,
    )
  }
  const apt = (/** @type {string[]} */ ...args) => {
    const [program = '', ...rest] = [...may, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=120', ...args]
    return collect(program, rest)
  }
  const install = (/** @type {Map<string[], string>} */ names) => apt('install', '--no-install-recommends', '-y', ...names.values())

  const from = Date.now()
  say(`Installing the system's packages for ${lacking} (apt-get) ...`)
  let result = first.size === wanted.length ? await install(first) : undefined
  if (result?.status !== 0) {
    // Package lists that were never fetched, or are too old to be true.
    await apt('update')
    const second = await choose(wanted)
    if (second.size < wanted.length) {
      const unknown = wanted.filter((names) => !second.has(names)).map((names) => names.at(-1))
      throw new Failure(`The system's package lists do not know ${unknown.join(', ')}: check the network and apt's sources ("apt-get update") and run the command again.`)
    }
    result = await install(second)
  }
  if (result.status !== 0) throw failureOf("Installing the system's packages", result.output)
  say(`The system's packages are in place (${((Date.now() - from) / 1000).toFixed(0)} s).`)
}

/** Of each package's names the first that the package lists can install. */
async function choose(/** @type {string[][]} */ wanted) {
  /** @type {Map<string[], string>} */
  const chosen = new Map()
  for (const names of wanted) {
    for (const name of names) {
      const { output } = await collect('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } })
      if (!/^ {2}Candidate: (?!\(none\))/m.test(output)) continue
      chosen.set(names, name)
      break
    }
  }
  return chosen
}

/** What apt-get has to be called through: nothing for root, sudo where it asks for no password. */
async function rights() {
  if (process.getuid?.() === 0) return []
  const { status } = await collect('sudo', ['-n', 'true'])
  return status === 0 ? ['sudo', '-n'] : undefined
}
