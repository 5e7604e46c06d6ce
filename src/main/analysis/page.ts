import { BrowserWindow } from 'electron'
import { origin } from '../../core/ipc/contract'
import { send } from '../ipc'
import { standBack } from '../priority'
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

/** Is told that a page is gone, and whether it was the system that ended it: then no file is to blame. */
export type Broken = (why: string, bySystem: boolean) => void

/** Why a page's process ended, in Electron's words, where what it did may be the reason. Memory is short for all: that blames no file. */
const ownFaults: ReadonlySet<string> = new Set(['crashed', 'abnormal-exit'])

/** A page that is not ready by then never will be, in ms. */
const patienceMs = 20_000
/** Ctrl-C in a terminal ends every process at once; what then looks like a crash must not count as one, in ms. */
const doubtMs = 250

let turns: Promise<unknown> = Promise.resolve()
/** Resolves in a turn of the event loop that no other page has: to make a window, or to load it, takes the main process some ms. */
const turn = (): Promise<unknown> => (turns = turns.then(() => new Promise((resolve) => setImmediate(resolve))))

/**
 * A hidden, sandboxed window: audio files are untrusted, and a decoder that breaks takes only this process with it. Made
 * when it is needed.
 * @param broken the page is gone
 */
export function createAnalysisPage(preload: string, broken: Broken): AnalysisPage {
  let window: BrowserWindow | null = null
  let opened: Promise<void> | null = null
  /** How often it was closed. */
  let lives = 0

  async function create(): Promise<void> {
    const life = lives
    await turn()
    if (life !== lives) throw new Error('the page was closed before it was there')
    const made = new BrowserWindow({ show: false, paintWhenInitiallyHidden: false, width: 320, height: 240, webPreferences: preferences(preload) })
    window = made
    made.webContents.on('render-process-gone', (_event, { reason }) => {
      setTimeout(() => window === made && broken(`the page is gone (${reason})`, !ownFaults.has(reason)), doubtMs)
    })
    await turn()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the page did not get ready')), patienceMs)
    })
    // Loaded means that the page's modules have run: it listens.
    await Promise.race([made.loadURL(`${origin}/analysis.html`), late]).finally(() => clearTimeout(timer))
  }

  return {
    open: () => (opened ??= create()),
    ask(id) {
      const pid = window && !window.isDestroyed() ? ownProcess(window) : null
      // Every time: the decoder starts threads as it needs them.
      if (pid !== null) standBack(pid)
      send(window?.webContents, 'analysis.request', { id })
    },
    cpuSeconds: () => (window && !window.isDestroyed() ? cpuSecondsOf(window.webContents.getOSProcessId()) : null),
    shows: (contents) => window?.webContents === contents,
    close() {
      const closing = window
      window = null
      opened = null
      lives++
      if (!closing || closing.isDestroyed()) return
      end(ownProcess(closing))
      closing.destroy()
    },
  }
}

/** The process of a window that it shares with no other; null where it shares it, or has none any more. */
function ownProcess(window: BrowserWindow): number | null {
  const pid = window.webContents.getOSProcessId()
  const shared = BrowserWindow.getAllWindows().some((other) => other !== window && other.webContents.getOSProcessId() === pid)
  return pid > 0 && !shared ? pid : null
}

/**
 * Ends a page's process at once. Destroying its window only asks it to end, and one that hangs may never hear of it. Before the
 * window is destroyed, while the number surely is that process's; nothing in a page of ours is worth an orderly end.
 */
function end(pid: number | null): void {
  try {
    if (pid !== null) process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
