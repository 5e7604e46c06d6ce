import { app, ipcMain } from 'electron'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { calls, type CallName } from '../../core/ipc/contract'
import { ANALYSER_VERSION } from '../../core/music/analyse'
import { bundled } from '../begin'
import type { Looked, Store } from '../database/store'
import { raiseFence } from '../fence'
import { answer, callerOf } from '../ipc'
import type { Found } from '../library/scan'
import { log } from '../log'
import { serveOrigin } from '../protocol'
import { say } from '../terminal'
import { createAttempts, fatal, mostAttempts } from './attempts'
import { createAnalysisPage } from './page'
import { asItWas, changed } from './place'
import { createQueue, type AnalysisResult, type Task } from './queue'
import type { Analysed } from './report'

const atOnce = Math.min(8, availableParallelism())
/** Of one second of audio, in between lossless and compressed. */
const typicalBytes = 40_000

/** Analyses files without a window, with hidden pages only. Known results are not made again. */
export async function openSweep(files: readonly Found[], store: Store) {
  const { out, resources } = bundled()
  const attempts = createAttempts(store)
  await attempts.load().catch((error: unknown) => log('database', error))
  const paths = new Map(files.map(({ id, path }) => [id, path]))
  raiseFence()
  serveOrigin({ renderer: join(out, 'renderer'), cues: join(resources, 'cues') }, (id) => paths.get(id))

  const done = new Map<string, Analysed>()
  const open = new Map<string, Found>()
  let wanted = 0
  let finish: () => void = () => undefined
  let stopped = false

  const keep = async ({ id, content, place }: Task, result: AnalysisResult | null, cpuSeconds: number | null) => {
    const found = open.get(id)
    if (!found || result === null) return
    const still = await asItWas(place.path, place)
    const outcome = !still ? { failed: changed } : 'failed' in result ? { failed: result.failed } : { result }
    done.set(id, { file: found.file, outcome, cpuSeconds: 'failed' in outcome ? null : cpuSeconds })
    if (content !== null) {
      const saved = still && !('passing' in result) ? store.save(content, outcome, cpuSeconds) : Promise.resolve()
      await saved.then(() => attempts.end(content)).catch((error: unknown) => log('the analysis could not be kept', error))
    }
    open.delete(id)
    const left = queue.secondsLeft()
    const tail = open.size === 0 || left === null ? '' : `, about ${Math.ceil(left)} s left`
    say(`${done.size}/${wanted} ${found.file}: ${lineOf(outcome)}${tail}`)
    if (open.size === 0) finish()
  }
  const queue = createQueue({
    createPage: (broken) => createAnalysisPage(join(out, 'preload', 'index.cjs'), broken),
    most: atOnce, wanted: ({ id }) => open.has(id), ended: (task, result, cpu) => void keep(task, result, cpu), log, now: () => performance.now(),
    async begins({ id, content }) {
      await attempts.begin(content ?? id).catch((error: unknown) => log('database', error))
      return null
    },
  })
  listen(queue)

  const stop = () => {
    if (stopped) return app.exit(130)
    stopped = true
    say('Stopped: what is done is kept.')
    queue.close()
    finish()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)

  async function beforeOf(content: string): Promise<Omit<Analysed, 'file'> | null> {
    const stored = await store.stored(content)
    if (stored?.version === ANALYSER_VERSION) return { outcome: { result: stored.result }, cpuSeconds: stored.cpuSeconds }
    const { analysis, reason } = await store.analysis(content)
    return analysis === null && reason !== null ? { outcome: { failed: reason }, cpuSeconds: null } : null
  }

  return {
    /** All that was analysed so far, by track id. */
    done: done as ReadonlyMap<string, Analysed>,
    stopped: () => stopped,
    /** What the database knows of the files; null for those that it cannot tell. */
    look: (some: readonly Found[]): Promise<Looked[]> => store.look(some).catch(() => some.map(() => null)),
    /** Has some of the files analysed; settles when all are done, or when the user stops it. */
    async analyse(some: readonly Found[]): Promise<void> {
      if (stopped) return
      const fresh = some.filter(({ id }) => !done.has(id))
      const finished = new Promise<void>((resolve) => { finish = resolve })
      wanted += fresh.length
      const looked = await this.look(fresh)
      const tasks: Task[] = []
      for (const [i, found] of fresh.entries()) {
        const known = looked[i]
        const before = known?.fresh ? await beforeOf(known.content) : null
        if (before) done.set(found.id, { file: found.file, ...before })
        else {
          open.set(found.id, found)
          const content = known?.content ?? null
          // The length of a file is not known before it is decoded; for the time left its size stands for it.
          tasks.push({ id: found.id, content, place: found, duration: found.size / typicalBytes, alone: content !== null && attempts.of(content) > 0 })
        }
      }
      if (fresh.length > open.size) say(`${fresh.length - open.size} of ${fresh.length} files are known already.`)
      const isLost = ({ content }: Task) => content !== null && attempts.of(content) >= mostAttempts
      queue.add(tasks.filter((task) => !isLost(task)))
      for (const task of tasks.filter(isLost)) void keep(task, { failed: fatal }, null)
      if (open.size === 0 || stopped) finish()
      await finished
    },
    async close(): Promise<void> {
      stopped = true
      queue.close()
      await attempts.forgive().catch((error: unknown) => log('database', error))
    },
  }
}

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
    'analysis.reached': ({ id, seconds }: { id: string; seconds: number }, sender: unknown) => queue.reached(id, seconds, sender),
    'analysis.done': ({ id, result }: { id: string; result: AnalysisResult }, sender: unknown) => queue.done(id, result, sender),
    'page.error': ({ message }: { message: string }) => log('page', message),
  } as unknown as Parameters<typeof answer>[3]
  for (const name of ['analysis.reached', 'analysis.done', 'page.error'] as const) {
    ipcMain.handle(name, async (event, args: unknown) => answer(name, callerOf(event, (contents) => (queue.shows(contents) ? 'analysis' : null)), args, handlers, event.sender))
  }
}
