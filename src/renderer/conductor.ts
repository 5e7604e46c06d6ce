import type { Direction } from '../core/music/director/direction'
import { replaceTrack, unstretched } from '../core/music/director/replace'
import { ducksOf, voicesBetween, voicesOf, type Duck, type Voice } from '../core/music/mix'
import { momentsOf, parted, type Moment } from '../core/music/moments'
import { musicAt, type Setlist } from '../core/music/setlist'
import type { Track } from '../core/music/track'
import { cuesBetween, type Cue } from '../core/workout/cue'
import type { Seconds } from '../core/workout/workout'
import type { Sound, VoiceState } from './audio/ports'
import type { Directed } from './director/director'
import { Expected, type Due } from './expected'

/** What falls due within this time is handed to the audio clock. A main thread that hangs for less is not heard. */
const lookAhead: Seconds = 1
/** A cue that is later than this is dropped. */
const tooLate: Seconds = 0.25
/** Tracks are made ready this long before their time, and at most so many at once: loops are many, but short. */
const preload: Seconds = 30
const mostVoices = 8
/** A voice that is late (its track was not ready) starts this far ahead, so that it starts at the right place. */
const catchUp: Seconds = 0.05
/** Another track is wanted now; so long it takes to be read and stretched. */
const change: Seconds = 1.5

/** Where the conductor tells what became of its work. */
export interface Witness {
  /** @param at plan time at which the cue was heard; null where it was dropped */
  cue(cue: Cue, at: Seconds | null): void
  /** @param at plan time at which it was heard */
  moment(moment: Moment, file: string, at: Seconds): void
  error(message: string): void
}

/** All of a voice that can be heard. */
const soundOf = ({ index: _place, ...sound }: Voice): string => JSON.stringify(sound)

/** Hands to the sound what a session needs next: cues, ducks and voices, each at its exact time. */
export class Conductor {
  setlist: Setlist
  private direction: Direction
  private readonly ducks: readonly Duck[]
  private voices: readonly Voice[]
  /** Plan time up to which cues and ducks have been handed out. */
  private heardTo: Seconds = 0
  /** Nothing has been handed out since the start or the last seek. */
  private fresh = true
  private readonly expected = new Expected()

  constructor(
    private readonly sound: Sound,
    private readonly cues: readonly Cue[],
    { direction, setlist }: Directed,
    private readonly witness: Witness,
  ) {
    this.direction = direction
    this.setlist = setlist
    this.ducks = ducksOf(cues)
    this.voices = voicesOf(setlist)
  }

  /** What was decided on the music, here too. */
  get edits(): Direction['edits'] {
    return this.direction.edits
  }

