import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseCatalog } from '../../src/core/music/catalog'
import { fold } from '../../src/core/music/matching/fold'
import { oneLine, visible } from '../../src/core/line'
import { parseWorkout } from '../../src/core/workout/workout'

const hidden = /[\u00ad\u115f\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\u3164\ufeff]/u

describe('a text from outside', () => {
  it.each([
    ['song\u202egpm.exe', 'song\ufffdgpm.exe'],
    ['\u2067a\u2069', '\ufffda\ufffd'],
    ['Wal\u200bk\u2060 \u00adon', 'Wal\ufffdk\ufffd \ufffdon'],
    ['a\u200db\u200c', 'a\ufffdb\ufffd'],
    ['a\u200fb', 'a\ufffdb'],
    ['x\u{E0041}\u{E0042}', 'x\ufffd\ufffd'],
  ])('such as %j shows what hides in it', (text, shown) => expect(visible(text)).toBe(shown))
  it.each(['Ünïcode – “quoted”', '👨‍👩‍👧 family', '🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag', 'می‌خواهم', 'क्‍ष', 'שלום \u200f(1)', '日本語', 'é'.normalize('NFD')])('such as %j stays as it is', (text) => expect(visible(text)).toBe(text))
  it('is one line without control characters', () => expect(oneLine(' a\r\n\tb\u0085\u2028c ')).toBe('a b c'))
  it('hides nothing any more, gets no longer, and stays the same the second time', () => {
    const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 5 }), fc.constantFrom('\u202e', '\u200b', '\u200d', '\u200e', '\u{1F3F4}', '\u{E0061}', 'א', 'a', '\ufeff'))
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        const shown = visible(text)
        expect(shown).not.toMatch(hidden)
        expect(shown.length).toBeLessThanOrEqual(text.length)
        expect(visible(shown)).toBe(shown)
      }),
    )
  })
  it('is found as before by what can be read of it', () => expect(fold(visible('Wal\u202ek'))).toBe(fold('Wal\u202ek')))
})

it('names of workouts, labels, catalogs and songs show what hides in them', () => {
  expect(parseWorkout({ name: 'A\u202eB', rounds: 1, intervals: [{ work: 10, label: 'x\u200b' }] })).toMatchObject({ ok: true, value: { name: 'A\ufffdB', intervals: [{ label: 'x\ufffd' }] } })
  const song = { id: 'a', title: 'A\u202eB', artist: null, year: null, album: null, onAlbum: null, inFilm: null, role: null, tempo: null, tempoAlt: null, duration: null, key: null, energy: null }
  expect(parseCatalog({ id: 'c', name: 'C\u2066', tracks: [song] })).toMatchObject({ ok: true, value: { name: 'C\ufffd', tracks: [{ title: 'A\ufffdB' }] } })
})
