import { parentPort, workerData } from 'node:worker_threads'
import { importFrom } from './exchange'

/** Reads one file and ends. */
const { path, taken } = workerData as { path: string; taken: readonly string[] }
void importFrom(path, taken).then((read) => parentPort?.postMessage(read))
