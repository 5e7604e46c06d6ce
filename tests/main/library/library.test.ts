import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { LibraryStatusSchema } from '../../../src/core/ipc/shapes'
import { playable, TrackSchema, unheard, type Heard } from '../../../src/core/music/track'
import { house } from './house'

describe('the library', () => {
  it('tells its folders, tracks and problems', async () => {
    const { library, music, tracks } = house({ 'a.mp3': '{"title":"A","tempo":128}', 'sub/b.mp3': '{"title":"B"}', 'bad.mp3': 'text' })
    await library.setFolders([music])
    const status = library.status()
    expect(status).toEqual({
      folders: [{ id: expect.any(String), name: 'music', tracks: 2, away: false, problem: null }],
      demo: false, tracks: 2, scanning: false, scan: null, analysing: 1, leftOut: 1, unplayable: [], problems: [{ file: 'bad.mp3', reason: 'not an audio file that can be read' }],
    })
    expect(LibraryStatusSchema.parse(status)).toEqual(status)
    expect(tracks().map((track) => TrackSchema.parse(track))).toMatchObject([
      { title: 'A', tempo: 128, tempoFrom: 'tag' },
      { title: 'B', file: 'sub/b.mp3', tempo: null, tempoFrom: null },
    ])
  })
  it('tells how many files are sound that cannot be played, by coding, also after a restart', async () => {
    const { library, music, open, read } = house({ 'a.mp3': '{}', 'b.mp3': 'coded as MP2', 'c.mp3': 'coded as MP2', 'd.m4a': 'coded as AC-3' })
    await library.setFolders([music])
    const unplayable = [{ coding: 'MP2', files: 2 }, { coding: 'AC-3', files: 1 }]
    expect(library.status()).toMatchObject({ tracks: 1, leftOut: 3, unplayable })
    const next = open()
    await next.library.setFolders([music])
    expect(next.library.status()).toMatchObject({ tracks: 1, leftOut: 3, unplayable })
    // Their files have not changed.
    expect(read).toHaveLength(4)
    await next.library.setFolders([])
    expect(next.library.status().unplayable).toEqual([])
  })
  it('shows the length that was decoded as soon as it is known, and leaves what cannot be decoded out of sessions', async () => {
    const { library, music, tracks } = house({ 'a.mp3': '{"duration":1706}' })
    await library.setFolders([music])
    const [{ id } = { id: '' }] = tracks()
    const heard: Heard = { state: 'done', reason: null, tempo: null, tempoConfidence: 0, tempoReadings: [], corrected: false, duration: 324 }
    library.setHeard([[id, heard]])
    expect(tracks()).toMatchObject([{ duration: 324 }])
    expect(playable(tracks()[0]!)).toBe(true)
    library.setHeard([[id, { ...heard, state: 'failed', reason: 'its audio cannot be decoded' }]])
    expect(playable(tracks()[0]!)).toBe(false)
  })
  it('scans from the first moment, and says so until all is read', async () => {
    const { library, music, hooks } = house({ 'a.mp3': '{}', 'b.mp3': '{"title":"B"}' })
    const seen: unknown[] = []
    hooks.beforeFile = async () => void seen.push(library.status().scan)
    const scan = library.setFolders([music])
    expect(library.status()).toMatchObject({ scanning: true, demo: false, tracks: 0 })
    await scan
    expect(seen).toEqual([{ done: 0, total: 2 }, { done: 1, total: 2 }])
    expect(library.status()).toMatchObject({ scanning: false, scan: null, tracks: 2 })
  })
  it('knows where a track is, and nothing else', async () => {
    const { library, music, tracks } = house({ 'a.mp3': '{}' })
    await library.setFolders([music])
    expect(tracks().map(({ id }) => library.pathOf(id))).toEqual([join(music, 'a.mp3')])
    expect(library.pathOf('0123456789abcdef')).toBeUndefined()
  })
  it('holds a file once that lies in two of its folders', async () => {
    const { library, music, tracks, read } = house({ 'sub/a.mp3': '{}' })
    await library.setFolders([music, join(music, 'sub')])
    await library.rescan()
    expect(library.status()).toMatchObject({ tracks: 1, folders: [{ tracks: 1 }, { tracks: 0 }] })
    expect([tracks().length, read.length]).toEqual([1, 1])
  })
  it('may hold a single file', async () => {
    const { library, music, titles } = house({ 'a.mp3': '{"title":"A"}', 'b.mp3': '{"title":"B"}' })
    await library.setFolders([join(music, 'a.mp3')])
    expect([titles(), library.status().folders]).toMatchObject([['A'], [{ name: 'a.mp3', tracks: 1, problem: null }]])
  })
})

