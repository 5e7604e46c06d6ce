/**
 * signalsmith-stretch comes as the module of an audio worklet. All that it asks of the worklet's world is a base class, a
 * place to register at, and two numbers; with these it runs in a plain worker, ahead of time and away from the live sound,
 * where a queue that runs dry would move everything behind it. To be imported before it.
 */
export interface Port {
  /** What the processor says: first of all that it is ready. */
  postMessage(message: readonly unknown[]): void
  /** Its methods: [number of the call, name, ...arguments]. */
  onmessage: ((event: { data: unknown[] }) => void) | null
}
export interface Processor {
  readonly port: Port
  /** One block: no input, since it has the samples; one output of as many channels as it was made for. */
  process(inputs: readonly [], outputs: readonly [readonly Float32Array[]], parameters: object): boolean
}
type ProcessorClass = new (options: object) => Processor

let registered: ProcessorClass | null = null

Object.assign(globalThis, {
  AudioWorkletProcessor: class {
    readonly port: Port = { postMessage: () => {}, onmessage: null }
  },
  registerProcessor: (_name: string, processor: ProcessorClass) => {
    registered = processor
  },
})

/** Makes one for `channels` channels at `sampleRate`; resolves when it can be called. */
export async function openProcessor(channels: number, sampleRate: number): Promise<Processor> {
  if (!registered) throw new Error('the stretcher was not loaded')
  Object.assign(globalThis, { sampleRate, currentTime: 0 })
  const processor = new registered({ numberOfOutputs: 1, outputChannelCount: [channels] })
  await new Promise<void>((resolve) => {
    processor.port.postMessage = ([what]) => what === 'ready' && resolve()
  })
  processor.port.postMessage = () => {}
  return processor
}

/** Calls one of its methods, and answers what that answers. */
export function call(processor: Processor, name: string, ...args: readonly unknown[]): unknown {
  let answer: unknown
  processor.port.postMessage = ([what, result]) => {
    if (what === 0) answer = result
  }
  processor.port.onmessage?.({ data: [0, name, ...args] })
  processor.port.postMessage = () => {}
  return answer
}

/** Lets it work at a time of its own, in seconds. */
export function workAt(processor: Processor, seconds: number, out: readonly Float32Array[]): void {
  Object.assign(globalThis, { currentTime: seconds })
  processor.process([], [out], {})
}
