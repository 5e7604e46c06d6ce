import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CatalogTrackSchema, readCatalog, type CatalogTrack } from '../../../../src/core/music/catalog'
import type { Candidate } from '../../../../src/core/music/match'

/** One labelled case: a song, some files, and which of them is right. */
export interface Case {
  /** The kind of damage. */
  readonly kind: string
  readonly song: CatalogTrack
  readonly files: readonly Candidate[]
  /** The id of the file that must be found; null where none may be taken without asking. */
  readonly right: string | null
  /** Files that must be offered: a version, a cover, a file that cannot be told. */
  readonly offered: readonly string[]
}

const here = (name: string) => readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')

export function builtInCatalog() {
  const read = readCatalog(here('../../../../resources/catalogs/never-back-down.json'))
  if (!read.ok) throw new Error(read.error.message)
  return read.value
}

/** A catalog track of which little is known. */
export const song = (title: string, artist: string | null, more: Partial<CatalogTrack> = {}): CatalogTrack =>
  CatalogTrackSchema.parse({
    id: 'song', title, artist, year: null, album: null, onAlbum: null, inFilm: null, role: null,
    tempo: null, tempoAlt: null, duration: null, key: null, energy: null, ...more,
  })

const cells = (line: string) => line.split('|').map((cell) => cell.trim() || null)

/**
 * Reads a file of cases. `$ key = title | artist | album | seconds` is a song beside those of the built-in catalog, `# kind` begins
 * a kind, `@ song` a case. Its files follow, `file | title | artist | album | seconds`: `+` the right one, `~` one to be offered,
 * never taken silently, `-` any other wrong one. The first line is a comment. A key that ends in '-dash' is the song of the key
 * before it, as another catalog writes it.
 */
export function casesOf(name: 'tuning.txt' | 'unseen.txt'): readonly Case[] {
  const songs = new Map(builtInCatalog().tracks.map((track) => [track.id, track]))
  const cases: { kind: string; song: CatalogTrack; files: Candidate[]; right: string | null; offered: string[] }[] = []
  let kind = ''
  for (const line of here(name).split('\n').slice(1)) {
    const sign = line[0]
    const rest = line.slice(2)
    if (sign === '$') {
      const [key = '', facts = ''] = rest.split(' = ')
      const [title, artist, album, duration] = cells(facts)
      songs.set(key, song(title ?? '', artist ?? null, { id: key, album: album ?? null, duration: duration ? Number(duration) : null }))
    } else if (sign === '#') kind = rest
    else if (sign === '@') {
      const found = songs.get(rest)
      if (!found) throw new Error(`no song ${rest}`)
      cases.push({ kind, song: found, files: [], right: null, offered: [] })
    } else if (sign !== undefined) {
      const one = cases.at(-1)
      const [file, title, artist, album, duration] = cells(rest)
      if (!one || !file) throw new Error(`not a case: ${line}`)
      const id = String(one.files.length)
      one.files.push({ id, content: null, file, title: title ?? null, artist: artist ?? null, album: album ?? null, duration: duration ? Number(duration) : null })
      if (sign === '+') one.right = id
      if (sign === '~') one.offered.push(id)
    }
  }
  return cases
}
