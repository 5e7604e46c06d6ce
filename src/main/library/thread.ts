import { parentPort } from 'node:worker_threads'
import { standBackAlone } from '../priority'
import { readTrack } from './reading'

standBackAlone()

let last: Promise<void> = Promise.resolve()

/** The worker's side of tagger.ts: one file at a time and in order, so that the first one unanswered is the one that hangs. */
parentPort?.on('message', (path: string) => {
  last = last.then(async () => parentPort?.postMessage(await readTrack(path)))
})
