import { Account } from '../core/journal'
import type { Report } from '../core/report'
import { sentence } from '../core/result'
import type { Preferences } from '../core/settings'
import { compile, segmentAt, type Plan } from '../core/workout/plan'
import type { Move } from '../core/workout/session'
import type { Scheme, Seconds, Workout } from '../core/workout/workout'
import type { Sound } from './audio/ports'
import type { Directed } from './director/director'
import { voicesBetween, voicesOf } from '../core/music/mix'
import { SessionLog } from './log'
import { Show, tickLength, type Listener } from './show'
import { sameView, type RunView } from './view'

export type { RunView } from './view'
export type { Listener } from './show'

/** How long a session that can wait does so for its first track. */
const patience: Seconds = 5

/** The cue sounds that a workout is heard with. */
const schemeOf = ({ scheme }: Workout, preferences: Preferences): Scheme => (preferences.scheme === 'workout' ? (scheme ?? 'fight') : preferences.scheme)

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Runs sessions: the only loop of the page. What is due comes from core; how it sounds is the sound's business. */
export class Runner {
  private show: Show | null = null
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

  /** Gets ready what a session of this workout needs first, and, where its music is known, the first of it. */
  ready(workout: Workout, preferences: Preferences, directed?: Directed): void {
    if (this.show) return
    // Where it cannot be opened the start tells.
    this.sound.ready(schemeOf(workout, preferences)).catch(() => undefined)
    if (directed) this.sound.keep(voicesBetween(voicesOf(directed.setlist), 0, tickLength), 0)
  }

  /**
   * Starts a session with the music that it is given for its plan. It begins at once, and its music as soon as it is there; only one that
   * begins in work, or that can wait, waits for it. Answers null, or the sentence why it cannot run.
   * @param waits nobody has pressed a key for it
   * @param interrupted one that goes on from where it was last known to stand
   */
  async start(workout: Workout, preferences: Preferences, music: (plan: Plan) => Promise<Directed>, waits = false, interrupted: Account | null = null): Promise<string | null> {
    if (this.show) return 'A session is running already.'
    const compiled = compile(workout)
    if (!compiled.ok) return sentence(compiled.error)
    const plan = compiled.value
    const account = interrupted ?? new Account({ kind: 'start', ...this.about(), startedAt: new Date().toISOString(), workout }, plan)
    const show = new Show(plan, preferences, this.sound, this.listener, new SessionLog(account, interrupted !== null))
    this.show = show
    void music(plan).then((directed) => show.take(directed), (error: unknown) => show.mute(`No music: ${messageOf(error)}.`))
    try {
      this.sound.adjust(preferences)
      await this.sound.open(schemeOf(workout, preferences))
      const until = this.sound.now() + (waits || segmentAt(plan, account.last.at).phase === 'work' ? patience : 0)
      while (show.loading() && this.sound.now() < until) await this.sleep(tickLength)
    } catch (error) {
      this.show = null
      return `The sound could not be opened: ${messageOf(error)}.`
    }
    // By the clock on the wall: no other has gone on.
    show.begin(interrupted && Math.max(0, (Date.now() - interrupted.last.wall) / 1000))
    this.tick()
    return null
  }

  toggle(): void {
    this.command((show) => show.toggle())
  }

  /** @param reason why, where it was not the user */
  pause(reason?: string): void {
    this.command((show) => show.pause(reason))
  }

  move(by: Move): void {
    this.command((show) => show.move(by))
  }

  /** Back to where it was before a key ended it. */
  goBack(): void {
    this.command((show) => show.goBack())
  }

  /** Another track in place of the one that plays. */
  skipTrack(): void {
    this.command((show) => show.leave(false))
  }

  /** Another track in place of the one that plays, and this one never again. */
  ban(): void {
    this.command((show) => show.leave(true))
  }

  /** Takes the last ban back, for some seconds after it. */
  undo(): void {
    this.command((show) => show.undo())
  }

  /** The track that plays becomes a favourite, or is none any more. */
  like(): void {
    this.command((show) => show.like())
  }

  /** Ends the session now; one that has finished but still rings hands in its report at once. */
  stop(): void {
    if (!this.show?.started) return
    this.show.stop()
    this.publish()
  }

  /** Leaves the session for good. */
  close(): void {
    if (this.show?.started === false) return
    this.stop()
    clearTimeout(this.timer)
    this.sound.silence()
    this.sound.keep([], 0)
    this.show = null
    this.publish()
  }

  /** Takes over changed volumes and ducking. */
  adjust(preferences: Preferences): void {
    this.sound.adjust(preferences)
    this.show?.adjust(preferences)
  }

  /** What is asked for counts at once, not at the next tick. */
  private command(work: (show: Show) => void): void {
    if (!this.show?.started) return
    work(this.show)
    this.tick()
    if (!this.show.reported) this.show.beat()
  }

  private tick(): void {
    clearTimeout(this.timer)
    const { show } = this
    if (!show) return
    const next = show.tick()
    this.publish()
    if (!show.reported) this.timer = setTimeout(() => this.tick(), next * 1000)
  }

  private sleep(seconds: Seconds): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, seconds * 1000))
  }

  private publish(): void {
    const view = this.show?.started ? this.show.view() : null
    if (sameView(view, this.current)) return
    this.current = view
    for (const listen of this.listeners) listen()
  }
}
