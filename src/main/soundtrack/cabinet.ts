import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CatalogChoice } from '../../core/ipc/contract'
import type { Catalog } from '../../core/music/catalog'
import { writeWhole } from '../atomic'
import { importFrom } from './exchange'

const ending = '.json'
/** Catalogs are read at every start: one of more bytes, and more of them, would hold it up. */
const limits = { bytes: 10_000_000, files: 200 } as const

/** Folders of JSON files; the user's need not be there yet. */
export interface Places {
  readonly bundled: string
  readonly user: string
}

interface Held {
  readonly catalog: Catalog
  readonly from: CatalogChoice['from']
}

/** The catalogs of a folder that can be read; `broken` is told of the others. */
async function read(folder: string, broken: (file: string, why: string) => void): Promise<Catalog[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ending)).toSorted()
  const catalogs: Catalog[] = []
  if (names.length > limits.files) broken(names[limits.files]!, `there are more than ${limits.files} catalogs`)
  for (const name of names.slice(0, limits.files)) {
    const { size } = await stat(join(folder, name)).catch(() => ({ size: 0 }))
    if (size > limits.bytes) {
      broken(name, 'it is too large for a catalog')
      continue
    }
    const file = await importFrom(join(folder, name), [])
    // A file's name is its catalog's id: no file can pass for another one's.
    if (!file.ok) broken(name, file.error.message)
    else if (`${file.value.catalog.id}${ending}` === name) catalogs.push(file.value.catalog)
    else broken(name, 'it is not the catalog of this name')
  }
  return catalogs
}

/**
 * The catalogs: those that the app brings along, and the user's. One of the user's with the id of a bundled one is that one,
 * changed by the user; taking it away brings the bundled one back.
 * @param broken is told of each file that is none, and why
 */
export async function openCabinet(places: Places, broken: (file: string, why: string) => void) {
  const bundled = await read(places.bundled, broken)
  const own = new Map((await read(places.user, broken)).map((catalog) => [catalog.id, catalog]))
  const pathOf = (id: string) => join(places.user, `${id}${ending}`)
  const isBundled = (id: string) => bundled.some((one) => one.id === id)

  const get = (id: string): Held | null => {
    const mine = own.get(id)
    if (mine) return { catalog: mine, from: isBundled(id) ? 'changed' : 'user' }
    const catalog = bundled.find((one) => one.id === id)
    return catalog ? { catalog, from: 'bundled' } : null
  }
  const ids = () => [...new Set([...bundled.map(({ id }) => id), ...own.keys()])]

  return {
    get,
    ids,
    list: (): CatalogChoice[] =>
      ids().flatMap((id) => {
        const held = get(id)
        return held ? [{ id, name: held.catalog.name, songs: held.catalog.tracks.length, from: held.from }] : []
      }),
    /** Rejects where it could not be written; it then counts until the app ends. */
    async save(catalog: Catalog): Promise<void> {
      own.set(catalog.id, catalog)
      await writeWhole(pathOf(catalog.id), `${JSON.stringify(catalog, null, 1)}\n`)
    },
    async remove(id: string): Promise<void> {
      if (own.delete(id)) await rm(pathOf(id), { force: true })
    },
  }
}

export type Cabinet = Awaited<ReturnType<typeof openCabinet>>
