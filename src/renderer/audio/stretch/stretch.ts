import { drop } from '../../decoding/drop'
import { call, openProcessor, workAt, type Processor } from './scope'
import 'signalsmith-stretch'

export interface Stretching {
  readonly channels: number
  /** Of what goes in and of what comes out. */
  readonly sampleRate: number
  /** Which sample of what it is fed the output begins with; before the first and after the last there is silence. */
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
/** The library needs so long to come in: it is made before `from` and left out; in seconds. */
const warmUp = 0.25

/** Sound at another speed, made as it comes in. It needs little more of it than it is asked for. */
export class Stretch {
  private readonly hop: number
  /** Samples of the input that a spectrum spans. */
  private readonly span: number
  /** The sample of the input at which the output begins, warm-up included. */
  private readonly begin: number
  /** Of the output, warm-up included. */
  private done = 0
  /** Of the warm-up, still to be left out. */
  private left: number
  /** The input that is still needed; its first sample is sample `base`. */
  private held: Float32Array<ArrayBuffer>[]
  private base = 0

  private constructor(
    private readonly processor: Processor,
    private readonly what: Stretching,
  ) {
    const { channels, sampleRate, from, rate } = what
    this.hop = Math.round(hopSeconds * sampleRate)
    this.left = Math.ceil((warmUp * sampleRate) / this.hop) * this.hop
    this.begin = from - this.left * rate
    this.held = Array.from({ length: channels }, () => new Float32Array(0))
    call(processor, 'configure', { blockMs: (1000 * this.hop * hopsPerSpectrum) / sampleRate, intervalMs: (1000 * this.hop) / sampleRate })
    this.span = Math.ceil(Number(call(processor, 'latency')) * sampleRate)
  }

  static async open(what: Stretching): Promise<Stretch> {
    return new Stretch(await openProcessor(what.channels, what.sampleRate), what)
  }

  /**
   * Takes the next samples of every channel; answers all that can be made of what there is.
   * @param last nothing comes after them: what there is is made to its end
   */
  feed(samples: readonly Float32Array[], last = false): Float32Array<ArrayBuffer>[] {
    const { hop, span, begin, processor, what: { sampleRate, rate } } = this
    const input = this.held.map((old, c) => joined(old, samples[c]))
    const end = this.base + (input[0]?.length ?? 0)
    // The library reads on for half a spectrum or so, and has trouble where what it reads lies in two buffers: it gets all in one.
    const need = last ? 0 : span * Math.max(1, rate) + 2
    const hops = Math.max(0, Math.ceil((end - need - begin - this.done * rate) / (hop * rate)))
    call(processor, 'dropBuffers')
    call(processor, 'addBuffers', input)
    call(processor, 'schedule', { active: true, output: 0, outputTime: 0, input: (begin - this.base) / sampleRate, rate })
    const out = input.map(() => new Float32Array(hops * hop))
    for (let i = 0; i < hops; i++, this.done += hop) {
      workAt(processor, this.done / sampleRate, out.map((channel) => channel.subarray(i * hop, (i + 1) * hop)))
    }
    call(processor, 'dropBuffers')
    const needed = Math.floor(begin + this.done * rate - span * Math.abs(1 - rate)) - span - 2
    const next = Math.min(end, Math.max(this.base, needed))
    this.held = input.map((channel) => channel.slice(next - this.base))
    this.base = next
    drop(input.map(({ buffer }) => buffer))
    const cut = Math.min(this.left, hops * hop)
    this.left -= cut
    return cut > 0 ? out.map((channel) => channel.slice(cut)) : out
  }
}

function joined(old: Float32Array, more: Float32Array = new Float32Array(0)): Float32Array<ArrayBuffer> {
  const all = new Float32Array(old.length + more.length)
  all.set(old)
  all.set(more, old.length)
  return all
}
