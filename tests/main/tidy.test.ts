import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTidy } from '../../src/main/tidy'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the garbage of the main process', () => {
  it('is collected when the start of a session is over, and every minute while it runs', () => {
    const collect = vi.fn<() => void>()
    const tidy = createTidy(collect)
    tidy(true)
    expect(collect).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1000)
    expect(collect).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(180_000)
    expect(collect).toHaveBeenCalledTimes(4)
  })

  it('is left to itself when the session is over, and is collected once a minute however often one begins', () => {
    const collect = vi.fn<() => void>()
    const tidy = createTidy(collect)
    tidy(true)
    tidy(true)
    vi.advanceTimersByTime(1000)
    expect(collect).toHaveBeenCalledTimes(1)
    tidy(false)
    vi.advanceTimersByTime(600_000)
    expect(collect).toHaveBeenCalledTimes(1)
  })

  it('goes with the memory that lies outside of the heap', () => {
    const size = 64 << 20
    const before = process.memoryUsage().arrayBuffers
    const held = [Buffer.alloc(size, 1)]
    const { arrayBuffers } = process.memoryUsage()
    expect(arrayBuffers - before).toBeGreaterThan(size / 2)
    held.length = 0
    createTidy()(true)
    vi.advanceTimersByTime(1000)
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(arrayBuffers - size / 2)
  })
})
