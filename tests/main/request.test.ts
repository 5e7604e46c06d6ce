import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../src/main/commandline'
import { requestOf, userDataOf } from '../../src/main/request'
import { temporaryFolder } from './folder'

const ask = (base: string, ...args: string[]) => {
  const options = parseOptions(args)
  if (!options.ok) throw new Error(options.error.message)
  return requestOf(options.value, base, [])
}
const failure = (base: string, ...args: string[]) => {
  const request = ask(base, ...args)
  return request.ok ? null : request.error.message
}
const workout = { name: 'Mine', rounds: 2, intervals: [{ work: 20, rest: 10 }] }

describe('what the command line names', () => {
  it('is taken from the folder that the command was typed in', () => {
    const base = temporaryFolder()
    mkdirSync(join(base, 'songs'))
    const request = ask(base, '--music', 'songs', '--report', 'r.json', '--pictures', 'shots/new', '--workout', 'tabata')
    expect(request).toEqual({
      ok: true,
      value: { workout: 'tabata', workoutFile: null, music: [join(base, 'songs')], report: join(base, 'r.json'), pictures: join(base, 'shots/new'), analyze: null, match: null, catalog: null },
    })
    expect(existsSync(join(base, 'shots/new'))).toBe(true)
  })
  it('may be a workout file, which gets an id of its own', () => {
    const base = temporaryFolder()
    writeFileSync(join(base, 'w.json'), JSON.stringify({ ...workout, name: 'Tabata' }))
    expect(ask(base, '--workout', 'w.json')).toMatchObject({ ok: true, value: { workout: 'tabata-2', workoutFile: { name: 'Tabata', prep: 0 } } })
  })
  it('may be the quick workout', () => {
    expect(ask(temporaryFolder(), '--workout', 'quick')).toMatchObject({ ok: true, value: { workout: 'quick' } })
  })
  it('leaves the remembered music folders where it names none', () => {
    expect(ask(temporaryFolder())).toMatchObject({ ok: true, value: { music: null } })
  })
})

describe('what cannot be used is refused with a sentence', () => {
  it.each([
    ['an unknown workout', ['--workout', 'nope'], /'nope' is neither a known workout nor a file/],
    ['a folder for a workout', ['--workout', 'folder'], /'folder' is not a workout file/],
    ['a workout that is not JSON', ['--workout', 'text.json'], /is not JSON/],
    ['a workout with a bad field', ['--workout', 'bad.json'], /intervals\[0\]\.work: must be a number of seconds/],
    ['a workout that is too long', ['--workout', 'long.json'], /segments|at most/],
    ['a music folder that is not there', ['--music', 'nowhere'], /the folder 'nowhere' does not exist/],
    ['a music folder that is a file', ['--music', 'text.json'], /'text.json' is not a folder/],
    ['a report in a folder that is not there', ['--report', 'nowhere/r.json'], /the folder of 'nowhere\/r.json' does not exist/],
    ['a folder for a report', ['--report', 'folder'], /'folder' is a folder/],
    ['pictures in a file', ['--pictures', 'text.json/x'], /'text.json\/x' cannot be made/],
  ])('%s', (_what, args, message) => {
    const base = temporaryFolder()
    mkdirSync(join(base, 'folder'))
    writeFileSync(join(base, 'text.json'), 'hello')
    writeFileSync(join(base, 'bad.json'), JSON.stringify({ ...workout, intervals: [{ work: -1 }] }))
    writeFileSync(join(base, 'long.json'), JSON.stringify({ ...workout, rounds: 999 }))
    expect(failure(base, ...args)).toMatch(message)
  })

  it('a user-data folder that cannot be made', () => {
    const base = temporaryFolder()
    writeFileSync(join(base, 'file'), '')
    const options = parseOptions(['--user-data', 'file/x'])
    expect(options.ok && userDataOf(options.value, base)).toMatchObject({ ok: false, error: { message: expect.stringContaining('--user-data') } })
  })
})
