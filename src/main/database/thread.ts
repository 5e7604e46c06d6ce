import { parentPort, workerData } from 'node:worker_threads'
import { serveStore } from './link'
import { openStore } from './store'

/** The database's own thread. */
const { folder, version } = workerData as { folder: string; version: number }
if (parentPort) serveStore(parentPort, (trouble) => openStore(folder, version, trouble))
