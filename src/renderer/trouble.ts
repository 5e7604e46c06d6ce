import type { Seconds } from '../core/workout/workout'
import type { Sound } from './audio/ports'
import type { Conductor } from './conductor'

const noDevice = 'No sound: the audio device does not answer. The timer goes on.'
const noFiles = 'The music is away: its files cannot be read.'

/** A single file that cannot be read is replaced within this time: that is no trouble. */
const patience: Seconds = 0.7

/** Keeps an eye on what a session is heard by: the session never waits for it, but what is scheduled must follow it. */
export class Trouble {
  /** Nothing is heard. */
  stalled = false
  private away = false
  /** The sound's clock since when files cannot be read; null while they can. */
  private awaySince: Seconds | null = null

  constructor(
    private readonly sound: Pick<Sound, 'check' | 'away'>,
    private readonly conductor: Pick<Conductor, 'miss' | 'lose' | 'mend' | 'cancel'>,
    private readonly fault: (message: string) => void,
  ) {}

  /** What the athlete should know of it, as long as it lasts. */
  get notice(): string | null {
    return this.stalled ? noDevice : this.away ? noFiles : null
  }

  /** @param at plan time @param now the sound's clock */
  look(at: Seconds, now: Seconds): void {
    const state = this.sound.check()
    if (this.stalled) this.conductor.miss(at)
    if (state === 'stalled' && !this.stalled) {
      this.conductor.lose(at, now)
      this.fault('the audio device does not answer')
    }
    if (state === 'slipped' || state === 'jumped') this.fault('the sound device lost a moment')
    if (state === 'slipped') this.conductor.mend(now)
    if (state === 'jumped') this.conductor.cancel(at, now)
    this.stalled = state === 'stalled'
    this.awaySince = this.sound.away() ? (this.awaySince ?? now) : null
    const away = this.awaySince !== null && now - this.awaySince >= patience
    if (away !== this.away) this.fault(away ? 'the music is away: its files cannot be read' : 'the music is back')
    this.away = away
  }
}
