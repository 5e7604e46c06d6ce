import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReportEvent } from '../../src/core/report'
import { doneOf, ranOf } from '../../src/core/summary'
import { elapsed, hasEnded, moves, pause, ready, run, seek, type Move } from '../../src/core/workout/session'
import { plan as anyPlan, planOf } from './arbitraries'

const plan = planOf({ name: 'Three', prep: 10, warmup: 0, rounds: 3, intervals: [{ work: 60, rest: 30 }], cooldown: 0 })
const done = (at: number, events: readonly ReportEvent[] = []) => doneOf(plan, { events, at, cues: [], heard: new Map() })

describe('what was done', () => {
  test('is all of the plan where nobody touched it', () => {
    expect(done(plan.duration)).toMatchObject({ work: 180, rounds: 3, pauses: 0 })
  })

  test('is nothing of the rounds that were skipped through', () => {
    const skips = plan.segments.map(({ start, end }): ReportEvent => ({ kind: 'skip', time: 0, from: start, to: end }))
    expect(done(plan.duration, skips)).toMatchObject({ work: 0, rounds: 0, pauses: 0 })
  })

  test('counts a round when all but its last seconds were worked', () => {
    const skip = (from: number): ReportEvent => ({ kind: 'skip', time: from, from, to: 70 })
    expect(done(80, [skip(65)]).rounds).toBe(1)
    expect(done(80, [skip(40)])).toMatchObject({ rounds: 0, work: 30 })
  })

  test('counts work twice that was done twice, and its round once', () => {
    expect(done(100, [{ kind: 'skip', time: 70, from: 70, to: 10 }])).toMatchObject({ work: 120, rounds: 1 })
  })

  test('counts an interruption as one pause, also in a pause', () => {
    const gone: ReportEvent = { kind: 'interrupted', time: 40, at: 40, reason: 'the program ended' }
    const resume: ReportEvent = { kind: 'resume', time: 900, at: 40 }
    expect(done(70, [gone, resume])).toMatchObject({ work: 60, pauses: 1 })
    expect(done(70, [{ kind: 'pause', time: 40, at: 40 }, gone, resume])).toMatchObject({ work: 60, pauses: 1 })
  })

  test('tells the songs that sounded and the bells that were heard', () => {
    const cues = [
      { kind: 'bell-start' as const, scheduled: 10 },
      { kind: 'beep' as const, scheduled: 67 },
      { kind: 'bell-end' as const, scheduled: null },
      { kind: 'finish' as const, scheduled: 250 },
    ]
    expect(doneOf(plan, { events: [], at: 250, cues, heard: new Map([['a', 4.9], ['b', 5], ['c', 100]]) })).toMatchObject({ songs: 2, bells: 2 })
  })

  test('is what a session ran through, second by second, however it was moved', () => {
    const step = fc.record({ wait: fc.integer({ min: 0, max: 90_000 }).map((ms) => ms / 1000), key: fc.constantFrom<'toggle' | Move>('toggle', 'next', 'previous', 'restart', 'back', 'forward') })
    fc.assert(
      fc.property(anyPlan, fc.array(step, { maxLength: 25 }), (of, steps) => {
        let now = 1000
        let session = run(ready(of), now)
        let ran = 0
        let pauses = 0
        const events: ReportEvent[] = []
        const wait = (seconds: number) => {
          const before = elapsed(session, now)
          now += seconds
          ran += elapsed(session, now) - before
        }
        for (const { wait: long, key } of steps) {
          wait(long)
          const at = elapsed(session, now)
          if (at >= of.duration || hasEnded(session)) break
          const time = now - 1000
          if (key !== 'toggle') {
            session = seek(session, now, moves[key](of, at))
            events.push({ kind: 'skip', time, from: at, to: elapsed(session, now) })
          } else if (session.state === 'paused') {
            session = run(session, now)
            events.push({ kind: 'resume', time, at })
          } else {
            session = pause(session, now)
            events.push({ kind: 'pause', time, at })
            pauses++
          }
        }
        const told = ranOf(events, elapsed(session, now))
        expect(told.ran.reduce((sum, { from, to }) => sum + to - from, 0)).toBeCloseTo(ran, 3)
        expect(told.pauses).toBe(pauses)
        const { work, rounds } = doneOf(of, { events, at: elapsed(session, now), cues: [], heard: new Map() })
        expect(work).toBeLessThanOrEqual(ran + 0.01)
        expect(rounds).toBeLessThanOrEqual(of.rounds)
      }),
    )
  })
})
