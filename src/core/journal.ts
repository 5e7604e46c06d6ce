import { z } from 'zod'
import { EditsSchema, noEdits, type Edits } from './music/director/direction'
import { MusicSchema, reasonOf, type Music } from './music/setlist'
import { ReportSchema, type Done, type Report, type ReportEvent } from './report'
import { doneOf } from './summary'
import { compile, segmentAt, type Plan } from './workout/plan'
import { WorkoutSchema, type Seconds } from './workout/workout'

const time = z.number()
const segment = z.number().int().min(0)
const { shape } = ReportSchema

/**
 * What is written down of a session while it runs, one JSON object a line. The account of a session follows from its entries alone,
 * so that it can go on, or be reported, whatever happened to the program. `time` is seconds since the session's start, pauses
 * included, `at` seconds of the plan.
 */
export const EntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('start'), app: z.string(), electron: z.string(), startedAt: z.iso.datetime(), workout: WorkoutSchema }),
  /** Its music, which comes after its start, or has changed. */
  z.strictObject({ kind: z.literal('music'), seed: z.number().int(), music: z.array(MusicSchema).max(10_000).readonly(), edits: EditsSchema }),
  z.strictObject({ kind: z.enum(['enter', 'leave']), segment, time }),
  z.strictObject({ kind: z.literal('cue'), cue: shape.cues.element }),
  z.strictObject({ kind: z.literal('moment'), moment: shape.moments.element }),
  z.strictObject({ kind: z.literal('event'), event: shape.events.element }),
  /** It stands here. `wall`: when that was, in ms since 1970. `heard`: how long tracks sounded since the beat before. */
  z.strictObject({ kind: z.literal('beat'), at: time.min(0), time: time.min(0), wall: z.number(), heard: z.array(z.strictObject({ id: z.string(), seconds: time.min(0) })).max(1000) }),
  /** Nobody ran it any more after the last beat. */
  z.strictObject({ kind: z.literal('gone'), reason: z.string().max(500) }),
  z.strictObject({ kind: z.literal('end'), outcome: shape.outcome }),
])
export type Entry = z.infer<typeof EntrySchema>
export type Start = Extract<Entry, { kind: 'start' }>
type Beat = Extract<Entry, { kind: 'beat' }>

/** The entries as text: each is a line, whole by its end. */
export const linesOf = (entries: readonly Entry[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')

/** The entries in a text. What is cut off, or is none, is passed over: the rest still tells. */
export function readEntries(text: string): readonly Entry[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    try {
      const read = EntrySchema.safeParse(JSON.parse(line))
      return read.success ? [read.data] : []
    } catch {
      return []
    }
  })
}

/** The same account in fewer entries: of all the beats one remains, with all that was heard. */
export function condensed(entries: readonly Entry[]): readonly Entry[] {
  const heard = new Map<string, Seconds>()
  let last: Beat | null = null
  for (const entry of entries) {
    if (entry.kind !== 'beat') continue
    last = entry
    for (const { id, seconds } of entry.heard) heard.set(id, (heard.get(id) ?? 0) + seconds)
  }
  return entries.flatMap((entry): readonly Entry[] => {
    if (entry === last) return [{ ...last, heard: [...heard].map(([id, seconds]) => ({ id, seconds })) }]
    return entry.kind === 'beat' ? [] : [entry]
  })
}

/** One session as its entries tell it. */
export class Account {
  music: readonly Music[] = []
  edits: Edits = noEdits
  seed = 0
  readonly visits: { actualStart: Seconds | null; actualEnd: Seconds | null }[]
  readonly cues: Report['cues'] = []
  readonly moments: Report['moments'] = []
  readonly events: ReportEvent[] = []
  /** Seconds that each track sounded, by its id. */
  readonly heard = new Map<string, Seconds>()
  /** Where it was last known to stand. */
  last: Pick<Beat, 'at' | 'time' | 'wall'> = { at: 0, time: 0, wall: 0 }
  /** Why nobody runs it any more; null while somebody does, or nobody knows. */
  gone: string | null = null
  outcome: Report['outcome'] | null = null

  constructor(readonly start: Start, readonly plan: Plan) {
    this.visits = plan.segments.map(() => ({ actualStart: null, actualEnd: null }))
  }

  take(entry: Entry): void {
    if (entry.kind === 'music') {
      this.music = entry.music
      this.edits = entry.edits
      this.seed = entry.seed
    } else if (entry.kind === 'enter' || entry.kind === 'leave') this.visit(entry.kind, entry.segment, entry.time)
    else if (entry.kind === 'cue') this.cues.push(entry.cue)
    else if (entry.kind === 'moment') this.moments.push(entry.moment)
    else if (entry.kind === 'event') this.events.push(entry.event)
    else if (entry.kind === 'gone') this.gone = entry.reason
    else if (entry.kind === 'end') this.outcome = entry.outcome
    else if (entry.kind === 'beat') this.stand(entry)
  }

  get done(): Done {
    return doneOf(this.plan, { ...this, at: this.last.at })
  }

  /** Its report, as far as it is told. */
  report(outcome: Report['outcome']): Report {
    const { app, electron, startedAt, workout } = this.start
    const { index } = segmentAt(this.plan, this.last.at)
    return {
      app,
      electron,
      startedAt,
      workout: workout.name,
      outcome,
      done: this.done,
      segments: this.plan.segments.map(({ phase, round, start, end }, i) => {
        const { actualStart = null, actualEnd = null } = this.visits[i] ?? {}
        // Where nobody could tell that it was left.
        return { phase, round, start, end, actualStart, actualEnd: actualEnd ?? (i === index && actualStart !== null ? this.last.time : null) }
      }),
      cues: this.cues,
      music: this.music.map(inReport),
      moments: this.moments,
      events: this.events,
    }
  }

  /** A segment that is entered again keeps its first start and gets a new end. */
  private visit(kind: 'enter' | 'leave', segment: number, time: Seconds): void {
    const visit = this.visits[segment]
    if (!visit) return
    if (kind === 'enter') visit.actualStart ??= time
    else visit.actualEnd = time
  }

  private stand({ at, time, wall, heard }: Beat): void {
    this.last = { at: Math.min(at, this.plan.duration), time, wall }
    this.gone = null
    for (const { id, seconds } of heard) this.heard.set(id, (this.heard.get(id) ?? 0) + seconds)
  }
}

/** The account that entries give; null where they are not those of a session. */
export function accountOf(entries: readonly Entry[]): Account | null {
  const [start, ...rest] = entries
  if (start?.kind !== 'start') return null
  const compiled = compile(start.workout)
  if (!compiled.ok) return null
  const account = new Account(start, compiled.value)
  for (const entry of rest) account.take(entry)
  return account
}

/** After so long nobody wants to go on with a session, in ms. */
const longAgoMs = 12 * 3600 * 1000

/** What is to become of a session that nobody runs. @param wall ms since 1970 */
export function fateOf({ outcome, last, plan }: Account, wall: number): 'finished' | 'stopped' | 'long ago' | 'open' {
  if (outcome !== null) return outcome
  if (last.at >= plan.duration) return 'finished'
  return wall - last.wall > longAgoMs ? 'long ago' : 'open'
}

const milliseconds = (seconds: Seconds): Seconds => Math.round(seconds * 1000) / 1000

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
