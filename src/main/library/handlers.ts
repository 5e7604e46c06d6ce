import type { CallName } from '../../core/ipc/contract'
import type { Handlers } from '../ipc'
import { log } from '../log'
import type { SettingsStore } from '../settings'
import { newPlaces, type Drops } from './drops'
import type { Library } from './library'

export interface LibraryParts {
  readonly settings: SettingsStore
  readonly library: Library
  readonly drops: Drops
  readonly askFolders: () => Promise<readonly string[]>
  /** Shows a file in the system's file manager. */
  readonly showFile: (path: string) => void
}

type LibraryCall = Extract<CallName, `library.${string}` | 'track.edit' | 'track.mark' | 'track.show'>

const unwanted = (error: unknown) => log('scan', error)

/** The work behind the calls about the library and its tracks. */
export function createLibraryHandlers({ settings, library, drops, askFolders, showFile }: LibraryParts): Pick<Handlers, LibraryCall> {
  async function add(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return
    const used = library.folders().map(({ path }) => path)
    void library.setFolders([...used, ...paths]).catch(unwanted)
    await settings.set({ folders: [...new Set([...settings.get().folders, ...paths])] })
  }

  return {
    'library.status': () => library.status(),
    'library.changes': ({ since }) => library.changes(since),
    'library.problems': () => [...library.problems()],
    'library.addFolder': async () => add(await askFolders()),
    'library.removeFolder': async ({ id }) => {
      const folders = library.folders()
      const gone = folders.find((folder) => folder.id === id)
      if (!gone) return
      void library.setFolders(folders.filter((folder) => folder !== gone).map(({ path }) => path)).catch(unwanted)
      await settings.set({ folders: settings.get().folders.filter((path) => path !== gone.path) })
    },
    'library.rescan': () => void library.rescan().catch(unwanted),
    'library.cancel': () => library.cancel(),
    'library.take': ({ paths }) => drops.take(paths),
    'library.drop': async ({ tokens }) => add(await newPlaces(drops.pathsOf(tokens), library.folders().map(({ path }) => path))),
    'track.edit': ({ id, ...patch }) => library.say([id], patch),
    'track.mark': ({ ids, mark }) => library.say(ids, { mark }),
    'track.show': ({ id }) => {
      const path = library.pathOf(id)
      if (path !== undefined) showFile(path)
    },
  }
}
