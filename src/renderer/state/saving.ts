import type { Bridge } from '../../core/ipc/contract'
import type { Preferences } from '../../core/settings'

/** Preferences are saved this long after the last change, in milliseconds: a slider makes fifty on its way. */
export const saveAfterMs = 300

/** Keeps changed preferences with the main process. */
export function createSaving(bridge: Bridge, attempt: (work: Promise<unknown>) => Promise<void>) {
  let unsaved: Partial<Preferences> = {}
  let timer: ReturnType<typeof setTimeout> | undefined

  /** Saves at once what still waits. */
  function now(): void {
    clearTimeout(timer)
    if (Object.keys(unsaved).length === 0) return
    const patch = unsaved
    unsaved = {}
    void attempt(bridge.call('preferences.set', patch))
  }

  return {
    now,
    soon(patch: Partial<Preferences>): void {
      unsaved = { ...unsaved, ...patch }
      clearTimeout(timer)
      timer = setTimeout(now, saveAfterMs)
    },
  }
}
