import type { Voice } from '../../core/music/mix'
import type { Setlist } from '../../core/music/setlist'
import type { Preferences } from '../../core/settings'
import type { Cue, CueKind } from '../../core/workout/cue'
import type { ClockState } from './clock'
import type { Failure } from './tape'
import type { Scheme, Seconds } from '../../core/workout/workout'

/** A cue that was handed to the audio clock. */
export interface Sounding {
  /** The time at which it is, or was, heard, by what the audio clock says now. */
  heardAt(): Seconds
  /** Takes it back, if it does not sound yet. */
  cancel(): void
}

/** A voice that was started. */
export interface Moment {
  /** The time at which session time `session` of it is, or was, heard, by what the audio clock says now; null where it is not, or was not, heard. */
  heardAt(session: Seconds): Seconds | null
}

/** Where it failed for its speed, no other track can be had at another speed than its own either. */
export type VoiceState = 'absent' | 'loading' | 'ready' | 'playing' | Failure

/** All that the runner asks of the sound. Every time is that of the sound's own clock, in seconds, as heard, not as computed. */
export interface Sound {
  /** A monotonic clock that runs as fast as the sound device does, and goes on when there is none. */
  now(): Seconds
  /** How long before its time a sound must be asked for to be on time. */
  lead(): Seconds
  /** Gets ready to be opened at once: loads the cues of a scheme, and gets to know the audio clock. */
  ready(scheme: Scheme): Promise<void>
  /** Wakes the sound and loads the cues of a scheme; resolves when both can be relied on. */
  open(scheme: Scheme): Promise<void>
  /** Reads the audio clock; to be called at every tick. */
  check(): ClockState
  cue(kind: CueKind, at: Seconds): Sounding
  /** Lowers the music from `from` to `to`, both given with their ramps outside. */
  duck(from: Seconds, to: Seconds): void
  /** Gets these voices ready, from session time `session` on, and lets go of all others. One that goes on but ends otherwise plays on. */
  keep(voices: readonly Voice[], session: Seconds): void
  /** Whether a voice can be played from session time `session` on, or plays. */
  voice(voice: Voice, session: Seconds): VoiceState
  /** Whether files of the voices that are kept cannot be read for now. */
  away(): boolean
  /** Whether a track's file can be read now. */
  there(trackId: string): Promise<boolean>
  /** Plays a ready voice from `at` on, where session time `session` is due. */
  play(voice: Voice, at: Seconds, session: Seconds): Moment
  /** Cancels all that is scheduled; what sounds is faded within 12 ms. */
  silence(): void
  /** Takes over volumes and ducking. */
  adjust(preferences: Preferences): void
}

/** A part of a session, played before there is one. */
export interface Preview {
  /** Plays [from, to) of a session, music and cues, as it will be. Resolves when it is over or stopped; rejects where it cannot sound. */
  play(of: { readonly setlist: Setlist; readonly cues: readonly Cue[]; readonly scheme: Scheme }, from: Seconds, to: Seconds): Promise<void>
  stop(): void
}
