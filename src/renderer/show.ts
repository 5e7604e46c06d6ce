import type { Entry } from '../core/journal'
import { musicAt } from '../core/music/setlist'
import type { Mark, Track } from '../core/music/track'
import type { Done, Report } from '../core/report'
import type { Preferences } from '../core/settings'
import { cuesOf } from '../core/workout/cue'
import { segmentAt, type Plan } from '../core/workout/plan'
import { elapsed, hasEnded, moves, pause, run, seek, settle, stop, waiting, type Move, type Session } from '../core/workout/session'
import type { Seconds } from '../core/workout/workout'
import type { Sound } from './audio/ports'
import { Conductor, type Left } from './conductor'
import type { Directed } from './director/director'
import type { SessionLog } from './log'
import { Sounded } from './sounded'
import { Trouble } from './trouble'
import { viewOf, type RunView } from './view'

/** The loop wakes this often, and at every boundary. */
export const tickLength: Seconds = 0.025
/** The finish bell and the last fade are heard out before the session hands in its report. */
const tail: Seconds = 3.8
/** So long there is a way back from an end that a key has brought about. */
const grace: Seconds = 10
/** It is written down this often where a session stands: no more than this is lost. */
const beatEvery: Seconds = 0.5
/** A word about what a key has done stays this long. */
const said: Seconds = 3

/** So long a ban can be taken back. */
const regret: Seconds = 8

const noMusic = 'No music: there is no track that can be played.'

/** Music that is turned off is not heard. */
const isAudible = ({ muted, musicMuted, musicVolume }: Preferences): boolean => !muted && !musicMuted && musicVolume > 0

/** Where a session tells what happens. */
export interface Listener {
  started(session: { workout: string; segments: number; duration: Seconds }): void
  segment(plan: Plan, setlist: Directed['setlist'], index: number): void
  /** @param heard how long each track sounded, by its id */
  ended(report: Report, heard: ReadonlyMap<string, Seconds>): void
  /** To be written down at once: whatever happens to the program, the session can go on from here. */
  journal(entries: readonly Entry[]): void
  /** The user says what a track is to him, for ever; null takes it back. */
  marked(track: Track, mark: Mark | null): void
}

/** One session from its start to its report: where it stands, what it plays, what happened. */
export class Show {
  private session: Session
  private readonly conductor: Conductor
  /** The sound's clock at the session's start; null until then. */
  private startedAt: Seconds | null = null
  /** The sound's clock at which the last start, resumption or move takes effect. */
  private landing: Seconds = 0
  /** The segment that the session was last seen in. */
  private segment = -1
  private endedAt: Seconds | null = null
  reported = false
  private notice: string | null = null
  /** Why there is no music. */
  private silent: string | null = null
  private word: { readonly text: string; readonly until: Seconds } | null = null
  /** A ban that is not for good yet. */
  private banned: { readonly track: Track; readonly left: Left | null; readonly until: Seconds } | null = null
  private readonly trouble: Trouble
  private favourites = new Set<string>()
  /** Where a key brought the end about, and whether it ran there. */
  private left: { readonly at: Seconds; readonly running: boolean } | null = null
  private done: Done | null = null
  /** The sound's clock at which it is written down next where it stands. */
  private beatAt: Seconds = -Infinity
  private readonly sounded = new Sounded()
  private audible: boolean

  constructor(
    private readonly plan: Plan,
    preferences: Preferences,
    private readonly sound: Sound,
    private readonly listener: Listener,
    /** It goes on from where this stands. */
    private readonly log: SessionLog,
  ) {
    this.session = waiting(plan, log.account.last.at)
    this.audible = isAudible(preferences)
    this.conductor = new Conductor(sound, cuesOf(plan, preferences), {
      cue: (cue, at) => log.cue(cue, at),
      moment: (moment, file, at) => log.moment(moment, file, at),
      error: (message) => this.fault(message),
    })
    this.trouble = new Trouble(sound, this.conductor, (message) => this.fault(message))
  }

  /** Takes the music, before the start or after it. */
  take(directed: Directed): void {
    this.favourites = new Set(directed.direction.taste.favourites)
    this.conductor.direct(directed)
    if (directed.setlist.music.length === 0) this.mute(noMusic)
  }

  /** Runs without music. @param why as a sentence */
  mute(why: string): void {
    this.silent = why
    this.notice ??= why
  }

  get started(): boolean {
    return this.startedAt !== null
  }

