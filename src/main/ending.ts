import { app, type BrowserWindow } from 'electron'
import { log } from './log'
import { send } from './ipc'
import type { Sessions } from './sessions'
import type { SettingsStore } from './settings'
import { stateOf } from './window'

/** A page that was told to close gets so long to hand in its report, in ms. */
const patienceMs = 1500

export interface Ending {
  /** One sentence on standard error, and exit status 1 in the end. */
  fail(sentence: string): void
  /** Ends the app when all is saved. The first call decides the status. */
  leave(status: number): void
}

/** @param last what is to be done before the app ends; it is waited for no longer than a page */
export function createEnding(settings: SettingsStore, last: () => Promise<void>): Ending {
  let worst = 0
  let leaving = false
  const leave = (status: number) => {
    if (leaving) return
    leaving = true
    const late = new Promise((resolve) => setTimeout(resolve, patienceMs))
    void Promise.all([settings.settled(), Promise.race([last(), late])]).then(() => process.stdout.write('', () => app.exit(status || worst)))
  }
  // Electron would quit at once, with status 0 and half-written files.
  app.on('window-all-closed', () => leave(0))
  app.on('will-quit', (event) => {
    event.preventDefault()
    leave(0)
  })
  return {
    leave,
    fail(sentence) {
      worst = 1
      process.stderr.write(`${sentence}\n`)
    },
  }
}

/** Asked so soon again, or so late, the user did not mean the question; in between they mean it, or the page does not show it. In ms. */
const insists = { from: 1000, to: 10_000 } as const

/** Asks before a session ends with its window, lets it end before that goes, and remembers how the window stood. */
export function closeOrderly(window: BrowserWindow, sessions: Sessions, settings: SettingsStore) {
  let meant = false
  let closing = false
  let asked = -Infinity

  function end(): void {
    if (closing) return
    closing = true
    send(window.webContents, 'app.closing', null)
    const late = new Promise((resolve) => setTimeout(resolve, patienceMs))
    void Promise.race([sessions.ended(), late])
      .then(() => sessions.abandon('its page did not end it in time'))
      .then(() => window.isDestroyed() || window.destroy())
  }

  window.on('close', (event) => {
    settings.set({ window: stateOf(window) }).catch((error: unknown) => log('settings', error))
    if (!sessions.running()) return
    event.preventDefault()
    const since = performance.now() - asked
    if (meant || (since >= insists.from && since < insists.to)) return end()
    if (since >= insists.to) asked = performance.now()
    send(window.webContents, 'window.closing', null)
  })

  /** Closes it without a question. */
  function close(): void {
    meant = true
    window.close()
  }
  return {
    close,
    /** What the user said when they were asked. */
    answer(yes: boolean): void {
      asked = -Infinity
      if (yes) close()
    },
  }
}

/** The first Ctrl-C or SIGTERM closes the window orderly, a second one ends at once. */
export function obeySignals(close: () => void): void {
  let asked = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) app.exit(signal === 'SIGINT' ? 130 : 143)
    asked = true
    close()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
}
