import { z } from 'zod'
import { StoredAnalysisSchema } from '../music/analysis'
import { CatalogSchema } from '../music/catalog'
import { CorrectionSchema } from '../music/correction'
import { DraftSchema } from '../music/draft'
import { PolicyPatchSchema } from '../music/policy'
import { formats } from '../music/playlist/playlist'
import { marks, saneTempo, TrackSchema } from '../music/track'
import { ReportSchema } from '../report'
import { PreferencesPatchSchema, PreferencesSchema } from '../settings'
import { WorkoutSchema } from '../workout/workout'
import { phases } from '../workout/plan'

const nothing = z.void()
const FailureSchema = z.object({ code: z.string(), message: z.string(), mend: z.string().optional() })

/** A workout with the id that the settings and the command line know it by. */
export const WorkoutChoiceSchema = z.object({
  id: z.string(),
  from: z.enum(['builtin', 'user', 'command-line']),
  workout: WorkoutSchema,
})
export type WorkoutChoice = z.infer<typeof WorkoutChoiceSchema>

/** A file that is no track, and why. */
const ProblemSchema = z.object({ file: z.string(), reason: z.string() })

/** What happened to the list of tracks since a revision of it; at most some hundred tracks, so that no message takes long. */
export const ChangesSchema = z.object({
  /** New and changed ones. */
  tracks: z.array(TrackSchema),
  removed: z.array(z.string()),
  /** To ask from the next time. */
  revision: z.number().int(),
  /** There is more to ask for at once. */
  more: z.boolean(),
})
export type Changes = z.infer<typeof ChangesSchema>

const text = z.string().trim().min(1).max(300)
/** What the user says of a track; null brings the file's own back, what is absent stays. */
const EditSchema = z.object({
  id: z.string(),
  title: text.nullable().exactOptional(),
  artist: text.nullable().exactOptional(),
  tempo: z.number().min(saneTempo.least).max(saneTempo.most).nullable().exactOptional(),
})
export type Edit = z.infer<typeof EditSchema>
/** Stands for a path that the user gave by a dialog or by dragging. */
const token = z.string().regex(/^[0-9a-f]{32}$/)

/** A catalog that can be chosen; 'changed' is a bundled one that the user has edited. */
export const CatalogChoiceSchema = z.object({ id: z.string(), name: z.string(), songs: z.number().int(), from: z.enum(['bundled', 'user', 'changed']) })
export type CatalogChoice = z.infer<typeof CatalogChoiceSchema>

/** A catalog, and what was found for each of its songs, in its order. Files are ids of tracks. */
export const SoundtrackSchema = z.object({
  catalog: CatalogSchema,
  from: CatalogChoiceSchema.shape.from,
  songs: z.array(
    z.object({
      song: z.string(),
      /** 'strong' is taken without asking, 'ambiguous' is to be checked by the user, 'none' is missing. */
      state: z.enum(['strong', 'ambiguous', 'none']),
      by: z.enum(['auto', 'user']),
      file: z.string().nullable(),
      distance: z.number().nullable(),
      reasons: z.array(z.string()).readonly(),
      others: z.array(z.object({ id: z.string(), distance: z.number(), reasons: z.array(z.string()).readonly() })),
    }),
  ),
})
export type Soundtrack = z.infer<typeof SoundtrackSchema>

const SaySchema = z.union([z.object({ kind: z.enum(['confirm', 'pick', 'not']), file: z.string() }), z.object({ kind: z.literal('unlink') })])
const FailedSchema = z.object({ failed: FailureSchema })
/** The name of the file that was written; null where the dialog was dismissed. */
const SavedSchema = z.union([z.object({ saved: z.string() }), FailedSchema, z.null()])

/** The state of the music folders, without the tracks. */
export const LibraryStatusSchema = z.object({
  folders: z.array(
    z.object({
      id: z.string(),
      /** The folder's own name, not its path. */
      name: z.string(),
      tracks: z.number().int(),
      /** It cannot be reached, e.g. its drive is unplugged; its tracks wait for it. */
      away: z.boolean(),
      problem: z.string().nullable(),
    }),
  ),
  /** True where the bundled demo tracks stand in, because no folder gives any track. */
  demo: z.boolean(),
  tracks: z.number().int(),
  scanning: z.boolean(),
  /** How far a scan has come, in files that must be read; null while none are, or nobody knows how many. */
  scan: z.object({ done: z.number().int(), total: z.number().int() }).nullable(),
  /** How many tracks without a tempo still wait for one from their audio; a session that is to start at once waits for them. */
  analysing: z.number().int(),
  /** The first files that were left out or could not be read, each with the reason; 'library.problems' has all. */
  problems: z.array(ProblemSchema),
  /** How many files were left out. */
  leftOut: z.number().int(),
})
export type LibraryStatus = z.infer<typeof LibraryStatusSchema>

