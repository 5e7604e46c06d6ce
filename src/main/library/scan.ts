import { createHash } from 'node:crypto'
import { readdir, realpath, stat } from 'node:fs/promises'
import type { Dirent, Stats } from 'node:fs'
import { basename, dirname, extname, join, relative, sep } from 'node:path'
import { oneLine } from '../../core/line'

/** An audio file found in a music folder. */
export interface Found {
  /** Comes from the real path, so that the page learns nothing about the disk. The library keeps it when a file is moved. */
  readonly id: string
  /** Real and absolute: no link is left in it. */
  readonly path: string
  /** The name within the music folder, with '/' between folders. */
  readonly file: string
  /** Bytes. */
  readonly size: number
  readonly modifiedMs: number
}

export interface Problem {
  readonly file: string
  readonly reason: string
}

export interface Scan {
  /** Folder by folder, in each in order of name. */
  readonly files: readonly Found[]
  readonly problems: readonly Problem[]
  /** Real paths of the folders that were looked into. */
  readonly folders: readonly string[]
  /** Real paths that could not be looked into or at: nobody knows what is there. */
  readonly unread: readonly string[]
  /** What the folder lies on; another number means another drive, or none. Null where it could not be read. */
  readonly device: number | null
  /** Set where the folder itself could not be read. */
  readonly problem: string | null
}

/** Names that sound may have. What a file is, its content says: this only spares reading all others. */
export const kinds: ReadonlySet<string> = new Set(
  '.mp3 .mpga .mp2 .m4a .m4b .m4p .m4r .mp4 .aac .flac .ogg .oga .opus .wav .wave .bwf .rf64 .mka .webm .weba'.split(' '),
)
/** Folders of systems and servers: what is in them is rubbish, or a copy. */
const systems: ReadonlySet<string> = new Set(['$recycle.bin', 'system volume information', 'lost+found', '__macosx', '@eadir', '#recycle', '#snapshot'])
/** Files that are asked for at once: enough to keep a network drive busy. */
const atOnce = 32

export const idOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16)

/** Why the system refused, for people. */
export const why = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it'
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'ELOOP') return 'a link that leads to itself'
  return code ?? message
}

/** `inner` is `outer` or lies in it; both real. */
export const within = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)

const wanted = (name: string): boolean => kinds.has(extname(name).toLowerCase())
const hidden = (name: string): boolean => name.startsWith('.') || systems.has(name.toLowerCase())
const visible = (entry: Dirent): boolean =>
  !hidden(entry.name) && (entry.isDirectory() || entry.isSymbolicLink() || (entry.isFile() && wanted(entry.name)))
/** Something at the path that may be read another time: what is gone is known to be gone. */
const withheld = (error: unknown): boolean => (error as NodeJS.ErrnoException).code !== 'ENOENT'

export interface ScanOptions {
  /** Only this folder within it, by its real path. */
  readonly from?: string
  readonly signal?: AbortSignal
  /** Is told every file at once. */
  readonly each?: (found: Found) => void
}

/**
 * Finds the audio files of a folder and the folders in it, or the one file that `folder` is. Hidden ones and systems' own
 * are left out. A link is followed when it stays within the folder; each real file comes once, and so does each real
 * folder, so that links in a ring end.
 */
export async function scanFolder(folder: string, { from, signal, each }: ScanOptions = {}): Promise<Scan> {
  const files: Found[] = []
  const problems: Problem[] = []
  const folders: string[] = []
  const unread: string[] = []
  const seen = new Set<string>()
  let root = ''
  const shown = (path: string) => oneLine(relative(root, path).split(sep).join('/'))
  const fail = (path: string, error: unknown) => {
    // Bytes of a name that are no text come as this sign, and so name no file.
    problems.push({ file: shown(path), reason: path.includes('\ufffd') ? 'its name is not in Unicode' : why(error) })
    if (withheld(error)) unread.push(path)
  }

  function add(path: string, name: string, { size, mtimeMs }: Stats): void {
    if (seen.has(path)) return
    seen.add(path)
    const found = { id: idOf(path), path, file: name, size, modifiedMs: mtimeMs }
    files.push(found)
    each?.(found)
  }

  async function follow(named: string): Promise<void> {
    try {
      const real = await realpath(named)
      const found = await stat(real)
      if (!found.isDirectory() && !wanted(named)) return
      if (!within(root, real)) problems.push({ file: shown(named), reason: 'a link to a place outside of the music folder' })
      else if (found.isDirectory()) await visit(real)
      else if (found.isFile()) add(real, shown(named), found)
    } catch (error) {
      problems.push({ file: shown(named), reason: why(error) })
    }
  }

  async function visit(path: string): Promise<void> {
    if (seen.has(path) || signal?.aborted) return
    seen.add(path)
    const entries = (await readdir(path, { withFileTypes: true })).filter(visible).sort((a, b) => (a.name < b.name ? -1 : 1))
    folders.push(path)
    const at = (kind: 'isFile' | 'isDirectory' | 'isSymbolicLink') => entries.filter((entry) => entry[kind]()).map(({ name }) => join(path, name))
    const own = at('isFile')
    for (let i = 0; i < own.length && !signal?.aborted; i += atOnce) {
      const some = own.slice(i, i + atOnce)
      const stats = await Promise.all(some.map((one) => stat(one).catch((error: unknown) => error as Error)))
      stats.forEach((found, k) => (found instanceof Error ? fail(some[k]!, found) : add(some[k]!, shown(some[k]!), found)))
    }
    for (const one of at('isDirectory')) await visit(one).catch((error: unknown) => fail(one, error))
    // Links last: a file is known by its own name and not by that of a link to it.
    for (const one of at('isSymbolicLink')) if (!signal?.aborted) await follow(one)
  }

  try {
    root = await realpath(folder)
    const found = await stat(root)
    if (found.isFile()) {
      if (wanted(root)) add(root, oneLine(basename(root)), found)
      return { files, problems, folders: [dirname(root)], unread, device: found.dev, problem: null }
    }
    if (from === undefined) await visit(root)
    else await visit(from).catch((error: unknown) => fail(from, error))
    return { files, problems, folders, unread, device: found.dev, problem: null }
  } catch (error) {
    const problem = `The folder ${basename(folder)} cannot be read: ${why(error)}`
    return { files: [], problems: [], folders: [], unread: [], device: null, problem }
  }
}
