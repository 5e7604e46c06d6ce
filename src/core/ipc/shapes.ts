import { z } from 'zod'
import { visible } from '../line'
import { StoredAnalysisSchema } from '../music/analysis'
import { CatalogSchema } from '../music/catalog'
import { CorrectionSchema } from '../music/correction'
import { saneTempo, TrackSchema } from '../music/track'
import { WorkoutSchema } from '../workout/workout'

// What goes over the wire between the processes, piece by piece; contract.ts says in which call and event.

export const FailureSchema = z.object({ code: z.string(), message: z.string(), mend: z.string().optional() })

/** A workout with the id that the settings and the command line know it by. */
export const WorkoutChoiceSchema = z.object({
  id: z.string(),
  from: z.enum(['builtin', 'user', 'command-line']),
  workout: WorkoutSchema,
})
export type WorkoutChoice = z.infer<typeof WorkoutChoiceSchema>

/** A file that is no track, and why. */
export const ProblemSchema = z.object({ file: z.string(), reason: z.string() })

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

const text = z.string().trim().min(1).max(300).overwrite(visible)
/** What the user says of a track; null brings the file's own back, what is absent stays. */
export const EditSchema = z.object({
  id: z.string(),
  title: text.nullable().exactOptional(),
  artist: text.nullable().exactOptional(),
  tempo: z.number().min(saneTempo.least).max(saneTempo.most).nullable().exactOptional(),
})
export type Edit = z.infer<typeof EditSchema>
/** Stands for a path that the user gave by a dialog or by dragging. */
export const token = z.string().regex(/^[0-9a-f]{32}$/)

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

export const SaySchema = z.union([z.object({ kind: z.enum(['confirm', 'pick', 'not']), file: z.string() }), z.object({ kind: z.literal('unlink') })])
export const FailedSchema = z.object({ failed: FailureSchema })
/** The name of the file that was written; null where the dialog was dismissed. */
export const SavedSchema = z.union([z.object({ saved: z.string() }), FailedSchema, z.null()])

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
  /** Sound that nothing here decodes, by its coding: 'MP2', 'AC-3' … Its files are among those left out. */
  unplayable: z.array(z.object({ coding: z.string(), files: z.number().int().positive() })),
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
