import { Limiter } from '../../core/music/limiter'

// The worklet's global scope, which TypeScript's DOM library leaves out.
declare const sampleRate: number
declare class AudioWorkletProcessor {}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void

registerProcessor(
  'limiter',
  class extends AudioWorkletProcessor {
    private readonly limiter = new Limiter(sampleRate, 2)

    process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
      if (input && output) this.limiter.process(input, output)
      return true
    }
  },
)
