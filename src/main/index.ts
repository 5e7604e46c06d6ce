import { app } from 'electron'
import { analyseFolder } from './analysis/folder'
import { begin } from './begin'
import { log } from './log'
import { registerScheme } from './protocol'
import { openRoundhouse } from './roundhouse'

process.on('uncaughtException', (error) => log('bug', error))
process.on('unhandledRejection', (error) => log('bug', error))
// A terminal that went away must not take the session with it.
process.stdout.on('error', () => undefined)
process.stderr.on('error', () => undefined)

registerScheme()
const start = await begin()
// Not awaited: Electron gets ready only after this module has been evaluated.
void app.whenReady().then(() => (start.request.analyze === null ? openRoundhouse(start) : analyseFolder(start)))
