import { afterEach, describe, expect, it, vi } from 'vitest'
import { StretchedTape } from '../../../src/renderer/audio/stretched'
import { Stretcher } from '../../../src/renderer/audio/stretch/stretcher'
import type { TapeState } from '../../../src/renderer/audio/tape'
import type { Made, Order } from '../../../src/renderer/audio/stretch/worker'

const rate = 1000
let workers: FakeWorker[] = []

/** A worker that does what a test has it do at an order. */
class FakeWorker {
  static obey: (worker: FakeWorker, order: Order) => void = () => {}
  onmessage: ((event: { data: Made }) => void) | null = null
  onerror: ((event: { message?: string }) => void) | null = null
  ended = false
  constructor() {
    workers.push(this)
  }
  postMessage(order: Order): void {
    queueMicrotask(() => FakeWorker.obey(this, order))
  }
  terminate(): void {
    this.ended = true
  }
}

const makes = (worker: FakeWorker, order: Order) => {
  if ('least' in order) worker.onmessage?.({ data: { id: order.id, channels: [new Float32Array(order.least)] } })
}

/** The state of a new tape, after all that its worker has to say. */
async function stateOf(stretcher = new Stretcher()): Promise<TapeState> {
  const sound = { channels: [new Float32Array(10 * rate)], sampleRate: rate, from: 0, rate: 1.03 }
  const tape = new StretchedTape({} as AudioContext, stretcher, sound, 0, 8)
  await new Promise(setImmediate)
  return tape.state(0)
}

function world(obey: (worker: FakeWorker, order: Order) => void, worker: unknown = FakeWorker) {
  workers = []
  FakeWorker.obey = obey
  vi.stubGlobal('Worker', worker)
  vi.stubGlobal('AudioBuffer', class {
    readonly length: number
    readonly sampleRate: number
    constructor(options: AudioBufferOptions) {
      this.length = options.length
      this.sampleRate = options.sampleRate
    }
    copyToChannel(): void {}
  })
}
afterEach(() => vi.unstubAllGlobals())

describe('a tape at another speed', () => {
  it('can be played once enough of it is made', async () => {
    world(makes)
    expect(await stateOf()).toBe('ready')
  })

  it('says that it cannot be stretched where the worker cannot be made', async () => {
    world(() => {}, class {
      constructor() {
        throw new Error('no workers here')
      }
    })
    expect(await stateOf()).toEqual({ failed: expect.stringContaining('no workers here'), stretching: true })
  })

  it('says so where the worker does not load, or ends in an error, and lets go of it', async () => {
    world((worker) => worker.onerror?.({}))
    expect(await stateOf()).toEqual({ failed: expect.any(String), stretching: true })
    expect(workers.map(({ ended }) => ended)).toEqual([true])
  })

  it('says so where the worker fails at its sound', async () => {
    world((worker, order) => 'least' in order && worker.onmessage?.({ data: { id: order.id, failed: 'out of memory' } }))
    expect(await stateOf()).toEqual({ failed: 'out of memory', stretching: true })
  })

  it('is made by a new worker after one was lost', async () => {
    world((worker) => worker.onerror?.({}))
    const stretcher = new Stretcher()
    await stateOf(stretcher)
    FakeWorker.obey = makes
    expect(await stateOf(stretcher)).toBe('ready')
    expect(workers).toHaveLength(2)
  })
})
