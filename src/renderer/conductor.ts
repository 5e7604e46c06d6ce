import { ducksOf, voicesBetween, voicesOf, type Duck, type Voice } from '../core/music/mix'
import type { Direction } from '../core/music/director/direction'
import { replaceTrack } from '../core/music/director/replace'
import type { Setlist } from '../core/music/setlist'
import { cuesBetween, type Cue } from '../core/workout/cue'
import type { Seconds } from '../core/workout/workout'
import type { Sound, Sounding } from './audio/ports'

/** What falls due within this time is handed to the audio clock. A main thread that hangs for less is not heard. */
const lookAhead: Seconds = 1
/** A cue that is later than this is dropped. */
const tooLate: Seconds = 0.25
/** Tracks are made ready this long before their time, and at most so many at once. */
const preload: Seconds = 30
const mostVoices = 3
/** A voice that is late (its track was not ready) starts this far ahead, so that it starts at the right place. */
const catchUp: Seconds = 0.05

/** Where the conductor tells what became of its work. */
export interface Witness {
  /** @param at plan time at which the cue was heard; null where it was dropped */
  cue(cue: Cue, at: Seconds | null): void
  error(message: string): void
  /** The setlist had to change. */
  setlist(setlist: Setlist): void
}

/** All of a voice that can be heard. */
const soundOf = ({ index: _place, ...sound }: Voice): string => JSON.stringify(sound)

/** Hands to the sound what a session needs next: cues, ducks and voices, each at its exact time. */
export class Conductor {
  private readonly ducks: readonly Duck[]
  private voices: readonly Voice[]
  /** Plan time up to which cues and ducks have been handed out. */
  private heardTo: Seconds = 0
  /** Nothing has been handed out since the start or the last seek. */
  private fresh = true
  private scheduled: { readonly cue: Cue; readonly sounding: Sounding; readonly zero: Seconds }[] = []

  constructor(
    private readonly sound: Sound,
    private readonly cues: readonly Cue[],
    private setlist: Setlist,
    private direction: Direction,
    private readonly witness: Witness,
  ) {
    this.ducks = ducksOf(cues)
    this.voices = voicesOf(setlist)
  }

  /** Gets the voices ready that are due at plan time `at` or soon; answers whether one that is due now still loads. */
  prepare(at: Seconds): 'ready' | 'loading' {
    const wanted = voicesBetween(this.voices, at, at + preload).slice(0, mostVoices)
    this.sound.keep(wanted)
    for (const voice of wanted) {
      const state = this.sound.voice(voice)
      if (typeof state === 'object') {
        this.replace(voice, state.failed, at)
        return 'loading'
      }
    }
    const first = wanted[0]
    return first && first.from <= at && this.sound.voice(first) === 'loading' ? 'loading' : 'ready'
  }

  /**
   * Hands out all that is due up to `lookAhead` from now.
   * @param at plan time
   * @param zero the sound's clock at plan time 0
   */
  conduct(at: Seconds, zero: Seconds): void {
    const until = at + lookAhead
    for (const cue of cuesBetween(this.cues, this.heardTo, until)) {
      if (cue.at < at - tooLate) this.witness.cue(cue, null)
      else this.scheduled.push({ cue, zero, sounding: this.sound.cue(cue.kind, zero + cue.at) })
    }
    for (const { from, to } of this.ducks) {
      const start = Math.max(from, this.heardTo)
      // A duck that is under way at a seek starts late, with what is left of it.
      if (start < until && to > Math.max(at, this.heardTo) && (from >= this.heardTo || this.fresh)) this.sound.duck(zero + start, zero + to)
    }
    this.fresh = false
    this.heardTo = Math.max(this.heardTo, until)
    for (const voice of voicesBetween(this.voices, at, until)) {
      if (this.sound.voice(voice) !== 'ready') continue
      const session = voice.from >= at ? voice.from : at + catchUp
      if (session < voice.to) this.sound.play(voice, zero + session, session)
    }
  }

  /** Lets the witness know of the cues that have been heard by `now`. */
  confirm(now: Seconds): void {
    this.scheduled = this.scheduled.filter(({ cue, sounding, zero }) => {
      const heardAt = sounding.heardAt()
      // The clock's reading of a moment is best just after it.
      if (heardAt + 0.1 > now) return true
      this.witness.cue(cue, heardAt - zero)
      return false
    })
  }

  /** The sound device lost a moment: the cues that do not sound yet are taken back and asked for anew. */
  mend(now: Seconds): void {
    this.scheduled = this.scheduled.map((one) => {
      if (one.sounding.heardAt() <= now) return one
      one.sounding.cancel()
      return { ...one, sounding: this.sound.cue(one.cue.kind, one.zero + one.cue.at) }
    })
  }

  /** Cancels all that is scheduled. What is due from plan time `at` on will be handed out anew. */
  cancel(at: Seconds, now: Seconds): void {
    const heard = (one: (typeof this.scheduled)[number]) => one.sounding.heardAt() <= now
    for (const one of this.scheduled.filter(heard)) this.witness.cue(one.cue, one.sounding.heardAt() - one.zero)
    this.scheduled = []
    this.sound.silence()
    this.heardTo = at
    this.fresh = true
  }

  private replace({ trackId }: Voice, why: string, at: Seconds): void {
    const { direction } = this
    const bad = direction.tracks.find(({ id }) => id === trackId)
    this.witness.error(`${bad?.file ?? trackId}: ${why}`)
    this.direction = { ...direction, tracks: direction.tracks.filter(({ id }) => id !== trackId) }
    this.setlist = replaceTrack(this.setlist, this.direction, trackId, at)
    // Voices that stay the same stay the same objects, since the decks know them by identity.
    const old = new Map(this.voices.map((voice) => [soundOf(voice), voice]))
    this.voices = voicesOf(this.setlist).map((voice) => old.get(soundOf(voice)) ?? voice)
    this.witness.setlist(this.setlist)
  }
}
