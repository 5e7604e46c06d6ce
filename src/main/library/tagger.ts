import type { Worker } from 'node:worker_threads'
import type { Told } from '../database/shelf'
import type { Found } from './scan'

export type TagResult = Told | { readonly failed: string }

export interface TaggerOptions {
  readonly createWorker: () => Worker
  /** How many files are read at the same time. */
  readonly threads: number
  /** A file that takes longer is given up, in ms. */
  readonly timeoutMs?: number
}

export const tooSlow = 'took too long to read'
export const crashed = 'could not be read: the reader crashed on it'

/** A worker with one file in its hands at a time. It is spent when a file hung or crashed it. */
function openReader(worker: Worker, timeoutMs: number) {
  let answer: (result: TagResult, spent: boolean) => void = () => undefined
  worker.on('message', (result: TagResult) => answer(result, false))
  worker.on('error', () => answer({ failed: crashed }, true))
  worker.on('exit', () => answer({ failed: crashed }, true))
  return {
    read: ({ path, size }: Found): Promise<{ result: TagResult; spent: boolean }> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => answer({ failed: tooSlow }, true), timeoutMs)
        answer = (result, spent) => {
          clearTimeout(timer)
          answer = () => undefined
          resolve({ result, spent })
        }
        worker.postMessage({ path, size })
      }),
    close: () => worker.terminate(),
  }
}

/**
 * Reads the tags of files in worker threads, each with one file at a time. A file that hangs or crashes its worker costs
 * that file only. The threads end with the call.
 */
export async function readAll(
  files: readonly Found[],
  { createWorker, threads, timeoutMs = 10_000 }: TaggerOptions,
  each: (file: Found, result: TagResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  let next = 0
  const thread = async () => {
    let reader: ReturnType<typeof openReader> | null = null
    for (let file = files[next++]; file && !signal?.aborted; file = files[next++]) {
      reader ??= openReader(createWorker(), timeoutMs)
      const { result, spent } = await reader.read(file)
      if (spent) {
        void reader.close()
        reader = null
      }
      if (!signal?.aborted) each(file, result)
    }
    await reader?.close()
  }
  await Promise.all(Array.from({ length: Math.min(threads, files.length) }, thread))
}
