import { direct } from '../core/music/director/direct'
import { noEdits, noTaste, type Direction, type Edits } from '../core/music/director/direction'
import { policyOf } from '../core/music/policy'
import type { Setlist } from '../core/music/setlist'
import type { Track } from '../core/music/track'
import type { Report } from '../core/report'
import { sentence } from '../core/result'
import type { Preferences } from '../core/settings'
import { cuesOf } from '../core/workout/cue'
import { compile, segmentAt, type Plan } from '../core/workout/plan'
import { elapsed, hasEnded, moves, pause, ready, run, seek, settle, stop, type Move, type Session } from '../core/workout/session'
import type { Seconds, Workout } from '../core/workout/workout'
import type { Sound } from './audio/ports'
import { Conductor } from './conductor'
import { SessionLog } from './log'
import { sameView, viewOf, type RunView } from './view'

export type { RunView } from './view'

/** The loop wakes this often, and at every boundary. */
const tickLength: Seconds = 0.025
/** How long a session waits for its first track. */
const patience: Seconds = 5
/** The finish bell and the last fade are heard out before the session hands in its report. */
const tail: Seconds = 3.8

const noMusic = 'No music: there is no track that can be played.'
const noDevice = 'No sound: the audio device does not answer. The timer goes on.'

/** Where the runner tells what happens. */
export interface Listener {
  started(session: { workout: string; segments: number; duration: Seconds }): void
  segment(plan: Plan, setlist: Setlist, index: number): void
  ended(report: Report): void
}

/** All that belongs to one session. */
interface Show {
  session: Session
  setlist: Setlist
  readonly conductor: Conductor
  readonly log: SessionLog
  /** The sound's clock at the session's start; null until then. */
  startedAt: Seconds | null
  /** The segment that the session was last seen in. */
  segment: number
  endedAt: Seconds | null
  reported: boolean
}

/** Runs sessions: the only loop of the page. What is due comes from core; how it sounds is the sound's business. */
export class Runner {
  private show: Show | null = null
  /** The sound's clock at which the last start, resumption or move takes effect. */
  private landing: Seconds = 0
  private notice: string | null = null
  private stalled = false
  private timer: ReturnType<typeof setTimeout> | undefined
  private current: RunView | null = null
  private readonly listeners = new Set<() => void>()

  constructor(
    private readonly sound: Sound,
    private readonly listener: Listener,
    private readonly about: () => Pick<Report, 'app' | 'electron'>,
  ) {}

  /** What the screen shows; null where no session runs. A new object only when something in it changed. */
  readonly view = (): RunView | null => this.current

  readonly subscribe = (listen: () => void): (() => void) => {
    this.listeners.add(listen)
    return () => this.listeners.delete(listen)
  }

  /** Plans and starts a session. Answers null, or the sentence why it cannot run. The seed decides the choice of music. */
  async start(workout: Workout, tracks: readonly Track[], preferences: Preferences, seed: number, edits: Edits = noEdits): Promise<string | null> {
    if (this.show) return 'A session is running already.'
    const compiled = compile(workout)
    if (!compiled.ok) return sentence(compiled.error)
    const plan = compiled.value
    const direction: Direction = {
      plan, tracks, facts: new Map(), policy: policyOf(preferences.music, workout.music), crossfade: preferences.crossfade, taste: noTaste, edits, seed,
    }
    const setlist = direct(direction)
    const log = new SessionLog(plan, { ...this.about(), startedAt: new Date().toISOString() })
    const show: Show = {
      session: ready(plan),
      setlist,
      log,
      startedAt: null,
      segment: -1,
      endedAt: null,
      reported: false,
      conductor: new Conductor(this.sound, cuesOf(plan, preferences), setlist, direction, {
        cue: (cue, at) => log.cue(cue, at),
        error: (message) => this.fault(message),
        setlist: (changed) => (show.setlist = changed),
      }),
    }
    this.show = show
    this.notice = setlist.music.length > 0 ? null : noMusic
    try {
      this.sound.adjust(preferences)
      await this.sound.open(preferences.scheme === 'workout' ? (workout.scheme ?? 'fight') : preferences.scheme)
      const until = this.sound.now() + patience
      while (show.conductor.prepare(0) === 'loading' && this.sound.now() < until) await this.sleep(tickLength)
    } catch (error) {
      this.show = null
      return `The sound could not be opened: ${error instanceof Error ? error.message : String(error)}.`
    }
    this.land()
    show.startedAt = this.landing
    show.session = run(show.session, this.landing)
    this.listener.started({ workout: plan.name, segments: plan.segments.length, duration: plan.duration })
    this.tick()
    return null
  }

  toggle(): void {
    if (this.show?.session.state === 'paused') this.resume()
    else this.pause()
  }

  /** @param reason why, where it was not the user */
  pause(reason?: string): void {
    const { show } = this
    if (show?.session.state !== 'running') return
    const now = this.now()
    show.session = pause(show.session, now)
    show.conductor.cancel(this.at(show), now)
    show.log.event({ kind: 'pause', time: this.time(show), at: this.at(show), ...(reason === undefined ? {} : { reason }) })
    if (reason !== undefined) this.notice = `Paused: ${reason}.`
    this.tick()
  }

