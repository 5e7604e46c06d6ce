import { app } from 'electron'
import { analyseFolder } from './analysis/folder'
import { planFolder } from './analysis/setlist'
import { begin } from './begin'
import { log } from './log'
import { registerScheme } from './protocol'
import { openRoundhouse } from './roundhouse'
import { matchFolder } from './soundtrack/folder'

process.on('uncaughtException', (error) => log('bug', error))
process.on('unhandledRejection', (error) => log('bug', error))
// A terminal that went away must not take the session with it.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

// What is hidden counts as background, and code in the background is not compiled to the full: the analysis then takes
// 1.4 times as long. Its priority is our affair (analysis/page.ts), and a hidden timer must be exact.
app.commandLine.appendSwitch('disable-renderer-backgrounding')
// Chromium ends the whole app when its GPU process has crashed some times; a timer goes on without one.
app.commandLine.appendSwitch('disable-gpu-process-crash-limit')
// The nurseries of a page and of its workers take up to 48 MB each before they are tidied, for garbage that nobody needs.
app.commandLine.appendSwitch('js-flags', '--max-semi-space-size=1')
registerScheme()
const start = await begin()
// Not awaited: Electron gets ready only after this module has been evaluated.
void app.whenReady().then(() => {
  if (start.request.analyze !== null) return analyseFolder(start)
  if (start.request.match !== null) return matchFolder(start)
  return start.options.plan ? planFolder(start) : openRoundhouse(start)
})
