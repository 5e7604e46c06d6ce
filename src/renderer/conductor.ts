import type { Direction, Edits } from '../core/music/director/direction'
import { joined } from '../core/music/director/joins'
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
import { others, standIn } from './standin'

/** What falls due within this time is handed to the audio clock. A main thread that hangs for less is not heard. */
const lookAhead: Seconds = 1
/** A cue that is later than this is dropped. */
const tooLate: Seconds = 0.25
/** Tracks are made ready this long before their time, and at most so many at once: loops are many, but short. */
const preload: Seconds = 30
const mostVoices = 8
/** A voice that is late (its track was not ready) starts this far ahead, so that it starts at the right place. */
const catchUp: Seconds = 0.05
/** The music of a session until it has any. */
const silence: Setlist = { seed: 0, music: [], warnings: [], arc: [], cost: 0 }
/** Where a file is away, others are asked for this often. */
const askEvery: Seconds = 1
/** Another track is wanted now; so long it takes to be read and stretched. */
const change: Seconds = 1.5

/** A track that was left, and how things stood before. */
export interface Left {
  readonly track: Track
  readonly edits: Edits
  readonly setlist: Setlist
  /** Plan time from which another one plays. */
  readonly from: Seconds
}

/** Where the conductor tells what became of its work. */
export interface Witness {
  /** @param at plan time at which the cue was heard; null where it was dropped */
  cue(cue: Cue, at: Seconds | null): void
  /** @param at plan time at which it was heard; null where it was not */
  moment(moment: Moment, file: string, at: Seconds | null): void
  error(message: string): void
}

/** All of a voice that can be heard. */
const soundOf = ({ index: _place, ...sound }: Voice): string => JSON.stringify(sound)

/** Hands to the sound what a session needs next: cues, ducks and voices, each at its exact time. */
export class Conductor {
  setlist = silence
  /** Null until the music has come. */
  private direction: Direction | null = null
  private readonly ducks: readonly Duck[]
  private voices: readonly Voice[] = []
  /** Plan time up to which cues and ducks have been handed out. */
  private heardTo: Seconds = 0
  /** Nothing has been handed out since the start or the last seek. */
  private fresh = true
  private readonly expected = new Expected()
  /** The sound's clock from which others may be asked for where a file is away. */
  private askAt: Seconds = -Infinity

  constructor(
    private readonly sound: Sound,
    private readonly cues: readonly Cue[],
    private readonly witness: Witness,
  ) {
    this.ducks = ducksOf(cues)
  }

  /** Takes the music, which may come after the start: what of it is due by then begins as soon as it can. */
  direct({ direction, setlist }: Directed): void {
    this.direction = direction
    this.take(setlist)
  }

  /** What was decided on the music, here too; null until it has come. */
  get edits(): Edits | null {
    return this.direction?.edits ?? null
  }

