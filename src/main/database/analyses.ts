import { StoredAnalysisSchema, type StoredAnalysis } from '../../core/music/analysis'
import { corrected, CorrectionSchema, decidesTempo, inForce, type Correction } from '../../core/music/correction'
import type { Heard } from '../../core/music/track'
import type { TrackAnalysis } from '../../core/ipc/contract'
import type { Db } from './open'

export type Outcome = { readonly result: StoredAnalysis } | { readonly failed: string }

/** What a list of tracks shows of one content. */
export interface Known {
  /** Null where nothing is known yet. */
  readonly heard: Heard | null
  /** Nothing to do: this analyser's result, or its failure, is there. */
  readonly fresh: boolean
}

/** What a list of tracks shows of an outcome. */
export function heardOf(outcome: Outcome): Heard {
  if ('failed' in outcome) return failedFor(outcome.failed)
  const { tempo, tempoConfidence, tempoReadings, reason, energy, duration } = outcome.result
  return { state: 'done', reason, tempo, tempoConfidence, tempoReadings, corrected: false, energy, duration }
}
const failedFor = (reason: string): Heard => ({ state: 'failed', reason, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false })

interface Row {
  readonly version: number
  readonly failed: string | null
  readonly tempo: number | null
  readonly confidence: number | null
  readonly readings: string | null
  readonly reason: string | null
  readonly energy: number | null
  readonly duration: number | null
}

/**
 * The analyses and corrections of contents. A result of an older analyser is used until there is one of this; corrections
 * have a table of their own, which no analysis touches.
 * @param version of the analyser at work
 */
export function createAnalyses(db: Db, version: number) {
  const summaries = db.prepare('SELECT version, failed, tempo, confidence, readings, reason, energy, duration FROM analyses WHERE content = ? AND version <= ? ORDER BY version DESC')
  const newest = db.prepare('SELECT result, cpuSeconds, version FROM analyses WHERE content = ? AND version <= ? AND result IS NOT NULL ORDER BY version DESC LIMIT 1')
  const failure = db.prepare('SELECT failed FROM analyses WHERE content = ? AND version = ?')
  const insert = db.prepare('INSERT OR REPLACE INTO analyses (content, version, result, failed, cpuSeconds, tempo, confidence, readings, reason, energy, duration) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const forget = db.prepare('DELETE FROM analyses WHERE content = ? AND version = ?')
  const outdate = db.prepare('DELETE FROM analyses WHERE content = ? AND version < ?')
  const said = db.prepare('SELECT correction FROM corrections WHERE content = ? ORDER BY number')
  const say = db.prepare('INSERT INTO corrections (content, correction) VALUES (?, ?)')

  const corrections = (content: string): Correction[] =>
    inForce((said.all(content) as { correction: string }[]).flatMap(({ correction }) => CorrectionSchema.safeParse(JSON.parse(correction)).data ?? []))

  function stored(content: string): { readonly result: StoredAnalysis; readonly cpuSeconds: number | null; readonly version: number } | null {
    const row = newest.get(content, version) as { result: string; cpuSeconds: number | null; version: number } | undefined
    // A result of an older shape counts as none: it is made again anyway.
    const result = row && StoredAnalysisSchema.safeParse(JSON.parse(row.result)).data
    return row && result ? { result, cpuSeconds: row.cpuSeconds, version: row.version } : null
  }

  function known(content: string): Known {
    const rows = summaries.all(content, version) as Row[]
    const fresh = rows[0]?.version === version
    const usable = rows.find(({ failed }) => failed === null)
    if (!usable) {
      const failed = rows[0]?.failed
      return { fresh, heard: fresh && failed ? failedFor(failed) : null }
    }
    const state = fresh ? 'done' : 'waiting'
    const { energy, duration } = usable
    const beside = { ...(energy !== null && { energy }), ...(duration !== null && { duration }) }
    const now = corrections(content)
    const seen = now.length > 0 ? stored(content) : null
    if (seen) {
      const { tempo, tempoConfidence, tempoReadings, reason } = corrected(seen.result, now)
      return { fresh, heard: { state, reason, tempo, tempoConfidence, tempoReadings, corrected: decidesTempo(now), ...beside } }
    }
    const { tempo, confidence, readings, reason } = usable
    return { fresh, heard: { state, reason, tempo, tempoConfidence: confidence ?? 0, tempoReadings: JSON.parse(readings ?? '[]'), corrected: false, ...beside } }
  }

  function analysis(content: string): TrackAnalysis {
    const now = corrections(content)
    const found = stored(content)
    if (!found) return { analysis: null, corrections: now, reason: (failure.get(content, version) as { failed: string | null } | undefined)?.failed ?? null }
    const seen = corrected(found.result, now)
    return { analysis: seen, corrections: now, reason: seen.reason }
  }

  return {
    known,
    analysis,
    /** As the analyser made it, without corrections. */
    stored,
    save(content: string, outcome: Outcome, cpuSeconds: number | null): Known {
      if ('failed' in outcome) insert.run(content, version, null, outcome.failed, cpuSeconds, null, null, null, null, null, null)
      else {
        const { result } = outcome
        const { tempo, tempoConfidence, tempoReadings, reason, energy, duration } = result
        insert.run(content, version, JSON.stringify(result), null, cpuSeconds, tempo, tempoConfidence, JSON.stringify(tempoReadings), reason, energy, duration)
        outdate.run(content, version)
      }
      return known(content)
    },
    /** What this analyser found, or why it failed. */
    forget: (content: string): void => void forget.run(content, version),
    correct(content: string, correction: Correction): TrackAnalysis {
      say.run(content, JSON.stringify(correction))
      return analysis(content)
    },
  }
}
