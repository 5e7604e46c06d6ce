import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cut, secondsOf, secondsText, tempoOf } from '../../../../src/core/music/playlist/field'

test.each([
  ['3:20', 200], ['03:20', 200], ['1:02:03.5', 3723.5], ['200', 200], ['200,5', 200.5], ['3m 20s', 200], ['3 min 20 sec', 200], ['3min20', undefined], ['3′20″', 200], ['PT3M20S', 200],
  ['PT1H2M3.5S', 3723.5], ['200000', 200], ['200000 ms', 200], ['187341', 187.341], ['14400', 14_400], ['86399.0', 86_399], ['200 s', 200], ['4 minutes', 240], ['-1', null], ['0', null], ['', null],
  ['soon', undefined], ['pt', undefined], ['999999999999', undefined], ['3:20:', undefined], ['1'.repeat(1000), undefined],
])('the length "%s" has %s seconds', (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds)
})

test('a bare number counts what its column says, and a clock stays one', () => {
  expect([secondsOf('200000', 'ms'), secondsOf('500', 'ms'), secondsOf('3:20', 'ms')]).toEqual([200, 0.5, 200])
})

test('every length that is written as text is read as the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 86_400_000 }), (ms) => {
      expect(secondsOf(secondsText(ms / 1000))).toBe(ms / 1000)
    }),
  )
  expect(secondsOf(secondsText(86_400))).toBe(86_400)
})

test.each([
  ['128', 128], ['128,5', 128.5], ['128.50 BPM', 128.5], ['128bpm', 128], ['~128', 128], ['12850', 128.5], ['0', null], ['', null], ['fast', undefined], ['-5', undefined], ['1200', undefined], ['128/64', undefined],
])('the tempo "%s" is %s BPM', (text, tempo) => {
  expect(tempoOf(text)).toBe(tempo)
})

test('a text that is cut keeps whole characters', () => {
  expect([cut('ab😀', 3), cut('ab😀', 4), cut('a  b', 2)]).toEqual(['ab', 'ab😀', 'a'])
})
