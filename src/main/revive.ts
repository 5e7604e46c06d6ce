import type { BrowserWindow } from 'electron'
import type { Ending } from './ending'
import { log } from './log'
import type { Sessions } from './sessions'

/** A page that crashes more often than this, within so many ms, is not worth another start. */
const most = 3
const withinMs = 30_000

/** Loads the page anew when it crashed. @returns what to tell the user, a sentence for each crash */
export function reviveAfterCrash({ webContents }: BrowserWindow, sessions: Sessions, { fail, leave }: Ending): () => readonly string[] {
  const crashes: string[] = []
  let times: number[] = []
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log('page', `gone (${reason}, ${exitCode})`)
    sessions.lost(`the screen crashed (${reason})`)
    crashes.push(`The screen crashed (${reason}) and was started again.`)
    times = [...times.filter((time) => performance.now() - time < withinMs), performance.now()]
    if (times.length <= most) return webContents.reload()
    fail('The screen crashed again and again.')
    leave(1)
  })
  webContents.on('unresponsive', () => log('page', 'does not respond'))
  // A page that is loaded again has forgotten its session.
  webContents.on('did-navigate', () => sessions.lost('the screen was loaded again'))
  return () => crashes
}
