import type { TrackAnalysis } from '../../core/ipc/contract'
import type { StoredAnalysis } from '../../core/music/analysis'
import type { Catalog } from '../../core/music/catalog'
import type { Correction } from '../../core/music/correction'
import type { Facts } from '../../core/music/director/direction'
import type { Decision } from '../../core/music/match'
import { createAnalyses, heardOf, type Known, type Outcome } from './analyses'
import { contentAt } from './content'
import { createDecisions } from './decisions'
import { writeKept } from './kept'
import { createMatching } from './matching'
import { createNotes, patched, playedAt, type Note, type NotePatch } from './notes'
import { openDatabase } from './open'
import { createShelf, type Place, type Shelved } from './shelf'
import { passes, reasonOf } from './trouble'
import { createWriting } from './writing'

/** Without what is only drawn or told: it goes to the page by the hundred. */
function factsOf(analysis: StoredAnalysis | null): Facts | null {
  if (analysis === null) return null
  const { version: _version, tempoReadings: _readings, waveform: _waveform, reason: _reason, ...facts } = analysis
  return facts
}

/** Null where the file can't be read any more. */
export type Looked = (Known & { readonly content: string }) | null

/**
 * All that the app asks of its database. Times and sizes are small, but a disk may sleep: it lives in a thread of its own.
 * @param trouble is told why something cannot be written now and waits in memory; null when it is written
 */
export function openStore(folder: string, version: number, trouble: (reason: string | null) => void = () => undefined) {
  const { db, notice, lasting } = openDatabase(folder)
  const analyses = createAnalyses(db, version)
  const notes = createNotes(db)
  const decisions = createDecisions(db)
  const matching = createMatching(db, decisions)
  const shelf = createShelf(db, { notes, decisions })
  const fact = db.prepare('SELECT value FROM facts WHERE name = ?')
  const setFact = db.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)')
  const { together, surely, beside, flush } = createWriting({ db, trouble })

  let wordsWait = false
  function writeWords(): void {
    try {
      writeKept(db, folder)
      wordsWait = false
    } catch (error) {
      wordsWait = passes(error)
      throw error
    }
  }
  /** What only the user knows has changed: the second copy follows. */
  const keepWords = (): void => {
    if (lasting && !wordsWait) beside(writeWords)
  }
  /** As `together`, for what only the user knows. */
  function said<T>(work: () => T): T {
    try {
      const value = together(work)
      keepWords()
      return value
    } catch (error) {
      throw passes(error) ? new Error(`It could not be kept: ${reasonOf(error)}.`, { cause: error }) : error
    }
  }

  /** A file that has not changed since is not read again. */
  function identify(place: Place): string | null {
    const before = shelf.contentOf(place)
    if (before !== null) return before
    const names = contentAt(place.path)
    if (names !== null) shelf.looked(place, names)
    return names?.content ?? null
  }

  return {
    notice: async (): Promise<string | null> => notice,
    async look(places: readonly Place[]): Promise<Looked[]> {
      return places.map(identify).map((content) => (content === null ? null : { content, ...analyses.known(content) }))
    },
    known: async (contents: readonly string[]): Promise<Known[]> => contents.map(analyses.known),
    page: async (folders: readonly string[], after: number, most: number) => shelf.page(folders, after, most),
    /** Keeps files as they were read; answers with what the user says of each. */
    async keep(files: readonly Shelved[]): Promise<(Note | null)[]> {
      surely(() => shelf.keep(files), () => false, (followed) => followed && keepWords())
      return files.map(({ told }) => ('failed' in told ? null : notes.of(told.identity)))
    },
    forget: async (paths: readonly string[]): Promise<void> => surely(() => shelf.forget(paths), () => undefined),
    empty: async (music: string): Promise<void> => surely(() => shelf.empty(music), () => undefined),
    note: async (identities: readonly string[], patch: NotePatch): Promise<(Note | null)[]> => 
      surely(() => notes.set(identities, patch), () => identities.map((identity) => patched(notes.of(identity), patch)), keepWords),
    played: async (identities: readonly string[], at: string): Promise<(Note | null)[]> => 
      surely(() => notes.played(identities, at), () => identities.map((identity) => playedAt(notes.of(identity), at)), keepWords),
    decisions: async (catalog: string): Promise<Decision[]> => decisions.of(catalog),
    decide: async (catalog: string, decision: Decision): Promise<void> => said(() => decisions.add(catalog, decision)),
    match: async (catalog: Catalog, folders: readonly string[]) => matching(catalog, folders),
    save: async (content: string, outcome: Outcome, cpuSeconds: number | null): Promise<Known> =>
      surely(() => analyses.save(content, outcome, cpuSeconds), () => ({ heard: heardOf(outcome), fresh: true })),
    /** Has a content analysed again by this analyser. */
    forgetAnalysis: async (content: string): Promise<void> => analyses.forget(content),
    stored: async (content: string) => analyses.stored(content),
    analysis: async (content: string): Promise<TrackAnalysis> => analyses.analysis(content),
    /** Null where nothing is known. */
    async facts(contents: readonly string[]): Promise<(Facts | null)[]> {
      return contents.map((content) => factsOf(analyses.analysis(content).analysis))
    },
    async correct(content: string, correction: Correction): Promise<TrackAnalysis & Known> {
      const seen = said(() => analyses.correct(content, correction))
      return { ...seen, ...analyses.known(content) }
    },
    fact: async (name: string): Promise<string | null> => (fact.get(name) as { value: string } | undefined)?.value ?? null,
    setFact: async (name: string, value: string): Promise<void> => void setFact.run(name, value),
    async close(): Promise<void> {
      flush()
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

export type Store = Awaited<ReturnType<typeof openStore>>