describe('the demo tracks', () => {
  const demo = { 'd.mp3': '{"title":"Demo"}' }
  it('stand in where there is no folder, or none gives a track', async () => {
    const { library, music, titles } = house({ 'bad.mp3': 'text' }, demo)
    await library.setFolders([])
    expect([titles(), library.status()]).toMatchObject([['Demo'], { demo: true, tracks: 1, folders: [] }])
    await library.setFolders([music])
    expect([titles(), library.status()]).toMatchObject([['Demo'], { demo: true, folders: [{ tracks: 0 }], problems: [{ file: 'bad.mp3' }] }])
  })
  it('go when there is music, and come back when it is gone', async () => {
    const { library, music, titles } = house({ 'a.mp3': '{"title":"A"}' }, demo)
    await library.setFolders([])
    await library.setFolders([music])
    expect([titles(), library.status().demo, library.counts().total]).toEqual([['A'], false, 1])
    await library.setFolders([])
    expect([titles(), library.status().demo, library.counts().total]).toEqual([['Demo'], true, 1])
  })
})

describe('a drive that is unplugged', () => {
  it('makes its tracks away, not lost, and they are back with it, unread', async () => {
    const { library, music, tracks, at, read } = house({ 'a.mp3': '{"title":"A"}' }, { 'd.mp3': '{}' })
    await library.setFolders([music])
    renameSync(music, at('unplugged'))
    await library.rescan()
    expect(library.status()).toMatchObject({ demo: false, tracks: 1, folders: [{ tracks: 1, away: true, problem: expect.stringContaining('does not exist') }] })
    expect(tracks()).toMatchObject([{ title: 'A', away: true }])
    expect(tracks().filter(playable)).toEqual([])
    renameSync(at('unplugged'), music)
    await library.rescan()
    expect(library.status()).toMatchObject({ folders: [{ tracks: 1, away: false, problem: null }] })
    expect([tracks().filter(playable).length, read]).toEqual([1, ['a.mp3']])
  })
  it('is still known after a restart without it', async () => {
    const { library, music, at, open, store } = house({ 'a.mp3': '{"title":"A"}' })
    await library.setFolders([music])
    await store.close()
    renameSync(music, at('unplugged'))
    const next = open()
    await next.library.setFolders([music])
    expect(next.tracks()).toMatchObject([{ title: 'A', away: true }])
  })
})

