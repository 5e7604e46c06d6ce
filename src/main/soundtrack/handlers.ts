import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import type { CallName, Soundtrack } from '../../core/ipc/contract'
import { playlistOf } from '../../core/music/catalog/edit'
import { missingText } from '../../core/music/catalog/missing'
import { writePlaylist, type Format } from '../../core/music/playlist/playlist'
import { writeWhole } from '../atomic'
import type { Handlers } from '../ipc'
import { newPlaces, type Drops } from '../library/drops'
import type { Library } from '../library/library'
import type { SettingsStore } from '../settings'
import type { Cabinet } from './cabinet'
import type { importFrom } from './exchange'
import type { createSoundtrack } from './soundtrack'

export interface SoundtrackParts {
  readonly settings: SettingsStore
  readonly library: Library
  readonly drops: Drops
  readonly cabinet: Promise<Cabinet>
  readonly soundtrack: ReturnType<typeof createSoundtrack>
  /** Reads a catalog or a playlist. */
  readonly readCatalogFile: typeof importFrom
  readonly askPlaylist: () => Promise<readonly string[]>
  /** Where a file is to be saved; null where the dialog was dismissed. */
  readonly askSave: (name: string, ending: string) => Promise<string | null>
}

type SoundtrackCall = Extract<CallName, `catalog.${string}` | `soundtrack.${string}`>

const failed = (code: string, message: string) => ({ failed: { code, message } })

/** The work behind the calls about catalogs and what of them was found. */
export function createSoundtrackHandlers({ settings, library, drops, cabinet, soundtrack, readCatalogFile, askPlaylist, askSave }: SoundtrackParts): Pick<Handlers, SoundtrackCall> {
  async function save(name: string, format: Format | 'txt', text: string) {
    const path = await askSave(`${name.replaceAll(/[/\\:*?"<>|]/g, '-')}.${format}`, format)
    if (path === null) return null
    try {
      await writeWhole(path, text)
      return { saved: basename(path) }
    } catch (error) {
      return failed('unwritable', `${basename(path)} could not be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`)
    }
  }

  /** Paths of the files of songs that were found, by song. */
  const pathsOf = ({ songs }: Soundtrack) =>
    new Map(songs.flatMap(({ song, state, file }) => {
      const path = state === 'strong' && file !== null ? library.pathOf(file) : undefined
      return path === undefined ? [] : [[song, path] as const]
    }))

  return {
    'catalog.list': async () => (await cabinet).list(),
    'catalog.save': async ({ catalog }) => {
      await (await cabinet).save(catalog)
      soundtrack.stale()
    },
    'catalog.remove': async ({ id }) => {
      await (await cabinet).remove(id)
      soundtrack.stale()
    },
    'catalog.import': async () => {
      const [path] = await askPlaylist()
      if (path === undefined) return null
      const held = await cabinet
      const read = await readCatalogFile(path, held.ids())
      if (!read.ok) return { failed: read.error }
      const { catalog, leftOut } = read.value
      await held.save(catalog)
      return { imported: catalog.id, leftOut: [...leftOut] }
    },
    'catalog.export': async ({ id, format }) => {
      const found = await soundtrack.state(id)
      return save(found.catalog.name, format, writePlaylist(playlistOf(found.catalog, pathsOf(found)), format))
    },
    'soundtrack.state': ({ catalog }) => soundtrack.state(catalog),
    'soundtrack.decide': ({ catalog, song, say }) => soundtrack.decide(catalog, song, say),
    'soundtrack.drop': async ({ catalog, song, token }) => {
      const [path] = drops.pathsOf([token])
      const real = path === undefined ? null : await realpath(path).catch(() => null)
      if (real === null) return failed('gone', 'What was dragged in is not there any more')
      const used = library.folders().map(({ path }) => path)
      const places = await newPlaces([real], used)
      if (places.length > 0) {
        await settings.set({ folders: [...new Set([...settings.get().folders, ...places])] })
        await library.setFolders([...used, ...places])
      }
      const file = library.idAt(real)
      if (file === undefined) return failed('no-track', `${basename(real)} is not a track that can be used`)
      return soundtrack.decide(catalog, song, { kind: 'pick', file })
    },
    'soundtrack.save': async ({ catalog, what }) => {
      const found = await soundtrack.state(catalog)
      const paths = pathsOf(found)
      const { name, tracks } = found.catalog
      const there = { ...found.catalog, tracks: tracks.filter(({ id }) => paths.has(id)) }
      if (what === 'found') return save(name, 'm3u8', writePlaylist(playlistOf(there, paths), 'm3u8'))
      const none = { ...found.catalog, tracks: tracks.filter((_, i) => found.songs[i]?.state === 'none') }
      if (what === 'missing.csv') return save(`${name}, missing`, 'csv', writePlaylist(playlistOf(none), 'csv'))
      return save(`${name}, missing`, 'txt', missingText(none))
    },
  }
}
