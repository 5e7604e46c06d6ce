import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Catalog } from '../../../../src/core/music/catalog'
import { match, type Candidate, type Decision } from '../../../../src/core/music/match'
import { builtInCatalog, casesOf, song } from './cases'
import { precision, recall, tallyOf } from './tally'

const file = (id: string, more: Partial<Candidate>): Candidate => ({ id, content: `content-${id}`, file: `${id}.mp3`, title: null, artist: null, album: null, duration: null, ...more })
const catalogOf = (...tracks: Catalog['tracks']): Catalog => ({ id: 'c', name: 'Mine', tracks })
const hurt = song('Hurt', 'Nine Inch Nails', { id: 'hurt' })
const studio = file('studio', { title: 'Hurt', artist: 'Nine Inch Nails' })
const live = file('live', { title: 'Hurt (Live)', artist: 'Nine Inch Nails' })
const one = (files: readonly Candidate[], decisions: readonly Decision[] = []) => {
  const [found] = match(catalogOf(hurt), files, decisions)
  if (!found) throw new Error('no match')
  return { state: found.state, by: found.by, file: found.candidate?.id ?? null, reasons: found.reasons, others: found.others.map(({ id }) => id) }
}

describe('over the labelled cases', () => {
  const cases = [...casesOf('tuning.txt'), ...casesOf('unseen.txt')]
  const { all, outcomes } = tallyOf(cases)
  test('there are at least 250', () => {
    expect(cases.length).toBeGreaterThanOrEqual(250)
  })
  test('of the files taken without asking at least 0.99 are right', () => {
    expect(precision(all)).toBeGreaterThanOrEqual(0.99)
  })
  test('at least 0.95 of the right files are taken without asking', () => {
    expect(recall(all)).toBeGreaterThanOrEqual(0.95)
  })
  test('a song takes none but its own files out of all files of all cases', () => {
    const pooled = cases.flatMap((one, c) => one.files.map((file) => ({ ...file, id: `${c} ${file.id}` })))
    const songs = [...new Map(cases.filter(({ song }) => song.artist !== null).map(({ song }) => [song.id, song])).values()]
    const same = (id: string) => id.replace(/-dash$/, '')
    const rightOf = (id: string) => new Set(cases.flatMap(({ song, right }, c) => (same(song.id) === same(id) && right !== null ? [`${c} ${right}`] : [])))
    const strong = match({ id: 'all', name: 'All', tracks: songs }, pooled, []).filter(({ state }) => state === 'strong')
    expect(strong.length).toBeGreaterThan(25)
    const wrong = strong.filter(({ track, candidate }) => !rightOf(track.id).has(candidate?.id ?? ''))
    expect(wrong.map(({ track, candidate, reasons }) => [track.title, candidate?.title, candidate?.artist, reasons])).toEqual([])
  })
  test('no live, karaoke, remixed or covered recording is taken without asking where only that is there', () => {
    const versions = outcomes.filter(({ one }) => one.offered.length > 0)
    expect(versions.length).toBeGreaterThan(50)
    expect(versions.filter(({ state }) => state === 'strong').map(({ one }) => one.files)).toEqual([])
  })
})

describe('the user has the last word', () => {
  it('on a file that was not taken', () => {
    expect(one([studio, live], [{ track: 'hurt', kind: 'pick', content: 'content-live' }])).toMatchObject({ state: 'strong', by: 'user', file: 'live', reasons: ['you picked it'], others: ['studio'] })
  })
  it('wherever the file has moved to', () => {
    const moved = file('other-id', { content: 'content-live', file: 'elsewhere/x.mp3' })
    expect(one([studio, moved], [{ track: 'hurt', kind: 'confirm', content: 'content-live' }])).toMatchObject({ by: 'user', file: 'other-id' })
  })
  it('on a file that is not it: it is never proposed again, and the next one is', () => {
    expect(one([studio, live], [{ track: 'hurt', kind: 'not', content: 'content-studio' }])).toMatchObject({ state: 'ambiguous', by: 'auto', file: 'live', others: [] })
  })
  it('on a song that has none', () => {
    expect(one([studio], [{ track: 'hurt', kind: 'unlink' }])).toMatchObject({ state: 'none', by: 'user', file: null, others: ['studio'] })
  })
  it('in its latest form', () => {
    const pick = { track: 'hurt', kind: 'pick', content: 'content-live' } as const
    expect(one([studio, live], [{ track: 'hurt', kind: 'unlink' }, pick]).file).toBe('live')
    expect(one([studio, live], [pick, { track: 'hurt', kind: 'not', content: 'content-live' }])).toMatchObject({ by: 'auto', file: 'studio' })
    expect(one([studio, live], [pick, { track: 'hurt', kind: 'unlink' }]).file).toBeNull()
  })
  it('and leaves the choice to the app where the picked file is gone, saying so', () => {
    expect(one([studio], [{ track: 'hurt', kind: 'pick', content: 'gone' }])).toMatchObject({ state: 'strong', by: 'auto', file: 'studio', reasons: expect.arrayContaining(['the file that you picked is not there']) })
  })
  it('and a picked file serves no other song by itself', () => {
    const catalog = catalogOf(hurt, song('Closer', 'Nine Inch Nails', { id: 'closer' }))
    const found = match(catalog, [studio], [{ track: 'closer', kind: 'pick', content: 'content-studio' }])
    expect(found.map(({ candidate }) => candidate?.id ?? null)).toEqual([null, 'studio'])
  })
})

