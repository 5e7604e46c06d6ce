import type { Moment } from '../core/music/moments'
import { reasonOf, type Music, type Setlist } from '../core/music/setlist'
import type { Report, ReportEvent } from '../core/report'
import type { Cue } from '../core/workout/cue'
import type { Plan } from '../core/workout/plan'
import type { Seconds } from '../core/workout/workout'

const fine = (seconds: Seconds): Seconds => Math.round(seconds * 1e5) / 1e5
const milliseconds = (seconds: Seconds): Seconds => Math.round(seconds * 1000) / 1000

/** What happened in one session, as it happens; times are seconds from the session's start. */
export class SessionLog {
  private readonly visits: { actualStart: Seconds | null; actualEnd: Seconds | null }[]
  private readonly cues: Report['cues'] = []
  private readonly moments: Report['moments'] = []
  private readonly events: ReportEvent[] = []

  constructor(
    private readonly plan: Plan,
    private readonly about: Pick<Report, 'app' | 'electron' | 'startedAt'>,
  ) {
    this.visits = plan.segments.map(() => ({ actualStart: null, actualEnd: null }))
  }

  /** A segment that is entered again keeps its first start and gets a new end. */
  enter(segment: number, time: Seconds): void {
    const visit = this.visits[segment]
    if (visit) visit.actualStart ??= milliseconds(time)
  }

  leave(segment: number, time: Seconds): void {
    const visit = this.visits[segment]
    if (visit) visit.actualEnd = milliseconds(time)
  }

  /** @param at plan time at which the cue was heard; null where it was too late and was dropped */
  cue({ kind, at: planned }: Cue, at: Seconds | null): void {
    this.cues.push({
      kind,
      planned,
      scheduled: at === null ? null : fine(at),
      error: at === null ? null : fine(at - planned),
    })
  }

  /** @param at plan time at which it was heard; null where it was not */
  moment({ kind, at: planned }: Moment, file: string, at: Seconds | null): void {
    this.moments.push({ kind, file, planned: fine(planned), heard: at === null ? null : fine(at), error: at === null ? null : fine(at - planned) })
  }

  event(event: ReportEvent): void {
    this.events.push(event)
  }

  report(outcome: Report['outcome'], { music }: Setlist): Report {
    return {
      ...this.about,
      workout: this.plan.name,
      outcome,
      segments: this.plan.segments.map(({ phase, round, start, end }, i) => ({
        phase,
        round,
        start,
        end,
        actualStart: this.visits[i]?.actualStart ?? null,
        actualEnd: this.visits[i]?.actualEnd ?? null,
      })),
      cues: this.cues,
      music: music.map(inReport),
      moments: this.moments,
      events: this.events,
    }
  }
}

const inReport = ({ segment, track, start, end, offset, rate, gain, join, drop, reasons }: Music): Report['music'][number] => ({
  segment,
  file: track.file,
  title: track.title,
  artist: track.artist,
  tempo: track.tempo,
  rate,
  offset: milliseconds(offset),
  start: milliseconds(start),
  end: milliseconds(end),
  gain,
  join,
  drop: drop === null ? null : milliseconds(drop),
  reason: reasonOf({ reasons }),
})
