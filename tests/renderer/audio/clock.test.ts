import { describe, expect, it } from 'vitest'
import { AudioClock } from '../../../src/renderer/audio/clock'

/** Feeds readings every 25 ms; `context` says what the device reports at a page time. */
function readings(clock: AudioClock, from: number, count: number, context: (page: number) => number) {
  return Array.from({ length: count }, (_, i) => {
    const page = from + i * 0.025
    return clock.read(context(page), page, page)
  })
}

/** Repeatable jitter of up to 4 ms either way. */
const jitter = (page: number) => 0.004 * Math.sin(page * 997)

describe('audio clock', () => {
  it('is steady under a jitter of 4 ms, and finds the place of the clocks within a millisecond', () => {
    const clock = new AudioClock()
    expect(new Set(readings(clock, 10, 200, (page) => page - 9.5 + jitter(page)))).toEqual(new Set(['steady']))
    const now = clock.time(15)
    expect(Math.abs(clock.context(now) - 5.5)).toBeLessThan(0.001)
    expect(clock.heard(clock.context(now))).toBeCloseTo(now, 9)
  })

  it('runs with a device that is 100 parts in a million fast: no drift between session and sound in an hour', () => {
    const clock = new AudioClock()
    const zero = { time: clock.time(0.025), context: 0 }
    readings(clock, 0.025, 4, (page) => page * 1.0001)
    zero.context = clock.context(zero.time)
    readings(clock, 0.125, 3600 * 40, (page) => page * 1.0001)
    expect(clock.context(zero.time + 3600) - zero.context).toBeCloseTo(3600, 6)
    expect(clock.time(3600) - 3600).toBeCloseTo(0.36, 3)
  })

  it('reports a moment lost by the device once, then schedules later, and session time goes on without a step', () => {
    const clock = new AudioClock()
    readings(clock, 1, 100, (page) => page)
    const before = clock.time(3.5)
    const states = readings(clock, 3.5, 40, (page) => page - 0.021)
    expect(states.filter((state) => state !== 'steady')).toEqual(['slipped'])
    expect(clock.time(4.5) - before).toBeCloseTo(1, 6)
    expect(clock.context(4.5)).toBeCloseTo(4.479, 6)
  })

  it('calls a long loss a jump', () => {
    const clock = new AudioClock()
    readings(clock, 1, 100, (page) => page)
    expect(readings(clock, 3.5, 40, (page) => page - 0.3).filter((state) => state !== 'steady')).toEqual(['jumped'])
  })

  it('doubts what it knows as soon as the device has lost a moment, and not any more when that is settled or was a stray', () => {
    const clock = new AudioClock()
    readings(clock, 1, 60, (page) => page)
    expect([clock.settled(), clock.doubts()]).toEqual([true, false])
    readings(clock, 2.5, 1, (page) => page - 0.027)
    expect([clock.settled(), clock.doubts()]).toEqual([false, true])
    readings(clock, 2.525, 1, (page) => page)
    expect([clock.settled(), clock.doubts()]).toEqual([true, false])
    expect(readings(clock, 2.55, 16, (page) => page - 0.027).at(-1)).toBe('slipped')
    expect([clock.settled(), clock.doubts()]).toEqual([true, false])
  })

  it('is not moved by a few stray readings, nor by strays to both sides', () => {
    const clock = new AudioClock()
    readings(clock, 1, 60, (page) => page)
    const states = [...readings(clock, 2.5, 5, (page) => page - 0.3), ...readings(clock, 3, 20, (page) => page + (Math.round(page * 40) % 2 === 0 ? 0.01 : -0.01))]
    expect(new Set(states)).toEqual(new Set(['steady']))
    expect(clock.context(3)).toBeCloseTo(3, 3)
  })

  it('says that it stands still when the device never starts, and jumps once when its readings agree', () => {
    const clock = new AudioClock()
    expect(readings(clock, 5, 60, () => 0).at(-1)).toBe('stalled')
    const states = readings(clock, 7, 20, (page) => page - 7 + (page < 7.15 ? 0.05 : 0.01))
    expect([...new Set(states)]).toEqual(['stalled', 'jumped', 'steady'])
    expect(states.filter((state) => state === 'jumped')).toHaveLength(1)
    expect(clock.context(8)).toBeCloseTo(1.01, 6)
  })

  it('believes a device that trembles without end after a second', () => {
    const clock = new AudioClock()
    readings(clock, 5, 60, () => 0)
    expect(readings(clock, 7, 45, (page) => page + (Math.round(page * 40) % 2 === 0 ? 0.01 : -0.01))).toContain('jumped')
  })

  it('goes on without a step of the session when another context takes over, and waits for it', () => {
    const clock = new AudioClock()
    readings(clock, 1, 100, (page) => page + 3)
    const before = clock.time(3.5)
    clock.renew(3.5)
    const states = [...readings(clock, 3.5, 8, () => 0), ...readings(clock, 3.7, 20, (page) => page - 3.6)]
    expect([...new Set(states)]).toEqual(['stalled', 'jumped', 'steady'])
    expect(clock.time(4.2) - before).toBeCloseTo(0.7, 6)
    expect(clock.context(clock.time(4.2))).toBeCloseTo(0.6, 6)
  })

  it('says that it stands still when the device goes away', () => {
    const clock = new AudioClock()
    readings(clock, 1, 40, (page) => page)
    expect(readings(clock, 2, 60, () => 1.99).at(-1)).toBe('stalled')
  })
})