  /** Whether the first music is still to come. */
  loading(): boolean {
    return this.silent === null && this.conductor.prepare(this.log.account.last.at) === 'loading'
  }

  /** @param dead how long nobody has run it, where it goes on after that */
  begin(dead: Seconds | null): void {
    const { last, gone } = this.log.account
    this.land()
    this.startedAt = this.landing - last.time - (dead ?? 0)
    if (dead !== null) {
      this.log.event({ kind: 'interrupted', time: last.time, at: last.at, reason: gone ?? 'nobody knows why' })
      this.log.event({ kind: 'resume', time: this.time(), at: last.at })
      this.conductor.cancel(last.at, this.sound.now())
    }
    this.session = run(this.session, this.landing)
    this.listener.started({ workout: this.plan.name, segments: this.plan.segments.length, duration: this.plan.duration })
  }

  toggle(): void {
    if (this.session.state === 'paused') this.resume()
    else this.pause()
  }

  /** @param reason why, where it was not the user */
  pause(reason?: string): void {
    if (this.session.state !== 'running') return
    const now = this.now()
    this.session = pause(this.session, now)
    this.conductor.cancel(this.at(), now)
    this.log.event({ kind: 'pause', time: this.time(), at: this.at(), ...(reason === undefined ? {} : { reason }) })
    if (reason !== undefined) this.notice = `Paused: ${reason}.`
  }

  move(by: Move): void {
    if (hasEnded(this.session)) return
    const from = this.at()
    const time = this.time()
    const running = this.session.state === 'running'
    if (running) this.land()
    this.session = seek(this.session, this.now(), moves[by](this.plan, from))
    this.log.event({ kind: by === 'back' || by === 'forward' ? 'seek' : 'skip', time, from, to: this.at() })
    this.conductor.cancel(this.at(), this.sound.now())
    if (hasEnded(this.session)) this.leap({ at: from, running })
  }

  /** Back to where it was before a key ended it, for as long as there is a way back. */
  goBack(): void {
    if (this.left === null || this.reported) return
    const { at, running } = this.left
    this.log.event({ kind: 'seek', time: this.time(), from: this.at(), to: at })
    this.left = this.done = this.endedAt = null
    this.session = waiting(this.plan, at)
    if (running) {
      this.land()
      this.session = run(this.session, this.now())
    }
    this.conductor.cancel(at, this.sound.now())
  }

  /** Another track in place of the one that plays, for the rest of the session; banned, it is never played again, unless that is undone. */
  leave(ban: boolean): void {
    if (hasEnded(this.session)) return
    this.settleBan()
    const playing = musicAt(this.conductor.setlist, this.at())?.track
    const left = this.conductor.leave(this.at())
    const track = left?.track ?? (ban ? playing : null)
    if (ban && track) this.banned = { track, left, until: this.sound.now() + regret }
    if (track) this.log.event({ kind: ban ? 'ban' : 'other track', time: this.time(), file: track.file })
    const told = track ? `${ban ? 'Banned' : 'Skipped'}: ${track.title}` : ''
    this.say([told, left ? '' : 'There is no other track.'].filter(Boolean).join('. '), ban && track ? regret : said)
  }

  /** Takes the last ban back, while it is not for good. */
  undo(): void {
    const { banned } = this
    if (!banned || hasEnded(this.session)) return
    this.banned = null
    if (banned.left) this.conductor.restore(banned.left, this.at())
    this.log.event({ kind: 'undo', time: this.time(), file: banned.track.file })
    this.say(`Not banned: ${banned.track.title}`)
  }

  /** The track that plays becomes a favourite, or is none any more. */
  like(): void {
    const track = musicAt(this.conductor.setlist, this.at())?.track
    if (!track || hasEnded(this.session)) return
    const liked = !this.favourites.delete(track.id)
    if (liked) this.favourites.add(track.id)
    this.listener.marked(track, liked ? 'favourite' : null)
    this.say(liked ? `Favourite: ${track.title}` : `No favourite any more: ${track.title}`)
  }

  /** Ends the session now; one that has finished but still rings hands in its report at once. */
  stop(): void {
    const now = this.now()
    if (!hasEnded(this.session)) {
      this.session = stop(this.session, now)
      this.conductor.cancel(this.at(), now)
    }
    this.end()
    this.report()
  }

