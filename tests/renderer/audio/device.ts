import { vi } from 'vitest'

/** What a source was told. */
export interface FakeSource {
  readonly samples: Float32Array
  readonly at: number
  readonly offset: number
  ends: number
  end(): void
}

/** A context without a device: its clock is moved by hand, and what it was given is remembered. */
export function openDevice(sampleRate: number) {
  const sources: FakeSource[] = []
  const context = { currentTime: 0, sampleRate }
  let buffers = 0
  vi.stubGlobal('AudioBuffer', class {
    readonly length: number
    readonly numberOfChannels: number
    private readonly channels: Float32Array[]
    constructor(options: Required<AudioBufferOptions>) {
      buffers++
      this.length = options.length
      this.numberOfChannels = options.numberOfChannels
      this.channels = Array.from({ length: options.numberOfChannels }, () => new Float32Array(options.length))
    }
    copyToChannel(samples: Float32Array, channel: number): void {
      this.channels[channel]!.set(samples)
    }
    getChannelData(channel: number): Float32Array {
      return this.channels[channel]!
    }
  })
  vi.stubGlobal('AudioBufferSourceNode', class {
    buffer: { getChannelData(channel: number): Float32Array } | null
    private ended: (() => void) | undefined
    private told: { ends: number } | undefined
    constructor(_context: unknown, options: { buffer: { getChannelData(channel: number): Float32Array } }) {
      this.buffer = options.buffer
    }
    connect(): void {}
    disconnect(): void {}
    addEventListener(_name: string, listener: () => void): void {
      this.ended = listener
    }
    start(at: number, offset: number): void {
      const samples = this.buffer!.getChannelData(0).slice()
      const told = { samples, at, offset, ends: at + samples.length / sampleRate - offset, end: () => this.ended?.() }
      sources.push(told)
      this.told = told
    }
    stop(at: number): void {
      if (this.told) this.told.ends = Math.min(this.told.ends, at)
    }
  })
  const done = new Set<FakeSource>()
  return {
    context: context as unknown as AudioContext & { currentTime: number },
    sources,
    buffers: () => buffers,
    /** Lets the device play up to a time, and the page work in between. */
    async run(to: number, step = 0.1): Promise<void> {
      for (let i = 1, from = context.currentTime; from + i * step <= to + 1e-9; i++) {
        context.currentTime = from + i * step
        for (const source of sources) {
          if (source.ends > context.currentTime || done.has(source)) continue
          done.add(source)
          source.end()
        }
        await settled()
      }
    },
    /** The sound that the device was given: the first of every sample that is due at a frame. */
    heard(from: number, to: number): Float32Array {
      const out = new Float32Array(Math.round((to - from) * sampleRate))
      for (const { samples, at, offset, ends } of sources) {
        for (let i = Math.round(offset * sampleRate); i < samples.length; i++) {
          const frame = Math.round(at * sampleRate) + i - Math.round(offset * sampleRate)
          const place = frame - Math.round(from * sampleRate)
          if (place >= 0 && place < out.length && frame < ends * sampleRate) out[place]! += samples[i]!
        }
      }
      return out
    },
  }
}

/** All that waits for nothing but its turn has had it. */
export const settled = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await new Promise(setImmediate)
}
