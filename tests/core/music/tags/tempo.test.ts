import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tempoOfTag } from '../../../../src/core/music/tags/tempo'

describe('the tempo of a tag', () => {
  it.each([
    ['128', 128], [' 128 ', 128], ['0128', 128], ['128.0000', 128], ['129.97', 129.97], ['128,5', 128.5], ['128 BPM', 128], ['128bpm', 128],
    ['BPM: 128', 128], ['~128', 128], ['128/64', 128], ['128 (64)', 128], ['30', 30], ['300', 300],
  ])('%j is the first number in it', (text, tempo) => expect(tempoOfTag(text)).toBe(tempo))
  it.each([['1285', 128.5], ['2999', 299.9], ['9850', 98.5], ['12850', 128.5], ['30000', 300]])('%j is tenths or hundredths, where only one of them makes sense', (text, tempo) => expect(tempoOfTag(text)).toBe(tempo))
  it.each([['126-130', 128], ['126 - 129', 127.5], ['130–126', 128], ['129,5-130,5', 130]])('%j is the middle of a narrow range', (text, tempo) => expect(tempoOfTag(text)).toBe(tempo))
  it.each([['90-180', 90], ['128-64', 128], ['128-0', 128], ['128-', 128]])('%j is the first of what are no two ends of one tempo', (text, tempo) => expect(tempoOfTag(text)).toBe(tempo))
  it.each(['', '0', '000', '0.0', '29', '29.99', '301', '999', '3000', '99999', '123456', '-5', '-128', '.5', 'fast', 'Andante'])('%j tells none', (text) => expect(tempoOfTag(text)).toBeNull())
  it('is sane or none whatever the text, and takes no longer for a long one', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[ \d.,/–-]{0,20}$/), fc.constantFrom('1'.repeat(1e5), ' '.repeat(1e5), '-'.repeat(1e5), 'a'.repeat(1e5)))
    fc.assert(
      fc.property(text, (any) => {
        const tempo = tempoOfTag(any)
        expect(tempo === null || (tempo >= 30 && tempo <= 300)).toBe(true)
      }),
    )
  })
  it('is every tempo that is written out, to the last decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3000, max: 30_000 }), (hundredths) => {
        expect(tempoOfTag((hundredths / 100).toFixed(2))).toBe(hundredths / 100)
      }),
    )
  })
})
