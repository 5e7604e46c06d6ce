import { app } from 'electron'
import { ANALYSER_VERSION } from '../core/music/analyse'
import { connectStore } from './database/link'
import type { Store } from './database/store'
import createDatabase from './database/thread?nodeWorker'
import { createLibrary, type Library } from './library/library'
import { readFiles } from './library/readers'
import { say } from './terminal'

/** Progress is told at most so often, in ms. */
const everyMs = 1000

/** The user's database, for a run without a window: what is wrong with it is said. Whoever opens it closes it. */
export async function openStore(): Promise<Store> {
  const store = connectStore(
    () => createDatabase({ workerData: { folder: app.getPath('userData'), version: ANALYSER_VERSION } }),
    {
      waits: (reason) => reason !== null && say(`The database cannot be written now: ${reason}`),
      lost: (reason) => say(`The database cannot be used: ${reason}`),
    },
  )
  const notice = await store.notice().catch((error: unknown) => `The database cannot be used: ${String(error)}`)
  if (notice !== null) say(notice)
  return store
}

/** The tracks of some folders with all that the user has said of them. Files that are known are not read again; what cannot be read is said. */
export async function readMusic(store: Store, folders: readonly string[]): Promise<Library> {
  let told = 0
  const library = createLibrary({
    demoFolder: null, store, readTags: readFiles,
    createWatch: () => ({ follow: () => undefined, leave: () => undefined, close: () => undefined }),
    changed() {
      const { scan } = library.status()
      if (scan === null || performance.now() - told < everyMs) return
      told = performance.now()
      say(`${scan.done}/${scan.total} files read`)
    },
  })
  const stop = (signal: NodeJS.Signals) => app.exit(signal === 'SIGINT' ? 130 : 143)
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, stop)
  await library.setFolders(folders)
  for (const signal of signals) process.off(signal, stop)
  for (const { problem } of library.status().folders) if (problem !== null) say(problem)
  for (const { file, reason } of library.problems()) say(`${file}: ${reason}`)
  return library
}
