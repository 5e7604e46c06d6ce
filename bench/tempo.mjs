// npm run bench:tempo -- FOLDER: analyses the pieces that the folder's truth.csv names, with the application and decoding
// included, and prints how well and how fast. --report FILE keeps the report; --from FILE takes one that was kept.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildIfStale } from '../scripts/build.mjs'
import { openDesktop } from '../scripts/desktop.mjs'
import { root } from '../scripts/place.mjs'
import { Failure, run } from '../scripts/say.mjs'
import { hasDisplay, setUp } from '../scripts/setup.mjs'
import { idlePage, memoryLine, peakOf } from './pages.mjs'
import { tempoTable } from './tempo-table.mjs'
import { truthOf } from './truth.mjs'

const option = (/** @type {string} */ name) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

await run(async () => {
  const base = process.env.INIT_CWD ?? process.cwd()
  const given = process.argv.slice(2).find((one, i, all) => !one.startsWith('--') && !['--report', '--from'].includes(all[i - 1] ?? ''))
  if (!given) throw new Failure('Which music? npm run bench:tempo -- FOLDER, with a truth.csv in it.')
  const folder = path.resolve(base, given)
  const list = path.join(folder, 'truth.csv')
  if (!fs.existsSync(list)) throw new Failure(`There is no truth.csv in ${given}.`)
  const truths = truthOf(fs.readFileSync(list, 'utf8'))
  const kept = option('--from')
  const { report, peak, idle } = kept ? { report: path.resolve(base, kept), peak: 0, idle: 0 } : await analyse(folder, option('--report') && path.resolve(base, option('--report') ?? ''))
  const { tracks, realtimeFactor } = JSON.parse(fs.readFileSync(report, 'utf8'))
  const results = new Map(tracks.map((/** @type {{ file: string }} */ track) => [track.file, track]))
  const rows = truths.flatMap((truth) => {
    const result = results.get(truth.file) ?? results.get(path.basename(truth.file)) // where a folder inside was analysed
    return result ? [{ truth, result }] : []
  })
  console.log(tempoTable(rows))
  const errors = tracks.filter((/** @type {{ error: string | null }} */ { error }) => error !== null)
  if (errors.length > 0) console.log(`\nfailed\n${errors.map((/** @type {{ file: string, error: string }} */ { file, error }) => `  ${file}: ${error}`).join('\n')}`)
  if (rows.length < truths.length) console.log(`\n${truths.length - rows.length} pieces of truth.csv are not in the report`)
  if (realtimeFactor) console.log(`realtime factor of all files: ${Math.round(realtimeFactor)}`)
  if (peak > 0) console.log(memoryLine(peak, idle))
  return 0
})

/** Runs --analyze with a user-data folder of its own, so that nothing is known before. */
async function analyse(/** @type {string} */ folder, /** @type {string | undefined} */ wanted) {
  const { electron } = await setUp()
  await buildIfStale(electron)
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'roundhouse-bench-'))
  const report = wanted || path.join(data, 'report.json')
  const desktop = hasDisplay() ? undefined : await openDesktop({ width: 800, height: 600 })
  const own = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const idle = await idlePage(electron, desktop?.env ?? {})
  const child = spawn(electron, [...own, root, '--user-data', data, '--analyze', folder, '--report', report], {
    stdio: ['ignore', 'inherit', 'pipe'], env: { ...process.env, ...desktop?.env },
  })
  child.stderr.on('data', (/** @type {Buffer} */ text) => process.stderr.write(text.toString().split('\n').filter((line) => !line.includes(':ERROR:')).join('\n')))
  const peak = peakOf(child.pid ?? 0)
  const status = await new Promise((resolve) => child.once('close', resolve))
  await desktop?.close()
  if (!fs.existsSync(report)) throw new Failure(`The analysis ended with status ${status} and left no report.`)
  process.on('exit', () => fs.rmSync(data, { recursive: true, force: true }))
  return { report, peak: peak(), idle }
}
