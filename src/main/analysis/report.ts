import type { StoredAnalysis } from '../../core/music/analysis'
import type { Outcome } from '../database/analyses'

/** One file of the report of --analyze. */
export interface Analysed {
  /** Relative to the folder, with '/' between folders. */
  readonly file: string
  readonly outcome: Outcome
  /** Of the process that decoded and analysed it; null where it failed or nobody knows. */
  readonly cpuSeconds: number | null
}

const none = { duration: null, tempo: null, tempoConfidence: 0, tempoReadings: [], firstBeat: null, beats: [], downbeats: [], drops: [], loudness: null, truePeak: null, energy: null, key: null }

const partOf = (analysis: StoredAnalysis) => {
  const { duration, tempo, tempoConfidence, tempoReadings, beats, downbeats, drops, loudness, truePeak, energy, key } = analysis
  const { keyConfidence, steady, beatsPerBar, sections, joins, music, silence } = analysis
  return {
    duration, tempo, tempoConfidence, tempoReadings, firstBeat: beats[0] ?? null, beats, downbeats, drops, loudness, truePeak, energy, key,
    keyConfidence, steady, beatsPerBar, sections, joins, music, silence,
  }
}

/** The report of --analyze. Seconds, BPM, LUFS, dBTP. The realtime factor is of the audio that was analysed against CPU time. */
export function reportOf(files: readonly Analysed[]) {
  const tracks = files.map(({ file, outcome, cpuSeconds }) => ({
    file,
    ...('result' in outcome ? partOf(outcome.result) : none),
    cpuSeconds,
    // Without a tempo the reason is of interest, but it is no error.
    ...('result' in outcome && outcome.result.reason !== null ? { reason: outcome.result.reason } : {}),
    error: 'failed' in outcome ? outcome.failed : null,
  }))
  const timed = tracks.filter(({ duration, cpuSeconds }) => duration !== null && cpuSeconds !== null)
  const audio = timed.reduce((sum, { duration }) => sum + (duration ?? 0), 0)
  const cpu = timed.reduce((sum, { cpuSeconds }) => sum + (cpuSeconds ?? 0), 0)
  return { tracks, realtimeFactor: cpu > 0 ? audio / cpu : null }
}
