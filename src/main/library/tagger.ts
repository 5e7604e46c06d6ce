import type { Worker } from 'node:worker_threads'
import type { Told, Untold } from '../database/shelf'
import type { Found } from './scan'

export type TagResult = Told | Untold

export interface TaggerOptions {
  readonly createWorker: () => Worker
  /** How many files are read at the same time. */
  readonly threads: number
  /** A file that takes longer is given up, in ms. */
  readonly timeoutMs?: number
}

export const tooSlow = 'took too long to read'
export const crashed = 'could not be read: the reader crashed on it'

/** Files that a worker has before it, so that it need not wait for the main process between two. */
const ahead = 16

interface Reader {
  /** Files that it has and has not answered, in order: the first is the one in work. */
  readonly files: Found[]
  take(file: Found): void
  close(): void
}

/** @param spent the first of its files hung or crashed it; it answers no more */
function openReader(worker: Worker, timeoutMs: number, answered: (file: Found, result: TagResult) => void, spent: (result: { readonly failed: string }) => void): Reader {
  const files: Found[] = []
  let timer: NodeJS.Timeout | undefined
  let open = true
  const wait = () => {
    clearTimeout(timer)
    if (open && files.length > 0) timer = setTimeout(end, timeoutMs, { failed: tooSlow })
  }
  function close(): void {
    open = false
    clearTimeout(timer)
    void worker.terminate()
  }
  function end(result: { readonly failed: string }): void {
    if (!open) return
    close()
    spent(result)
  }
  worker.on('message', (result: TagResult) => {
    const file = files.shift()
    if (!open || !file) return
    wait()
    answered(file, result)
  })
  worker.on('error', () => end({ failed: crashed }))
  worker.on('exit', () => end({ failed: crashed }))
  return {
    files,
    close,
    take(file) {
      files.push(file)
      worker.postMessage(file.path)
      if (files.length === 1) wait()
    },
  }
}

/**
 * Reads the tags of files in worker threads, each working at one file at a time. A file that hangs or crashes its worker
 * costs that file only. The threads end with the call.
 */
export async function readAll(
  files: readonly Found[],
  { createWorker, threads, timeoutMs = 10_000 }: TaggerOptions,
  each: (file: Found, result: TagResult) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (signal?.aborted) return
  let next = 0
  /** Given back by a worker that ended. */
  const again: Found[] = []
  /** A worker crashed with them at its head. What it had answered just before may be lost with it, so each is tried once more, alone. */
  const suspects = new Set<Found>()
  const alone = (file: Found | undefined) => file !== undefined && suspects.has(file)

  const thread = () =>
    new Promise<void>((done) => {
      let reader: Reader | null = null
      const end = () => {
        signal?.removeEventListener('abort', end)
        reader?.close()
        done()
      }
      const fill = () => {
        for (;;) {
          const file = again[0] ?? files[next]
          const [first] = reader?.files ?? []
          if (!file || (first && (alone(first) || alone(file) || reader!.files.length >= ahead))) break
          if (again.length > 0) again.shift()
          else next++
          reader ??= openReader(createWorker(), timeoutMs, answered, spent)
          reader.take(file)
        }
        if (!reader || reader.files.length === 0) end()
      }
      const answered = (file: Found, result: TagResult) => {
        each(file, result)
        if (!signal?.aborted) fill()
      }
      const spent = (result: { readonly failed: string }) => {
        const [broken, ...rest] = reader?.files ?? []
        reader = null
        again.push(...rest)
        if (broken && (suspects.has(broken) || result.failed === tooSlow)) each(broken, result)
        else if (broken) {
          suspects.add(broken)
          again.unshift(broken)
        }
        if (!signal?.aborted) fill()
      }
      signal?.addEventListener('abort', end, { once: true })
      fill()
    })
  await Promise.all(Array.from({ length: Math.min(threads, files.length) }, thread))
}
