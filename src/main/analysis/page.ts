import { BrowserWindow, type WebContents } from 'electron'
import { origin } from '../../core/ipc/contract'
import { send } from '../ipc'
import { preferences } from '../window'
import type { AnalysisPage } from './queue'

/** A page that is not ready by then never will be, in ms. */
const patienceMs = 20_000

/**
 * The hidden, sandboxed window that decodes: audio files are untrusted, and a decoder that breaks takes only this process
 * with it. Made when it is needed.
 * @param broken the page crashed or hangs
 */
export function createAnalysisPage(preload: string, broken: (why: string) => void) {
  let window: BrowserWindow | null = null
  let opened: Promise<void> | null = null
  let ready: (() => void) | null = null

  function create(): Promise<void> {
    const made = new BrowserWindow({ show: false, paintWhenInitiallyHidden: false, width: 320, height: 240, webPreferences: preferences(preload) })
    window = made
    made.webContents.on('render-process-gone', (_event, { reason }) => broken(`the page is gone (${reason})`))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('the page did not get ready')), patienceMs)
      ready = () => {
        clearTimeout(timer)
        resolve()
      }
      made.loadURL(`${origin}/analysis.html`).catch(reject)
    })
  }

  const page: AnalysisPage = {
    open: () => (opened ??= create()),
    ask: ({ id, duration }) => send(window?.webContents, 'analysis.request', { id, duration }),
    close() {
      const closing = window
      window = null
      opened = null
      closing?.destroy()
    },
  }
  return { ...page, ready: () => ready?.(), shows: (contents: WebContents) => window?.webContents === contents }
}
