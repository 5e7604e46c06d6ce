import { z } from 'zod'
import { EntrySchema } from '../journal'
import { StoredAnalysisSchema } from '../music/analysis'
import { CatalogSchema } from '../music/catalog'
import { CorrectionSchema } from '../music/correction'
import { DraftSchema } from '../music/draft'
import { PolicyPatchSchema } from '../music/policy'
import { formats } from '../music/playlist/playlist'
import { marks } from '../music/track'
import { ReportSchema } from '../report'
import { PreferencesPatchSchema, PreferencesSchema } from '../settings'
import { phases } from '../workout/plan'
import { AnalysisProgressSchema, CatalogChoiceSchema, ChangesSchema, EditSchema, FactsSchema, FailedSchema, FailureSchema, LaunchSchema, LibraryStatusSchema, ProblemSchema, SavedSchema, SaySchema, SoundtrackSchema, token, TrackAnalysisSchema, WorkoutChoiceSchema } from './shapes'

export type { StoredAnalysis } from '../music/analysis'
export type { Correction } from '../music/correction'
export type { AnalysisProgress, CatalogChoice, Changes, Edit, Launch, LibraryStatus, Soundtrack, TrackAnalysis, WorkoutChoice } from './shapes'

const nothing = z.void()

const call = <A extends z.ZodType, R extends z.ZodType>(args: A, result: R) => ({ args, result })

/** Every call of a page to the main process: the shape of its one argument and of its answer. */
export const calls = {
  launch: call(nothing, LaunchSchema),
  'preferences.get': call(nothing, PreferencesSchema),
  /** Saves the fields given, answers with all of them. */
  'preferences.set': call(PreferencesPatchSchema, PreferencesSchema),
  'workouts.list': call(nothing, z.array(WorkoutChoiceSchema)),
  /** Lets the user pick a workout file; null where the dialog was dismissed. */
  'workouts.open': call(nothing, z.union([z.object({ opened: WorkoutChoiceSchema }), z.object({ failed: FailureSchema }), z.null()])),
  'workouts.remove': call(z.object({ id: z.string() }), nothing),
  /** Changes what a workout of the user's says of its music. */
  'workouts.music': call(z.object({ id: z.string(), music: PolicyPatchSchema }), nothing),
  /** The setlist that is kept with a workout; null where none is. */
  'setlist.kept': call(z.object({ workout: z.string() }), DraftSchema.nullable()),
  /** Keeps a setlist with a workout; null forgets it. */
  'setlist.keep': call(z.object({ workout: z.string(), draft: DraftSchema.nullable() }), nothing),
  /** Asks the user for a file and writes these tracks into it as M3U8, in order. Answers its name; null where nothing was written. */
  'setlist.export': call(z.object({ name: z.string().max(200), tracks: z.array(z.string()).min(1).max(1000) }), z.object({ file: z.string() }).nullable()),
  'library.status': call(nothing, LibraryStatusSchema),
  /** The list of tracks: what changed since a revision, all of it since 0. Asked again after 'library.changed'. */
  'library.changes': call(z.object({ since: z.number().int().min(0) }), ChangesSchema),
  /** Every file that was left out, with the reason. */
  'library.problems': call(nothing, z.array(ProblemSchema)),
  /** Lets the user pick music folders; they are added and scanned. */
  'library.addFolder': call(nothing, nothing),
  'library.removeFolder': call(z.object({ id: z.string() }), nothing),
  'library.rescan': call(nothing, nothing),
  /** Stops the scan that runs. What was read is kept; the next scan reads the rest. */
  'library.cancel': call(nothing, nothing),
  /** The preload's own: tokens for files and folders that were dragged in. A page has no path to send. */
  'library.take': call(z.object({ paths: z.array(z.string().min(1).max(8192)).max(1000) }), z.array(token)),
  /** Adds what was dragged in: folders to the music folders, single files by themselves. */
  'library.drop': call(z.object({ tokens: z.array(token).max(1000) }), nothing),
  /** Kept with what the file holds, also when it is moved or renamed; the file itself is not touched. */
  'track.edit': call(EditSchema, nothing),
  'track.mark': call(z.object({ ids: z.array(z.string()).max(100_000), mark: z.enum(marks).nullable() }), nothing),
  /** Shows the file in the system's file manager. */
  'track.show': call(z.object({ id: z.string() }), nothing),
  'catalog.list': call(nothing, z.array(CatalogChoiceSchema)),
  /** Keeps a catalog of the user's: a new one, or one that was edited. */
  'catalog.save': call(z.object({ catalog: CatalogSchema }), nothing),
  /** A bundled one that was changed comes back as it was. */
  'catalog.remove': call(z.object({ id: z.string() }), nothing),
  /** Lets the user pick a playlist or a catalog; null where the dialog was dismissed. What of it could not be taken is told in lines. */
  'catalog.import': call(nothing, z.union([z.object({ imported: z.string(), leftOut: z.array(z.string()) }), FailedSchema, z.null()])),
  'catalog.export': call(z.object({ id: z.string(), format: z.enum(formats) }), SavedSchema),
  'soundtrack.state': call(z.object({ catalog: z.string() }), SoundtrackSchema),
  /** The user's word on a song; it outlives rescans, renames and moves. */
  'soundtrack.decide': call(z.object({ catalog: z.string(), song: z.string(), say: SaySchema }), SoundtrackSchema),
  /** A file from outside is this song: it joins the library. */
  'soundtrack.drop': call(z.object({ catalog: z.string(), song: z.string(), token }), z.union([SoundtrackSchema, FailedSchema])),
  'soundtrack.save': call(z.object({ catalog: z.string(), what: z.enum(['found', 'missing.txt', 'missing.csv']) }), SavedSchema),
  'track.analysis': call(z.object({ id: z.string() }), TrackAnalysisSchema),
  /** By track id; a track that was not analysed yet is left out. */
  'track.facts': call(z.object({ ids: z.array(z.string()).max(5000) }), z.record(z.string(), FactsSchema)),
  /** Forgets what the analyser found in a track, or why it failed, and has it done again, before all others. */
  'track.again': call(z.object({ id: z.string() }), TrackAnalysisSchema),
  'track.correct': call(z.object({ id: z.string(), correction: CorrectionSchema }), TrackAnalysisSchema),
  /** The user wants no analysis for now, or wants it again. Remembered over a restart. */
  'analysis.pause': call(z.object({ paused: z.boolean() }), nothing),
  /** These tracks are needed next: they are analysed before all others, in this order. */
  'analysis.first': call(z.object({ ids: z.array(z.string()).max(1000) }), nothing),
  'analysis.state': call(nothing, AnalysisProgressSchema),
  /** The analysis page works on a track and has come to this second of it. */
  'analysis.reached': call(z.object({ id: z.string(), seconds: z.number() }), nothing),
  /** `passing`: what stood in the way says nothing about what the file holds. */
  'analysis.done': call(z.object({ id: z.string(), result: z.union([StoredAnalysisSchema, z.object({ failed: z.string().max(500), passing: z.literal(true).exactOptional() })]) }), nothing),
  /** A session began: the display stays awake and analysis waits until `session.ended`. */
  'session.started': call(z.object({ workout: z.string(), segments: z.number().int(), duration: z.number() }), nothing),
  /** A segment began; `text` is its line for the terminal. */
  'session.segment': call(z.object({ index: z.number().int(), phase: z.enum(phases), text: z.string() }), nothing),
  /** What happened in the session since the last time, to be written down at once. The first entry of a new one is its start. */
  'session.journal': call(z.object({ entries: z.array(EntrySchema).min(1).max(5000) }), nothing),
  /** The session that nobody runs any more and that can go on; `kept`: a sentence about one that cannot. */
  'session.interrupted': call(nothing, z.union([z.object({ entries: z.array(EntrySchema) }), z.object({ kept: z.string() }), z.null()])),
  /** The interrupted session is not to go on: it is kept as stopped. */
  'session.keep': call(nothing, nothing),
  /** Shows the report of the last session in the system's file manager. */
  'session.show': call(nothing, nothing),
  /** `heard`: how long each track sounded, by its id. */
  'session.ended': call(z.object({ report: ReportSchema, heard: z.array(z.object({ id: z.string(), seconds: z.number().min(0) })).max(10_000) }), nothing),
  /** A session that was asked for by `--start` could not run. */
  'session.refused': call(z.object({ reason: z.string() }), nothing),
  /** Nothing is heard any more, and the way of the sound out of the program may be to blame: it is laid anew. */
  'sound.restart': call(nothing, nothing),
  /** The answer to 'window.closing': whether the session is to end and the window to close. */
  'window.close': call(z.object({ end: z.boolean() }), nothing),
  'window.fullscreen': call(z.object({ on: z.boolean() }), nothing),
  /** An error of the page, for the log. */
  'page.error': call(z.object({ message: z.string() }), nothing),
} as const