describe('a later scan', () => {
  it('reads only what is new or changed, and forgets what is gone', async () => {
    const { library, music, read, write, titles } = house({ 'a.mp3': '{"title":"A"}', 'b.mp3': '{"title":"B"}', 'c.mp3': '{"title":"C"}' })
    await library.setFolders([music])
    titles()
    read.length = 0
    rmSync(join(music, 'a.mp3'))
    write('music/b.mp3', '{"title":"Changed"}')
    write('music/d.mp3', '{"title":"D"}')
    await library.rescan()
    expect(read).toEqual(['b.mp3', 'd.mp3'])
    expect(titles()).toEqual(['Changed', 'C', 'D'])
  })
  it('reads a file again that could not be read for a reason that may be gone, and no other bad one', async () => {
    const { library, music, read } = house({ 'bad.mp3': 'text', 'locked.mp3': 'forbidden' })
    await library.setFolders([music])
    await library.rescan()
    expect(read).toEqual(['bad.mp3', 'locked.mp3', 'locked.mp3'])
  })
  it('takes the place of one that still runs', async () => {
    const { library, music, read } = house(Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`${i}.mp3`, `{"title":"${i}"}`])))
    await Promise.all([library.setFolders([music]), library.rescan(), library.rescan()])
    expect(library.status()).toMatchObject({ scanning: false, tracks: 50 })
    expect(read).toHaveLength(50)
  })
  it('after a restart reads nothing that is as it was; the tracks are there before it', async () => {
    const { library, music, read, open, store } = house({ 'a.mp3': '{"title":"A","tempo":128}', 'bad.mp3': 'text', 'sub/b.mp3': '{"title":"B"}' })
    await library.setFolders([music])
    await store.close()
    read.length = 0
    const next = open()
    const shown: number[] = []
    await next.library.setFolders([music]).then(() => shown.push(next.library.status().tracks))
    expect(next.tracks()).toMatchObject([{ title: 'A', tempo: 128 }, { title: 'B' }])
    expect([read, next.library.status().problems.map(({ file }) => file)]).toEqual([[], ['bad.mp3']])
  })
  it('goes on where one was cancelled, also after a restart', async () => {
    const { library, music, read, open, store, hooks } = house(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.mp3`, `{"title":"${i}"}`])))
    let cancelled: Promise<void> | undefined
    hooks.beforeFile = async () => void (read.length === 4 && (cancelled ??= library.cancel()))
    await library.setFolders([music])
    await cancelled
    expect([library.status().scanning, library.status().scan, library.status().tracks]).toEqual([false, null, 4])
    await store.close()
    const next = open()
    await next.library.setFolders([music])
    expect([next.library.status().tracks, read.length]).toEqual([9, 9])
  })
})

describe('a file that is moved or renamed', () => {
  it('stays the same track, with all that was said and heard of it', async () => {
    const { library, music, tracks, at } = house({ 'a.mp3': '{"title":"A"}', 'sub/b.mp3': '{"title":"B"}' })
    await library.setFolders([music])
    const [a] = tracks()
    await library.say([a!.id], { title: 'Mine', tempo: 140, mark: 'favourite' })
    library.setHeard([[a!.id, heard(120, { energy: 0.5 })]])
    renameSync(at('music/a.mp3'), at('music/sub/z.mp3'))
    await library.rescan()
    expect(tracks().map(({ id, file, title, tempo, mark, energy }) => [id === a!.id, file, title, tempo, mark, energy])).toEqual([
      [false, 'sub/b.mp3', 'B', null, undefined, undefined],
      [true, 'sub/z.mp3', 'Mine', 140, 'favourite', 0.5],
    ])
    expect(library.pathOf(a!.id)).toBe(at('music/sub/z.mp3'))
  })
  it('leaves its place to another file', async () => {
    const { library, music, tracks, at, write } = house({ 'a.mp3': '{"title":"A"}' })
    await library.setFolders([music])
    const [a] = tracks()
    renameSync(at('music/a.mp3'), at('music/b.mp3'))
    await library.rescan()
    write('music/a.mp3', '{"title":"Other"}')
    await library.rescan()
    expect(tracks()).toMatchObject([{ title: 'Other' }, { title: 'A', id: a!.id }])
    expect(new Set(tracks().map(({ id }) => id)).size).toBe(2)
  })
  it('keeps what was said of it when it was moved between two runs of the app', async () => {
    const { library, music, tracks, at, open, store } = house({ 'a.mp3': '{"title":"A"}' })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { artist: 'Me' })
    await store.close()
    renameSync(at('music/a.mp3'), at('music/b.mp3'))
    const next = open()
    await next.library.setFolders([music])
    expect(next.tracks()).toMatchObject([{ file: 'b.mp3', artist: 'Me', edited: ['artist'] }])
  })
  it('keeps it when its tags are changed by another program', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': '{"title":"A","audio":"one"}' })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    write('music/a.mp3', '{"title":"Other title","audio":"one"}')
    await library.rescan()
    expect(tracks()).toMatchObject([{ title: 'Other title', mark: 'banned' }])
  })
})

describe('a file that is tagged anew and renamed in one go', () => {
  const before = '{"title":"A","audio":"one"}'
  const after = '{"title":"New title","artist":"New artist","audio":"one"}'
  it('stays the same track, with all that was said and heard of it', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': before, 'b.mp3': '{"title":"B"}' })
    await library.setFolders([music])
    const [a] = tracks()
    await library.say([a!.id], { tempo: 133, mark: 'banned' })
    library.setHeard([[a!.id, heard(120, { energy: 0.5 })]])
    rmSync(join(music, 'a.mp3'))
    write('music/New artist - New title.mp3', after)
    await library.rescan()
    expect(tracks()[0]).toMatchObject({ id: a!.id, file: 'New artist - New title.mp3', title: 'New title', tempo: 133, mark: 'banned', energy: 0.5 })
    expect(tracks()).toHaveLength(2)
  })
  it('keeps it while the app is closed, decisions and corrections too', async () => {
    const { library, music, tracks, open, store, write } = house({ 'a.mp3': before })
    await library.setFolders([music])
    const [{ id } = { id: '' }] = tracks()
    await library.say([id], { mark: 'favourite' })
    await store.decide('film', { track: 'song', kind: 'pick', content: library.identityOf(id)! })
    await store.correct(library.contentOf(id)!, { kind: 'times', factor: 2 })
    await store.close()
    rmSync(join(music, 'a.mp3'))
    write('music/b.mp3', after)
    const next = open()
    await next.library.setFolders([music])
    expect(next.tracks()).toMatchObject([{ id, file: 'b.mp3', mark: 'favourite' }])
    expect(await next.store.decisions('film')).toEqual([{ track: 'song', kind: 'pick', content: next.library.identityOf(id) }])
    expect((await next.store.analysis(next.library.contentOf(id)!)).corrections).toHaveLength(1)
  })
  it('keeps it where it comes up in another folder after it was seen to be gone, also in another run', async () => {
    const { library, music, tracks, open, store, write } = house({ 'a.mp3': before, 'b.mp3': '{"title":"B"}' })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    rmSync(join(music, 'a.mp3'))
    await library.rescan()
    expect(tracks()).toHaveLength(1)
    await store.close()
    write('music/New artist/New title.mp3', after)
    const next = open()
    await next.library.setFolders([music])
    expect(next.tracks()[0]).toMatchObject({ title: 'New title', mark: 'banned' })
  })
  it('leaves one that was only moved to itself, whichever is read first', async () => {
    const twin = '{"title":"Z","audio":"one"}'
    const { library, music, tracks, write } = house({ 'a.mp3': before, 'b.mp3': twin })
    await library.setFolders([music])
    const [a, b] = tracks()
    await library.say([a!.id], { mark: 'banned' })
    await library.say([b!.id], { mark: 'favourite' })
    for (const name of ['a.mp3', 'b.mp3']) rmSync(join(music, name))
    write('music/c.mp3', after)
    write('music/d.mp3', before)
    await library.rescan()
    expect(tracks().map(({ id, title, mark }) => [id, title, mark])).toEqual([[b!.id, 'New title', 'favourite'], [a!.id, 'A', 'banned']])
  })
  it('keeps two copies apart that come back to other places after both were gone', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': before, 'b.mp3': after })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    await library.say([tracks()[1]!.id], { mark: 'favourite' })
    for (const name of ['a.mp3', 'b.mp3']) rmSync(join(music, name))
    await library.rescan()
    write('music/c.mp3', after)
    write('music/d.mp3', before)
    await library.rescan()
    expect(tracks().map(({ title, mark }) => [title, mark])).toEqual([['New title', 'favourite'], ['A', 'banned']])
  })
  it('is no other copy of its audio that is still there', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': before })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    write('music/b.mp3', after)
    await library.rescan()
    expect(tracks().map(({ mark }) => mark)).toEqual(['banned', undefined])
  })
  it('has what was said last, also when it gets its old tags back', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': before })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    write('music/a.mp3', after)
    await library.rescan()
    await library.say([tracks()[0]!.id], { mark: 'favourite' })
    write('music/a.mp3', before)
    await library.rescan()
    expect(tracks()).toMatchObject([{ title: 'A', mark: 'favourite' }])
  })
})

describe('a file in whose place another is put', () => {
  it('is another track: what was said of the one is not said of the other, and who asks for the one does not get the other', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': '{"title":"A","audio":"one"}' })
    await library.setFolders([music])
    const [a] = tracks()
    await library.say([a!.id], { mark: 'banned' })
    write('music/a.mp3', '{"title":"B","audio":"other"}')
    await library.rescan()
    expect(tracks()).toMatchObject([{ title: 'B' }])
    expect(tracks()[0]).not.toHaveProperty('mark')
    expect([library.pathOf(a!.id), library.contentOf(a!.id)]).toEqual([undefined, undefined])
    await library.say([a!.id], { mark: 'favourite' })
    await library.played([a!.id], '2026-03-01T10:00:00.000Z')
    expect(tracks()[0]).not.toHaveProperty('mark')
    expect(tracks()[0]).not.toHaveProperty('plays')
  })
  it('is the same where it is another copy of the recording: called the same, and as long', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': '{"title":"A","artist":"X","audio":"one"}' })
    await library.setFolders([music])
    const [a] = tracks()
    await library.say([a!.id], { mark: 'banned' })
    write('music/a.mp3', '{"title":"A","artist":"X","audio":"better"}')
    await library.rescan()
    expect(tracks()).toMatchObject([{ id: a!.id, mark: 'banned' }])
  })
  it('has its first id again when it is back', async () => {
    const first = '{"title":"A","audio":"one"}'
    const { library, music, tracks, write } = house({ 'a.mp3': first })
    await library.setFolders([music])
    const [a] = tracks()
    for (const text of ['', '{"title":"B","audio":"other","duration":50}', first]) {
      write('music/a.mp3', text)
      await library.rescan()
    }
    expect(tracks()).toMatchObject([{ id: a!.id, title: 'A' }])
  })
})

describe('a track that was read by an older Roundhouse', () => {
  it('is read once more, and what was known of it is found under the name that its content has now', async () => {
    const { library, music, tracks, open, store, read, write, at } = house({ 'a.m4a': '{"title":"A","audio":"one"}' })
    await library.setFolders([music])
    const [{ id } = { id: '' }] = tracks()
    const was = library.contentOf(id)!
    await library.say([id], { mark: 'banned' })
    await store.correct(was, { kind: 'times', factor: 2 })
    await store.decide('film', { track: 'song', kind: 'pick', content: library.identityOf(id)! })
    await store.close()
    const old = new Database(at('data', 'roundhouse.db'))
    old.exec('UPDATE tracks SET modifiedMs = -1')
    old.close()
    write('music/a.m4a', `{"title":"A","audio":"named anew","was":"${was}"}`)
    read.length = 0
    const next = open()
    await next.library.setFolders([music])
    expect([read, next.tracks()]).toMatchObject([['a.m4a'], [{ id, mark: 'banned' }]])
    const now = next.library.contentOf(id)!
    expect(now).not.toBe(was)
    expect((await next.store.analysis(now)).corrections).toHaveLength(1)
    expect(await next.store.decisions('film')).toMatchObject([{ content: next.library.identityOf(id) }])
    await next.library.rescan()
    expect(read).toEqual(['a.m4a'])
  })
  it('is found by what the user said of it, also where the database was lost', async () => {
    const { library, music, tracks, open, store, write, at } = house({ 'a.m4a': '{"title":"A","audio":"one"}' })
    await library.setFolders([music])
    const was = library.contentOf(tracks()[0]!.id)!
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    await store.close()
    rmSync(at('data', 'roundhouse.db'))
    write('music/a.m4a', `{"title":"A","audio":"named anew","was":"${was}"}`)
    const next = open()
    await next.library.setFolders([music])
    expect(next.tracks()).toMatchObject([{ mark: 'banned' }])
  })
})

describe('what the user says', () => {
  it('takes the place of the tags until it is taken back', async () => {
    const { library, music, tracks } = house({ 'a.mp3': '{"title":"A","tempo":100}' })
    await library.setFolders([music])
    const [{ id } = { id: '' }] = tracks()
    await library.say([id], { title: 'Mine', tempo: 141 })
    expect(tracks()).toMatchObject([{ title: 'Mine', tempo: 141, tempoFrom: 'user', edited: ['title', 'tempo'] }])
    await library.say([id], { tempo: null })
    expect(tracks()).toMatchObject([{ title: 'Mine', tempo: 100, tempoFrom: 'tag', edited: ['title'] }])
    await library.say([id], { title: null })
    expect(tracks()[0]).not.toHaveProperty('edited')
  })
  it('holds for every copy of the same file, and for no other copy of its audio', async () => {
    const { library, music, tracks } = house({ 'a.mp3': '{"title":"A","audio":"one"}', 'b.mp3': '{"title":"A","audio":"one"}', 'c.mp3': '{"title":"C","audio":"one"}' })
    await library.setFolders([music])
    await library.say([tracks()[0]!.id], { mark: 'banned' })
    expect(tracks().map(({ mark, ...track }) => [track.file, mark, playable({ ...track, mark })])).toEqual([['a.mp3', 'banned', false], ['b.mp3', 'banned', false], ['c.mp3', undefined, true]])
  })
  it('of tracks that are not there changes nothing', async () => {
    const { library, changes } = house({})
    await library.setFolders([])
    const before = changes()
    await library.say(['0123456789abcdef'], { title: 'x' })
    expect(changes()).toBe(before)
  })
})

it('counts the sessions in which a track was heard, and when the last one was', async () => {
  const { library, music, tracks, open, store } = house({ 'a.mp3': '{"title":"A"}', 'b.mp3': '{"title":"B"}' })
  await library.setFolders([music])
  const [{ id } = { id: '' }] = tracks()
  await library.played([id, id, '0123456789abcdef'], '2026-03-01T10:00:00.000Z')
  await library.played([id], '2026-02-01T10:00:00.000Z')
  await store.close()
  const next = open()
  await next.library.setFolders([music])
  expect(tracks()).toEqual(next.tracks())
  expect(next.tracks()).toMatchObject([{ plays: 2, lastPlayed: '2026-03-01T10:00:00.000Z' }, { title: 'B' }])
  expect(next.tracks()[1]).not.toHaveProperty('plays')
})

const heard = (tempo: number | null, more: Partial<Heard> = {}): Heard => ({ state: 'done', reason: null, tempo, tempoConfidence: 0.9, tempoReadings: [], corrected: false, ...more })

describe('what the audio tells', () => {
  const four = { 'a.mp3': '{"title":"a","tempo":100}', 'b.mp3': '{"title":"b"}', 'c.mp3': '{"title":"c","tempo":90}', 'd.mp3': '{"title":"d"}' }
  it('is asked for once for each track, and decides the tempo where it is sure', async () => {
    const { library, music, changes, tracks } = house(four)
    await library.setFolders([music])
    const before = changes()
    const [a, b, c, d] = library.unlooked(10)
    expect([a, b, c, d].map((one) => one?.file)).toEqual(['a.mp3', 'b.mp3', 'c.mp3', 'd.mp3'])
    library.setHeard([[a!.id, heard(140)], [b!.id, heard(141)], [c!.id, heard(142, { tempoConfidence: 0.29 })]])
    library.setHeard([[d!.id, heard(null, { state: 'failed', reason: 'its audio cannot be decoded' })]])
    expect(library.unlooked(10)).toEqual([])
    expect(tracks().map(({ tempo, tempoFrom }) => [tempo, tempoFrom])).toEqual([[140, 'audio'], [141, 'audio'], [90, 'tag'], [null, null]])
    expect(tracks()[3]?.analysis).toEqual({ state: 'failed', confidence: null, reason: 'its audio cannot be decoded' })
    expect([library.counts(), library.status().analysing]).toEqual([{ total: 4, done: 3, failed: 1, analysing: 0 }, 0])
    expect(changes()).toBeGreaterThan(before)
  })
  it('is asked for again where something stood in the way, as soon as the file is seen again', async () => {
    const { library, music, tracks } = house({ 'a.mp3': '{"title":"a"}', 'b.mp3': '{"title":"b"}' })
    await library.setFolders([music])
    const [a, b] = library.unlooked(10)
    library.setHeard([[a!.id, { ...unheard, held: 'the file is gone' }], [b!.id, heard(null, { state: 'failed', reason: 'its audio cannot be decoded' })]])
    expect([library.unlooked(10), library.counts()]).toEqual([[], { total: 1, done: 0, failed: 1, analysing: 0 }])
    expect(tracks()[0]?.analysis).toEqual({ state: 'waiting', held: true, confidence: null, reason: 'the file is gone' })
    await library.rescan()
    expect([library.unlooked(10).map(({ id }) => id), library.counts().total]).toEqual([[a!.id], 2])
  })
  it('is asked for again when the drive is back that it waits for', async () => {
    const { library, music, at } = house({ 'a.mp3': '{}' })
    await library.setFolders([music])
    const [a] = library.unlooked(1)
    library.setHeard([[a!.id, { ...unheard, held: 'the file is gone' }]])
    renameSync(music, at('unplugged'))
    library.doubt(a!.id)
    await library.rescan()
    expect([library.unlooked(1), library.counts().total]).toEqual([[], 0])
    renameSync(at('unplugged'), music)
    await library.rescan()
    expect(library.unlooked(1)).toHaveLength(1)
  })
  it('is not lost where it comes while the file is taken in', async () => {
    const { library, music, tracks, store, write } = house({ 'a.mp3': '{"title":"A","audio":"one"}' })
    await library.setFolders([music])
    const [a] = library.unlooked(1)
    const keep = store.keep.bind(store)
    store.keep = async (files) => {
      library.setHeard([[a!.id, heard(140)]])
      return keep(files)
    }
    write('music/a.mp3', '{"title":"Other","audio":"one"}')
    await library.rescan()
    expect(tracks()).toMatchObject([{ title: 'Other', tempo: 140 }])
  })
  it('is asked for a few at a time', async () => {
    const { library, music } = house(four)
    await library.setFolders([music])
    expect(library.unlooked(2)).toHaveLength(2)
  })
  it('is kept over a later scan, and asked for again when the audio has changed', async () => {
    const { library, music, tracks, write } = house({ 'a.mp3': '{"audio":"one"}' })
    await library.setFolders([music])
    library.setHeard([[library.unlooked(1)[0]?.id ?? '', heard(140)]])
    await library.rescan()
    expect(tracks()).toMatchObject([{ tempo: 140, tempoFrom: 'audio' }])
    write('music/a.mp3', '{"audio":"two"}')
    await library.rescan()
    expect([tracks()[0]?.tempo, library.unlooked(1).length]).toEqual([null, 1])
  })
})
