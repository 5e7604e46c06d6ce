import { createHash } from 'node:crypto'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, extname, join, relative, sep } from 'node:path'

/** An audio file found in a music folder. */
export interface Found {
  /**
   * Comes from the real path, so that a file keeps its id over rescans and restarts and the page learns nothing about the
   * disk. It changes when the file is moved; ids by content come with the database.
   */
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
  /** In order of name. */
  readonly files: readonly Found[]
  readonly problems: readonly Problem[]
  /** Set where the folder itself could not be read. */
  readonly problem: string | null
}

const audio = new Set(['.mp3', '.m4a', '.aac', '.flac', '.ogg', '.opus', '.wav'])

export const idOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 16)

/** A file name for one line of a screen or a terminal: no control characters. */
export const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim()

const why = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EACCES' || code === 'EPERM') return 'no permission to read it'
  if (code === 'ENOENT') return 'it does not exist'
  if (code === 'ELOOP') return 'a link that leads to itself'
  return code ?? message
}

/** `inner` is `outer` or lies in it; both real. */
const within = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep)

/**
 * Finds the audio files of a folder and the folders in it. Hidden ones are left out. A link is followed when it stays
 * within the folder; each real file comes once, and so does each real folder, so that links in a ring end.
 */
export async function scanFolder(folder: string): Promise<Scan> {
  const files: Found[] = []
  const problems: Problem[] = []
  const seen = new Set<string>()
  let root: string

  const visit = async (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    const entries = await readdir(path, { withFileTypes: true })
    // By name, links last: a file is known by its own name and not by that of a link to it.
    entries.sort((a, b) => Number(a.isSymbolicLink()) - Number(b.isSymbolicLink()) || (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      if (entry.name.startsWith('.')) continue
      if (!entry.isFile() && !entry.isDirectory() && !entry.isSymbolicLink()) continue
      const named = join(path, entry.name)
      const shown = () => oneLine(relative(root, named).split(sep).join('/'))
      const wanted = audio.has(extname(entry.name).toLowerCase())
      if (entry.isFile() && !wanted) continue
      try {
        const real = entry.isSymbolicLink() ? await realpath(named) : named
        if (!within(root, real)) {
          problems.push({ file: shown(), reason: 'a link to a place outside of the music folder' })
          continue
        }
        const found = await stat(real)
        if (found.isDirectory()) await visit(real)
        else if (found.isFile() && wanted && !seen.has(real)) {
          seen.add(real)
          files.push({ id: idOf(real), path: real, file: shown(), size: found.size, modifiedMs: found.mtimeMs })
        }
      } catch (error) {
        problems.push({ file: shown(), reason: why(error) })
      }
    }
  }

  try {
    root = await realpath(folder)
    await visit(root)
  } catch (error) {
    return { files: [], problems: [], problem: `The folder ${basename(folder)} cannot be read: ${why(error)}` }
  }
  return { files, problems, problem: null }
}