describe('a choice', () => {
  it('goes to the nearer song where one file is strong for two', () => {
    const catalog = catalogOf(song('Hurt', 'Nine Inch Nails', { id: 'a', album: 'Other' }), song('Hurt', 'Nine Inch Nails', { id: 'b', album: 'The Downward Spiral' }))
    const found = match(catalog, [file('x', { title: 'Hurt', artist: 'Nine Inch Nails', album: 'The Downward Spiral' })], [])
    expect(found.map(({ state }) => state)).toEqual(['none', 'strong'])
  })
  it('between two copies of one recording is made', () => {
    expect(one([file('a', { title: 'Hurt', artist: 'Nine Inch Nails', duration: 374 }), file('b', { title: 'Hurt', artist: 'Nine Inch Nails', duration: 373 })]).state).toBe('strong')
  })
  it('between two recordings of other lengths is left to the user', () => {
    const found = one([file('a', { title: 'Hurt', artist: 'Nine Inch Nails', duration: 374 }), file('b', { title: 'Hurt', artist: 'Nine Inch Nails', duration: 310 })])
    expect(found).toMatchObject({ state: 'ambiguous', reasons: expect.arrayContaining(['another recording is as near']) })
  })
  it('says why', () => {
    expect(one([live]).reasons).toEqual(['same title', 'same artist', 'live version'])
    expect(one([]).reasons).toEqual(['no file is like it'])
  })
  it('offers a live recording that says where it was, and a remix that says by whom', () => {
    const tags = { title: 'Hurt (Live at Wembley)', artist: 'Nine Inch Nails', album: 'The Downward Spiral' }
    expect(one([file('a', { ...tags, file: 'music/hurt.mp3' })])).toMatchObject({ state: 'ambiguous', file: 'a', reasons: ['same title', 'same artist', 'live version'] })
    expect(one([file('a', { ...tags, title: 'Hurt (Somebody Else Remix)' })])).toMatchObject({ state: 'ambiguous', file: 'a', reasons: ['same title', 'same artist', 'remix version'] })
  })
  it('hears who plays by the tag where only the file’s name tells the title', () => {
    expect(one([file('a', { artist: 'Nine Inch Nails', file: 'music/hurt.mp3' })])).toMatchObject({ state: 'strong', reasons: ['same title', 'same artist', 'known by its file name'] })
  })
  it('by the file’s name does not pass over what the title’s tag adds', () => {
    const tags = { title: 'Hurt (Wembley)', artist: 'Nine Inch Nails', album: 'The Downward Spiral' }
    const [found] = match(catalogOf({ ...hurt, album: 'The Downward Spiral' }), [file('a', { ...tags, file: 'music/hurt.mp3' })], [])
    expect(found).toMatchObject({ state: 'ambiguous', reasons: ['same artist', 'further words beside the title'] })
  })
})

test('tags and names of 10 MB are looked at as far as a title goes', () => {
  const ten = (text: string) => text.repeat(10_000_000 / text.length)
  const files = ['a-', 'x', ' - ', '(', 'Hurt ', '\u0301', '%20', 'Ã'].map(ten).flatMap((text, i) => [
    file(`title ${i}`, { title: `Hurt ${text}`, artist: 'Nine Inch Nails' }),
    file(`artist ${i}`, { title: 'Hurt', artist: text, album: text }),
    file(`name ${i}`, { file: `Nine Inch Nails/Hurt ${text}.mp3` }),
  ])
  expect(one([...files, studio])).toMatchObject({ state: 'strong', file: 'studio' })
})

test('whatever tags and names say, every song gets a match, no file serves two songs, and the order of the files does not matter', () => {
  const text = fc.oneof(fc.constantFrom('Stronger', 'Kanye West', 'Kanye West - Stronger (Live) [x', '((((', ' - - ', '%E0%A4%A', 'feat.', '', 'Ã©Ã', '\u0000', 'x'.repeat(5000)), fc.string({ unit: 'binary', maxLength: 60 }))
  const files = fc.array(fc.record({ file: text, title: fc.option(text), artist: fc.option(text), album: fc.option(text), duration: fc.option(fc.double({ min: 0, noNaN: true })) }), { maxLength: 8 })
  const catalog = builtInCatalog()
  fc.assert(
    fc.property(files, (raw) => {
      const all = raw.map((one, i) => file(String(i), { ...one, file: `${one.file}/${i}.mp3` }))
      const found = match(catalog, all, [])
      expect(found.map(({ track }) => track)).toEqual(catalog.tracks)
      const ids = found.flatMap(({ candidate }) => candidate?.id ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      expect(found.every(({ state, candidate, distance }) => (state === 'none') === (candidate === null) && (candidate === null) === (distance === null))).toBe(true)
      expect(match(catalog, all.toReversed(), [])).toEqual(found)
    }),
    { numRuns: 60 },
  )
})
