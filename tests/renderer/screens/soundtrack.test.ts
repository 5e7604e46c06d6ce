import { describe, expect, it } from 'vitest'
import type { CatalogTrack } from '../../../src/core/music/catalog'
import { byRole, placeWords, songOrder, tallyOf, tallyWords, tempoAgainst, type State } from '../../../src/renderer/screens/soundtrack'

const song = (title: string, more: Partial<CatalogTrack> = {}): CatalogTrack => ({
  id: title, title, artist: null, year: null, album: null, onAlbum: null, inFilm: null, role: null, tempo: null, tempoAlt: null, duration: null, key: null, energy: null, sources: {}, doubts: [], ...more,
})
const states = (text: string): { state: State }[] => [...text].map((one) => ({ state: one === 'f' ? 'strong' : one === 'c' ? 'ambiguous' : 'none' }))

describe('the songs', () => {
  const tracks = [song('last', { role: 'finisher' }), song('nobody knows'), song('first', { role: 'warm-up' }), song('second', { role: 'warm-up' })]
  it('stand by role from the warm-up to the finisher, those without one at the end, and each is there', () => {
    expect(byRole({ tracks }).map(({ role, songs }) => [role, songs.length])).toEqual([['warm-up', 2], ['finisher', 1], [null, 1]])
    expect(songOrder({ tracks }).map(({ title }) => title)).toEqual(['first', 'second', 'last', 'nobody knows'])
  })
})

describe('the meter', () => {
  it('says what is found, to check and missing, and nothing of what there is none of', () => {
    expect(tallyWords(tallyOf(states('ffffffffffffffccmmmm')))).toBe('14 of 20 found, 2 to check, 4 missing')
    expect(tallyWords(tallyOf(states('ffm')))).toBe('2 of 3 found, 1 missing')
    expect(tallyWords(tallyOf(states('ff')))).toBe('All 2 found')
    expect(tallyWords(tallyOf([]))).toBe('No songs yet')
  })
})

describe('a file’s tempo against the catalog’s', () => {
  const agrees = (tempo: number | null, tempoAlt: number | null, file: number | null) => tempoAgainst({ tempo, tempoAlt }, file).agrees
  it('agrees within what two tellings differ by, in either octave that the catalog leaves open', () => {
    expect([agrees(140, null, 141), agrees(140, 70, 70), agrees(140, null, 70), agrees(140, null, 155)]).toEqual(['yes', 'yes', 'octave', 'no'])
  })
  it('is not compared where one is not known', () => {
    expect([agrees(null, null, 140), agrees(140, null, null), agrees(null, null, null)]).toEqual(['unknown', 'unknown', 'unknown'])
    expect(tempoAgainst({ tempo: null, tempoAlt: null }, 139.6).says).toBe('140 BPM')
  })
})

it('says where a song is, and what nobody knows of that', () => {
  expect(placeWords({ onAlbum: null, inFilm: true })).toBe('In the film · Whether the album has it is unknown')
  expect(placeWords({ onAlbum: false, inFilm: true })).toBe('In the film only')
  expect(placeWords({ onAlbum: true, inFilm: true })).toBe('On the album · In the film')
  expect(placeWords({ onAlbum: null, inFilm: null })).toBe('Whether the album has it is unknown')
})
