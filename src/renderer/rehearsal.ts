import { voicesBetween, voicesOf } from '../core/music/mix'
import type { Setlist } from '../core/music/setlist'
import type { Seconds } from '../core/workout/workout'
import type { Preview, Sound } from './audio/ports'

/** How long it waits for its tracks, and how often it looks. */
const patience: Seconds = 8
const look: Seconds = 0.025
/** What is left to hear when it is over: the fade of the last sample. */
const tail: Seconds = 0.1

/** Plays a part of a setlist on the sound of the sessions, while there is none. */
export class Rehearsal implements Preview {
  private turn = 0

  constructor(private readonly sound: Pick<Sound, 'open' | 'now' | 'lead' | 'check' | 'keep' | 'voice' | 'play' | 'silence'>) {}

  async play(setlist: Setlist, from: Seconds, to: Seconds): Promise<void> {
    this.stop()
    const mine = this.turn
    const { sound } = this
    const voices = voicesBetween(voicesOf(setlist), from, to)
    await sound.open('quiet')
    if (mine !== this.turn) return
    sound.keep(voices)
    const until = sound.now() + patience
    const waits = () => voices.some((voice) => sound.voice(voice) === 'loading' || sound.voice(voice) === 'absent')
    while (mine === this.turn && waits() && sound.now() < until) await this.wait()
    if (mine !== this.turn) return
    const ready = voices.filter((voice) => sound.voice(voice) === 'ready')
    if (voices.length > 0 && ready.length === 0) {
      this.stop()
      throw new Error('These tracks cannot be played.')
    }
    const begin = sound.now() + sound.lead()
    for (const voice of ready) {
      const at = Math.max(voice.from, from)
      sound.play(voice, begin + at - from, at)
    }
    while (mine === this.turn && sound.now() < begin + to - from) {
      sound.check()
      await this.wait()
    }
    if (mine !== this.turn) return
    this.stop()
    await this.wait(tail)
  }

  stop(): void {
    this.turn++
    this.sound.silence()
    this.sound.keep([])
  }

  private wait(seconds = look): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }
}
