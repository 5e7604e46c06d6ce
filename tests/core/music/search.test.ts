import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columns, createSearch, phasesOf, type Query, type Sort } from '../../../src/core/music/search'
import { fold } from '../../../src/core/music/matching/fold'
import type { Track } from '../../../src/core/music/track'

const track = (title: string, more: Partial<Track> = {}): Track => ({
  id: '0000000000000000', file: `${title}.mp3`, title, artist: null, album: null, duration: 200, tempo: null, tempoFrom: null, ...more,
})
const all: Query = { text: '', tempo: null, phase: null }
const titles = (tracks: readonly Track[]) => tracks.map(({ title }) => title)
const { sorted, found } = createSearch()

describe('a search', () => {
  const tracks = [
    track('Someday', { artist: 'Flipsyde', tempo: 94.6 }),
    track('Café Noir', { artist: 'Sigur Rós', album: 'Never Back Down' }),
    track("Don't Stop", { artist: 'Björk & Ærø', tempo: 170 }),
    track('夜の音楽'),
  ]
  const texts = (text: string) => titles(found(tracks, { ...all, text }))

  it('gives everything where nothing is asked', () => expect(found(tracks, { ...all, text: '  ' })).toBe(tracks))
  it('wants every word, at the beginning of a word, from title, artist or album, in any order', () => {
    expect(texts('flip some')).toEqual(['Someday'])
    expect(texts('down noir sig')).toEqual(['Café Noir'])
    expect(texts('some noir')).toEqual([])
    expect(texts('omeday')).toEqual([])
  })
  it('does not mind accents, capitals, apostrophes and signs', () => {
    expect(texts('CAFE')).toEqual(['Café Noir'])
    expect(texts('café')).toEqual(['Café Noir'])
    expect(texts('dont')).toEqual(["Don't Stop"])
    expect(texts('don’t, bjork aero')).toEqual(["Don't Stop"])
    expect(texts('夜')).toEqual(['夜の音楽'])
  })
  it.each([
    ['AC/DC', 'acdc', 'ac dc'],
    ['R.E.M.', 'rem', 'r e m', 'r.e.m'],
    ['REM', 'rem', 'r e m', 'R.E.M.'],
    ['M.I.A.', 'mia', 'm i a'],
    ['blink-182', 'blink182', 'blink 182', 'blink1'],
    ['blink182', 'blink-182', 'blink 182'],
    ['Jay-Z', 'jayz', 'jay z'],
    ['JAYZ', 'jay-z', 'jay z'],
    ['Guns N’ Roses', 'gunsnroses', 'guns n roses', 'gunsnr'],
    ['Wu-Tang Clan', 'wutang', 'wu tang', 'wutangclan'],
    ['T-Pain', 'tpain'],
    ['P!nk', 'p!nk', 'pink'],
    ['Pink', 'p!nk'],
    ['Ke$ha', 'kesha', 'ke$ha'],
    ['Beyoncé', 'beyonce'],
    ['Mötley Crüe', 'motley crue', 'motleycrue'],
  ])('finds %s however it is written together or apart', (artist, ...typed) => {
    const some = [track('Mind the Gap', { artist, tempo: 120 }), track('Mind the Gap', { artist: 'Somebody' })]
    for (const text of typed) for (const query of [text, `mind ${text}`, `${text} gap`]) expect([query, found(some, { ...all, text: query })]).toEqual([query, [some[0]]])
  })
  it('finds words written together only where they are whole or long, and never over the end of a title', () => {
    const some = [track('Re Mind'), track('On Every Street'), track('A Lonely Night'), track('Song R', { artist: 'E.M.' }), track("Don't Stop")]
    const texts = (text: string) => titles(found(some, { ...all, text }))
    expect([texts('rem'), texts('one'), texts('alone'), texts('dontstop'), texts('remind'), texts('em')]).toEqual([[], [], ['A Lonely Night'], ["Don't Stop"], ['Re Mind'], ['Song R']])
  })
  it('answers a query of many words that might all be one', () => {
    const some = [track('a'.repeat(60)), track('a '.repeat(60))]
    expect(titles(found(some, { ...all, text: `${'a '.repeat(60)}z` }))).toEqual([])
  })
  it('takes signs for signs: a title of nothing else is found', () => {
    const some = [track('???'), track('(.*)'), track('Night')]
    for (const text of ['???', '(.*)']) expect(titles(found(some, { ...all, text }))).toEqual([text])
  })
  it('finds a tempo as it is shown', () => expect(texts('95')).toEqual(['Someday']))
  it('narrows down to a range of tempo, ends included', () => {
    expect(titles(found(tracks, { ...all, tempo: { least: 94.6, most: 100 } }))).toEqual(['Someday'])
    expect(titles(found(tracks, { ...all, tempo: { least: 0, most: 1000 } }))).toEqual(['Someday', "Don't Stop"])
  })
  it('narrows down to what fits a phase, also in half time', () => {
    expect(titles(found(tracks, { ...all, phase: 'rest' }))).toEqual(['Someday', "Don't Stop"])
    expect(titles(found(tracks, { ...all, phase: 'work' }))).toEqual([])
    expect([phasesOf({ tempo: 140 }), phasesOf({ tempo: 72 }), phasesOf({ tempo: null })]).toEqual([['work'], ['work', 'rest', 'cooldown'], []])
  })
  it('finds the same letter by letter, and back, as all at once', () => {
    const words = ['night', 'nine', 'fire', 'ni', 'f', '95', '9', 'n', 'i', 'g ht']
    const many = Array.from({ length: 60 }, (_, i) => track(`${words[i % 10]} ${words[(i * 3) % 7]} ${i}`, { id: String(i), tempo: i % 4 === 0 ? null : 60 + i }))
    const query = fc.record({
      text: fc.array(fc.constantFrom(...words), { maxLength: 3 }).map((some) => some.join(' ')),
      tempo: fc.constantFrom(null, { least: 70, most: 95 }, { least: 90, most: 100 }),
      phase: fc.constantFrom(null, 'work' as const, 'rest' as const),
    })
    fc.assert(
      fc.property(fc.array(query, { minLength: 1, maxLength: 4 }), (queries) => {
        const search = createSearch()
        const typed = queries.flatMap((one) => [...one.text, ...one.text].map((_, i) => ({ ...one, text: one.text.slice(0, i < one.text.length ? i + 1 : 2 * one.text.length - i) })))
        for (const one of typed) expect(titles(search.found(many, one))).toEqual(titles(createSearch().found(many, one)))
      }),
    )
  })
  it('is answered from the list that it is asked of, though another was asked the same', () => {
    const query = { ...all, text: 'so' }
    expect(found(tracks, query)).toBe(found(tracks, query))
    expect(titles(found([track('Song')], query))).toEqual(['Song'])
    expect(titles(found([track('Song'), track('Sound'), track('Night')], { ...query, text: 'sou' }))).toEqual(['Sound'])
  })
  it('sees a track that changed', () => {
    const [first] = tracks
    expect(titles(found([{ ...first!, title: 'Renamed' }], { ...all, text: 'renam' }))).toEqual(['Renamed'])
  })
  it('finds every track by any beginning of its words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.nat(), (title, cut) => {
        const words = fold(title)
        expect(found([track(title)], { ...all, text: words.slice(0, cut % (words.length + 1)) })).toHaveLength(1)
        expect(found([track(title)], { ...all, text: title })).toHaveLength(1)
      }),
    )
  })
})

