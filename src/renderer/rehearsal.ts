import { ducksOf, voicesBetween, voicesOf, type Voice } from '../core/music/mix'
import { cuesBetween } from '../core/workout/cue'
import type { Seconds } from '../core/workout/workout'
import type { Preview, Sound } from './audio/ports'

/** How long it waits for its tracks, and how often it looks. */
const patience: Seconds = 8
const look: Seconds = 0.025

/** Plays a part of a session on the sound of the sessions, while there is none. */
export class Rehearsal implements Preview {
  private turn = 0
  private sounding = false

  constructor(private readonly sound: Omit<Sound, 'adjust'>) {}

  async play({ setlist, cues, scheme }: Parameters<Preview['play']>[0], from: Seconds, to: Seconds): Promise<void> {
    this.stop()
    const mine = this.turn
    const { sound } = this
    const voices = voicesBetween(voicesOf(setlist), from, to)
    this.sounding = true
    await sound.open(scheme)
    if (mine !== this.turn) return
    sound.keep(voices, from)
    const state = (voice: Voice) => sound.voice(voice, Math.max(voice.from, from))
    const until = sound.now() + patience
    while (mine === this.turn && voices.some((voice) => state(voice) === 'loading' || state(voice) === 'absent') && sound.now() < until) await pause()
    if (mine !== this.turn) return
    const ready = voices.filter((voice) => state(voice) === 'ready')
    if (voices.length > 0 && ready.length === 0) {
      this.stop()
      throw new Error('These tracks cannot be played.')
    }
    const begin = sound.now() + sound.lead()
    const at = (time: Seconds): Seconds => begin + time - from
    const heard = cuesBetween(cues, from, to)
    for (const { from: down, to: up } of ducksOf(heard)) sound.duck(at(down), at(up))
    for (const { kind, at: time } of heard) sound.cue(kind, at(time))
    for (const voice of ready) sound.play(voice, at(Math.max(voice.from, from)), Math.max(voice.from, from))
    while (mine === this.turn && sound.now() < at(to)) {
      sound.check()
      await pause()
    }
    if (mine === this.turn) this.stop()
  }

  stop(): void {
    this.turn++
    if (!this.sounding) return
    this.sounding = false
    this.sound.silence()
    this.sound.keep([], 0)
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, look * 1000))
