import { basename } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { fail, type Result } from '../../core/result'
import type { Imported } from './exchange'
import createThread from './thread?nodeWorker'

/** No playlist that can be taken needs as long, in ms. */
const patienceMs = 30_000
const small = { maxOldGenerationSizeMb: 512 }

/** As `importFrom`, in a thread of its own: megabytes from elsewhere must not hold up the window. */
export function importAside(path: string, taken: readonly string[]): Promise<Result<Imported>> {
  const thread: Worker = createThread({ workerData: { path, taken }, resourceLimits: small })
  const answer = new Promise<Result<Imported>>((resolve) => {
    const failed = () => resolve(fail('unreadable', `${basename(path)} cannot be read: it takes too much time or memory`))
    const late = setTimeout(failed, patienceMs)
    thread.on('message', resolve)
    thread.on('error', failed)
    thread.on('exit', () => {
      clearTimeout(late)
      failed()
    })
  })
  return answer.finally(() => thread.terminate())
}
