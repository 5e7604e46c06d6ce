import type { StoredAnalysis } from '../../core/music/analysis'
import { createSurvey, type Survey } from '../../core/music/survey'
import { drop, leave } from '../decoding/drop'

/** A block of samples, the end of a track, or its end without a result. */
export type Job = { readonly channels: readonly Float32Array[]; readonly sampleRate: number } | 'finish' | 'forget'
export type Answer = 'more' | StoredAnalysis

/** The arithmetic, away from the page, so that the page can decode and answer while it runs. */
let survey: { readonly of: Survey; readonly channels: number } | null = null

/** What a survey leaves behind, in bytes, about: its garbage is collected after a few tracks. */
const SURVEY = 1 << 20

function take(job: Job): Answer {
  if (typeof job === 'string') {
    const result = job === 'finish' ? survey?.of.finish() : undefined
    survey = null
    leave(SURVEY)
    return result ?? 'more'
  }
  const { channels, sampleRate } = job
  survey ??= { of: createSurvey({ sampleRate, channels: channels.length }), channels: channels.length }
  // A stream may go on with fewer or more channels than it began with.
  survey.of.process(Array.from({ length: survey.channels }, (_, c) => channels[c % channels.length]!))
  drop([...new Set(channels.map(({ buffer }) => buffer))])
  return 'more'
}

self.addEventListener('message', ({ data }: MessageEvent<Job>) => self.postMessage(take(data)))
