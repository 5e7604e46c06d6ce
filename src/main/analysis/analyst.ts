import type { AnalysisProgress, Answer, TrackAnalysis } from '../../core/ipc/contract'
import type { Correction } from '../../core/music/correction'
import { unheard, type Heard } from '../../core/music/track'
import type { Store } from '../database/store'
import type { Library } from '../library/library'
import { createAttempts, fatal, mostAttempts } from './attempts'
import { asItWas, changed } from './place'
import { createQueue, type AnalysisResult, type QueueOptions, type Task } from './queue'

export interface AnalystOptions extends Pick<QueueOptions, 'createPage' | 'most' | 'log' | 'now'> {
  readonly library: Pick<Library, 'track' | 'pathOf' | 'contentOf' | 'unlooked' | 'setHeard' | 'doubt' | 'counts'>
  readonly store: Store
  /** How far the work has come. May come very often. */
  readonly progress: () => void
  /** Whether the file at a path is as a task has it. */
  readonly same?: typeof asItWas
}

export type Analyst = ReturnType<typeof createAnalyst>

/** Files are looked up in the database so many at a time. */
const batch = 100
const pausedFact = 'analysis.paused'
const unkept = 'its analysis could not be kept'
/** So often a file that is not as it is known has its place looked at again: on some disks no file ever is. */
const mostDoubts = 3
const nothing: TrackAnalysis = { analysis: null, corrections: [], reason: null }

/**
 * Keeps library, database and queue together: what the database knows is not made again, what the queue makes is kept. A
 * result belongs to the content that it was asked for, and counts only if the file was as it is known from the beginning to
 * the end; what says nothing about the content is not kept.
 */
