import { BrowserWindow } from 'electron'
import { setPriority } from 'node:os'
import { origin } from '../../core/ipc/contract'
import { send } from '../ipc'
import { preferences } from '../window'
import { cpuSecondsOf } from './cpu'

/** A page that decodes and listens. */
export interface AnalysisPage {
  /** Resolves when a page is there and ready; rejects when none gets ready. */
  open(): Promise<void>
  ask(id: string): void
  /** CPU time of its process so far; null where the system does not tell. */
  cpuSeconds(): number | null
  shows(contents: unknown): boolean
  close(): void
}

/** A page that is not ready by then never will be, in ms. */
const patienceMs = 20_000
/** Ctrl-C in a terminal ends every process at once; what then looks like a crash must not count as one, in ms. */
const doubtMs = 250
/** Below everything that somebody waits for (nice 10, "below normal"). */
const priority = 10

/**
 * A hidden, sandboxed window: audio files are untrusted, and a decoder that breaks takes only this process with it. Made
 * when it is needed.
 * @param broken the page crashed
 */
export function createAnalysisPage(preload: string, broken: (why: string) => void): AnalysisPage {
  let window: BrowserWindow | null = null
  let opened: Promise<void> | null = null

  async function create(): Promise<void> {
    const made = new BrowserWindow({ show: false, paintWhenInitiallyHidden: false, width: 320, height: 240, webPreferences: preferences(preload) })
    window = made
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      setTimeout(() => window === made && broken(`the page is gone (${reason})`), doubtMs)
    })
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the page did not get ready')), patienceMs)
    })
    // Loaded means that the page's modules have run: it listens.
    await Promise.race([made.loadURL(`${origin}/analysis.html`), late]).finally(() => clearTimeout(timer))
    try {
      const pid = made.webContents.getOSProcessId()
      const shared = BrowserWindow.getAllWindows().some((other) => other !== made && other.webContents.getOSProcessId() === pid)
      if (!shared) setPriority(pid, priority)
    } catch {
      // Not permitted: then it works at the priority of all.
    }
  }

  return {
    open: () => (opened ??= create()),
    ask: (id) => send(window?.webContents, 'analysis.request', { id }),
    cpuSeconds: () => (window && !window.isDestroyed() ? cpuSecondsOf(window.webContents.getOSProcessId()) : null),
    shows: (contents) => window?.webContents === contents,
    close() {
      const closing = window
      window = null
      opened = null
      closing?.destroy()
    },
  }
}
