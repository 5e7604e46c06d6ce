import { describe, expect, it } from 'vitest'
import { arrangement } from '../../../../scripts/arrangements.mjs'
import { analyse } from '../../../../src/core/music/analyse'
import { LIFT } from '../../../../src/core/music/rhythm/learned'
import { LIFT_INPUTS } from '../../../../src/core/music/rhythm/lift'

/** Seeds above those that scripts/train-drops.mjs trains with. */
const SEED = 501

function heard(name: string, seed = SEED) {
  const { samples, rate, ...truth } = arrangement(name, seed)
  return { ...truth, drops: analyse([samples], rate).drops, truth: truth.drops }
}

describe('the first drop of a generated song', () => {
  const cases = [
    ['after a riser, four on the floor', 'riser'],
    ['after a break, not where the drums came in first', 'entries'],
    ['after a silent bar', 'silentBar'],
    ['after a silent beat', 'silentBeat'],
    ['where a quiet band turns loud without a riser', 'quietLoud'],
    ['the second of two, the louder one', 'quietLoudTwice'],
    ['in bars of three', 'three'],
  ] as const
  for (const [title, name] of cases) {
    it(`is within a beat: ${title}`, () => {
      const { drops, truth, tempo } = heard(name)
      expect(Math.abs(drops[0]!.time - truth[0]!)).toBeLessThan(60 / tempo)
      expect(drops[0]!.buildUp).toBeLessThan(drops[0]!.time)
    })
  }
})

describe('drops', () => {
  it('are not likely where a song swells slowly or stays as it is', () => {
    for (const name of ['gradual', 'flat']) {
      expect(heard(name).drops.filter(({ strength }) => strength > 0.5), name).toEqual([])
    }
  })

  it('come best first, apart, within the piece', () => {
    const { drops } = heard('twoDrops')
    for (const [i, { strength, buildUp, time }] of drops.entries()) {
      expect(strength).toBeGreaterThan(0)
      expect(strength).toBeLessThanOrEqual(i > 0 ? drops[i - 1]!.strength : 1)
      expect(buildUp).toBeGreaterThanOrEqual(0)
      expect(time - buildUp).toBeLessThan(30)
      for (const other of drops.slice(0, i)) expect(Math.abs(other.time - time)).toBeGreaterThan(3)
    }
    expect(drops.length).toBeGreaterThan(0)
  })

  it('have a weight for each input', () => {
    expect(LIFT.weights).toHaveLength(LIFT_INPUTS.length)
  })
})
