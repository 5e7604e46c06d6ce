import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { importFrom } from '../../../src/main/soundtrack/exchange'
import { temporaryFolder } from '../folder'

const file = (name: string, bytes: string | Buffer) => {
  const path = join(temporaryFolder(), name)
  writeFileSync(path, bytes)
  return path
}

describe('a catalog from a file', () => {
  it('has the songs of a playlist and the name of its file, under an id of its own', async () => {
    const read = await importFrom(file('film.csv', 'title,artist,tempo\nHeadstrong,Trapt,93\n'), ['film'])
    expect(read).toMatchObject({ ok: true, value: { catalog: { id: 'film-2', name: 'film', tracks: [{ title: 'Headstrong', artist: 'Trapt', tempo: 93 }] }, leftOut: [] } })
  })

  const one = 'Title\tArtist\r\nKilled by Death\tMotörhead\r\n'
  const utf16 = Buffer.from(one, 'utf16le')
  it.each([
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${one}`)],
    ['UTF-16 with its mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])],
    ['UTF-16, the other way round, with its mark', Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()])],
    ['UTF-16 without a mark', utf16],
    ['UTF-16, the other way round, without a mark', Buffer.from(utf16).swap16()],
    ['Latin-1', Buffer.from(one, 'latin1')],
  ])('may be in %s', async (_what, bytes) => {
    expect(await importFrom(file('old.txt', bytes), [])).toMatchObject({ ok: true, value: { catalog: { tracks: [{ title: 'Killed by Death', artist: 'Motörhead' }] }, leftOut: [] } })
  })

  it('may have lines in UTF-8 and in Windows-1252', async () => {
    const lines = Buffer.concat([Buffer.from('#EXTINF:1,Motörhead - Bomber\n'), Buffer.from('#EXTINF:1,Mot\xf6rhead - Don\x92t\n', 'latin1')])
    expect(await importFrom(file('old.m3u', lines), [])).toMatchObject({ ok: true, value: { catalog: { tracks: [{ artist: 'Motörhead', title: 'Bomber' }, { artist: 'Motörhead', title: 'Don’t' }] } } })
  })

  it('goes by what the file holds, whatever it is called', async () => {
    const jspf = '{"playlist": {"title": "Gym", "track": [{"title": "One"}]}}'
    for (const [name, text] of [['a.json', jspf], ['a.txt', '#EXTM3U\nOne.mp3'], ['a.csv', '[playlist]\nTitle1=One'], ['a.m3u', '<playlist><trackList><track><title>One</title></track></trackList></playlist>']] as const) {
      expect(await importFrom(file(name, text), [])).toMatchObject({ ok: true, value: { catalog: { tracks: [{ title: 'One' }] } } })
    }
  })

  it.each([
    ['table.csv', 'title\n\n'],
    ['list.xspf', '<playlist'],
    ['mine.json', '{"id": "mine"}'],
    ['song.mp3', 'ID3'],
  ])('is refused in words that name the file: %s', async (name, text) => {
    const read = await importFrom(file(name, text), [])
    expect(read).toMatchObject({ ok: false, error: { message: expect.stringContaining(name) as string } })
  })

  it('comes with the lines that say what was left out', async () => {
    const read = await importFrom(file('table.csv', 'title,tempo\nOne,100\n,90\nTwo,fast\n'), [])
    expect(read).toMatchObject({ ok: true, value: { leftOut: ['Left out: 1 song and 1 value', 'line 3: there is no title', 'line 4: "fast" is no tempo'] } })
  })

  it('says what mends a file of which nothing can be taken', async () => {
    expect(await importFrom(file('table.csv', 'a,b\n'), [])).toMatchObject({ ok: false, error: { mend: expect.stringContaining('title, artist') as string } })
  })

  it('is no folder', async () => {
    expect(await importFrom(temporaryFolder(), [])).toMatchObject({ ok: false, error: { message: expect.stringContaining('is no file') as string } })
  })

  it('is refused where there is none', async () => {
    expect(await importFrom(join(temporaryFolder(), 'none.csv'), [])).toMatchObject({ ok: false, error: { code: 'unreadable' } })
  })
})
