import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { segmentAt } from '../../../src/core/workout/plan'
import { elapsed, hasEnded, moves, pause, ready, run, seek, settle, stop, type Move, type Session } from '../../../src/core/workout/session'
import { plan, planOf } from '../arbitraries'

const boxing = planOf({ name: 'Any', prep: 10, warmup: 0, rounds: 3, intervals: [{ work: 180, rest: 60 }], cooldown: 0 })

/** The model: the same session in whole milliseconds, with nothing but a counter and a switch. */
interface Model {
  state: Session['state']
  atMs: number
}
const move = (session: Session, now: number, by: Move): Session => seek(session, now, moves[by](session.plan, elapsed(session, now)))

type Command = { readonly do: 'run' | 'pause' | 'stop' | 'settle' | 'look' } | { readonly do: 'seek'; readonly toMs: number } | { readonly do: 'move'; readonly by: Move }

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ do: 'run' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'pause' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('settle' as const, 'look' as const) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'stop' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('seek' as const), toMs: fc.integer({ min: -1000, max: 400_000 }) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('move' as const), by: fc.constantFrom(...(Object.keys(moves) as Move[])) }) },
)

const ms = (seconds: number) => Math.round(seconds * 1000)

describe('elapsed', () => {
  test('stays exact to the last bit over any sequence of start, pause, resume, seek, moves and stop', () => {
    const step = fc.record({ command, waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90_000 })) })
    fc.assert(
      fc.property(plan, fc.integer({ min: 0, max: 2_000_000_000 }), fc.array(step, { maxLength: 40 }), (one, startMs, steps) => {
        const durationMs = ms(one.duration)
        let nowMs = startMs
        let session = ready(one)
        const model: Model = { state: 'ready', atMs: 0 }
        const seekMs = (toMs: number) => {
          model.atMs = Math.min(Math.max(toMs, 0), durationMs)
          if (model.atMs === durationMs) model.state = 'finished'
        }
        for (const { command, waitMs } of steps) {
          nowMs += waitMs
          if (model.state === 'running') model.atMs = Math.min(model.atMs + waitMs, durationMs)
          const now = nowMs / 1000
          const timeIsUp = model.state === 'running' && model.atMs === durationMs
          if (timeIsUp && command.do !== 'look' && command.do !== 'run') model.state = 'finished'
          const ended = model.state === 'finished' || model.state === 'stopped'
          const segment = one.segments.findLast(({ start }) => ms(start) <= model.atMs)
          if (!segment) throw new Error('no segment')
          switch (command.do) {
            case 'run':
              session = run(session, now)
              if (model.state === 'ready' || model.state === 'paused') model.state = 'running'
              break
            case 'pause':
              session = pause(session, now)
              if (model.state === 'running') model.state = 'paused'
              break
            case 'stop':
              session = stop(session, now)
              if (!ended) model.state = 'stopped'
              break
            case 'settle':
              session = settle(session, now)
              break
            case 'seek':
              session = seek(session, now, command.toMs / 1000)
              if (!ended) seekMs(command.toMs)
              break
            case 'move': {
              session = move(session, now, command.by)
              const target = {
                next: ms(segment.end),
                previous: ms(one.segments[segment.index - 1]?.start ?? 0),
                restart: ms(segment.start),
                back: model.atMs - 10_000,
                forward: model.atMs + 10_000,
              }[command.by]
              if (!ended) seekMs(target)
            }
          }
          expect(session.state).toBe(model.state)
          expect(elapsed(session, now)).toBe(model.atMs / 1000)
          expect(segmentAt(one, elapsed(session, now)).index).toBe(one.segments.findLast(({ start }) => ms(start) <= model.atMs)?.index)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('never leaves the plan, whatever the clock reads', () => {
    const clock = fc.double({ min: -1e7, max: 1e7, noNaN: true })
    fc.assert(
      fc.property(plan, clock, clock, (one, start, later) => {
        const at = elapsed(run(ready(one), start), later)
        expect(at).toBeGreaterThanOrEqual(0)
        expect(at).toBeLessThanOrEqual(one.duration)
      }),
    )
  })

  test('does not drift over a thousand pauses', () => {
    let session = ready(boxing)
    let now = 12345.678
    for (let i = 0; i < 1000; i++) {
      session = run(session, now)
      now += 0.1
      session = pause(session, now)
      now += 0.0333333
    }
    expect(elapsed(session, now)).toBeCloseTo(100, 3)
  })
})

describe('a session', () => {
  const running = run(ready(boxing), 100)

  test('that is ready waits for its start, however late that is', () => {
    expect(elapsed(ready(boxing), 5000)).toBe(0)
    expect(elapsed(run(ready(boxing), 5000), 5001.5)).toBe(1.5)
  })

  test('is not disturbed by a second start or a second pause', () => {
    expect(run(running, 150)).toBe(running)
    const paused = pause(running, 150)
    expect(pause(paused, 160)).toBe(paused)
    expect(elapsed(run(paused, 200), 201)).toBe(51)
  })

  test('stays paused when it is moved, and goes on from there', () => {
    const moved = move(pause(running, 150), 160, 'next')
    expect(moved.state).toBe('paused')
    expect(elapsed(run(moved, 170), 171)).toBe(191)
  })

  test('moves by segments and by 10 s', () => {
    const at = (by: Move) => elapsed(move(running, 150, by), 150)
    expect([at('next'), at('previous'), at('restart'), at('back'), at('forward')]).toEqual([190, 0, 10, 40, 60])
    expect(elapsed(move(running, 105, 'back'), 105)).toBe(0)
  })

  test('that is moved past its last segment is finished, and -10 s at its start is its start', () => {
    const last = seek(running, 150, boxing.duration - 5)
    expect(move(last, 150, 'next').state).toBe('finished')
    expect(move(last, 150, 'forward')).toEqual({ plan: boxing, state: 'finished', at: boxing.duration })
    expect(seek(running, 150, Infinity).state).toBe('finished')
    expect(elapsed(seek(running, 150, -Infinity), 150)).toBe(0)
    expect(seek(running, 150, NaN)).toBe(running)
  })

  test('is in the new segment at once after a skip, whatever the clock reads', () => {
    fc.assert(
      fc.property(plan, fc.double({ min: 0, max: 1e6, noNaN: true }), (one, now) => {
        let session = run(ready(one), now)
        for (const { index } of one.segments) {
          expect(segmentAt(one, elapsed(session, now)).index).toBe(index)
          session = move(session, now, 'next')
        }
        expect(session.state).toBe('finished')
      }),
    )
  })

  test('whose time is up is finished, even where that was noticed late by a pause, a stop or a move', () => {
    const late = 100 + boxing.duration + 0.01
    const finished = { plan: boxing, state: 'finished', at: boxing.duration }
    expect(settle(running, late)).toEqual(finished)
    expect(settle(running, late - 0.02)).toBe(running)
    expect(pause(running, late)).toEqual(finished)
    expect(stop(running, late)).toEqual(finished)
    expect(move(running, late, 'back')).toEqual(finished)
  })

  test('that has ended stays as it is', () => {
    for (const ended of [stop(running, 150), seek(running, 150, boxing.duration)]) {
      expect(hasEnded(ended)).toBe(true)
      for (const same of [run(ended, 200), pause(ended, 200), seek(ended, 200, 5), move(ended, 200, 'previous'), stop(ended, 200), settle(ended, 9999)]) expect(same).toBe(ended)
    }
    expect(elapsed(stop(running, 150), 999)).toBe(50)
    expect([ready(boxing), running, pause(running, 150)].some(hasEnded)).toBe(false)
  })
})
