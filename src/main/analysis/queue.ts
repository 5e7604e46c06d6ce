import type { Args } from '../../core/ipc/contract'
import type { Seconds } from '../../core/workout/workout'
import type { Place } from '../database/shelf'
import type { AnalysisPage, Broken } from './page'

export type AnalysisResult = Args<'analysis.done'>['result']

/** What is asked for, bound to the file as it was then: its answer is true of nothing else. */
export interface Task {
  /** Of the track. */
  readonly id: string
  /** What the file holds; null where nobody could look. */
  readonly content: string | null
  readonly place: Place
  /** As the tags have it; 0 where nobody knows yet. */
  readonly duration: Seconds
  /** It may have ended the app or a page before: it comes last, in a page of its own, and nothing else is in work meanwhile. */
  readonly alone?: boolean
}

export interface QueueOptions {
  /** Makes a page of its own, which tells when it is gone. */
  readonly createPage: (broken: Broken) => AnalysisPage
  /** How many files are analysed at the same time. */
  readonly most: number
  /** Whether a task is still worth its work. */
  readonly wanted: (task: Task) => boolean
  /** A task is about to begin; it waits for the promise. Answers why it cannot begin now; null where it can. */
  readonly begins?: (task: Task) => Promise<string | null>
  /** A task has ended, or was not wanted any more (null). CPU seconds of its page's process, null where the system does not tell. */
  readonly ended: (task: Task, result: AnalysisResult | null, cpuSeconds: number | null) => void
  readonly log: (about: string, what: unknown) => void
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number
  /** A file that makes no progress for so long is given up, in ms. */
  readonly patienceMs?: number
  /** A page is closed when it had nothing to do for so long, in ms. */
  readonly idleMs?: number
}

interface Slot {
  readonly page: AnalysisPage
  task: Task | null
  /** The page was asked for it: before that it cannot have an answer. */
  asked: boolean
  /** The task's clock: the timer that gives it up, when it began, the CPU time till then, and how far it has come. */
  timer: NodeJS.Timeout | undefined
  cpuBefore: number | null
  reached: Seconds
}

export const hung = 'the analysis hung on it'
export const crashed = 'it crashed the decoder'
export const killed = 'the system ended the analysis'

/** Results are looked at for the speed over this many seconds of audio; then the older count half. */
const memory: Seconds = 7200

export type Queue = ReturnType<typeof createQueue>

/**
 * Has tracks analysed, several at a time, one while a session runs, none while it is paused. A file whose page hangs, crashes
 * or is ended by the system is tried once more, alone and in a new page: only what happens there again is its own doing, and
 * what the system did not even then.
 */
