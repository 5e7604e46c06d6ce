import { cueUrl } from '../../core/ipc/contract'
import { amplitude, ducking, type Voice } from '../../core/music/mix'
import { defaultPreferences, type Preferences } from '../../core/settings'
import { cueKinds, type CueKind } from '../../core/workout/cue'
import type { Scheme, Seconds } from '../../core/workout/workout'
import { openSource } from '../decoding/source'
import { AudioClock, type ClockState } from './clock'
import { cutOff, Deck } from './deck'
import { openContext, openGraph, setLevels, type Graph } from './graph'
import type { Moment, Sound, Sounding, VoiceState } from './ports'
import { countOutputs, Revival } from './revival'
import { shelf } from './shelf'

/** The most readings that the audio clock gets to settle before anything is scheduled by it. */
const firstReadings = 80
const tick: Seconds = 0.025
const longestLead: Seconds = 0.5
/** A voice that is late is asked for so long before, so that it is at its place. */
const soon: Seconds = 0.01
/** While nothing plays the audio clock is read this often: two crystals part by some 0.01 ms in that time. */
const idle: Seconds = 0.25

/** Web Audio behind the runner's port. */
export class WebSound implements Sound {
  private context = openContext()
  private readonly clock = new AudioClock()
  private cues: { readonly scheme: Scheme; readonly buffers: Promise<ReadonlyMap<CueKind, AudioBuffer>> } | null = null
  private buffers: ReadonlyMap<CueKind, AudioBuffer> = new Map()
  /** Reads the clock until a session does. */
  private watch: ReturnType<typeof setInterval> | undefined
  /** Only the last that waits for the clock reads it. */
  private turn = 0
  /** What the clock tells has agreed with itself before; a busy machine makes its readings tremble, which its median stands. */
  private known = false
  private readonly decks = new Map<Voice, Deck>()
  private preferences: Preferences = defaultPreferences()
  private opened: Graph | null = null
  /** All cues since the last silence go through this one. */
  private cueGate: GainNode | null = null
  private readonly revival: Revival

  /** @param restart starts the service anew that the page plays by */
  constructor(restart: () => Promise<unknown>) {
    this.revival = new Revival({ outputs: countOutputs, restart, renew: () => this.renew() })
    navigator.mediaDevices.addEventListener('devicechange', () => this.opened && void this.revival.look())
  }

  now(): Seconds {
    return this.clock.time(performance.now() / 1000)
  }

  lead(): Seconds {
    const { context } = this.graph
    return Math.min(longestLead, context.baseLatency + context.outputLatency + 2 * tick)
  }

  async ready(scheme: Scheme): Promise<void> {
    const woken = this.wake(scheme)
    this.watch ??= setInterval(() => this.check(), idle * 1000)
    await woken
  }

  async open(scheme: Scheme): Promise<void> {
    clearInterval(this.watch)
    this.watch = undefined
    await this.wake(scheme)
  }

  check(): ClockState {
    const { contextTime = 0, performanceTime = 0 } = this.graph.context.getOutputTimestamp()
    const now = performance.now() / 1000
    const before = this.clock.context(0)
    const state = this.clock.read(contextTime, performanceTime / 1000, now)
    if (state !== 'steady') this.known = false
    if (state === 'slipped') for (const deck of this.decks.values()) deck.move(this.clock.context(0) - before)
    this.revival.watch(this.clock.moves(now), now, this.watch === undefined)
    return this.revival.heard ? state : 'stalled'
  }

  cue(kind: CueKind, at: Seconds): Sounding {
    const { context, cues } = this.graph
    if (!this.cueGate) {
      this.cueGate = new GainNode(context)
      this.cueGate.connect(cues)
    }
    const when = Math.max(this.clock.context(at), context.currentTime)
    const source = new AudioBufferSourceNode(context, { buffer: this.buffers.get(kind) ?? null })
    source.connect(this.cueGate)
    source.start(when)
    return {
      heardAt: () => this.clock.heard(when),
      cancel: () => {
        if (when > context.currentTime) source.disconnect()
      },
    }
  }

  duck(from: Seconds, to: Seconds): void {
    const { context, duck } = this.graph
    const low = amplitude(-this.preferences.duck)
    const start = Math.max(this.clock.context(from), context.currentTime)
    const end = Math.max(this.clock.context(to), start + ducking.attack)
    duck.gain.setValueAtTime(1, start)
    duck.gain.exponentialRampToValueAtTime(low, start + ducking.attack)
    duck.gain.setValueAtTime(low, end)
    duck.gain.exponentialRampToValueAtTime(1, end + ducking.release)
  }

