import { app } from 'electron'
import { join, resolve } from 'node:path'
import { fail, ok, sentence, type Failure, type Result } from '../core/result'
import { claim } from './claim'
import { helpText, ownArguments, parseOptions, type Options } from './commandline'
import { createNotices, type Notices } from './notices'
import { requestOf, userDataOf, type Request } from './request'
import { handOver, type Handed } from './second'
import { peekSettings } from './salvage'
import { openSettings, type SettingsStore } from './settings'
import type { Places } from './soundtrack/cabinet'
import { choicesOf, listText } from './workouts'
import { createWriter, type Writer } from './writer'

export interface Start {
  readonly options: Options
  readonly request: Request
  readonly settings: SettingsStore
  readonly notices: Notices
  readonly writer: Writer
  /** Why nothing can be kept in the user-data folder; null where it can. */
  readonly unwritable: string | null
  /** The folder that the user typed the command in. */
  readonly base: string
}

/** Says a last word and ends the process. The word is out before the end, also where it goes into a pipe. */
function end(status: number, to: NodeJS.WriteStream, text: string): Promise<never> {
  return new Promise(() => to.write(text, () => app.exit(status)))
}
const refuse = (error: Failure) => end(2, process.stderr, `${sentence(error)}\n`)

/** What --help, --version and --list-workouts print. No file is touched for it, and none is made. */
function answerOf(print: NonNullable<Options['print']>, options: Options, base: string): string {
  if (print === 'help') return helpText()
  if (print === 'version') return `${app.getVersion()}\n`
  const folder = options.userData === null ? app.getPath('userData') : resolve(base, options.userData)
  return listText(choicesOf(peekSettings(folder).workouts))
}

function check(options: Options, base: string): Result<Omit<Start, 'unwritable'>, 'usage'> {
  const userData = userDataOf(options, base)
  if (!userData.ok) return userData
  if (userData.value !== null) app.setPath('userData', userData.value)
  const notices = createNotices()
  const writer = createWriter({ trouble: (reason) => notices.unwritten('files', reason) })
  const settings = openSettings(app.getPath('userData'), { writer })
  settings.notices.forEach(notices.tell)
  const request = requestOf(options, base, settings.get().workouts)
  return request.ok ? ok({ options, request: request.value, settings, notices, writer, base }) : fail(request.error.code, request.error.message)
}

/**
 * What comes before the app is ready: the command line, the settings, and whether we are the first. Where no window is to
 * be opened it ends the process and never returns.
 */
export async function begin(): Promise<Start> {
  const own = ownArguments(process.argv, { packaged: app.isPackaged, appPath: app.getAppPath() })
  const parsed = parseOptions(own)
  if (!parsed.ok) return refuse(parsed.error)
  // npm changes the working directory; INIT_CWD is where the user typed the command.
  const base = process.env['INIT_CWD'] ?? process.cwd()
  const { print } = parsed.value
  if (print) return end(0, process.stdout, answerOf(print, parsed.value, base))
  const start = check(parsed.value, base)
  if (!start.ok) return refuse(start.error)
  const { options, notices } = start.value
  const handed: Handed = { own: [...own], base }
  const claimed = claim(() => app.requestSingleInstanceLock(handed), app.getPath('userData'))
  if (!claimed.first) {
    const { status, text } = handOver(options)
    return end(status, status === 0 ? process.stdout : process.stderr, text)
  }
  if (claimed.unwritable !== null) notices.unkept(`${app.getPath('userData')} cannot be written (${claimed.unwritable})`)
  return { ...start.value, unwritable: claimed.unwritable }
}

/** Where catalogs are kept. */
export const catalogPlaces = (): Places => ({ bundled: join(bundled().resources, 'catalogs'), user: join(app.getPath('userData'), 'catalogs') })

/** The folders of what the app brings along. */
export function bundled(): { readonly out: string; readonly resources: string } {
  const folder = app.getAppPath()
  return { out: join(folder, 'out'), resources: app.isPackaged ? process.resourcesPath : join(folder, 'resources') }
}
