import { readdirSync, readlinkSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { basename } from 'node:path'

/** Below everything that somebody waits for (nice 10). */
const low = constants.priority.PRIORITY_BELOW_NORMAL

function lower(id: number): void {
  try {
    if (getPriority(id) < low) setPriority(id, low)
  } catch {
    // Not permitted, or it has ended: then it works at the priority that it has.
  }
}

function threadsOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number)
  } catch {
    return [pid]
  }
}

/** Puts a process behind all others. On Linux each thread has a priority of its own: those that run now get it, and what they start. */
export function standBack(pid: number): void {
  threadsOf(pid).forEach(lower)
}

/** Puts the thread that calls it behind all others, on Linux; elsewhere Node can tell no thread from its process, and it does nothing. */
export function standBackAlone(): void {
  let thread: string
  try {
    thread = readlinkSync('/proc/thread-self')
  } catch {
    return
  }
  lower(Number(basename(thread)))
}
