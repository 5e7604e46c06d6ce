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
  it('finds where the clocks meet within a millisecond under a jitter of 4 ms', () => {
    const clock = new AudioClock()
    readings(clock, 10, 80, (page) => page - 9.5 + jitter(page))
    expect(Math.abs(clock.context(12) - 2.5)).toBeLessThan(0.001)
    expect(Math.abs(clock.page(2.5) - 12)).toBeLessThan(0.001)
  })

  it('follows a device that runs 100 parts in a million fast, for an hour', () => {
    const clock = new AudioClock()
    readings(clock, 0.025, 3600 * 40, (page) => page * 1.0001)
    expect(Math.abs(clock.context(3600) - 3600 * 1.0001)).toBeLessThan(0.0002)
  })

  it('reports a jump once, then follows at once', () => {
    const clock = new AudioClock()
    readings(clock, 1, 100, (page) => page)
    const after = readings(clock, 3.5, 40, (page) => page - 0.08)
    expect(after.filter((state) => state === 'jumped')).toHaveLength(1)
    expect(Math.abs(clock.context(4.5) - 4.42)).toBeLessThan(0.001)
  })

  it('is not moved by a few stray readings', () => {
    const clock = new AudioClock()
    readings(clock, 1, 60, (page) => page)
    const states = readings(clock, 2.5, 5, (page) => page - 0.3)
    expect(states).not.toContain('jumped')
    expect(clock.context(3)).toBeCloseTo(3, 3)
  })

  it('says that it stands still when the device never starts, and jumps when it does', () => {
    const clock = new AudioClock()
    expect(readings(clock, 5, 60, () => 0).at(-1)).toBe('stalled')
    expect(readings(clock, 7, 1, (page) => page - 7 + 0.01)).toEqual(['jumped'])
  })

  it('says that it stands still when the device goes away', () => {
    const clock = new AudioClock()
    readings(clock, 1, 40, (page) => page)
    expect(readings(clock, 2, 60, () => 1.99).at(-1)).toBe('stalled')
  })
})
