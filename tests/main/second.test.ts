import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../src/main/commandline'
import { handOver, takeOver } from '../../src/main/second'
import { temporaryFolder } from './folder'

function house(busy = false) {
  const base = temporaryFolder()
  const done: unknown[] = []
  const note = (what: string) => (...args: unknown[]) => void done.push([what, ...args])
  const take = (...own: string[]) => takeOver({ own, base }, {
    users: () => [], busy: () => busy, forward: note('forward'), tell: note('tell'), music: note('music'), fullscreen: note('fullscreen'),
    show: ({ workout, workoutFile }, start) => done.push(['show', workout, workoutFile?.name ?? null, start]),
  })
  return { base, done, take }
}

describe('a second start', () => {
  it('brings the window forward, and nothing else where nothing was asked', () => {
    const { done, take } = house()
    take()
    expect(done).toEqual([['forward']])
  })
  it('hands over its workout, its music and its start', () => {
    const { base, done, take } = house()
    writeFileSync(join(base, 'mine.json'), JSON.stringify({ name: 'Mine', rounds: 1, intervals: [{ work: 20 }] }))
    take('--workout', 'mine.json', '--music', '.', '--start', '--fullscreen')
    expect(done).toEqual([['forward'], ['fullscreen'], ['music', [base]], ['show', 'mine', 'Mine', true]])
  })
  it('ends no session that runs, and is told so', () => {
    const { done, take } = house(true)
    take('--workout', 'tabata', '--start')
    expect(done).toEqual([['forward'], ['tell', expect.stringMatching(/^A session is running/)]])
  })
  it.each([[['--workout', 'ballet']], [['--music', 'nowhere']], [['--workout', 'tabata', '--report', 'r.json']], [['nonsense']]])('with %j is refused in a sentence', (own) => {
    const { done, take } = house()
    take(...own)
    expect(done).toEqual([['forward'], ['tell', expect.stringMatching(/^Another start was not taken over: .*\.$/)]])
  })
  it('from a program that says anything is refused', () => {
    const told: string[] = []
    for (const data of [null, 7, { own: [1] }, { own: Array(10_000).fill('x'), base: '/' }]) {
      takeOver(data, { tell: (text: string) => told.push(text), forward: () => undefined, users: () => [] } as never)
    }
    expect(told).toHaveLength(4)
  })
  it.each([
    [[], 0, /comes to the front\.$/],
    [['--workout', 'tabata', '--start'], 0, /with what was asked for/],
    [['--workout', 'tabata', '--start', '--report', 'r.json'], 1, /cannot take over --report/],
    [['--workout', 'tabata', '--start', '--quit-when-done'], 1, /cannot take over --quit-when-done/],
    [['--plan', '--workout', 'tabata', '--music', '.', '--report', 'r.json'], 1, /has the database/],
  ] as const)('with %j says what becomes of it', (own, status, says) => {
    const options = parseOptions(own)
    if (!options.ok) throw new Error(options.error.message)
    const said = handOver(options.value)
    expect(said.status).toBe(status)
    expect(said.text.trim()).toMatch(says)
  })
})