  keep(voices: readonly Voice[], session: Seconds): void {
    const { context, music } = this.graph
    const before = new Map(this.decks)
    for (const voice of voices) before.delete(voice)
    for (const voice of voices) {
      if (this.decks.has(voice)) continue
      // Where only the end of a voice has changed, its deck plays on.
      const [same] = [...before].find(([, deck]) => deck.revise(voice)) ?? []
      this.decks.set(voice, (same && before.get(same)) ?? new Deck(context, music, shelf, voice, Math.max(voice.from, session)))
      if (same) this.decks.delete(same)
      if (same) before.delete(same)
    }
    for (const [voice, deck] of before) {
      deck.release()
      this.decks.delete(voice)
    }
  }

  voice(voice: Voice, session: Seconds): VoiceState {
    return this.decks.get(voice)?.state(session) ?? 'absent'
  }

  away(): boolean {
    return [...this.decks.values()].some((deck) => deck.away)
  }

  there(trackId: string): Promise<boolean> {
    return openSource(trackId).then(() => true, () => false)
  }

  play(voice: Voice, at: Seconds, session: Seconds): Moment {
    const when = this.clock.context(at)
    const late = Math.max(0, this.graph.context.currentTime + soon - when)
    const deck = this.decks.get(voice)
    deck?.play(when + late, session + late)
    return {
      heardAt: (due) => {
        const at = deck?.due(due) ?? null
        return at === null ? null : this.clock.heard(at)
      },
    }
  }

  silence(): void {
    const { context, duck } = this.graph
    const now = context.currentTime
    const gate = this.cueGate
    this.cueGate = null
    gate?.gain.setTargetAtTime(0, now, cutOff / 3)
    setTimeout(() => gate?.disconnect(), 200)
    for (const deck of this.decks.values()) deck.stop()
    duck.gain.cancelScheduledValues(now)
    duck.gain.setTargetAtTime(1, now, cutOff)
  }

  adjust(preferences: Preferences): void {
    this.preferences = preferences
    if (this.opened) setLevels(this.opened, preferences)
  }

  private async wake(scheme: Scheme): Promise<void> {
    if (!this.opened) void this.revival.look()
    const { context } = (this.opened ??= openGraph(this.context))
    // Without a device this never settles; the session runs all the same.
    if (context.state !== 'running') void context.resume()
    this.adjust(this.preferences)
    this.buffers = await this.load(scheme)
    const mine = ++this.turn
    for (let reading = 0; reading < firstReadings && mine === this.turn; reading++) {
      const state = this.check()
      this.known ||= this.clock.settled()
      // Read seldom until now, it would need seconds to see that the device has lost a moment, and the first cue would be beside its place.
      if (state === 'stalled' || (this.known && !this.clock.doubts())) return
      await new Promise((resolve) => setTimeout(resolve, tick * 1000))
    }
  }

  /** Another context, and all that was in the old one: decks are made anew when they are asked for. */
  private renew(): void {
    for (const deck of this.decks.values()) deck.release()
    this.decks.clear()
    this.cueGate = null
    void this.context.close().catch(() => undefined)
    this.context = openContext()
    this.opened = openGraph(this.context)
    void this.context.resume()
    this.adjust(this.preferences)
    this.clock.renew(performance.now() / 1000)
  }

  /** The cues of a scheme; those that were loaded last are kept. */
  private load(scheme: Scheme): Promise<ReadonlyMap<CueKind, AudioBuffer>> {
    if (this.cues?.scheme === scheme) return this.cues.buffers
    const load = async (kind: CueKind) => {
      const response = await fetch(cueUrl(scheme, kind))
      return [kind, await this.context.decodeAudioData(await response.arrayBuffer())] as const
    }
    const cues = { scheme, buffers: Promise.all(cueKinds.map(load)).then((all) => new Map(all)) }
    this.cues = cues
    // What failed is tried again.
    cues.buffers.catch(() => {
      if (this.cues === cues) this.cues = null
    })
    return cues.buffers
  }

  private get graph(): Graph {
    if (!this.opened) throw new Error('the sound is not open')
    return this.opened
  }
}
