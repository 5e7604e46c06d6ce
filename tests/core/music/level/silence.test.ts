import { describe, expect, it } from 'vitest'
import { createSilenceFinder } from '../../../../src/core/music/level/silence'
import { feedChannels, joined, noise } from '../signals'

const rate = 44_100
const quiet = (seconds: number) => noise(-62, seconds, rate)
const find = (channels: readonly Float32Array[], size?: number) => feedChannels(createSilenceFinder(rate), channels, size)

describe('silence', () => {
  it('before and after a piece is measured to the millisecond', () => {
    const { leading, trailing } = find([joined(quiet(1.25), noise(-20, 2, rate), quiet(0.5), noise(-20, 1, rate), quiet(3))])
    expect(leading).toBeCloseTo(1.25, 3)
    expect(trailing).toBeCloseTo(3, 3)
  })

  it('ends where any channel sounds', () => {
    const { leading, trailing } = find([
      joined(quiet(2), noise(-20, 1, rate), quiet(2)),
      joined(quiet(1), noise(-20, 1, rate), quiet(3)),
    ])
    expect(leading).toBeCloseTo(1, 3)
    expect(trailing).toBeCloseTo(2, 3)
  })

  it('is all of a silent piece, also of one that holds no numbers', () => {
    expect(find([quiet(2)])).toEqual({ leading: 2, trailing: 2 })
    expect(find([new Float32Array(rate).fill(NaN)])).toEqual({ leading: 1, trailing: 1 })
    expect(find([new Float32Array(0)])).toEqual({ leading: 0, trailing: 0 })
  })

  it('is none where a piece sounds from the first to the last sample', () => {
    expect(find([new Float32Array(100).fill(0.5)])).toEqual({ leading: 0, trailing: 0 })
  })

  it('does not depend on the blocks', () => {
    const channels = [joined(quiet(0.3), noise(-20, 0.5, rate), quiet(0.4))]
    const whole = find(channels, 1e9)
    for (const size of [1, 999, 4096]) expect(find(channels, size)).toEqual(whole)
  })
})