  /** Gets the voices ready that are due at plan time `at` or soon; answers whether one that is due now still loads. */
  prepare(at: Seconds): 'ready' | 'loading' {
    // What was made ready ahead stays until the music says what it wants.
    if (!this.direction) return 'loading'
    const wanted = voicesBetween(this.voices, at, at + preload).slice(0, mostVoices)
    this.sound.keep(wanted, at)
    for (const voice of wanted) {
      const state = this.sound.voice(voice, Math.max(at, voice.from))
      if (typeof state !== 'object') continue
      if (state.passing) void this.stand(voice, state, at)
      else {
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

  /** The sound has come to stand still: what was handed out is taken back, and what of it is past was not heard. */
  lose(at: Seconds, now: Seconds): void {
    this.expected.lose(now)
    this.cancel(at, now)
  }

  /** Tells of the cues before plan time `until` that were not handed out: nobody hears them. */
  miss(until: Seconds): void {
    for (const cue of cuesBetween(this.cues, this.heardTo, until)) this.witness.cue(cue, null)
    this.heardTo = Math.max(this.heardTo, until)
  }

  /** Cancels all that is scheduled. What is due from plan time `at` on will be handed out anew. */
  cancel(at: Seconds, now: Seconds): void {
    this.expected.drop(now)
    this.sound.silence()
    this.heardTo = at
    this.fresh = true
  }

  /** Plays another track from a moment after `at` on, and this one not again; answers what it has left, or null where there is no other. */
  leave(at: Seconds): Left | null {
    const from = at + change
    const track = musicAt(this.setlist, at)?.track
    const { direction } = this
    if (!track || !direction || !others(direction, track.id)) return null
    this.direction = { ...direction, edits: { ...direction.edits, banned: [...direction.edits.banned, track.id] } }
    const left = { track, edits: direction.edits, setlist: this.setlist, from }
    this.take(replaceTrack(parted(this.setlist, from), this.direction, track.id, from))
    return left
  }

  /** Takes that back: what was to be heard is heard again, in its place. What has been heard instead stays in the setlist, as it was. */
  restore({ edits, setlist, from: left }: Left, at: Seconds): void {
    if (!this.direction) return
    // Before the middle of their crossfade the one that was left simply comes back.
    const from = at < left ? at : at + change
    const before = parted(this.setlist, from).music.filter(({ end }) => end <= from)
    const after = parted(setlist, from).music.filter(({ start }) => start >= from)
    this.direction = { ...this.direction, edits }
    this.take({ ...setlist, music: joined([...before, ...after], this.direction.facts, this.direction.crossfade) })
  }

  private ring(cue: Cue, zero: Seconds): Due {
    const sounding = this.sound.cue(cue.kind, zero + cue.at)
    return {
      zero,
      heardAt: () => sounding.heardAt(),
      tell: (at) => this.witness.cue(cue, at),
      lost: () => this.witness.cue(cue, null),
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

  private fail(voice: Voice, { failed, stretching }: Extract<VoiceState, object>, at: Seconds): void {
    const { direction, setlist } = this
    if (!direction) return
    const { trackId } = voice
    const bad = direction.tracks.find(({ id }) => id === trackId)
    this.witness.error(`${bad?.file ?? trackId}: ${stretching ? `cannot be stretched (${failed}): the music goes on at its own speed` : failed}`)
    if (stretching) return this.unstretch(direction, setlist.music[voice.index]?.start ?? at)
    this.direction = { ...direction, tracks: direction.tracks.filter(({ id }) => id !== trackId) }
    // Without any other there is silence in its place.
    this.take(others(direction, trackId) ? replaceTrack(setlist, this.direction, trackId, at) : { ...setlist, music: setlist.music.filter(({ track, end }) => track.id !== trackId || end <= at) })
  }

  /**
   * A file cannot be read for now: it is waited for, and plays as soon as it is there again. Where others can be read, one of them
   * stands in for it; nothing is struck off, since nothing is known against it.
   */
  private async stand({ trackId, from }: Voice, { failed }: Extract<VoiceState, object>, at: Seconds): Promise<void> {
    const { direction, setlist, sound } = this
    if (!direction || sound.now() < this.askAt) return
    this.askAt = sound.now() + askEvery
    // It is back, and about to be tried again.
    if (await sound.there(trackId)) return
    // What plays goes on until the other is there.
    const instead = await standIn(setlist, direction, trackId, from <= at ? at + change : at, at + preload, (id) => sound.there(id))
    if (!instead || this.setlist !== setlist) return
    this.witness.error(`${fileOf(setlist, trackId)}: ${failed}`)
    this.take(instead)
  }

  /** Nothing is stretched any more: what was to be, from session time `from` on, plays at its own speed. */
  private unstretch(direction: Direction, from: Seconds): void {
    this.direction = { ...direction, policy: { ...direction.policy, tempo: 'off' } }
    this.take(unstretched(this.setlist, this.direction, from))
  }

  private take(setlist: Setlist): void {
    this.setlist = setlist
    // Voices that stay the same stay the same objects, since the decks know them by identity.
    const old = new Map(this.voices.map((voice) => [soundOf(voice), voice]))
    this.voices = voicesOf(setlist).map((voice) => old.get(soundOf(voice)) ?? voice)
  }
}

const fileOf = ({ music }: Setlist, id: string): string => music.find(({ track }) => track.id === id)?.track.file ?? id
