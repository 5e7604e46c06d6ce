import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { fail, ok, type Result } from '../core/result'

/** What one start of the app was asked to do. Paths are as they were typed. */
export interface Options {
  readonly workout: string | null
  readonly music: readonly string[]
  readonly start: boolean
  readonly fullscreen: boolean
  readonly report: string | null
  readonly pictures: string | null
  readonly quitWhenDone: boolean
  /** A folder to analyse without a window; the report is then of that. */
  readonly analyze: string | null
  /** To lay the music over the workout without a window; the report is then the setlist. */
  readonly plan: boolean
  readonly userData: string | null
  /** Answered in the terminal, without a window. */
  readonly print: 'help' | 'version' | 'workouts' | null
}

/** Each option with the word for its value, null where it has none, and its line of the help. */
const known: Readonly<Record<string, { readonly value: string | null; readonly help: string; readonly repeats?: true }>> = {
  workout: { value: 'ID|FILE', help: 'show this workout first: an id of --list-workouts, or a JSON file' },
  music: { value: 'FOLDER', help: 'use this music folder for this run instead of the remembered ones; may be repeated', repeats: true },
  start: { value: null, help: 'start the workout at once' },
  fullscreen: { value: null, help: 'fill the screen' },
  analyze: { value: 'FOLDER', help: 'analyse the music of a folder without a window; --report FILE takes the result' },
  plan: { value: null, help: 'lay the music of --music over --workout without a window; --report FILE takes the setlist' },
  report: { value: 'FILE', help: 'write the report of the session, of --analyze or of --plan there' },
  pictures: { value: 'FOLDER', help: 'save a picture of the window in each segment there' },
  'quit-when-done': { value: null, help: 'quit when the session has ended' },
  'user-data': { value: 'FOLDER', help: 'keep settings there, apart from those of every other start' },
  'list-workouts': { value: null, help: 'list the workouts and quit' },
  help: { value: null, help: 'show this and quit' },
  version: { value: null, help: 'show the version and quit' },
}

/** What runs without a window: what must and what may be given with it. */
const windowless: Readonly<Record<string, { readonly needs: readonly string[]; readonly may: readonly string[] }>> = {
  analyze: { needs: ['report'], may: ['user-data'] },
  plan: { needs: ['workout', 'music', 'report'], may: ['user-data'] },
}

/** Switches of Chromium that a start may need; Chromium takes them, we let them pass. */
const chromium = /^--(no-sandbox|disable-gpu|disable-dev-shm-usage|ozone-platform(-hint)?=.*|force-device-scale-factor=.*)$/

/**
 * The options of ours in a process's arguments. A package is started as [program, options...]; in development
 * Electron is started as [electron, its switches..., folder of the app, options...].
 */
export function ownArguments(argv: readonly string[], { packaged, appPath }: { packaged: boolean; appPath: string }): readonly string[] {
  const app = argv.findIndex((one, i) => i > 0 && !one.startsWith('-') && resolve(one) === appPath)
  const own = argv.slice(packaged ? 1 : Math.max(app, 1) + 1)
  return own.filter((one) => !chromium.test(one))
}

/** Reads the options. The failure is one sentence that names the option. */
export function parseOptions(own: readonly string[]): Result<Options, 'usage'> {
  const types = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [name, { type: value ? ('string' as const) : ('boolean' as const) }]),
  )
  // Not strict: node's own errors are several sentences long, and take `--report --start` for a value.
  const { tokens } = parseArgs({ args: [...own], options: types, strict: false, tokens: true })
  const given = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') return fail('usage', `'${token.value}' is not an option; see --help`)
    const option = Object.hasOwn(known, token.name) && token.rawName.startsWith('--') ? known[token.name] : undefined
    if (!option) return fail('usage', `${token.rawName} is not a known option; see --help`)
    const missing = !token.value || (!token.inlineValue && token.value.startsWith('-'))
    if (option.value && missing) return fail('usage', `${token.rawName} needs a value: ${token.rawName} ${option.value}`)
    if (!option.value && token.value !== undefined) return fail('usage', `${token.rawName} takes no value`)
    if (given.has(token.name) && option.value && !option.repeats) return fail('usage', `${token.rawName} is given twice`)
    given.set(token.name, [...(given.get(token.name) ?? []), token.value ?? ''])
  }
  const text = (name: string) => given.get(name)?.[0] ?? null
  const print = given.has('help') ? 'help' : given.has('version') ? 'version' : given.has('list-workouts') ? 'workouts' : null
  if (given.has('start') && !given.has('workout') && !print) return fail('usage', '--start needs a workout: add --workout ID|FILE')
  for (const [name, beside] of Object.entries(windowless)) {
    if (!given.has(name) || print) continue
    const other = [...given.keys()].find((one) => ![name, ...beside.needs, ...beside.may].includes(one))
    if (other) return fail('usage', `--${name} opens no window, so --${other} has no place beside it`)
    const missing = beside.needs.find((one) => !given.has(one))
    if (missing === 'report') return fail('usage', `--${name} needs a place for its result: add --report FILE`)
    if (missing) return fail('usage', `--${name} needs more: add --${missing} ${known[missing]?.value ?? ''}`)
  }
  return ok({
    workout: text('workout'),
    music: given.get('music') ?? [],
    start: given.has('start'),
    fullscreen: given.has('fullscreen'),
    report: text('report'),
    pictures: text('pictures'),
    quitWhenDone: given.has('quit-when-done'),
    userData: text('user-data'),
    analyze: text('analyze'),
    plan: given.has('plan'),
    print,
  })
}

/** The text of --help. */
export function helpText(): string {
  const names = Object.entries(known).map(([name, { value }]) => `--${name}${value ? ` ${value}` : ''}`)
  const width = Math.max(...names.map(({ length }) => length))
  const lines = Object.values(known).map(({ help }, i) => `  ${(names[i] ?? '').padEnd(width)}  ${help}`)
  return `Roundhouse: a gym timer that cuts your own music to the round.\n\nOptions:\n${lines.join('\n')}\n`
}
