import type { Args } from '../../core/ipc/contract'
import type { Track } from '../../core/music/track'

export type AnalysisResult = Args<'analysis.done'>['result']

/** The page that decodes and listens. */
export interface AnalysisPage {
  /** Resolves when a page is there and ready; rejects when none gets ready. */
  open(): Promise<void>
  ask(track: Track): void
  close(): void
}

export interface AnalysisOptions {
  readonly next: () => Track | undefined
  readonly found: (id: string, tempo: number | null, failed?: string) => void
  readonly page: AnalysisPage
  readonly log: (about: string, error: unknown) => void
  /** A file that takes longer is given up, in ms. */
  readonly patienceMs?: number
  /** The page is closed when it had nothing to do for so long, in ms. */
  readonly idleMs?: number
}

/** From this confidence on a tempo from the audio is used. */
const leastConfidence = 0.2

export type Analysis = ReturnType<typeof createAnalysis> & { ready(): void }

/**
 * Has the audio of tracks without a tempo listened to, one at a time and never while a session runs. A file that hangs
 * or crashes the page costs that file: the next one gets a new page.
 */
export function createAnalysis({ next, found, page, log, patienceMs = 60_000, idleMs = 5_000 }: AnalysisOptions) {
  let asked: { readonly id: string; readonly answer: (result: AnalysisResult) => void } | null = null
  let busy = false
  let paused = false
  let idle: NodeJS.Timeout | undefined

  function listen(track: Track): Promise<AnalysisResult> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => broken(`no answer for ${track.file} in ${patienceMs / 1000} s`), patienceMs)
      asked = {
        id: track.id,
        answer(result) {
          clearTimeout(timer)
          asked = null
          resolve(result)
        },
      }
      page.ask(track)
    })
  }

  /** The page hangs or is gone. */
  function broken(why: string): void {
    page.close()
    if (!asked) return
    log('analysis', why)
    asked.answer({ failed: 'the tempo could not be found: the analysis broke off' })
  }

  function take(track: Track, result: AnalysisResult): void {
    if ('failed' in result) return found(track.id, null, result.failed)
    found(track.id, result.confidence >= leastConfidence ? result.tempo : null)
  }

  async function work(): Promise<void> {
    if (busy || paused) return
    busy = true
    clearTimeout(idle)
    try {
      for (let track = next(); track && !paused; track = next()) {
        await page.open()
        take(track, await listen(track))
      }
    } catch (error) {
      // Without a page nothing can be found out; the tracks stay without a tempo until the next start.
      log('analysis', error)
      for (let track = next(); track; track = next()) found(track.id, null)
    }
    busy = false
    idle = setTimeout(() => page.close(), idleMs)
  }

  return {
    /** There may be something to do. */
    wake: () => void (next() && work()),
    pause(on: boolean): void {
      paused = on
      if (!on) void work()
    },
    done(id: string, result: AnalysisResult): void {
      if (asked?.id === id) asked.answer(result)
    },
    broken,
    close(): void {
      paused = true
      clearTimeout(idle)
      page.close()
    },
  }
}