export function createQueue({ createPage, most, wanted, begins, ended, log, now, patienceMs = 60_000, idleMs = 5_000 }: QueueOptions) {
  const tasks = new Map<string, Task>()
  let first: readonly string[] = []
  let session = false
  let paused = false
  let closed = false
  /** Audio seconds done, and the wall seconds that a page was at it. */
  let heard = 0
  let worked = 0
  let since = now()
  let idle: NodeJS.Timeout | undefined

  const slots = Array.from({ length: most }, (): Slot => {
    const slot: Slot = { page: createPage((why, bySystem) => broken(slot, bySystem ? { failed: killed, passing: true } : { failed: crashed }, why)), task: null, asked: false, timer: undefined, cpuBefore: null, reached: 0 }
    return slot
  })
  const busy = () => slots.filter(({ task }) => task !== null)
  const limit = () => (paused || closed ? 0 : session ? 1 : most)

  /** Wall time with somebody at work. Before every change of who is. */
  function countTime(): void {
    const at = now()
    if (busy().length > 0) worked += (at - since) / 1000
    since = at
  }

  function next(): Task | undefined {
    // A file that was changed while it is in work waits for the end of that: a page tells of a track by its id.
    const inWork = new Set(busy().map(({ task }) => task?.id))
    for (const id of first) {
      const task = tasks.get(id)
      if (task && !inWork.has(id)) return task
    }
    let alone: Task | undefined
    for (const task of tasks.values()) {
      if (inWork.has(task.id)) continue
      if (!task.alone) return task
      alone ??= task
    }
    return alone
  }

  function patience(slot: Slot): void {
    clearTimeout(slot.timer)
    slot.timer = setTimeout(() => broken(slot, { failed: hung }, `no progress for ${patienceMs / 1000} s`), patienceMs)
  }

  /** The slot is free for the next task. */
  function leave(slot: Slot): Task | null {
    const { task } = slot
    clearTimeout(slot.timer)
    countTime()
    slot.task = null
    return task
  }

  function end(slot: Slot, result: AnalysisResult): void {
    const task = leave(slot)
    if (!task) return
    heard += 'failed' in result ? slot.reached : result.duration
    if (heard > memory) [heard, worked] = [heard / 2, worked / 2]
    const cpu = slot.page.cpuSeconds()
    ended(task, result, cpu === null || slot.cpuBefore === null ? null : Math.max(0, cpu - slot.cpuBefore))
    work()
  }

  /** The page hangs or is gone. */
  function broken(slot: Slot, result: AnalysisResult, why: string): void {
    slot.page.close()
    if (closed || !slot.task) return
    log('analysis', `${why} (${slot.task.id})`)
    if (slot.task.alone) return end(slot, result)
    const task = leave(slot)
    // One that was asked for anew meanwhile has its turn coming.
    if (task && tasks.has(task.id)) ended(task, null, null)
    else if (task) tasks.set(task.id, { ...task, alone: true })
    work()
  }

  async function begin(slot: Slot, task: Task): Promise<void> {
    try {
      if (task.alone) slot.page.close()
      await slot.page.open()
      patience(slot)
      const obstacle = (await begins?.(task)) ?? null
      if (slot.task !== task || closed) return
      if (obstacle !== null) return end(slot, { failed: obstacle, passing: true })
      slot.cpuBefore = slot.page.cpuSeconds()
      slot.asked = true
      slot.page.ask(task.id)
    } catch (error) {
      if (slot.task !== task) return
      // Without a page nothing can be found out: the tracks wait for the next start.
      slot.task = null
      slot.page.close()
      if (closed) return
      log('analysis', error)
      tasks.set(task.id, task)
      paused = true
    }
  }

  function work(): void {
    countTime()
    clearTimeout(idle)
    while (busy().length < limit() && !busy().some(({ task }) => task?.alone)) {
      const slot = slots.find(({ task }) => task === null)
      const task = next()
      if (!slot || !task || (task.alone && busy().length > 0)) break
      tasks.delete(task.id)
      if (!wanted(task)) {
        ended(task, null, null)
        continue
      }
      Object.assign(slot, { task, asked: false, reached: 0, cpuBefore: null })
      void begin(slot, task)
    }
    idle = setTimeout(() => {
      for (const { task, page } of slots) if (task === null) page.close()
    }, idleMs)
  }

  /** Where a page works on a track, if it is that page's work: a page that a file has taken over must not speak for another's. */
  const slotOf = (id: string, sender: unknown): Slot | undefined => slots.find(({ task, asked, page }) => task?.id === id && asked && page.shows(sender))

  return {
    add(more: readonly Task[]): void {
      for (const task of more) {
        const before = tasks.get(task.id)
        tasks.set(task.id, task)
        if (before) ended(before, null, null)
      }
      if (more.length > 0) work()
    },
    /** These before all others, in this order. */
    first(ids: readonly string[]): void {
      first = [...ids]
    },
    pause(on: boolean): void {
      paused = on
      work()
    },
    session(on: boolean): void {
      session = on
      work()
    },
    /** The page has come to this second of a track. */
    reached(id: string, seconds: Seconds, sender: unknown): void {
      const slot = slotOf(id, sender)
      if (!slot) return
      slot.reached = seconds
      patience(slot)
    },
    done(id: string, result: AnalysisResult, sender: unknown): void {
      const slot = slotOf(id, sender)
      if (slot) end(slot, result)
    },
    paused: () => paused,
    /** Of what waits or is in work; null before the first result. */
    secondsLeft(): Seconds | null {
      countTime()
      const open = [...tasks.values(), ...busy().map(({ task, reached }) => ({ duration: Math.max(0, (task?.duration ?? 0) - reached) }))]
      const audio = open.reduce((sum, { duration }) => sum + duration, 0)
      const done = heard + busy().reduce((sum, { reached }) => sum + reached, 0)
      return open.length === 0 ? 0 : done > 0 && worked > 0 ? audio / (done / worked) : null
    },
    waiting: () => tasks.size + busy().length,
    shows: (contents: unknown): boolean => slots.some(({ page }) => page.shows(contents)),
    close(): void {
      closed = true
      clearTimeout(idle)
      for (const { timer, page } of slots) {
        clearTimeout(timer)
        page.close()
      }
    },
  }
}
