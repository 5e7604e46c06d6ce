import type { Seconds } from '../../core/workout/workout'
import type { Block } from '../decoding/decode'
import { drop } from '../decoding/drop'
import { Gone } from '../decoding/source'
import { after, free, joined, lastOf, type Chunk } from './chunk'
import { follow, Loop } from './loop'
import { Unstretched } from './stretch/stretcher'

/**
 * `stretching`: the track is sound, but cannot be had at this speed. `passing`: nothing is known against the track, which
 * cannot be had now.
 */
export interface Failure {
  readonly failed: string
  readonly stretching?: true
  readonly passing?: true
}
/** 'gone': it is not to be had from this one any more, or not soon; another one must be made. */
export type TapeState = 'ready' | 'loading' | 'gone' | Failure
export interface Playing {
  stop(when: Seconds): void
  /** Whether what is due at this place was not there when it should have sounded. */
  missed(place: Seconds): boolean
  /** Whether all has been played that there is. */
  over(): boolean
}

/** A tape begins so much before the place it is made for: a cut begins a little early, and a voice that is late catches up. */
const early: Seconds = 0.05
/** It can be started where so much is there. */
const enough: Seconds = 2
/** So much is made ahead of what waits to be started, and of what plays; what was played is kept so long, since a pause or a lost moment leads back. */
const ahead = { waiting: 4, playing: 12 } as const
const behind: Seconds = 3
/** What lies further ahead of what is there is not waited for, but made anew from there. */
const patience: Seconds = 10
/** An end may be put off by so much at once. */
const margin: Seconds = 1
/** A track that ends so much before it should is broken. */
const short: Seconds = 2
/** What comes late is asked for so long before, so that the device has not passed it. */
const soon: Seconds = 0.06
/** A file that is away is asked for this often. */
const again: Seconds = 0.5
/** What plays goes on in a loop where no more than `left` is there of it, `piece` by piece, so that its file has its place back soon. */
const loop = { left: 1, piece: 0.25 } as const

/** One start of a tape. */
interface Run {
  readonly output: AudioNode
  /** The context's frame at which place 0 is due. */
  readonly zero: number
  readonly from: number
  /** The frame at which it stops. */
  to: number
  /** Up to which sample chunks were handed to the device. */
  given: number
  readonly holes: { readonly from: number; readonly to: number }[]
  readonly sources: Set<AudioBufferSourceNode>
}

/**
 * What a voice plays, made while it plays: some seconds ahead of it, and let go of behind it, so that an hour needs no more
 * memory than a minute. It can be started at an exact context time, more than once. Its chunks are played back to back, each by a
 * source that starts on a whole sample of the context: they join as if they were one.
 *
 * Places are seconds on the axis of who plays it; samples are at the context's rate, and sample 0 is place 0.
 */
export class Tape {
  private readonly rate: number
  private blocks: AsyncGenerator<Block>
  private chunks: Chunk[] = []
  private readonly runs = new Set<Run>()
  /** What there is, in samples; silence where no chunk is. */
  private begin: number
  private until: number
  /** Where it will be started. */
  private wanted: number
  private ended = false
  private filling = false
  private released = false
  private failure: Failure | null = null
  /** When a file that is away is asked for again, on the page's clock. */
  private askAt: Seconds = 0
  /** What plays in place of a file that is away. */
  private loop: Loop | null = null

  /**
   * @param place for which it is made; from a little before it on it can be started
   * @param length place at which it need not go on; may be put off
   * @param open its samples, from one of them on
   * @param free is called when it is not needed any more
   * @param changed is called when there is more of it, when it failed, or when a chunk was played
   * @param bar length of a bar of it; null where it has none
   */
  constructor(
    private readonly context: AudioContext,
    place: Seconds,
    public length: Seconds,
    private readonly open: (first: number) => AsyncGenerator<Block>,
    private readonly free: () => void = () => {},
    private readonly changed: () => void = () => {},
    private readonly bar: Seconds | null = null,
  ) {
    this.rate = context.sampleRate
    this.wanted = this.sample(place)
    this.begin = this.until = this.sample(place - early)
    this.blocks = open(this.begin)
    void this.fill()
  }

  /** Whether its file cannot be read for now; what there is of it plays all the same. */
  get away(): boolean {
    return this.failure?.passing === true
  }

  /** Whether it can be started at a place now; where nothing plays it gets ready for it. */
  state(place: Seconds): TapeState {
    const at = this.sample(place)
    if (at < this.begin || (at > this.until + patience * this.rate && !this.ended && !this.failure)) return 'gone'
    if (this.runs.size === 0) this.wanted = at
    this.goOn()
    const need = Math.min(this.sample(place + enough), this.sample(this.length))
    if (this.until >= need) return 'ready'
    if (this.failure) return this.failure
    const lack = this.length < Infinity ? this.length - this.until / this.rate : 0
    if (this.ended) return lack > short ? { failed: `ends ${lack.toFixed(0)} s before it should` } : 'ready'
    return 'loading'
  }

  /** Plays from a place on, which is heard at a context time. */
  start(output: AudioNode, when: Seconds, place: Seconds): Playing {
    const from = this.sample(place)
    const run: Run = { output, zero: this.sample(when) - from, from, to: Infinity, given: from, holes: [], sources: new Set() }
    this.runs.add(run)
    this.goOn()
    return {
      stop: (at) => {
        run.to = this.sample(at)
        for (const source of run.sources) source.stop(at)
        this.goOn()
      },
      missed: (at) => {
        const sample = this.sample(at)
        return run.holes.some((hole) => sample >= hole.from && sample < hole.to) || (run.given <= sample && run.zero + sample < this.now())
      },
      over: () => this.ended && run.given >= this.until && run.zero + this.until <= this.now(),
    }
  }

