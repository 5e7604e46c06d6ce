import { basename } from 'node:path'
import type { CallName } from '../core/ipc/contract'
import { writePlaylist } from '../core/music/playlist/playlist'
import { own } from '../core/own'
import { mostKept } from '../core/settings'
import { writeWhole } from './atomic'
import type { Handlers } from './ipc'
import type { Library } from './library/library'
import type { SettingsStore } from './settings'

export interface SetlistParts {
  readonly settings: SettingsStore
  readonly library: Pick<Library, 'pathOf' | 'track'>
  /** Asks the user where to write; null where they do not want to. */
  readonly askSave: (name: string, ending: string) => Promise<string | null>
}

/** A name that every file system takes. */
const fileName = (name: string): string => `${name.replaceAll(/[^\p{L}\p{N}.-]+/gu, ' ').trim() || 'setlist'}.m3u8`

/** The work behind the calls about kept and exported setlists. */
export function createSetlistHandlers({ settings, library, askSave }: SetlistParts): Pick<Handlers, Extract<CallName, `setlist.${string}`>> {
  return {
    'setlist.kept': ({ workout }) => own(settings.get().setlists, workout) ?? null,
    'setlist.keep': ({ workout, draft }) => {
      const { [workout]: _before, ...others } = settings.get().setlists
      const setlists = draft === null ? others : { ...others, [workout]: draft }
      if (Object.keys(setlists).length > mostKept) throw new Error(`${mostKept} setlists are kept already: forget one first.`)
      return settings.set({ setlists })
    },
    'setlist.export': async ({ name, tracks }) => {
      const entries = tracks.flatMap((id) => {
        const [track, file] = [library.track(id), library.pathOf(id)]
        return track && file !== undefined ? [{ title: track.title, artist: track.artist, album: track.album, duration: Math.round(track.duration), tempo: track.tempo, file }] : []
      })
      const path = await askSave(fileName(name), 'm3u8')
      if (path === null) return null
      await writeWhole(path, writePlaylist({ name, entries }, 'm3u8'))
      return { file: basename(path) }
    },
  }
}
