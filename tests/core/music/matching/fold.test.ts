import { describe, expect, it, test } from 'vitest'
import { fold, repaired } from '../../../../src/core/music/matching/fold'
import { unlikeness } from '../../../../src/core/music/matching/likeness'
import { cleaned, textOf } from '../../../../src/core/music/matching/text'

test.each([
  ['Hoppípolla', 'hoppipolla'], ['Mötley Crüe', 'motley crue'], ['Simon & Garfunkel', 'simon and garfunkel'], ["Time Won’t Let Me Go", 'time wont let me go'],
  ['P!nk', 'pink'], ['Ke$ha', 'kesha'], ['So What!', 'so what'], ['AC/DC', 'ac dc'], ['Røyksopp', 'royksopp'], ['ｆｕｌｌ ｗｉｄｔｈ', 'full width'], ['  ', ''], ['???', '???'], ['Би-2', 'би 2'],
])('%s is compared as %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

test.each([['TiÃ«sto', 'Tiësto'], ['Wonâ€™t', 'Won’t'], ['NaÃ¯ve', 'Naïve'], ['Tiësto', 'Tiësto'], ['Âme', 'Âme'], ['ÃÃÃ', 'ÃÃÃ']])('the encoding of %s is mended to %s', (text, mended) => {
  expect(repaired(text)).toBe(mended)
})

describe('the name of a file', () => {
  it.each([
    ['Kanye West - Stronger-PsO6ZnUZI0g', 'Kanye West - Stronger'],
    ['Daft Punk - One More Time [FGBhQbmPwH8]', 'Daft Punk - One More Time'],
    ['the_bravery_-_above_and_below', 'the bravery - above and below'],
    ['The%20Verve%20-%20Lucky%20Man', 'The Verve - Lucky Man'],
    ['100% Pure Love', '100% Pure Love'],
    ['Songs-Bittersweet', 'Songs-Bittersweet'],
  ])('%s is cleaned to %s', (name, clean) => {
    expect(cleaned(name).trim()).toBe(clean)
  })
  it('falls apart at brackets and dashes, without the featured artists', () => {
    const { words, part, bracket, featured } = textOf('Chamillionaire - Rock Star (feat. Lil Wayne) [Live]')
    expect(words).toEqual(['chamillionaire', 'rock', 'star', 'live'])
    expect(part).toEqual([0, 1, 1, 2])
    expect(bracket).toEqual([false, false, true])
    expect(featured).toBe('lil wayne')
  })
})

test('texts are as unlike as the edits between them', () => {
  expect(unlikeness('stronger', 'stronger')).toBe(0)
  expect(unlikeness('teenagers', 'teenagres')).toBeCloseTo(1 / 9)
  expect(unlikeness('pretense', 'pretence')).toBeCloseTo(1 / 8)
  expect(unlikeness('abc', 'xyz')).toBe(1)
  expect(unlikeness('', 'a')).toBe(1)
})