  release(): void {
    if (this.released) return
    this.released = true
    void this.blocks.return(undefined).catch(() => {})
    this.letGo(Infinity)
    this.free()
  }

  private sample(seconds: Seconds): number {
    return Math.round(seconds * this.rate)
  }

  /** The context's frame that is rendered next. */
  private now(): number {
    return Math.ceil(this.context.currentTime * this.rate)
  }

  /** Hands on what there is, lets go of what was played, and makes what is needed next. */
  private goOn(): void {
    if (this.released) return
    const now = this.now()
    for (const run of this.runs) {
      if (run.to <= now) {
        this.runs.delete(run)
        this.wanted = Math.max(run.from, run.to - run.zero)
      } else this.extend(run)
    }
    if (this.away) this.goRound()
    // All of it goes into the loop.
    if (!this.away || this.loop) this.letGo(this.place() - behind * this.rate)
    void this.fill()
  }

  /** Puts a loop of what there is in the place of what cannot be had. */
  private goRound(): void {
    const near = () => this.until - this.place() < loop.left * this.rate && this.until < this.sample(this.length + margin)
    if (this.runs.size === 0 || this.chunks.length === 0) return
    while (near()) {
      this.loop ??= new Loop(joined(this.chunks), this.bar === null ? null : this.bar * this.rate)
      this.add(this.loop.next(Math.round(loop.piece * this.rate)), this.until)
      for (const run of this.runs) this.extend(run)
    }
  }

  /** The sample that is played, or waits to be. */
  private place(): number {
    const now = this.now()
    return this.runs.size === 0 ? this.wanted : Math.min(...[...this.runs].map(({ zero, from }) => Math.max(from, now - zero)))
  }

  private async fill(): Promise<void> {
    if (this.filling || (this.away && performance.now() / 1000 < this.askAt)) return
    this.filling = true
    try {
      while (!this.released && !this.ended && (!this.failure || this.away)) {
        const reach = this.runs.size > 0 ? ahead.playing : ahead.waiting
        if (this.until >= Math.min(this.place() + reach * this.rate, this.sample(this.length + margin))) break
        const from = this.until
        if (this.away) this.blocks = this.open(from)
        const { done, value } = await this.blocks.next()
        if (this.released) break
        // The loop went on meanwhile.
        const block = done ? null : after(value, this.until)
        this.failure = null
        if (done) this.ended = true
        if (block && this.loop) this.add(block.channels.map((samples) => samples.slice()), block.at)
        else if (block) this.take(block)
        if (block) this.loop = null
        for (const run of this.runs) this.extend(run)
        this.changed()
      }
    } catch (error) {
      this.askAt = performance.now() / 1000 + again
      this.failure = {
        failed: error instanceof Error ? error.message : String(error),
        ...(error instanceof Unstretched && { stretching: true }),
        ...(error instanceof Gone && { passing: true }),
      }
      this.changed()
    } finally {
      this.filling = false
    }
  }

  /** Takes what is not what was to follow, without a step. */
  private add(channels: Float32Array<ArrayBuffer>[], at: number): void {
    const last = this.chunks.at(-1)
    if (last) follow(channels, lastOf(last), this.rate)
    this.take({ channels, at })
  }

  private take({ channels, at }: Pick<Block, 'channels' | 'at'>): void {
    const length = channels[0]?.length ?? 0
    if (length === 0) return
    const buffer = new AudioBuffer({ sampleRate: this.rate, numberOfChannels: channels.length, length })
    channels.forEach((samples, channel) => buffer.copyToChannel(samples, channel))
    drop([...new Set(channels.map((samples) => samples.buffer))])
    this.chunks.push({ at, end: at + length, buffer, sources: 0, kept: true })
    this.until = at + length
  }

  /** Hands to the device what a run has not got yet. */
  private extend(run: Run): void {
    for (const chunk of this.chunks) {
      if (chunk.end <= run.given || run.zero + chunk.at >= run.to) continue
      const due = run.zero + Math.max(chunk.at, run.given)
      // What comes late begins in its middle, so that it is at its place.
      const begin = due >= this.now() ? due : this.now() + Math.ceil(soon * this.rate)
      const from = begin - run.zero
      if (from > run.given && chunk.at <= run.given) run.holes.push({ from: run.given, to: Math.min(from, chunk.end) })
      run.given = chunk.end
      if (from < chunk.end) this.play(run, chunk, begin, from - chunk.at)
    }
  }

  private play(run: Run, chunk: Chunk, begin: number, offset: number): void {
    const source = new AudioBufferSourceNode(this.context, { buffer: chunk.buffer })
    source.connect(run.output)
    source.start(begin / this.rate, offset / this.rate)
    if (run.to < Infinity) source.stop(run.to / this.rate)
    run.sources.add(source)
    chunk.sources++
    source.addEventListener('ended', () => {
      source.disconnect()
      source.buffer = null
      run.sources.delete(source)
      chunk.sources--
      free(chunk)
      this.goOn()
      if (!this.released) this.changed()
    }, { once: true })
  }

  /** Gives up what lies before a sample. */
  private letGo(before: number): void {
    const old = this.chunks.filter(({ end }) => end <= before)
    if (old.length === 0) return
    this.chunks = this.chunks.filter(({ end }) => end > before)
    this.begin = Math.max(this.begin, ...old.map(({ end }) => end))
    for (const chunk of old) {
      chunk.kept = false
      free(chunk)
    }
  }
}
