import { mkdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Claim =
  | { readonly first: true; /** Why nothing can be kept in the folder; null where it can. */ readonly unwritable: string | null }
  | { readonly first: false }

/** Why nothing can be written in a folder, in the system's word; null where it can. */
function obstacle(folder: string): string | null {
  const probe = join(folder, `.roundhouse-${process.pid}`)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(probe, 'x', { flush: true })
    return null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  } finally {
    remove(probe)
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // It was never there.
  }
}

/** Whether a process that lives has Chromium's lock: a link whose target ends in its number. On Windows the lock is no file. */
function isHeld(folder: string): boolean {
  try {
    const holder = /-(\d+)$/.exec(readlinkSync(join(folder, 'SingletonLock')))?.[1]
    return holder !== undefined && process.kill(Number(holder), 0)
  } catch (error) {
    // It lives, and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Whether this start is the first for its folder. The lock is a file there: where nothing can be written it cannot be had
 * either, and that is no sign of another start.
 */
export function claim(lock: () => boolean, folder: string): Claim {
  if (lock()) return { first: true, unwritable: null }
  const unwritable = isHeld(folder) ? null : obstacle(folder)
  return unwritable === null ? { first: false } : { first: true, unwritable }
}