  /** Gets the voices ready that are due at plan time `at` or soon; answers whether one that is due now still loads. */
  prepare(at: Seconds): 'ready' | 'loading' {
    const wanted = voicesBetween(this.voices, at, at + preload).slice(0, mostVoices)
    this.sound.keep(wanted, at)
    for (const voice of wanted) {
      const state = this.sound.voice(voice, Math.max(at, voice.from))
      if (typeof state === 'object') {
        this.fail(voice, state, at)
        return 'loading'
      }
    }
    const first = wanted[0]
    return first && first.from <= at && this.sound.voice(first, at) === 'loading' ? 'loading' : 'ready'
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
      else this.expected.add(this.ring(cue, zero))
    }
    for (const { from, to } of this.ducks) {
      const start = Math.max(from, this.heardTo)
      // A duck that is under way at a seek starts late, with what is left of it.
      if (start < until && to > Math.max(at, this.heardTo) && (from >= this.heardTo || this.fresh)) this.sound.duck(zero + start, zero + to)
    }
    this.fresh = false
    this.heardTo = Math.max(this.heardTo, until)
    for (const voice of voicesBetween(this.voices, at, until)) {
      const session = voice.from >= at ? voice.from : at + catchUp
      if (session < voice.to && this.sound.voice(voice, session) === 'ready') this.play(voice, session, zero)
    }
  }

  /** The voices that sound at plan time `at`. */
  sounding(at: Seconds): readonly Voice[] {
    return this.voices.filter((voice) => voice.from <= at && at < voice.to && this.sound.voice(voice, at) === 'playing')
  }

  /** Lets the witness know of what has been heard by `now`. */
  confirm(now: Seconds): void {
    this.expected.confirm(now)
  }

  /** The sound device lost a moment: the cues that do not sound yet are taken back and asked for anew. */
  mend(now: Seconds): void {
    this.expected.mend(now)
  }

  /** Cancels all that is scheduled. What is due from plan time `at` on will be handed out anew. */
  cancel(at: Seconds, now: Seconds): void {
    this.expected.drop(now)
    this.sound.silence()
    this.heardTo = at
    this.fresh = true
  }

  /** Plays another track from a moment after `at` on, and this one not again; answers which one it was, or null where there is no other. */
  leave(at: Seconds): Track | null {
    const from = at + change
    const track = musicAt(this.setlist, at)?.track
    if (!track || !this.others(track.id)) return null
    this.direction = { ...this.direction, edits: { ...this.direction.edits, banned: [...this.direction.edits.banned, track.id] } }
    this.take(replaceTrack(parted(this.setlist, from), this.direction, track.id, from))
    return track
  }

  private ring(cue: Cue, zero: Seconds): Due {
    const sounding = this.sound.cue(cue.kind, zero + cue.at)
    return {
      zero,
      heardAt: () => sounding.heardAt(),
      tell: (at) => this.witness.cue(cue, at),
      again: () => {
        sounding.cancel()
        return this.ring(cue, zero)
      },
    }
  }

  private play(voice: Voice, session: Seconds, zero: Seconds): void {
    const started = this.sound.play(voice, zero + session, session)
    const file = this.setlist.music[voice.index]?.track.file ?? voice.trackId
    for (const moment of momentsOf(this.setlist, voice, session)) {
      this.expected.add({ zero, heardAt: () => started.heardAt(moment.at), tell: (at) => this.witness.moment(moment, file, at) })
    }
  }

  /** Whether anything but this track may be played. */
  private others(id: string): boolean {
    const { tracks, taste, edits } = this.direction
    return tracks.some((track) => track.id !== id && !taste.banned.has(track.id) && !edits.banned.includes(track.id))
  }

  private fail(voice: Voice, { failed, stretching }: Extract<VoiceState, object>, at: Seconds): void {
    const { direction, setlist } = this
    const { trackId } = voice
    const bad = direction.tracks.find(({ id }) => id === trackId)
    this.witness.error(`${bad?.file ?? trackId}: ${stretching ? `cannot be stretched (${failed}): the music goes on at its own speed` : failed}`)
    if (stretching) return this.unstretch(setlist.music[voice.index]?.start ?? at)
    const left = this.others(trackId)
    this.direction = { ...direction, tracks: direction.tracks.filter(({ id }) => id !== trackId) }
    // Without any other there is silence in its place.
    this.take(left ? replaceTrack(setlist, this.direction, trackId, at) : { ...setlist, music: setlist.music.filter(({ track, end }) => track.id !== trackId || end <= at) })
  }

  /** Nothing is stretched any more: what was to be, from session time `from` on, plays at its own speed. */
  private unstretch(from: Seconds): void {
    this.direction = { ...this.direction, policy: { ...this.direction.policy, tempo: 'off' } }
    this.take(unstretched(this.setlist, this.direction, from))
  }

  private take(setlist: Setlist): void {
    this.setlist = setlist
    // Voices that stay the same stay the same objects, since the decks know them by identity.
    const old = new Map(this.voices.map((voice) => [soundOf(voice), voice]))
    this.voices = voicesOf(setlist).map((voice) => old.get(soundOf(voice)) ?? voice)
  }
}