/** What the command line asks of the page. */
export const LaunchSchema = z.object({
  version: z.string(),
  electron: z.string(),
  /** Id of the workout to show first, where `--workout` names one. */
  workout: z.string().nullable(),
  start: z.boolean(),
  /** Things that went wrong before the window opened, e.g. a settings file that was set aside. */
  notices: z.array(z.string()),
})
export type Launch = z.infer<typeof LaunchSchema>

/** What is known of a track's audio, as the user sees it: corrections are applied already. */
export const TrackAnalysisSchema = z.object({
  analysis: StoredAnalysisSchema.nullable(),
  /** Those in force, oldest first. */
  corrections: z.array(CorrectionSchema),
  /** Why there is no analysis, or no tempo in it; null also while the track waits for its turn. */
  reason: z.string().nullable(),
})
export type TrackAnalysis = z.infer<typeof TrackAnalysisSchema>

/** How far the analysis of the library has come, in files. */
export const AnalysisProgressSchema = z.object({
  done: z.number().int(),
  total: z.number().int(),
  failed: z.number().int(),
  /** Null while nobody can tell. */
  secondsLeft: z.number().nullable(),
  paused: z.boolean(),
})
export type AnalysisProgress = z.infer<typeof AnalysisProgressSchema>

/** What the music director must know of a track's audio, corrections applied: an analysis without what is only drawn or told. */
export const FactsSchema = StoredAnalysisSchema.omit({ version: true, tempoReadings: true, waveform: true, reason: true })

export type { StoredAnalysis } from '../music/analysis'
export type { Correction } from '../music/correction'

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
  /** Lets the user pick a playlist or a catalog; null where the dialog was dismissed. */
  'catalog.import': call(nothing, z.union([z.object({ imported: z.string() }), FailedSchema, z.null()])),
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
  'track.correct': call(z.object({ id: z.string(), correction: CorrectionSchema }), TrackAnalysisSchema),
  /** The user wants no analysis for now, or wants it again. Remembered over a restart. */
  'analysis.pause': call(z.object({ paused: z.boolean() }), nothing),
  /** These tracks are needed next: they are analysed before all others, in this order. */
  'analysis.first': call(z.object({ ids: z.array(z.string()).max(1000) }), nothing),
  'analysis.state': call(nothing, AnalysisProgressSchema),
  /** The analysis page works on a track and has come to this second of it. */
  'analysis.reached': call(z.object({ id: z.string(), seconds: z.number() }), nothing),
  'analysis.done': call(z.object({ id: z.string(), result: z.union([StoredAnalysisSchema, z.object({ failed: z.string().max(500) })]) }), nothing),
  /** A session began: the display stays awake and analysis waits until `session.ended`. */
  'session.started': call(z.object({ workout: z.string(), segments: z.number().int(), duration: z.number() }), nothing),
  /** A segment began; `text` is its line for the terminal. */
  'session.segment': call(z.object({ index: z.number().int(), phase: z.enum(phases), text: z.string() }), nothing),
  'session.ended': call(z.object({ report: ReportSchema }), nothing),
  /** A session that was asked for by `--start` could not run. */
  'session.refused': call(z.object({ reason: z.string() }), nothing),
  'window.fullscreen': call(z.object({ on: z.boolean() }), nothing),
  /** An error of the page, for the log. */
  'page.error': call(z.object({ message: z.string() }), nothing),
} as const

/** Every message of the main process to a page. */
export const events = {
  'library.changed': LibraryStatusSchema,
  'window.changed': z.object({ fullscreen: z.boolean() }),
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
}

/** Where a page finds things: one origin, so that no page needs another's permission. */
export const origin = 'app://roundhouse'
export const mediaUrl = (trackId: string): string => `${origin}/media/${trackId}`
export const cueUrl = (scheme: string, kind: string): string => `${origin}/cues/${scheme}-${kind}.wav`
