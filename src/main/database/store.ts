import type { TrackAnalysis } from '../../core/ipc/contract'
import type { Correction } from '../../core/music/correction'
import { createAnalyses, type Known, type Outcome } from './analyses'
import { contentOf } from './content'
import { openDatabase } from './open'

/** A file as the library found it. */
export interface Place {
  readonly path: string
  readonly size: number
  readonly modifiedMs: number
}

/** Null where the file can't be read any more. */
export type Looked = (Known & { readonly content: string }) | null

/** All that the app asks of its database. Times and sizes are small, but a disk may sleep: it lives in a thread of its own. */
export function openStore(folder: string, version: number) {
  const { db, notice } = openDatabase(folder)
  const analyses = createAnalyses(db, version)
  const placed = db.prepare('SELECT content FROM files WHERE path = ? AND size = ? AND modifiedMs = ?')
  const place = db.prepare('INSERT OR REPLACE INTO files (path, size, modifiedMs, content) VALUES (?, ?, ?, ?)')
  const fact = db.prepare('SELECT value FROM facts WHERE name = ?')
  const setFact = db.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)')

  /** A file that has not changed since is not read again. */
  async function identify({ path, size, modifiedMs }: Place): Promise<string | null> {
    const before = placed.get(path, size, modifiedMs) as { content: string } | undefined
    if (before) return before.content
    const content = await contentOf(path, size).catch(() => null)
    if (content !== null) place.run(path, size, modifiedMs, content)
    return content
  }

  return {
    notice: async (): Promise<string | null> => notice,
    async look(places: readonly Place[]): Promise<Looked[]> {
      const contents: (string | null)[] = []
      for (const one of places) contents.push(await identify(one))
      return contents.map((content) => (content === null ? null : { content, ...analyses.known(content) }))
    },
    save: async (content: string, outcome: Outcome, cpuSeconds: number | null): Promise<Known> => analyses.save(content, outcome, cpuSeconds),
    stored: async (content: string) => analyses.stored(content),
    analysis: async (content: string): Promise<TrackAnalysis> => analyses.analysis(content),
    correct: async (content: string, correction: Correction): Promise<TrackAnalysis & Known> => ({ ...analyses.correct(content, correction), ...analyses.known(content) }),
    fact: async (name: string): Promise<string | null> => (fact.get(name) as { value: string } | undefined)?.value ?? null,
    setFact: async (name: string, value: string): Promise<void> => void setFact.run(name, value),
    async close(): Promise<void> {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

export type Store = Awaited<ReturnType<typeof openStore>>
