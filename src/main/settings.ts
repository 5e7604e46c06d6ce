import { constants, copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultSettings, SettingsSchema, type Settings } from '../core/settings'
import { merged } from './merge'
import { fileIn, readSettings, textIn } from './salvage'
import { createWriter, type Writer } from './writer'

export interface SettingsStore {
  get(): Settings
  /** Takes the new values at once and writes them in the background, in order. Resolves when that was tried; what cannot be written waits. */
  set(patch: Partial<Settings>): Promise<void>
  /** Resolves when what waits to be written was tried once more. */
  settled(): Promise<void>
  /** Is told when a file that could not be read at first was read. */
  reread(listen: () => void): void
  /** What went wrong on reading, for the user. */
  readonly notices: readonly string[]
}

export interface SettingsOptions {
  readonly now?: () => Date
  readonly writer?: Writer
  /** Has something done in a while; it must not keep the process alive. */
  readonly later?: (work: () => void) => void
}

/** A file that could not be read is tried again so often, in ms. */
const everyMs = 2000

/**
 * Opens the settings in a folder. What is not as it should be is copied aside, and what is sound in it is written in its
 * place at once. What was not read, or is of a newer Roundhouse, is never written over.
 */
export function openSettings(folder: string, { now = () => new Date(), writer = createWriter({ trouble: () => undefined }), later = (work) => void setTimeout(work, everyMs).unref() }: SettingsOptions = {}): SettingsStore {
  const notices: string[] = []
  let current = defaultSettings()
  /** The file may be written. */
  let free = false
  let listener = () => undefined as void

  const write = (): Promise<void> => (free ? writer.write(fileIn(folder), `${JSON.stringify(current, null, 2)}\n`) : Promise.resolve())

  /** Throws where the file, or a copy of it, cannot be had: nothing may be written then. */
  function take(): void {
    const text = textIn(folder)
    const { settings, problem, newer } = readSettings(text)
    if (newer !== null) notices.push(`The settings are of a newer Roundhouse (version ${newer}): what is known of them is used, and nothing of this run is kept in them.`)
    else if (problem) {
      const aside = `settings.corrupt-${now().toISOString().replaceAll(/[:.]/g, '-')}.json`
      copyFileSync(fileIn(folder), join(folder, aside), constants.COPYFILE_EXCL)
      notices.push(`The settings file was damaged (${problem}). It is kept as ${aside}; what could be read of it is used, and defaults for the rest.`)
    }
    current = free ? current : merged(defaultSettings(), current, settings)
    free = newer === null
    if (problem && free) void write()
  }

  function tryAgain(): void {
    const mine = current
    try {
      take()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return later(tryAgain)
      free = true
    }
    if (JSON.stringify(mine) !== JSON.stringify(defaultSettings())) void write()
    listener()
  }

  try {
    take()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') free = true
    else {
      notices.push(`The settings file could not be read (${code ?? message}); defaults are used, and it is left as it is until it can be read.`)
      later(tryAgain)
    }
  }

  return {
    notices,
    get: () => current,
    set(patch) {
      current = SettingsSchema.parse({ ...current, ...patch })
      return write()
    },
    settled: () => writer.settled(),
    reread: (listen) => void (listener = listen),
  }
}