/** Every message of the main process to a page. */
export const events = {
  'library.changed': LibraryStatusSchema,
  /** The user is to be told this. */
  'app.notice': z.object({ text: z.string() }),
  /** Another start asks this window for a workout of 'workouts.list'. */
  'app.asked': z.object({ workout: z.string(), start: z.boolean() }),
  'window.changed': z.object({ fullscreen: z.boolean() }),
  /** The user wants to close the window while a session runs: they are to be asked. */
  'window.closing': z.null(),
  /** The machine goes to sleep: a running session pauses. */
  'power.suspend': z.null(),
  /** The window is about to close: a running session ends and hands in its report. */
  'app.closing': z.null(),
  'analysis.request': z.object({ id: z.string() }),
  'analysis.progress': AnalysisProgressSchema,
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type Args<N extends CallName> = z.infer<Calls[N]['args']>
export type Answer<N extends CallName> = z.infer<Calls[N]['result']>
export type Events = typeof events
export type EventName = keyof Events
export type Payload<N extends EventName> = z.infer<Events[N]>

/** What the preload puts on `window.roundhouse`. A call fails with an Error when main refuses it. */
export interface Bridge {
  call<N extends CallName>(name: N, ...args: Args<N> extends void ? [] : [Args<N>]): Promise<Answer<N>>
  /** Listens until the returned function is called. */
  on<N extends EventName>(name: N, listen: (payload: Payload<N>) => void): () => void
  /** Tokens for the File objects of a drop, for 'library.drop'; what is no file of the disk gets none. */
  take(files: readonly object[]): Promise<readonly string[]>
  /** Gives back the memory of the page that nothing uses now; takes some ten ms. */
  tidy(): void
}

/** Where a page finds things: one origin, so that no page needs another's permission. */
export const origin = 'app://roundhouse'
export const mediaUrl = (trackId: string): string => `${origin}/media/${trackId}`
export const cueUrl = (scheme: string, kind: string): string => `${origin}/cues/${scheme}-${kind}.wav`
