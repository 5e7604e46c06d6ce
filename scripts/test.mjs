import './version.mjs'
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { sandboxTrouble } from './application.mjs'
import { build, buildIfStale } from './build.mjs'
import { npm } from './command.mjs'
import { ofPlaywright, ofVitest, single, sum } from './counts.mjs'
import { root } from './place.mjs'
import { Failure, run } from './say.mjs'
import { setUp } from './setup.mjs'

const reports = path.join(root, '.cache', 'reports')
const tool = (/** @type {string[]} */ ...parts) => path.join(root, 'node_modules', ...parts)

/**
 * The parts of the tests, in their order.
 * @type {Record<string, (electron: string) => Promise<import('./counts.mjs').Counts>>}
 */
const parts = {
  types: async () => single((await script('types')) === 0),
  lint: async () => single((await node([tool('oxlint', 'bin', 'oxlint')])) === 0),
  unit: async () => {
    const report = fresh('unit.json')
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    return ofVitest(...(await withReport(report, [tool('vitest', 'vitest.mjs'), ...args])))
  },
  build: async (electron) => {
    const { status, output } = await build(electron)
    print(output)
    return single(status === 0)
  },
  app: async (electron) => {
    if (!hasSpecs()) {
      print('There are no tests of the application yet.')
      return sum([])
    }
    await buildIfStale(electron) // When this part runs alone.
    const report = fresh('app.json')
    const env = { ROUNDHOUSE_ELECTRON: electron, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
    const args = ['test', '--reporter=list,json']
    return ofPlaywright(...(await withReport(report, [tool('@playwright', 'test', 'cli.js'), ...args], env)))
  },
}

/** Sets up and runs the parts that are named, or all: `npm test -- unit`, `npm test -- build app`. */
await run(async () => {
  const named = process.argv.slice(2)
  const unknown = named.find((name) => !(name in parts))
  if (unknown) throw new Failure(`There is no part "${unknown}" of the tests: name some of ${Object.keys(parts).join(', ')}, or none for all.`)
  const { electron } = await setUp({ desktop: true })
  const trouble = sandboxTrouble(electron)
  if (trouble) throw new Failure(trouble)

  /** @type {Record<string, import('./counts.mjs').Counts>} */
  const results = {}
  for (const [name, part] of Object.entries(parts)) {
    if (named.length > 0 && !named.includes(name)) continue
    print(`\n== ${name}`)
    const from = Date.now()
    results[name] = name === 'app' && results.build?.failed ? notBuilt() : await counted(part(electron))
    print(`== ${name}: ${results[name].failed > 0 ? 'FAILED' : 'good'} in ${((Date.now() - from) / 1000).toFixed(1)} s`)
  }
  const total = sum(Object.values(results))
  print('')
  for (const name of total.skipped) print(`skipped: ${name}`)
  for (const [name, { passed, failed }] of Object.entries(results)) print(`${name.padEnd(6)}${passed} good, ${failed} not`)
  print(`${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 ? 1 : 0
})

/** A part that could not even begin has failed; the others still tell what they can. */
async function counted(/** @type {Promise<import('./counts.mjs').Counts>} */ part) {
  try {
    return await part
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    print(error.message)
    return single(false)
  }
}

function notBuilt() {
  print('Not run, since the build failed.')
  return single(false)
}

function print(/** @type {string} */ text) {
  process.stdout.write(`${text.trimEnd()}\n`)
}

/** Runs one of package.json's scripts. */
function script(/** @type {string} */ name) {
  const call = npm(['run', '--silent', name])
  return shown(call.program, call.args, { shell: call.shell })
}

/** Runs one of the tools. */
function node(/** @type {string[]} */ args, env = {}) {
  return shown(process.execPath, args, { env: { ...process.env, ...env } })
}

/**
 * Runs a program to its end, its words shown as they come.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function shown(program, args, options) {
  return new Promise((/** @type {(status: number | null) => void} */ resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
    child.on('error', reject)
    child.on('close', resolve)
  })
}

/**
 * Runs one of the tools and reads the report that it leaves.
 * @returns {Promise<[report: any, status: number | null]>} report undefined when it left none
 */
async function withReport(/** @type {string} */ report, /** @type {string[]} */ args, env = {}) {
  const status = await node(args, env)
  return [fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, 'utf8')) : undefined, status]
}

/** The place for a report, without what an earlier run left there. */
function fresh(/** @type {string} */ name) {
  fs.mkdirSync(reports, { recursive: true })
  const report = path.join(reports, name)
  fs.rmSync(report, { force: true })
  return report
}

function hasSpecs() {
  const folder = path.join(root, 'tests', 'app')
  return fs.existsSync(folder) && fs.readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith('.spec.ts'))
}