describe('an order', () => {
  const by = (tracks: readonly Track[], by: Sort['by'], descending = false) => titles(sorted(tracks, { by, descending }))

  it('is as people sort: numbers by value, accents aside', () => {
    expect(by([track('Track 10'), track('track 2'), track('Écho'), track('Eagle')], 'title')).toEqual(['Eagle', 'Écho', 'track 2', 'Track 10'])
  })
  it('puts what has no value last, either way', () => {
    const tracks = [track('a'), track('b', { tempo: 140 }), track('c', { tempo: 90 })]
    expect([by(tracks, 'tempo'), by(tracks, 'tempo', true)]).toEqual([['c', 'b', 'a'], ['b', 'c', 'a']])
    const played = [track('a', { lastPlayed: '2026-01-02' }), track('b'), track('c', { lastPlayed: '2026-01-03' })]
    expect([by(played, 'lastPlayed'), by(played, 'lastPlayed', true)]).toEqual([['a', 'c', 'b'], ['c', 'a', 'b']])
  })
  it('of a list of which some have changed, come and gone is as of a new list', () => {
    const one = fc.record({ title: fc.string({ maxLength: 2 }), tempo: fc.option(fc.integer({ min: 60, max: 64 })), file: fc.constantFrom('a', 'b'), id: fc.uuid(), lot: fc.constantFrom('stays', 'changes', 'comes', 'goes') })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ id }) => id }), fc.constantFrom(...columns), fc.boolean(), (some, by, descending) => {
        const search = createSearch()
        const before = some.map(({ title, lot, ...more }) => ({ lot, track: track(title, more) }))
        search.sorted(before.flatMap(({ lot, track }) => (lot === 'comes' ? [] : [track])), { by, descending })
        const after = before.flatMap(({ lot, track }) => (lot === 'goes' ? [] : [lot === 'changes' ? { ...track, title: `${track.title}x` } : track]))
        const now = search.sorted(after, { by, descending })
        expect(now).toEqual(createSearch().sorted(after, { by, descending }))
        expect(titles(search.found(now, { ...all, text: 'x' }))).toEqual(titles(createSearch().found(now, { ...all, text: 'x' })))
        expect(search.sorted([...after], { by, descending })).toBe(now)
      }),
    )
  })
  it('keeps all tracks and does not depend on the order before', () => {
    const one = fc.record({ title: fc.string({ maxLength: 4 }), artist: fc.option(fc.string({ maxLength: 3 })), tempo: fc.option(fc.integer({ min: 60, max: 64 })), file: fc.uuid() })
    fc.assert(
      fc.property(fc.uniqueArray(one, { selector: ({ file }) => file }), fc.constantFrom(...columns), fc.boolean(), (some, column, descending) => {
        const tracks = some.map(({ title, ...more }) => track(title, more))
        const there = sorted(tracks, { by: column, descending })
        expect(there).toHaveLength(tracks.length)
        expect(sorted(tracks.toReversed(), { by: column, descending })).toEqual(there)
      }),
    )
  })
})
