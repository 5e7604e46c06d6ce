import { afterEach, describe, expect, it, vi } from 'vitest'
import { Stretcher, Unstretched } from '../../../src/renderer/audio/stretch/stretcher'
import type { Made, Order } from '../../../src/renderer/audio/stretch/worker'

let workers: FakeWorker[] = []

/** A worker that does what a test has it do at an order. */
class FakeWorker {
  static obey: (worker: FakeWorker, order: Order) => void = () => {}
  onmessage: ((event: { data: Made }) => void) | null = null
  onerror: ((event: { message?: string }) => void) | null = null
  readonly orders: Order[] = []
  ended = false
  constructor() {
    workers.push(this)
  }
  postMessage(order: Order): void {
    this.orders.push(order)
    queueMicrotask(() => FakeWorker.obey(this, order))
  }
  terminate(): void {
    this.ended = true
  }
}

/** It plays everything twice as fast. */
const halves = (worker: FakeWorker, order: Order) => {
  if ('feed' in order) worker.onmessage?.({ data: { id: order.id, channels: order.feed.map(({ length }) => new Float32Array(length / 2)) } })
}

function world(obey: (worker: FakeWorker, order: Order) => void, worker: unknown = FakeWorker) {
  workers = []
  FakeWorker.obey = obey
  vi.stubGlobal('Worker', worker)
}
afterEach(() => vi.unstubAllGlobals())

const begin = { channels: 1, sampleRate: 1000, from: 0, rate: 1.03 }
const sound = () => [new Float32Array(100)]

describe('the stretcher', () => {
  it('answers each piece of work with what was made of its own samples', async () => {
    world(halves)
    const stretcher = new Stretcher()
    const [one, other] = [stretcher.open(begin), stretcher.open(begin)]
    const made = await Promise.all([one.feed(sound()), other.feed([new Float32Array(60)])])
    expect(made.map(([channel]) => channel!.length)).toEqual([50, 30])
    expect(workers).toHaveLength(1)
  })

  it('has no worker where there is no work', async () => {
    world(halves)
    const stretcher = new Stretcher()
    const [one, other] = [stretcher.open(begin), stretcher.open(begin)]
    one.close()
    one.close()
    expect(workers.map(({ ended }) => ended)).toEqual([false])
    expect(workers[0]!.orders.at(-1)).toMatchObject({ end: true })
    other.close()
    expect(workers.map(({ ended }) => ended)).toEqual([true])
    expect((await stretcher.open(begin).feed(sound()))[0]!.length).toBe(50)
    expect(workers).toHaveLength(2)
  })

  it('says that nothing can be stretched where the worker cannot be made', () => {
    world(() => {}, class {
      constructor() {
        throw new Error('no workers here')
      }
    })
    expect(() => new Stretcher().open(begin)).toThrow(Unstretched)
  })

  it('says so where the worker does not load, or ends in an error, lets go of it, and gets another one', async () => {
    world((worker) => worker.onerror?.({}))
    const stretcher = new Stretcher()
    const work = stretcher.open(begin)
    await expect(work.feed(sound())).rejects.toThrow(Unstretched)
    await expect(work.feed(sound())).rejects.toThrow(Unstretched)
    expect(workers.map(({ ended }) => ended)).toEqual([true])
    FakeWorker.obey = halves
    expect((await stretcher.open(begin).feed(sound()))[0]!.length).toBe(50)
  })

  it('says so where the worker fails at its sound', async () => {
    world((worker, order) => 'feed' in order && worker.onmessage?.({ data: { id: order.id, failed: 'out of memory' } }))
    await expect(new Stretcher().open(begin).feed(sound())).rejects.toThrow('out of memory')
  })
})
