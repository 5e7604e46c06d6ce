import type { Stretching } from './stretch'
import type { Made, Order } from './worker'

/** So much is made at a time, and so much of every piece of work before any of them is finished; in seconds. */
const portion = 1
const head = 5

/** The next samples of every channel, or why there will be none. */
export type Portion = readonly Float32Array<ArrayBuffer>[] | string

interface Work {
  readonly id: number
  readonly begin: Stretching
  readonly sampleRate: number
  readonly frames: number
  readonly take: (made: Portion) => void
  made: number
  begun: boolean
}

/** Stretches sound in one worker: what is asked for first is made first, but the beginnings of all before the rest of any. */
export class Stretcher {
  private worker: Worker | null = null
  private works: Work[] = []
  private busy = false
  private last = 0

  /**
   * @param begin its samples go to the worker, and are not here any more
   * @param frames how many samples are wanted
   * @param take gets them, portion by portion; the last one may have more than are wanted
   * @returns ends the work
   */
  make(begin: Stretching, frames: number, take: (made: Portion) => void): () => void {
    const work: Work = { id: ++this.last, begin, sampleRate: begin.sampleRate, frames, take, made: 0, begun: false }
    this.works.push(work)
    try {
      this.goOn()
    } catch (error) {
      this.lose(String(error))
    }
    return () => this.leave(work)
  }

  private goOn(): void {
    if (this.busy) return
    const next = this.works.find(({ made, sampleRate }) => made < head * sampleRate) ?? this.works[0]
    if (!next) return
    this.busy = true
    const { id, begin, sampleRate, frames, made } = next
    if (!next.begun) {
      next.begun = true
      this.order({ id, begin }, begin.channels.map(({ buffer }) => buffer as ArrayBuffer))
    }
    this.order({ id, least: Math.min(portion * sampleRate, frames - made) })
  }

  private take(made: Made): void {
    this.busy = false
    const work = this.works.find(({ id }) => id === made.id)
    if (work) {
      work.made += 'failed' in made ? work.frames : (made.channels[0]?.length ?? 0)
      if (work.made >= work.frames) this.leave(work)
      work.take('failed' in made ? made.failed : made.channels)
    }
    this.goOn()
  }

  private leave(work: Work): void {
    if (!this.works.includes(work)) return
    this.works = this.works.filter((other) => other !== work)
    if (work.begun) this.order({ id: work.id, end: true })
  }

  /** The worker is of no use any more. What is asked for next gets another one. */
  private lose(why: string): void {
    const lost = this.works
    this.worker?.terminate()
    this.works = []
    this.worker = null
    this.busy = false
    for (const { take } of lost) take(why)
  }

  private order(order: Order, transfer: Transferable[] = []): void {
    if (!this.worker) {
      this.worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      this.worker.onmessage = ({ data }: MessageEvent<Made>) => this.take(data)
      this.worker.onerror = ({ message }) => this.lose(message || 'the stretcher does not work')
    }
    this.worker.postMessage(order, transfer)
  }
}
