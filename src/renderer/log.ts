import type { Account, Entry } from '../core/journal'
import type { Edits } from '../core/music/director/direction'
import type { Moment } from '../core/music/moments'
import type { Setlist } from '../core/music/setlist'
import type { Report, ReportEvent } from '../core/report'
import type { Cue } from '../core/workout/cue'
import type { Seconds } from '../core/workout/workout'

const fine = (seconds: Seconds): Seconds => Math.round(seconds * 1e5) / 1e5
const milliseconds = (seconds: Seconds): Seconds => Math.round(seconds * 1000) / 1000

/** What happens in one session, as it happens: part of its account at once, and to be written down. Times are seconds from its start. */
export class SessionLog {
  private pending: Entry[]

  /** @param known the account holds what is written down already, but for what a new session begins with */
  constructor(readonly account: Account, known: boolean) {
    this.pending = known ? [] : [account.start]
  }

  enter(segment: number, time: Seconds): void {
    this.add({ kind: 'enter', segment, time: milliseconds(time) })
  }

  leave(segment: number, time: Seconds): void {
    if (segment >= 0) this.add({ kind: 'leave', segment, time: milliseconds(time) })
  }

  /** @param at plan time at which the cue was heard; null where it was too late and was dropped */
  cue({ kind, at: planned }: Cue, at: Seconds | null): void {
    this.add({ kind: 'cue', cue: { kind, planned, scheduled: at === null ? null : fine(at), error: at === null ? null : fine(at - planned) } })
  }

  /** @param at plan time at which it was heard; null where it was not */
  moment({ kind, at: planned }: Moment, file: string, at: Seconds | null): void {
    this.add({ kind: 'moment', moment: { kind, file, planned: fine(planned), heard: at === null ? null : fine(at), error: at === null ? null : fine(at - planned) } })
  }

  event(event: ReportEvent): void {
    this.add({ kind: 'event', event })
  }

  /** What is to be played from now on, where that has changed. */
  music({ seed, music }: Setlist, edits: Edits): void {
    if (music !== this.account.music) this.add({ kind: 'music', seed, music, edits })
  }

  /** It stands here. @param wall ms since 1970 @param heard how long each track has sounded since the last time */
  beat(at: Seconds, time: Seconds, wall: number, heard: ReadonlyMap<string, Seconds>): void {
    this.add({ kind: 'beat', at, time, wall, heard: [...heard].map(([id, seconds]) => ({ id, seconds: milliseconds(seconds) })) })
  }

  end(outcome: Report['outcome']): void {
    this.add({ kind: 'end', outcome })
  }

  /** What has not been written down yet, to be so. */
  drain(): readonly Entry[] {
    const entries = this.pending
    this.pending = []
    return entries
  }

  private add(entry: Entry): void {
    this.account.take(entry)
    this.pending.push(entry)
  }
}
