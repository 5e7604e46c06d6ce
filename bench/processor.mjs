// npm run bench:processor -- --against ../other [--times 3] [--seconds 60]: the processor time of a session in a long round, music playing,
// digits that change once a second, 1920x1080 without a graphics card; in this checkout and in another one that is built, turn by turn.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { Failure, run } from '../scripts/say.mjs'
import { setUp } from '../scripts/setup.mjs'
import { option, places } from './against.mjs'
import { processesOf } from './processes.mjs'
import { analyse, middle, session, wait } from './running.mjs'

const times = Number(option('times') ?? 3)
const seconds = Number(option('seconds') ?? 60)
/** After so long the first round is on its way, in seconds: start-up and prep are over. */
const settled = 25

await run(async () => {
  const checkouts = places()
  const { electron } = await setUp({ desktop: true })
  await buildIfStale(electron)
  const desktop = await openDesktop({ width: 1920, height: 1080 })
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const env = /** @type {Record<string, string>} */ ({ ...process.env, ...desktop.env })
  const stands = checkouts.map((place, i) => ({ electron, place, env, folder: path.join(folder, String(i)) }))
  /** @type {Map<string, number>[][]} */
  const results = stands.map(() => [])
  try {
    for (const stand of stands) {
      fs.mkdirSync(stand.folder)
      await analyse(stand)
    }
    for (let turn = 0; turn < times; turn++) for (const [i, stand] of stands.entries()) results[i]?.push(await spent(stand))
  } finally {
    await desktop.close()
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  console.log(`per cent of a core over ${seconds} s, ${times} times each; medians${checkouts.length === 1 ? '' : ': this, the other, ratio'}`)
  for (const kind of new Set(results.flat().flatMap((one) => [...one.keys()]))) {
    const [here = NaN, there] = results.map((some) => middle(some.map((one) => one.get(kind) ?? 0)))
    console.log(`${kind.padEnd(16)}${here.toFixed(1).padStart(8)}${there === undefined ? '' : `${there.toFixed(1).padStart(8)}${(here / there).toFixed(2).padStart(8)} x`}`)
  }
  console.log(`each run: ${results.map((some) => some.map((one) => (one.get('all') ?? NaN).toFixed(1)).join(' ')).join(' | ')}`)
  return 0
})

/**
 * Runs a session to its first round and looks how much its processes work there.
 * @param {import('./running.mjs').Stand} stand
 * @returns {Promise<Map<string, number>>} per cent of a core, by the kind of process
 */
async function spent(stand) {
  const running = session(stand, { rounds: 12, work: 180, rest: 60 })
  try {
    await wait(settled)
    const from = performance.now()
    const before = new Map(processesOf(running.pid).map(({ pid, cpu }) => [pid, cpu]))
    await wait(seconds)
    const after = processesOf(running.pid)
    const per = 100 / (performance.now() - from)
    if (!running.alive()) throw new Failure(`The session in ${stand.place} ended by itself.`)
    const sums = new Map([['all', 0]])
    for (const { pid, kind, cpu } of after) for (const of of ['all', kind]) sums.set(of, (sums.get(of) ?? 0) + (cpu - (before.get(pid) ?? 0)) * per)
    return sums
  } finally {
    await running.end()
  }
}
