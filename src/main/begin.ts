import { app } from 'electron'
import { join } from 'node:path'
import { fail, ok, sentence, type Failure, type Result } from '../core/result'
import { helpText, ownArguments, parseOptions, type Options } from './commandline'
import { requestOf, userDataOf, type Request } from './request'
import { openSettings, type SettingsStore } from './settings'
import type { Places } from './soundtrack/cabinet'
import { choicesOf, listText } from './workouts'

export interface Start {
  readonly options: Options
  readonly request: Request
  readonly settings: SettingsStore
  /** The folder that the user typed the command in. */
  readonly base: string
}

/** Says a last word and ends the process. The word is out before the end, also where it goes into a pipe. */
function end(status: number, to: NodeJS.WriteStream, text: string): Promise<never> {
  return new Promise(() => to.write(text, () => app.exit(status)))
}
const refuse = (error: Failure) => end(2, process.stderr, `${sentence(error)}\n`)

/** What --help, --version and --list-workouts print. */
function answerOf(print: NonNullable<Options['print']>, settings: SettingsStore): string {
  if (print === 'help') return helpText()
  return print === 'version' ? `${app.getVersion()}\n` : listText(choicesOf(settings.get().workouts))
}

function check(options: Options, base: string): Result<Start, 'usage'> {
  const userData = userDataOf(options, base)
  if (!userData.ok) return userData
  if (userData.value !== null) app.setPath('userData', userData.value)
  const settings = openSettings(app.getPath('userData'))
  const request = options.print ? ok(nothing) : requestOf(options, base, settings.get().workouts)
  return request.ok ? ok({ options, request: request.value, settings, base }) : fail(request.error.code, request.error.message)
}
const nothing: Request = { workout: null, workoutFile: null, music: null, report: null, pictures: null, analyze: null, match: null, catalog: null }

/**
 * What comes before the app is ready: the command line, the settings, and whether we are the first. Where no window is to
 * be opened it ends the process and never returns.
 */
export async function begin(): Promise<Start> {
  const own = ownArguments(process.argv, { packaged: app.isPackaged, appPath: app.getAppPath() })
  const parsed = parseOptions(own)
  if (!parsed.ok) return refuse(parsed.error)
  // npm changes the working directory; INIT_CWD is where the user typed the command.
  const start = check(parsed.value, process.env['INIT_CWD'] ?? process.cwd())
  if (!start.ok) return refuse(start.error)
  const { options, settings } = start.value
  if (options.print) return end(0, process.stdout, answerOf(options.print, settings))
  const alone = app.requestSingleInstanceLock()
  if (!alone && (options.analyze !== null || options.match !== null || options.plan)) return end(1, process.stderr, 'Roundhouse is running already and has the database: close it, or add --user-data FOLDER.\n')
  if (!alone) return end(0, process.stdout, 'Roundhouse is running already; its window comes to the front.\n')
  return start.value
}

/** Where catalogs are kept. */
export const catalogPlaces = (): Places => ({ bundled: join(bundled().resources, 'catalogs'), user: join(app.getPath('userData'), 'catalogs') })

/** The folders of what the app brings along. */
export function bundled(): { readonly out: string; readonly resources: string } {
  const folder = app.getAppPath()
  return { out: join(folder, 'out'), resources: app.isPackaged ? process.resourcesPath : join(folder, 'resources') }
}
