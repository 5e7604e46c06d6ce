import { describe, expect, it } from 'vitest'
import { helpText, ownArguments, parseOptions } from '../../src/main/commandline'

const error = (...args: string[]) => {
  const parsed = parseOptions(args)
  return parsed.ok ? null : parsed.error.message
}

describe('our own arguments', () => {
  const app = '/home/gym/roundhouse'
  it('follow the folder of the app in development', () => {
    const argv = ['/bin/electron', '--no-sandbox', '--inspect=0', app, '--start', '--music', 'x']
    expect(ownArguments(argv, { packaged: false, appPath: app })).toEqual(['--start', '--music', 'x'])
  })
  it('follow the program in a package, without the switches of Chromium', () => {
    expect(ownArguments(['/bin/roundhouse', '--no-sandbox', '--fullscreen'], { packaged: true, appPath: app })).toEqual(['--fullscreen'])
  })
  it('are none where nothing follows the app', () => {
    expect(ownArguments(['/bin/electron', app], { packaged: false, appPath: app })).toEqual([])
  })
})

describe('options', () => {
  it('are all off without arguments', () => {
    expect(parseOptions([])).toEqual({
      ok: true,
      value: {
        workout: null, music: [], start: false, fullscreen: false, report: null, pictures: null,
        quitWhenDone: false, userData: null, analyze: null, plan: false, print: null,
      },
    })
  })
  it('take their values as the next argument or after an equals sign', () => {
    const parsed = parseOptions(['--workout', 'tabata', '--music=a', '--music', '夜 の', '--report=r.json', '--start', '--quit-when-done'])
    expect(parsed).toMatchObject({
      ok: true,
      value: { workout: 'tabata', music: ['a', '夜 の'], report: 'r.json', start: true, quitWhenDone: true },
    })
  })
  it('take a value that begins with a dash after an equals sign', () => {
    expect(parseOptions(['--music=-loud-'])).toMatchObject({ ok: true, value: { music: ['-loud-'] } })
  })
  it('analyse a folder into a report, and nothing beside', () => {
    expect(parseOptions(['--analyze', 'songs', '--report', 'r.json', '--user-data=d'])).toMatchObject({ ok: true, value: { analyze: 'songs', report: 'r.json' } })
    expect(parseOptions(['--analyze', 'songs'])).toMatchObject({ ok: false, error: { message: expect.stringContaining('--report') } })
    expect(parseOptions(['--analyze', 'songs', '--report', 'r', '--fullscreen'])).toMatchObject({ ok: false, error: { message: expect.stringContaining('--fullscreen') } })
  })
  it('plan a workout over a folder into a report, and nothing beside', () => {
    const all = ['--plan', '--workout', 'tabata', '--music', 'songs', '--report', 'r.json']
    expect(parseOptions([...all, '--user-data=d'])).toMatchObject({ ok: true, value: { plan: true, workout: 'tabata', music: ['songs'], report: 'r.json' } })
    for (const [i, name] of [[1, '--workout'], [3, '--music'], [5, '--report']] as const) {
      expect(parseOptions(all.toSpliced(i, 2))).toMatchObject({ ok: false, error: { message: expect.stringContaining(name) } })
    }
    expect(parseOptions([...all, '--start'])).toMatchObject({ ok: false, error: { message: expect.stringContaining('--start') } })
  })
  it('ask for text, which needs no workout', () => {
    expect(parseOptions(['--help', '--start'])).toMatchObject({ ok: true, value: { print: 'help' } })
    expect(parseOptions(['--version'])).toMatchObject({ ok: true, value: { print: 'version' } })
    expect(parseOptions(['--list-workouts'])).toMatchObject({ ok: true, value: { print: 'workouts' } })
  })
})

describe('a wrong option is refused with a sentence that names it', () => {
  it.each([
    [['--bogus'], /--bogus is not a known option/],
    [['--constructor'], /--constructor is not a known option/],
    [['-x'], /-x is not a known option/],
    [['--workout'], /--workout needs a value/],
    [['--workout', '--start'], /--workout needs a value/],
    [['--workout='], /--workout needs a value/],
    [['--music', ''], /--music needs a value/],
    [['--report'], /--report needs a value/],
    [['--pictures'], /--pictures needs a value/],
    [['--user-data'], /--user-data needs a value/],
    [['--fullscreen=yes'], /--fullscreen takes no value/],
    [['--workout', 'a', '--workout', 'b'], /--workout is given twice/],
    [['boxing'], /'boxing' is not an option/],
    [['--start'], /--start needs a workout/],
  ])('%j', (args, message) => {
    expect(error(...args)).toMatch(message)
  })
})

it('the help names every option', () => {
  for (const name of ['workout', 'music', 'start', 'fullscreen', 'analyze', 'report', 'pictures', 'quit-when-done', 'user-data', 'list-workouts', 'help', 'version']) {
    expect(helpText()).toContain(`--${name}`)
  }
})