  /** Hands out what is due; answers in how many seconds it wants to be called again. */
  tick(): Seconds {
    this.trouble.look(this.at(), this.now())
    const now = this.now()
    this.session = settle(this.session, now)
    const at = this.at()
    this.cross(at)
    if (!hasEnded(this.session)) this.conductor.prepare(at)
    if (this.session.state === 'running' && !this.trouble.stalled) this.conductor.conduct(at, this.session.zero)
    this.conductor.confirm(now)
    if (this.banned !== null && this.sound.now() >= this.banned.until) this.settleBan()
    const audible = this.session.state === 'running' && !this.trouble.stalled && this.audible
    this.sounded.count(audible ? this.conductor.sounding(at) : [], at, now)
    if (hasEnded(this.session)) this.end()
    if (this.endedAt !== null && now >= this.endedAt + (this.left === null ? tail : grace)) this.report()
    if (this.session.state === 'running' && now >= this.beatAt) this.beat()
    return this.untilNext()
  }

  view(): RunView {
    if (this.word !== null && this.sound.now() >= this.word.until) this.word = null
    const { setlist } = this.conductor
    const ended = { done: this.done, returns: this.left !== null && !this.reported }
    return viewOf(this.plan, this.session.state, this.at(), setlist, this.word?.text ?? this.trouble.notice ?? this.notice, this.favourites, this.banned?.track.title ?? null, ended)
  }

  /** Has written down what happened since the last time, and where it stands. */
  beat(): void {
    this.beatAt = this.now() + beatEvery
    this.note()
    this.listener.journal(this.log.drain())
  }

  /** Takes over changed volumes. */
  adjust(preferences: Preferences): void {
    this.audible = isAudible(preferences)
  }

  private resume(): void {
    if (this.session.state !== 'paused') return
    this.log.event({ kind: 'resume', time: this.time(), at: this.at() })
    this.notice = this.silent
    this.land()
    this.session = run(this.session, this.now())
    this.conductor.cancel(this.at(), this.sound.now())
  }

  /** A key has ended it: the finish sounds all the same, and there is a way back. */
  private leap(left: NonNullable<Show['left']>): void {
    this.left = left
    this.land()
    this.conductor.conduct(this.plan.duration, this.landing - this.plan.duration)
  }

  private note(): void {
    const { setlist, edits } = this.conductor
    // Before the music of a session that goes on has come, what was known of it stays.
    if (edits) this.log.music(setlist, edits)
    this.log.beat(this.at(), this.time(), Date.now(), this.sounded.take())
  }

  private say(text: string, seconds = said): void {
    this.word = { text, until: this.sound.now() + seconds }
  }

  /** A ban that was not taken back is for good. */
  private settleBan(): void {
    if (this.banned) this.listener.marked(this.banned.track, 'banned')
    this.banned = null
  }

  /** The sound's clock, not before what was asked for takes effect. */
  private now(): Seconds {
    return Math.max(this.sound.now(), this.landing)
  }

  /** A start, a resumption or a move takes effect a moment later, so that its first sounds can still be on time. */
  private land(): void {
    this.landing = this.now() + this.sound.lead()
  }

  private at(): Seconds {
    return elapsed(this.session, this.now())
  }

  /** Seconds since the session's start, pauses included. */
  private time(): Seconds {
    return Math.round((this.now() - (this.startedAt ?? this.now())) * 1000) / 1000
  }

  /** Notes the boundaries that the session has passed. */
  private cross(at: Seconds): void {
    const { index } = segmentAt(this.plan, at)
    if (index === this.segment || hasEnded(this.session)) return
    const time = this.time()
    this.log.leave(this.segment, time)
    this.log.enter(index, time)
    this.segment = index
    this.listener.segment(this.plan, this.conductor.setlist, index)
  }

  private end(): void {
    if (this.endedAt !== null) return
    this.endedAt = this.now()
    if (this.trouble.stalled) this.conductor.miss(this.at() + tickLength)
    this.settleBan()
    this.log.leave(this.segment, this.time())
    this.beat()
    this.done = this.log.account.done
  }

  private report(): void {
    if (this.reported) return
    this.reported = true
    const { account } = this.log
    const outcome = this.session.state === 'finished' ? 'finished' : 'stopped'
    this.note()
    this.log.end(outcome)
    this.done = account.done
    this.listener.journal(this.log.drain())
    this.listener.ended(account.report(outcome), account.heard)
  }

  private fault(message: string): void {
    this.log.event({ kind: 'error', time: this.time(), message })
  }

  private untilNext(): Seconds {
    if (this.session.state !== 'running') return tickLength
    const at = elapsed(this.session, this.sound.now())
    return Math.min(tickLength, Math.max(0.001, segmentAt(this.plan, at).end - at))
  }
}
