import { openProcessor, workAt, type Processor } from './scope'
import 'signalsmith-stretch'

export interface Stretching {
  /** The samples, as many for every channel. */
  readonly channels: readonly Float32Array[]
  readonly sampleRate: number
  /** Which second of the samples the output begins with; before 0 and after their end they are silent. */
  readonly from: number
  /** Speed, pitch kept. */
  readonly rate: number
}

/**
 * The library takes a spectrum every hop, with the input as it stands at the beginning of a block of output. Where blocks and
 * hops have one length, every spectrum is where it should be: clicks land within 0.5 ms at rates of 0.92 to 1.08 (in blocks of
 * 128 with the library's own hop they are up to 2.4 ms late). With six spectra over each other instead of four a note of 55 Hz
 * is off by 2 cents instead of 16: measured with pure tones, tests/renderer/audio/stretch.test.ts.
 */
const hopSeconds = 1024 / 48_000
const hopsPerSpectrum = 6
/** The library needs so long to come in: it is made before `from` and left out. */
const warmUp = 0.25

/** A stretch of sound at another speed, made piece by piece. */
export class Stretch {
  private done = 0

  private constructor(
    private readonly processor: Processor,
    private readonly channels: number,
    private readonly sampleRate: number,
    private readonly hop: number,
  ) {}

  static async open({ channels, sampleRate, from, rate }: Stretching): Promise<Stretch> {
    const processor = await openProcessor(channels.length, sampleRate)
    const hop = Math.round(hopSeconds * sampleRate)
    const warmHops = Math.ceil((warmUp * sampleRate) / hop)
    const call = (name: string, ...args: unknown[]) => processor.port.onmessage?.({ data: [0, name, ...args] })
    call('configure', { blockMs: (1000 * hop * hopsPerSpectrum) / sampleRate, intervalMs: (1000 * hop) / sampleRate })
    call('addBuffers', channels)
    call('schedule', { active: true, output: 0, outputTime: 0, input: from - ((warmHops * hop) / sampleRate) * rate, rate })
    const stretch = new Stretch(processor, channels.length, sampleRate, hop)
    stretch.next(warmHops * hop)
    return stretch
  }

  /** The next samples, `least` of them or up to a hop more. */
  next(least: number): Float32Array<ArrayBuffer>[] {
    const { hop, sampleRate } = this
    const hops = Math.ceil(least / hop)
    const out = Array.from({ length: this.channels }, () => new Float32Array(hops * hop))
    for (let i = 0; i < hops; i++, this.done += hop) {
      workAt(this.processor, this.done / sampleRate, out.map((channel) => channel.subarray(i * hop, (i + 1) * hop)))
    }
    return out
  }
}
