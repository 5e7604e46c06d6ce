import { describe, expect, it, test } from 'vitest'
import { camelot } from '../../../../src/core/music/key/key'
import { parseCatalog, readCatalog, roles } from '../../../../src/core/music/catalog'
import { builtInCatalog } from '../matching/cases'

const catalog = builtInCatalog()
const good = () => structuredClone(catalog) as { id: string; name: string; tracks: Record<string, unknown>[] }
const message = (value: unknown) => {
  const parsed = parseCatalog(value)
  return parsed.ok ? 'accepted' : parsed.error.message
}

describe('the soundtrack of Never Back Down', () => {
  it('has twenty songs, each with an artist', () => {
    expect(catalog.tracks).toHaveLength(20)
    expect(catalog.tracks.every(({ artist }) => artist !== null)).toBe(true)
  })
  it('goes through its roles from the warm-up to the finishers, and ends with what has none', () => {
    const order = catalog.tracks.map(({ role }) => (role === null ? roles.length : roles.indexOf(role)))
    expect(order).toEqual(order.toSorted((a, b) => a - b))
    expect(new Set(order).size).toBe(roles.length + 1)
    expect(catalog.tracks[0]?.title).toBe('Be Safe')
  })
  it('names a source for every fact that it has, and for none that it has not', () => {
    const unsourced = catalog.tracks.flatMap(({ id, sources, ...track }) =>
      (['year', 'album', 'tempo', 'duration', 'key', 'energy', 'role'] as const).filter((fact) => (track[fact] === null) !== (sources[fact] === undefined)).map((fact) => `${id}: ${fact}`),
    )
    expect(unsourced).toEqual([])
    expect(catalog.tracks.every(({ sources }) => sources.film)).toBe(true)
  })
  it('claims of no song that it is on the album or not: nobody found a list', () => {
    expect(new Set(catalog.tracks.map(({ onAlbum }) => onAlbum))).toEqual(new Set([null]))
    const doubted = catalog.tracks.filter(({ doubts }) => doubts.some((doubt) => doubt.includes('not on the soundtrack album')))
    expect(doubted.map(({ title }) => title).sort()).toEqual(['Orange Marmalade', 'Stronger'])
  })
  it('writes its keys as the analysis does', () => {
    const wheel = new Set(Array.from({ length: 12 }, (_, tonic) => [camelot(tonic, 'major'), camelot(tonic, 'minor')]).flat())
    expect(catalog.tracks.filter(({ key }) => key !== null && !wheel.has(key))).toEqual([])
    expect(catalog.tracks.find(({ id }) => id === 'someday')?.key).toBe(camelot(9, 'minor'))
  })
})

describe('a bad catalog is refused with the field and the rule', () => {
  const withTrack = (more: object) => ({ ...good(), tracks: [good().tracks[0], { ...good().tracks[1], ...more }] })
  test.each<readonly [unknown, string]>([
    [null, 'the catalog: must be an object'],
    [{ ...good(), name: ' ' }, 'name: must not be empty'],
    [{ ...good(), tracks: {} }, 'tracks: must be a list of tracks'],
    [withTrack({ title: 'a\nb' }), 'tracks[1].title: must not have control characters'],
    [withTrack({ artist: 'x'.repeat(301) }), 'tracks[1].artist: must have at most 300 characters'],
    [withTrack({ tempo: 0 }), 'tracks[1].tempo: must be a number of BPM above 0, at most 999'],
    [withTrack({ duration: Infinity }), 'tracks[1].duration: must be a number of seconds above 0, at most 86400'],
    [withTrack({ key: 'E major' }), 'tracks[1].key: must be a key of the Camelot wheel, 1A to 12B'],
    [withTrack({ role: 'loud' }), 'tracks[1].role: must be one of warm-up, build, work, between, breather, finisher'],
    [withTrack({ id: 'be-safe' }), 'tracks[1].id: must not be there twice'],
    [withTrack({ id: '../x' }), "tracks[1].id: must be letters and digits joined by '-'"],
    [withTrack({ bpm: 1 }), 'tracks[1].bpm: is not a known field'],
  ])('%# %.40j', (value, expected) => {
    expect(message(value)).toBe(expected)
  })
  test('or as no JSON', () => {
    expect(readCatalog('{')).toMatchObject({ ok: false, error: { code: 'bad-catalog', message: expect.stringContaining('is not JSON') } })
    expect(readCatalog(`\uFEFF${JSON.stringify(catalog)}`).ok).toBe(true)
  })
})