export function createAnalyst({ library, store, progress, log, same = asItWas, ...pages }: AnalystOptions) {
  /** Tracks that had a content when they were looked at: only one of them is analysed. */
  const tracksOf = new Map<string, Set<string>>()
  const inWork = new Set<string>()
  const doubts = new Map<string, number>()
  let looking: Promise<void> | null = null
  let more = false
  const attempts = createAttempts(store)
  const quiet = (error: unknown) => log('database', error)

  const queue = createQueue({
    ...pages,
    log,
    wanted: ({ id, content }) => library.track(id)?.away !== true && library.contentOf(id) === content,
    async begins(task) {
      if (!(await isSame(task))) return changed
      await attempts.begin(task.content ?? task.id).catch(quiet)
      return null
    },
    ended: (task, result, cpu) => void keep(task, result, cpu),
  })

  /** A file that was moved meanwhile is the same. */
  const isSame = ({ id, place }: Task): Promise<boolean> => same(library.pathOf(id) ?? place.path, place)

  /** The tracks that have a content now. */
  const having = (content: string): string[] => [...(tracksOf.get(content) ?? [])].filter((id) => library.contentOf(id) === content)
  const hear = (content: string, heard: Heard | null) => library.setHeard(having(content).map((id) => [id, heard]))

  /** What a track holds, once it was looked at. */
  const lookedAt = (id: string): string | undefined => (library.track(id)?.analysis ? library.contentOf(id) : undefined)

  /** What stands in the way is not the file's: its track waits until the file is seen again, or is asked for. */
  async function hold(id: string, content: string, reason: string): Promise<void> {
    const [known] = await store.known([content]).catch(() => [])
    if (library.contentOf(id) === content) library.setHeard([[id, { ...(known?.heard ?? unheard), state: 'waiting', held: reason }]])
  }

  function doubt(id: string): void {
    const times = doubts.get(id) ?? 0
    doubts.set(id, times + 1)
    if (times < mostDoubts) library.doubt(id)
  }

  /** Other tracks of the content have their turn. */
  function release(content: string): void {
    const others = having(content).filter((id) => !library.track(id)?.away && !library.track(id)?.analysis?.held)
    if (others.length === 0) return
    library.setHeard(others.map((id) => [id, null]))
    void wake()
  }

  async function keep(task: Task, result: AnalysisResult | null, cpuSeconds: number | null): Promise<void> {
    const { id, content } = task
    if (content === null) return
    let kept = false
    try {
      const still = result === null || (await isSame(task))
      const trouble = !still ? changed : result !== null && 'passing' in result ? result.failed : null
      if (trouble !== null) await hold(id, content, trouble)
      else if (result !== null) {
        const { heard } = await store.save(content, 'failed' in result ? { failed: result.failed } : { result }, cpuSeconds)
        hear(content, heard)
        kept = true
      }
      if (!still) doubt(id)
      await attempts.end(content)
    } catch (error) {
      log('analysis', error)
      await hold(id, content, unkept)
    }
    inWork.delete(content)
    if (!kept) release(content)
    progress()
  }

  async function look(): Promise<void> {
    for (let files = library.unlooked(batch); files.length > 0; files = library.unlooked(batch)) {
      const known = await store.known(files.map(({ content }) => content))
      const lost: Task[] = []
      const tasks = files.flatMap(({ id, path, size, modifiedMs, content, duration }, i) => {
        const { heard, fresh } = known[i]!
        // It has changed since it was asked about.
        if (library.contentOf(id) !== content) return []
        tracksOf.set(content, (tracksOf.get(content) ?? new Set()).add(id))
        library.setHeard([[id, heard ?? unheard]])
        if (fresh || inWork.has(content)) return []
        inWork.add(content)
        const tried = attempts.of(content)
        const task: Task = { id, content, place: { path, size, modifiedMs }, duration, alone: tried > 0 }
        if (tried >= mostAttempts) lost.push(task)
        return tried < mostAttempts ? [task] : []
      })
      queue.add(tasks)
      for (const task of lost) await keep(task, { failed: fatal }, null)
      progress()
    }
  }

  const ready = attempts.load().then(() => store.fact(pausedFact)).then((value) => queue.pause(value === 'yes')).catch(quiet)

  async function lookAll(): Promise<void> {
    await ready
    do {
      more = false
      await look().catch(quiet)
    } while (more)
    looking = null
  }

  /** There may be new tracks. */
  function wake(): Promise<void> {
    more = true
    return (looking ??= lookAll())
  }

  async function analysis(id: string): Promise<TrackAnalysis> {
    const content = lookedAt(id)
    if (content === undefined) return nothing
    const known = await store.analysis(content)
    return known.analysis === null && known.reason === null ? { ...known, reason: library.track(id)?.analysis?.reason ?? null } : known
  }

  return {
    wake,
    analysis,
    session: queue.session,
    first: (ids: readonly string[]) => queue.first(ids.flatMap((id) => having(lookedAt(id) ?? ''))),
    async pause(paused: boolean): Promise<void> {
      queue.pause(paused)
      progress()
      await store.setFact(pausedFact, paused ? 'yes' : 'no')
    },
    progress(): AnalysisProgress {
      const { total, done, failed } = library.counts()
      return { done, total, failed, secondsLeft: queue.secondsLeft(), paused: queue.paused() }
    },
    reached(id: string, seconds: number, sender: unknown): void {
      queue.reached(id, seconds, sender)
      progress()
    },
    done: queue.done,
    shows: queue.shows,
    /** What the director must know, by track id; tracks that were not analysed yet are left out. */
    async facts(ids: readonly string[]): Promise<Answer<'track.facts'>> {
      const known = ids.flatMap((id) => {
        const content = lookedAt(id)
        return content === undefined ? [] : [{ id, content }]
      })
      const facts = await store.facts(known.map(({ content }) => content))
      return Object.fromEntries(known.flatMap(({ id }, i) => (facts[i] ? [[id, facts[i]]] : [])))
    },
    async correct(id: string, correction: Correction): Promise<TrackAnalysis> {
      const content = lookedAt(id)
      if (content === undefined) return nothing
      const { heard, analysis, corrections, reason } = await store.correct(content, correction)
      if (heard) hear(content, heard)
      return { analysis, corrections, reason }
    },
    /** Forgets the result, or why there is none, and has it made again, before all others. */
    async again(id: string): Promise<TrackAnalysis> {
      const content = lookedAt(id)
      if (content === undefined) return nothing
      if (!inWork.has(content)) {
        await store.forgetAnalysis(content)
        await attempts.end(content)
        hear(content, null)
        await wake()
      }
      queue.first([id])
      return analysis(id)
    },
    /** Resolves when what was in work is known not to be to blame. */
    async close(): Promise<void> {
      queue.close()
      await attempts.forgive().catch(quiet)
    },
  }
}
