import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Account, accountOf, condensed, fateOf, linesOf, readEntries, type Entry, type Start } from '../../src/core/journal'
import { ReportSchema } from '../../src/core/report'
import { cueKinds } from '../../src/core/workout/cue'
import { planOf, workout as anyWorkout } from './arbitraries'

const workout = { name: 'Three', prep: 0, warmup: 0, rounds: 3, intervals: [{ work: 60, rest: 30 }], cooldown: 0 }
const start = (of = workout): Start => ({ kind: 'start', app: '0', electron: '33', startedAt: '2026-05-04T03:02:01.000Z', workout: of })

const seconds = fc.integer({ min: 0, max: 500_000 }).map((ms) => ms / 1000)
const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ kind: fc.constantFrom('enter' as const, 'leave' as const), segment: fc.nat(9), time: seconds }),
  fc.record({ kind: fc.constant('cue' as const), cue: fc.record({ kind: fc.constantFrom(...cueKinds), planned: seconds, scheduled: fc.option(seconds), error: fc.constant(null) }) }),
  fc.record({ kind: fc.constant('event' as const), event: fc.record({ kind: fc.constantFrom('pause' as const, 'resume' as const), time: seconds, at: seconds }) }),
  fc.record({ kind: fc.constant('event' as const), event: fc.record({ kind: fc.constantFrom('seek' as const, 'skip' as const), time: seconds, from: seconds, to: seconds }) }),
  fc.record({ kind: fc.constant('beat' as const), at: seconds, time: seconds, wall: fc.nat(), heard: fc.array(fc.record({ id: fc.constantFrom('a', 'b'), seconds: fc.nat(100) }), { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('gone' as const), reason: fc.string({ maxLength: 50 }) }),
)
const entries = fc.array(entry, { maxLength: 40 })

describe('the entries of a session', () => {
  test('come back the same from their lines, up to where these are cut off', () => {
    fc.assert(
      fc.property(entries, fc.double({ min: 0, max: 1, noNaN: true }), (some, part) => {
        const all: Entry[] = [start(), ...some]
        const text = linesOf(all)
        // What JSON does not tell apart, -0 and 0, says the same.
        expect(linesOf(readEntries(text))).toBe(text)
        const cut = text.slice(0, Math.floor(part * text.length))
        const whole = cut.split('\n').length - 1
        const read = linesOf(readEntries(cut))
        expect(text.startsWith(read)).toBe(true)
        expect(read.split('\n').length - 1).toBeGreaterThanOrEqual(whole)
      }),
    )
  })

  test('pass over what is none, whatever stands there', () => {
    fc.assert(
      fc.property(entries, fc.array(fc.string()), (some, noise) => {
        const lines = some.map((one) => linesOf([one]))
        const text = lines.map((line, i) => `${(noise[i] ?? '').replaceAll('\n', ' ').replaceAll(/[{}]/g, '')}\n${line}`).join('')
        expect(linesOf(readEntries(text))).toBe(lines.join(''))
      }),
    )
  })

  test('tell the same account where only the last of their beats is left', () => {
    fc.assert(
      fc.property(entries, (some) => {
        const all: Entry[] = [start(), ...some]
        const [long, short] = [accountOf(all), accountOf(condensed(all))]
        expect(condensed(all).filter(({ kind }) => kind === 'beat').length).toBeLessThanOrEqual(1)
        expect(short?.last).toEqual(long?.last)
        expect(short?.heard).toEqual(long?.heard)
        expect(short?.report('stopped')).toEqual(long?.report('stopped'))
      }),
    )
  })

  test('give a report that the schema accepts, whatever they are', () => {
    fc.assert(
      fc.property(anyWorkout, entries, (of, some) => {
        const account = new Account(start({ ...workout, ...of }), planOf(of))
        for (const one of some) account.take(one)
        expect(() => ReportSchema.parse(JSON.parse(JSON.stringify(account.report('stopped'))))).not.toThrow()
      }),
    )
  })

  test('are none of a session without its start, or with a workout that is none', () => {
    expect(accountOf([])).toBeNull()
    expect(accountOf([{ kind: 'beat', at: 1, time: 1, wall: 1, heard: [] }])).toBeNull()
    expect(accountOf([start({ ...workout, rounds: 999 })])).toBeNull()
  })
})

describe('what becomes of a session', () => {
  const hour = 3600 * 1000
  const stands = (at: number, more: Entry[] = []) => accountOf([start(), { kind: 'beat', at, time: at, wall: 100 * hour, heard: [] }, ...more])!

  test('is open for half a day, unless it has come to its end', () => {
    expect(fateOf(stands(70), 111 * hour)).toBe('open')
    expect(fateOf(stands(70), 113 * hour)).toBe('long ago')
    expect(fateOf(stands(240), 101 * hour)).toBe('finished')
    expect(fateOf(stands(70, [{ kind: 'end', outcome: 'stopped' }]), 101 * hour)).toBe('stopped')
  })

  test('is long ago where nobody knows when it was', () => {
    expect(fateOf(accountOf([start()])!, 101 * hour)).toBe('long ago')
  })

  test('knows why nobody runs it until somebody does', () => {
    const gone: Entry = { kind: 'gone', reason: 'the program ended' }
    expect(stands(70, [gone]).gone).toBe('the program ended')
    expect(stands(70, [gone, { kind: 'beat', at: 71, time: 90, wall: 101 * hour, heard: [] }]).gone).toBeNull()
  })
})
