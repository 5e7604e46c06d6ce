import { app, ipcMain } from 'electron'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { ANALYSER_VERSION } from '../../core/music/analyse'
import { writeWhole } from '../atomic'
import { bundled, type Start } from '../begin'
import { connectStore } from '../database/link'
import createDatabase from '../database/thread?nodeWorker'
import { raiseFence } from '../fence'
import { answer, callerOf } from '../ipc'
import { scanFolder, type Found } from '../library/scan'
import { log } from '../log'
import { serveOrigin } from '../protocol'
import { createAttempts, fatal, mostAttempts } from './attempts'
import { createAnalysisPage } from './page'
import { createQueue, type AnalysisResult } from './queue'
import { reportOf, type Analysed } from './report'
import { calls, type CallName } from '../../core/ipc/contract'

const say = (line: string) => process.stderr.write(`${line}\n`)
const atOnce = Math.min(8, availableParallelism())

/** --analyze: analyses a folder with hidden pages only, writes the report and ends the app. Known results are not made again. */
export async function analyseFolder({ request }: Start): Promise<void> {
  const { analyze: folder, report } = request
  if (folder === null || report === null) return app.exit(2)
  // A page that is closed or crashed was the only window; the app goes on.
  app.on('window-all-closed', () => undefined)
  const { files, problems, problem } = await scanFolder(folder)
  if (problem !== null) {
    say(problem)
    return app.exit(1)
  }
  const { out, resources } = bundled()
  const store = connectStore(createDatabase({ workerData: { folder: app.getPath('userData'), version: ANALYSER_VERSION } }))
  const notice = await store.notice().catch((error: unknown) => `The database cannot be used: ${String(error)}`)
  if (notice !== null) say(notice)

  const attempts = createAttempts(store)
  await attempts.load().catch((error: unknown) => log('database', error))
  const paths = new Map(files.map(({ id, path }) => [id, path]))
  raiseFence()
  serveOrigin({ renderer: join(out, 'renderer'), cues: join(resources, 'cues') }, (id) => paths.get(id))

  const done = new Map<string, Analysed>()
  const open = new Map<string, { readonly found: Found; readonly content: string | null }>()
  let finish: () => void = () => undefined
  const finished = new Promise<void>((resolve) => { finish = resolve })

  const keep = async (id: string, result: AnalysisResult, cpuSeconds: number | null) => {
    const one = open.get(id)
    if (!one) return
    const outcome = 'failed' in result ? result : { result }
    done.set(id, { file: one.found.file, outcome, cpuSeconds: 'failed' in outcome ? null : cpuSeconds })
    if (one.content !== null) {
      const { content } = one
      await store.save(content, outcome, cpuSeconds).then(() => attempts.end(content)).catch((error: unknown) => log('the analysis could not be kept', error))
    }
    open.delete(id)
    const left = queue.secondsLeft()
    const tail = open.size === 0 || left === null ? '' : `, about ${Math.ceil(left)} s left`
    say(`${done.size}/${files.length} ${one.found.file}: ${lineOf(outcome)}${tail}`)
    if (open.size === 0) finish()
  }
  const queue = createQueue({
    createPage: (broken) => createAnalysisPage(join(out, 'preload', 'index.cjs'), broken),
    most: atOnce, wanted: (id) => open.has(id), ended: (id, result, cpu) => void keep(id, result, cpu), log, now: () => performance.now(),
    begins: (id) => attempts.begin(open.get(id)?.content ?? id).catch((error: unknown) => log('database', error)),
  })
  listen(queue)

  const stop = () => {
    if (finishing) return app.exit(130)
    finishing = true
    say('Stopped: what is done is kept.')
    queue.close()
    finish()
  }
  let finishing = false
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  const looked = await store.look(files).catch(() => files.map(() => null))
  for (const [i, found] of files.entries()) {
    const known = looked[i]
    const before = known?.fresh ? await beforeOf(known.content) : null
    if (before) done.set(found.id, { file: found.file, ...before })
    else open.set(found.id, { found, content: known?.content ?? null })
  }
  if (done.size > 0) say(`${done.size} of ${files.length} files are known already.`)
  // The length of a file is not known before it is decoded; for the time left its size stands for it.
  const triedOf = (content: string | null) => (content === null ? 0 : attempts.of(content))
  const [fatals, sound] = [[...open.values()].filter(({ content }) => triedOf(content) >= mostAttempts), [...open.values()].filter(({ content }) => triedOf(content) < mostAttempts)]
  queue.add(sound.map(({ found, content }) => ({ id: found.id, duration: found.size / typicalBytes, alone: triedOf(content) > 0 })))
  for (const { found } of fatals) void keep(found.id, { failed: fatal }, null)
  if (open.size === 0) finish()
  await finished
  finishing = true
  queue.close()
  await attempts.forgive().catch((error: unknown) => log('database', error))
  process.exitCode = await write()

  async function beforeOf(content: string): Promise<Omit<Analysed, 'file'> | null> {
    const stored = await store.stored(content)
    if (stored?.version === ANALYSER_VERSION) return { outcome: { result: stored.result }, cpuSeconds: stored.cpuSeconds }
    const { analysis, reason } = await store.analysis(content)
    return analysis === null && reason !== null ? { outcome: { failed: reason }, cpuSeconds: null } : null
  }

  async function write(): Promise<number> {
    const results = [...files.flatMap(({ id }) => done.get(id) ?? []), ...problems.map(({ file, reason }): Analysed => ({ file, outcome: { failed: reason }, cpuSeconds: null }))]
    const text = reportOf(results)
    let status = results.some(({ outcome }) => 'result' in outcome) ? 0 : 1
    await writeWhole(report!, `${JSON.stringify(text, null, 1)}\n`).catch((error: unknown) => {
      say(`The report could not be written to ${report} (${(error as NodeJS.ErrnoException).code ?? String(error)}).`)
      status = 1
    })
    await store.close().catch(() => undefined)
    if (text.realtimeFactor !== null) say(`${results.length} files, ${text.realtimeFactor.toFixed(0)} x real time on one core.`)
    if (results.length === 0) say('There is no audio file in this folder.')
    process.stderr.write('', () => app.exit(status))
    return status
  }
}

/** Of one second of audio, in between lossless and compressed. */
const typicalBytes = 40_000

const lineOf = (outcome: Analysed['outcome']): string => {
  if ('failed' in outcome) return outcome.failed
  const { tempo, tempoConfidence, reason } = outcome.result
  return tempo === null ? `no tempo (${reason})` : `${tempo.toFixed(2)} BPM, ${Math.round(100 * tempoConfidence)} % sure`
}

/** Opens the two calls that an analysis page makes; every other is refused. */
function listen(queue: ReturnType<typeof createQueue>): void {
  const refuse = () => { throw new Error('refused: there is no window') }
  const all = Object.fromEntries((Object.keys(calls) as CallName[]).map((name) => [name, refuse]))
  const handlers = {
    ...all,
    'analysis.reached': ({ id, seconds }: { id: string; seconds: number }) => queue.reached(id, seconds),
    'analysis.done': ({ id, result }: { id: string; result: AnalysisResult }) => queue.done(id, result),
    'page.error': ({ message }: { message: string }) => log('page', message),
  } as unknown as Parameters<typeof answer>[3]
  for (const name of ['analysis.reached', 'analysis.done', 'page.error'] as const) {
    ipcMain.handle(name, async (event, args: unknown) => answer(name, callerOf(event, (contents) => (queue.shows(contents) ? 'analysis' : null)), args, handlers))
  }
}
