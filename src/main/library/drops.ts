import { randomBytes } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { kinds, within } from './scan'

/** Tokens that nobody used are forgotten, the oldest first. */
const most = 5000

/** Paths that the user gave by dragging, and the tokens that stand for them on the page. */
export function createDrops() {
  const paths = new Map<string, string>()
  return {
    take(given: readonly string[]): string[] {
      const tokens = given.map((path) => {
        const token = randomBytes(16).toString('hex')
        paths.set(token, path)
        return token
      })
      for (const token of paths.keys()) {
        if (paths.size <= most) break
        paths.delete(token)
      }
      return tokens
    },
    /** The paths of tokens; a token that nobody gave out has none. */
    pathsOf: (tokens: readonly string[]): string[] => tokens.flatMap((token) => paths.get(token) ?? []),
  }
}

export type Drops = ReturnType<typeof createDrops>

/**
 * What of some paths is to be added to the music folders: folders and audio files that are not in one of them already.
 * @param folders the music folders
 */
export async function newPlaces(paths: readonly string[], folders: readonly string[]): Promise<string[]> {
  const real = (path: string) => realpath(path).catch(() => null)
  const roots = (await Promise.all(folders.map(real))).filter((path) => path !== null)
  const places: string[] = []
  for (const path of paths) {
    const target = await real(path)
    const found = target === null ? null : await stat(target).catch(() => null)
    if (target === null || !found) continue
    const usable = found.isDirectory() || (found.isFile() && kinds.has(extname(target).toLowerCase()))
    if (usable && ![...roots, ...places].some((root) => within(root, target))) places.push(target)
  }
  return places
}
