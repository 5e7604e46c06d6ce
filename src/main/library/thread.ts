import { parentPort } from 'node:worker_threads'
import { readTrack } from './reading'

/** The worker's side of tagger.ts: one file at a time, so that the one in hand is the one that hangs. */
parentPort?.on('message', ({ path, size }: { path: string; size: number }) => {
  void readTrack(path, size).then((answer) => parentPort?.postMessage(answer))
})