  resume(): void {
    const { show } = this
    if (show?.session.state !== 'paused') return
    show.log.event({ kind: 'resume', time: this.time(show), at: this.at(show) })
    this.notice = show.setlist.music.length > 0 ? null : noMusic
    this.land()
    show.session = run(show.session, this.now())
    show.conductor.cancel(this.at(show), this.sound.now())
    this.tick()
  }

  move(by: Move): void {
    const { show } = this
    if (!show || show.startedAt === null || hasEnded(show.session)) return
    const from = this.at(show)
    const time = this.time(show)
    if (show.session.state === 'running') this.land()
    show.session = seek(show.session, this.now(), moves[by](show.session.plan, from))
    show.log.event({ kind: by === 'back' || by === 'forward' ? 'seek' : 'skip', time, from, to: this.at(show) })
    show.conductor.cancel(this.at(show), this.sound.now())
    this.tick()
  }

  /** Ends the session now; one that has finished but still rings hands in its report at once. */
  stop(): void {
    const { show } = this
    if (!show || show.startedAt === null) return
    const now = this.now()
    if (!hasEnded(show.session)) {
      show.session = stop(show.session, now)
      show.conductor.cancel(this.at(show), now)
    }
    this.end(show)
    this.report(show)
    this.publish()
  }

  /** Leaves the session for good. */
  close(): void {
    if (this.show?.startedAt === null) return
    this.stop()
    clearTimeout(this.timer)
    this.sound.silence()
    this.sound.keep([])
    this.show = null
    this.publish()
  }

  /** Takes over changed volumes and ducking. */
  adjust(preferences: Preferences): void {
    this.sound.adjust(preferences)
  }

  private tick(): void {
    clearTimeout(this.timer)
    const { show } = this
    if (!show) return
    this.listen(show)
    const now = this.now()
    show.session = settle(show.session, now)
    const at = this.at(show)
    this.cross(show, at)
    if (!hasEnded(show.session)) show.conductor.prepare(at)
    if (show.session.state === 'running' && !this.stalled) show.conductor.conduct(at, show.session.zero)
    show.conductor.confirm(now)
    if (hasEnded(show.session)) this.end(show)
    if (show.endedAt !== null && now >= show.endedAt + tail) this.report(show)
    this.publish()
    if (!show.reported) this.timer = setTimeout(() => this.tick(), this.untilNext(show) * 1000)
  }

  /** The sound's clock, not before what was asked for takes effect. */
  private now(): Seconds {
    return Math.max(this.sound.now(), this.landing)
  }

  /** A start, a resumption or a move takes effect a moment later, so that its first sounds can still be on time. */
  private land(): void {
    this.landing = this.now() + this.sound.lead()
  }

  private at({ session }: Show): Seconds {
    return elapsed(session, this.now())
  }

  /** Seconds since the session's start, pauses included. */
  private time({ startedAt }: Show): Seconds {
    return Math.round((this.now() - (startedAt ?? this.now())) * 1000) / 1000
  }

  /** Keeps an eye on the audio clock: the session never waits for it, but what is scheduled must follow it. */
  private listen(show: Show): void {
    const state = this.sound.check()
    if (state === 'stalled' && !this.stalled) {
      this.fault('the audio device does not answer')
      this.notice = noDevice
    }
    if (this.stalled && state !== 'stalled') this.notice = null
    if (state === 'slipped' || state === 'jumped') this.fault('the sound device lost a moment')
    if (state === 'slipped') show.conductor.mend(this.now())
    if (state === 'jumped') show.conductor.cancel(this.at(show), this.now())
    this.stalled = state === 'stalled'
  }

  /** Notes the boundaries that the session has passed. */
  private cross(show: Show, at: Seconds): void {
    const { index } = segmentAt(show.session.plan, at)
    if (index === show.segment || hasEnded(show.session)) return
    const time = this.time(show)
    show.log.leave(show.segment, time)
    show.log.enter(index, time)
    show.segment = index
    this.listener.segment(show.session.plan, show.setlist, index)
  }

  private end(show: Show): void {
    if (show.endedAt !== null) return
    show.endedAt = this.now()
    show.log.leave(show.segment, this.time(show))
  }

  private report(show: Show): void {
    if (show.reported) return
    show.reported = true
    this.listener.ended(show.log.report(show.session.state === 'finished' ? 'finished' : 'stopped', show.setlist))
  }

  private fault(message: string): void {
    if (this.show) this.show.log.event({ kind: 'error', time: this.time(this.show), message })
  }

  private untilNext(show: Show): Seconds {
    if (show.session.state !== 'running') return tickLength
    const at = elapsed(show.session, this.sound.now())
    return Math.min(tickLength, Math.max(0.001, segmentAt(show.session.plan, at).end - at))
  }

  private sleep(seconds: Seconds): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }

  private publish(): void {
    const { show } = this
    const view = show && show.startedAt !== null
      ? viewOf(show.session.plan, show.session.state, this.at(show), show.setlist, this.notice)
      : null
    if (sameView(view, this.current)) return
    this.current = view
    for (const listen of this.listeners) listen()
  }
}
