import type { Stretching } from './stretch'
import type { Made, Order } from './worker'

/** So much is made at a time, and so much of every piece of work before any of them is finished; in seconds. */
const portion = 1
const head = 5

/** Sound that is being stretched. */
export interface Making {
  /** What there is so far: portions in order, each with all channels. */
  readonly portions: readonly (readonly Float32Array<ArrayBuffer>[])[]
  /** Frames that are made, and that are wanted. */
  readonly made: number
  readonly frames: number
  readonly failed: string | null
  cancel(): void
}

interface Work {
  readonly id: number
  readonly begin: Stretching
  readonly portions: (readonly Float32Array<ArrayBuffer>[])[]
  readonly frames: number
  readonly changed: () => void
  made: number
  begun: boolean
  failed: string | null
}

/** Stretches sound in one worker: what is asked for first is made first, but the beginnings of all before the rest of any. */
export class Stretcher {
  private worker: Worker | null = null
  private works: Work[] = []
  private busy = false
  private last = 0

  /** @param frames how many samples are wanted @param changed there is more of it, or it failed */
  make(begin: Stretching, frames: number, changed: () => void): Making {
    const work: Work = { id: ++this.last, begin, portions: [], frames, changed, made: 0, begun: false, failed: null }
    this.works.push(work)
    this.goOn()
    return Object.assign(work, { cancel: () => this.leave(work) })
  }

  private goOn(): void {
    if (this.busy) return
    const open = this.works.filter(({ made, frames, failed }) => made < frames && failed === null)
    const next = open.find(({ made, begin }) => made < head * begin.sampleRate) ?? open[0]
    if (!next) return
    this.busy = true
    const { id, begin, frames, made } = next
    if (!next.begun) {
      next.begun = true
      this.order({ id, begin }, begin.channels.map(({ buffer }) => buffer as ArrayBuffer))
    }
    this.order({ id, least: Math.min(portion * begin.sampleRate, frames - made) })
  }

  private take(made: Made): void {
    this.busy = false
    const work = this.works.find(({ id }) => id === made.id)
    if (work) {
      if ('failed' in made) work.failed = made.failed
      else {
        work.portions.push(made.channels)
        work.made += made.channels[0]?.length ?? 0
      }
      if (work.failed !== null || work.made >= work.frames) this.leave(work)
      work.changed()
    }
    this.goOn()
  }

  private leave(work: Work): void {
    if (!this.works.includes(work)) return
    this.works = this.works.filter((other) => other !== work)
    if (work.begun) this.order({ id: work.id, end: true })
  }

  private order(order: Order, transfer: Transferable[] = []): void {
    if (!this.worker) {
      this.worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
      this.worker.onmessage = ({ data }: MessageEvent<Made>) => this.take(data)
      this.worker.onerror = ({ message }) => {
        this.busy = false
        for (const work of [...this.works]) {
          work.failed = message || 'the stretcher cannot be loaded'
          this.leave(work)
          work.changed()
        }
      }
    }
    this.worker.postMessage(order, transfer)
  }
}
