import type { Stretching } from './stretch'
import type { Made, Order } from './worker'

/** The sound is good, but cannot be had at another speed. */
export class Unstretched extends Error {}

/** One piece of sound that is being stretched. */
export interface Work {
  /**
   * Takes the next samples of every channel, which are not here any more then; answers what can be made of all that there is.
   * To be asked for more only after its answer.
   * @throws Unstretched
   */
  feed(samples: readonly Float32Array[], last?: boolean): Promise<Float32Array<ArrayBuffer>[]>
  close(): void
}

interface Answer {
  resolve(made: Float32Array<ArrayBuffer>[]): void
  reject(why: Error): void
}

/** Stretches sound in one worker, which is there as long as there is work. */
export class Stretcher {
  private worker: Worker | null = null
  /** Who waits for what. */
  private readonly works = new Map<number, Answer | null>()
  private last = 0

  /** @throws Unstretched where there are no workers */
  open(begin: Stretching): Work {
    const id = ++this.last
    this.works.set(id, null)
    try {
      this.order({ id, begin })
    } catch (error) {
      this.works.delete(id)
      throw new Unstretched(String(error))
    }
    return {
      feed: (samples, last = false) =>
        new Promise((resolve, reject) => {
          if (!this.works.has(id)) return reject(new Unstretched('the stretcher was lost'))
          this.works.set(id, { resolve, reject })
          this.order({ id, feed: samples, last }, [...new Set(samples.map(({ buffer }) => buffer as ArrayBuffer))])
        }),
      close: () => {
        if (!this.works.delete(id)) return
        if (this.works.size > 0) this.order({ id, end: true })
        else this.end()
      },
    }
  }

  private take(made: Made): void {
    const answer = this.works.get(made.id)
    if (!answer) return
    this.works.set(made.id, null)
    if ('failed' in made) answer.reject(new Unstretched(made.failed))
    else answer.resolve(made.channels)
  }

  /** The worker is of no use any more. What is opened next gets another one. */
  private lose(why: string): void {
    const lost = [...this.works.values()]
    this.works.clear()
    this.end()
    for (const answer of lost) answer?.reject(new Unstretched(why))
  }

  private end(): void {
    this.worker?.terminate()
    this.worker = null
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
