import { describe, expect, it } from 'vitest'
import { groove } from '../../../../scripts/grooves.mjs'
import { analyse } from '../../../../src/core/music/analyse'

function heard(style: string, seed: number, tempo: number) {
  const { samples, rate, downbeats } = groove(style, seed, { tempo, seconds: 40, rate: 11_025 })
  return { ...analyse([samples], rate), truth: downbeats, tempoOff: (found: number | null) => Math.abs((found ?? 0) / tempo - 1) }
}

describe('bars', () => {
  it('have three beats in waltzes of several kinds, and begin with the bass', () => {
    for (const style of ['waltz', 'waltzRock', 'waltzJazz']) {
      const { tempo, tempoOff, beatsPerBar, downbeats, truth } = heard(style, 21, 132)
      expect(tempoOff(tempo), style).toBeLessThan(0.01)
      expect(beatsPerBar, style).toBe(3)
      const near = downbeats.filter((at) => truth.some((bar: number) => Math.abs(bar - at) < 0.05))
      expect(near.length / downbeats.length, style).toBeGreaterThan(0.9)
    }
  })

  it('have four beats in all that is not a waltz', () => {
    for (const style of ['rock', 'house', 'boombap', 'funk', 'swing', 'shuffle', 'bossa', 'trap']) {
      const { beatsPerBar } = heard(style, 22, style === 'trap' ? 72 : 112)
      expect(beatsPerBar, style).toBe(4)
    }
  })
})
