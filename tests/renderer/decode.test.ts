import { describe, expect, it } from 'vitest'
import { bytesToTake } from '../../src/renderer/analysis/decode'

describe('of a file to analyse', () => {
  it('all is taken up to 12 minutes', () => expect(bytesToTake('audio/mp4', 9_000_000, 720)).toBeNull())
  it('the first six minutes are taken where it is longer', () => expect(bytesToTake('audio/mpeg', 60_000_000, 3600)).toBe(6_000_000))
  it('nothing is taken where it is longer and cannot be cut', () => expect(bytesToTake('audio/mp4', 60_000_000, 3600)).toBe('refused'))
})
