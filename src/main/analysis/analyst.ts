import type { AnalysisProgress, Answer, TrackAnalysis } from '../../core/ipc/contract'
import type { Correction } from '../../core/music/correction'
import type { Store } from '../database/store'
import type { Library } from '../library/library'
import { createQueue, type AnalysisResult, type QueueOptions } from './queue'

export interface AnalystOptions extends Pick<QueueOptions, 'createPage' | 'most' | 'log' | 'now'> {
  readonly library: Pick<Library, 'pathOf' | 'unlooked' | 'setHeard' | 'counts'>
  readonly store: Store
  /** How far the work has come. May come very often. */
  readonly progress: () => void
}

export type Analyst = ReturnType<typeof createAnalyst>

/** Files are looked up in the database so many at a time. */
const batch = 100
const pausedFact = 'analysis.paused'
const nothing: TrackAnalysis = { analysis: null, corrections: [], reason: null }

/** Keeps library, database and queue together: what the database knows is not made again, what the queue makes is kept. */
export function createAnalyst({ library, store, progress, log, ...pages }: AnalystOptions) {
  /** Of each track that was looked at. */
  const contentOf = new Map<string, string>()
  /** Tracks of one content: only one of them is analysed. */
  const tracksOf = new Map<string, Set<string>>()
  const inWork = new Set<string>()
  let looking = false

  const queue = createQueue({ ...pages, log, wanted: (id) => library.pathOf(id) !== undefined, ended: (id, result, cpu) => void keep(id, result, cpu) })

  async function keep(id: string, result: AnalysisResult, cpuSeconds: number | null): Promise<void> {
    const content = contentOf.get(id)
    if (content === undefined) return
    try {
      const { heard } = await store.save(content, 'failed' in result ? result : { result }, cpuSeconds)
      if (heard) library.setHeard([...(tracksOf.get(content) ?? [id])].map((track) => [track, heard]))
    } catch (error) {
      log('the analysis could not be kept', error)
    }
    inWork.delete(content)
    progress()
  }

  async function look(): Promise<void> {
    for (let files = library.unlooked(batch); files.length > 0; files = library.unlooked(batch)) {
      const looked = await store.look(files)
      const tasks = files.flatMap(({ id, duration }, i) => {
        const found = looked[i]
        if (!found) {
          library.setHeard([[id, { state: 'failed', reason: 'the file is gone', tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false }]])
          return []
        }
        const { content, heard, fresh } = found
        contentOf.set(id, content)
        tracksOf.set(content, (tracksOf.get(content) ?? new Set()).add(id))
        library.setHeard([[id, heard ?? { state: 'waiting', reason: null, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false }]])
        if (fresh || inWork.has(content)) return []
        inWork.add(content)
        return [{ id, duration }]
      })
      queue.add(tasks)
      progress()
    }
  }

  const ready = store.fact(pausedFact).then((value) => queue.pause(value === 'yes')).catch((error: unknown) => log('database', error))

  return {
    /** There may be new tracks. */
    async wake(): Promise<void> {
      if (looking) return
      looking = true
      await ready
      await look().catch((error: unknown) => log('database', error))
      looking = false
    },
    session: queue.session,
    first: (ids: readonly string[]) => queue.first(ids.flatMap((id) => [...(tracksOf.get(contentOf.get(id) ?? '') ?? [id])])),
    async pause(paused: boolean): Promise<void> {
      queue.pause(paused)
      progress()
      await store.setFact(pausedFact, paused ? 'yes' : 'no')
    },
    progress(): AnalysisProgress {
      const { total, done, failed } = library.counts()
      return { done, total, failed, secondsLeft: queue.secondsLeft(), paused: queue.paused() }
    },
    reached(id: string, seconds: number): void {
      queue.reached(id, seconds)
      progress()
    },
    done: queue.done,
    shows: queue.shows,
    async analysis(id: string): Promise<TrackAnalysis> {
      const content = contentOf.get(id)
      return content === undefined ? nothing : store.analysis(content)
    },
    /** What the director must know, by track id; tracks that were not analysed yet are left out. */
    async facts(ids: readonly string[]): Promise<Answer<'track.facts'>> {
      const known = ids.flatMap((id) => {
        const content = contentOf.get(id)
        return content === undefined ? [] : [{ id, content }]
      })
      const facts = await store.facts(known.map(({ content }) => content))
      return Object.fromEntries(known.flatMap(({ id }, i) => (facts[i] ? [[id, facts[i]]] : [])))
    },
    async correct(id: string, correction: Correction): Promise<TrackAnalysis> {
      const content = contentOf.get(id)
      if (content === undefined) return nothing
      const { heard, analysis, corrections, reason } = await store.correct(content, correction)
      if (heard) library.setHeard([...(tracksOf.get(content) ?? [id])].map((track) => [track, heard]))
      return { analysis, corrections, reason }
    },
    close: queue.close,
  }
}
