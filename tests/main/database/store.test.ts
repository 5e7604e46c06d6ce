import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import type { StoredAnalysis } from '../../../src/core/music/analysis'
import { connectStore, serveStore } from '../../../src/main/database/link'
import { migrate } from '../../../src/main/database/open'
import { openStore } from '../../../src/main/database/store'
import { createWriting } from '../../../src/main/database/writing'
import { temporaryFolder } from '../folder'

const analysisOf = (tempo: number | null, version = 1): StoredAnalysis => ({
  version, duration: 60, tempo, tempoConfidence: 0.9, tempoReadings: tempo === null ? [] : [{ tempo, weight: 1 }], steady: true,
  beats: Array.from({ length: 120 }, (_, i) => i / 2), downbeats: Array.from({ length: 30 }, (_, i) => 2 * i), beatsPerBar: 4,
  drops: [], sections: [], joins: [], loudness: -9, truePeak: 0, energy: 0.5, key: '1A', keyConfidence: 0.4, silence: { leading: 0, trailing: 0 },
  waveform: { low: Array<number>(1000).fill(1), mid: Array<number>(1000).fill(2), high: Array<number>(1000).fill(3) }, reason: tempo === null ? 'speech' : null,
})
const fileIn = (folder: string, name: string, content: Uint8Array | string) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  const { size, mtimeMs } = statSync(path)
  return { path, size, modifiedMs: mtimeMs }
}
const sound = (seed: number) => Uint8Array.from({ length: 100_000 }, (_, i) => (i * seed) >> 3)

describe('a file is known by its content', () => {
  it('when it is moved, renamed or copied', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder, 1)
    const file = fileIn(folder, 'a.wav', sound(7))
    const [first] = await store.look([file])
    await store.save(first!.content, { result: analysisOf(120) }, 1)
    renameSync(file.path, join(folder, 'b.wav'))
    expect(await store.look([{ ...file, path: join(folder, 'b.wav') }])).toEqual([expect.objectContaining({ content: first!.content, fresh: true, heard: expect.objectContaining({ tempo: 120, state: 'done' }) })])
    expect((await store.look([fileIn(folder, 'c.wav', sound(7))]))[0]?.content).toBe(first!.content)
    expect((await store.look([fileIn(folder, 'd.wav', sound(9))]))[0]?.content).not.toBe(first!.content)
  })
  it('when an MP3 gets other tags', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder, 1)
    const plain = Buffer.from(sound(5))
    const tagged = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x14', 'latin1'), Buffer.alloc(20), plain, Buffer.from('TAG'.padEnd(128, 'x'))])
    const looked = await store.look([fileIn(folder, 'a.mp3', plain), fileIn(folder, 'b.mp3', tagged)])
    expect(looked[0]?.content).toBe(looked[1]?.content)
  })
  it('and not read again while it has not changed', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder, 1)
    const file = fileIn(folder, 'a.wav', sound(7))
    const [first] = await store.look([file])
    renameSync(file.path, join(folder, 'away'))
    expect(await store.look([file, { ...file, size: 1 }])).toEqual([first, null])
  })
})

it('gives the facts of many at once, without what is only drawn, and null for what it does not know', async () => {
  const store = openStore(temporaryFolder(), 1)
  await store.save('a', { result: analysisOf(120) }, 0.5)
  const [known, unknown] = await store.facts(['a', 'b'])
  expect(known).toMatchObject({ tempo: 120, loudness: -9, beatsPerBar: 4 })
  expect(known).not.toHaveProperty('waveform')
  expect(unknown).toBeNull()
})

describe('an analysis', () => {
  it('is there after a restart, and so are a failure and its reason', async () => {
    const folder = temporaryFolder()
    const before = openStore(folder, 1)
    await before.save('a', { result: analysisOf(120) }, 0.5)
    await before.save('b', { failed: 'it crashed the decoder' }, null)
    await before.setFact('paused', 'yes')
    await before.close()
    const after = openStore(folder, 1)
    expect(await after.analysis('a')).toEqual({ analysis: analysisOf(120), corrections: [], reason: null })
    expect(await after.analysis('b')).toEqual({ analysis: null, corrections: [], reason: 'it crashed the decoder' })
    expect(await after.fact('paused')).toBe('yes')
  })
  it('of an older analyser is used until the newer one has made its own', async () => {
    const folder = temporaryFolder()
    const file = fileIn(folder, 'a.wav', sound(7))
    const old = openStore(folder, 1)
    const content = (await old.look([file]))[0]!.content
    await old.save(content, { result: analysisOf(120) }, 1)
    await old.close()
    const newer = openStore(folder, 2)
    expect(await newer.look([file])).toEqual([{ content, fresh: false, heard: expect.objectContaining({ tempo: 120, state: 'waiting' }) }])
    await newer.save(content, { failed: 'it hung' }, null)
    expect(await newer.look([file])).toEqual([{ content, fresh: true, heard: expect.objectContaining({ tempo: 120, state: 'done' }) }])
    await newer.save(content, { result: analysisOf(60, 2) }, 1)
    expect((await newer.analysis(content)).analysis?.tempo).toBe(60)
  })
  it('that failed is tried again by a newer analyser only', async () => {
    const folder = temporaryFolder()
    const file = fileIn(folder, 'a.wav', sound(3))
    const old = openStore(folder, 1)
    const content = (await old.look([file]))[0]!.content
    await old.save(content, { failed: 'it hung' }, null)
    expect((await old.look([file]))[0]).toMatchObject({ fresh: true, heard: { state: 'failed', reason: 'it hung' } })
    await old.close()
    expect((await openStore(folder, 2).look([file]))[0]).toEqual({ content, fresh: false, heard: null })
  })
})

it('an analysis, or why there is none, is forgotten where it is to be made again by the same analyser', async () => {
  const folder = temporaryFolder()
  const old = openStore(folder, 1)
  await old.save('a', { result: analysisOf(120) }, 1)
  await old.close()
  const store = openStore(folder, 2)
  await store.save('a', { failed: 'it crashed the decoder' }, 1)
  await store.forgetAnalysis('a')
  expect(await store.known(['a', 'b'])).toMatchObject([{ fresh: false, heard: { tempo: 120, state: 'waiting' } }, { fresh: false, heard: null }])
})

describe('corrections', () => {
  it('are applied, kept over a restart and over a new analysis', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder, 1)
    await store.save('a', { result: analysisOf(120) }, 1)
    expect(await store.correct('a', { kind: 'times', factor: 0.5 })).toMatchObject({ analysis: { tempo: 60 }, heard: { tempo: 60, corrected: true } })
    await store.close()
    const later = openStore(folder, 2)
    await later.save('a', { result: analysisOf(121, 2) }, 1)
    expect(await later.analysis('a')).toMatchObject({ analysis: { tempo: 60.5 }, corrections: [{ kind: 'times', factor: 0.5 }] })
    expect(await later.correct('a', { kind: 'reset' })).toMatchObject({ analysis: { tempo: 121 }, corrections: [], heard: { corrected: false } })
  })
})

describe('when a track was heard last', () => {
  const ahead = '2999-01-01T00:00:00.000Z'
  it('is never later than now', async () => {
    const store = openStore(temporaryFolder(), 1)
    const [note] = await store.played(['a'], ahead)
    expect(String(note?.lastPlayed) <= new Date().toISOString()).toBe(true)
  })
  it('gets older again where a clock was wrong once', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder, 1)
    const db = new Database(join(folder, 'roundhouse.db'))
    await store.played(['old'], '2026-01-01T00:00:00.000Z')
    db.prepare('UPDATE notes SET lastPlayed = ?').run(ahead)
    db.close()
    await store.played(['new'], '2026-02-01T00:00:00.000Z')
    await store.played(['newer'], '2026-03-01T00:00:00.000Z')
    expect((await store.note(['old', 'new', 'newer'], {})).map((note) => note?.lastPlayed?.slice(0, 7))).toEqual(['2026-02', '2026-02', '2026-03'])
  })
})

describe('the database', () => {
  it('sets a damaged file aside, says so, and begins anew', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'roundhouse.db'), 'this is not a database at all, '.repeat(200))
    const store = openStore(folder, 1)
    expect(await store.notice()).toMatch(/damaged/)
    await store.save('a', { result: analysisOf(120) }, 1)
    expect(readdirSync(folder).some((name) => name.startsWith('roundhouse.db.damaged-'))).toBe(true)
  })
  it('notices a file with damage inside', async () => {
    const folder = temporaryFolder()
    const store = openStore(folder, 1)
    for (let i = 0; i < 40; i++) await store.save(String(i), { result: analysisOf(120) }, 1)
    await store.close()
    const file = join(folder, 'roundhouse.db')
    writeFileSync(file, readFileSync(file).fill(0xa5, 8192))
    const again = openStore(folder, 1)
    expect(await again.notice()).toMatch(/damaged/)
    expect((await again.analysis('1')).analysis).toBeNull()
  })
  it('takes only the steps it has not taken, and refuses a newer file', () => {
    const db = new Database(':memory:')
    migrate(db, ['CREATE TABLE a (x)'])
    migrate(db, ['CREATE TABLE a (x)', 'INSERT INTO a VALUES (1)'])
    migrate(db, ['CREATE TABLE a (x)', 'INSERT INTO a VALUES (1)'])
    expect(db.prepare('SELECT count(*) AS n FROM a').get()).toMatchObject({ n: 1 })
    expect(() => migrate(db, ['CREATE TABLE a (x)'])).toThrow(/newer/)
  })
  it('answers through a port in the order of the calls', async () => {
    const { port1, port2 } = new MessageChannel()
    serveStore(port1, () => openStore(temporaryFolder(), 1))
    const store = connectStore(() => port2, quiet)
    void store.save('a', { result: analysisOf(100) }, 1)
    expect((await store.analysis('a')).analysis?.tempo).toBe(100)
    port1.close()
  })
})

const quiet = { waits: () => undefined, lost: () => undefined }

describe('without a database', () => {
  /** A folder's files, each with its text. */
  const filesIn = (folder: string) => readdirSync(folder).filter((name) => !/-(wal|shm)$/.test(name)).sort().map((name) => [name, readFileSync(join(folder, name), 'latin1')])
  const notKept = /^Nothing of this run is kept in the database: /

  it('of its version everything works in memory, with the words that are kept beside it, and no file is touched', async () => {
    const folder = temporaryFolder()
    const before = openStore(folder, 1)
    await before.note(['one'], { tempo: 141 })
    await before.close()
    const db = new Database(join(folder, 'roundhouse.db'))
    db.exec('PRAGMA user_version = 99')
    db.close()
    const files = filesIn(folder)
    const store = openStore(folder, 1)
    expect(await store.notice()).toMatch(/newer Roundhouse \(version 99\)\.$/)
    expect(await store.notice()).toMatch(notKept)
    expect(await store.note(['one'], { mark: 'favourite' })).toEqual([{ tempo: 141, mark: 'favourite' }])
    await store.save('a', { result: analysisOf(120) }, 1)
    expect((await store.facts(['a']))[0]).toMatchObject({ tempo: 120 })
    expect(filesIn(folder)).toEqual(files)
    await store.close()
  })
  it.each([
    ['is held by another program', (folder: string) => {
      const other = new Database(join(folder, 'roundhouse.db'))
      other.exec('CREATE TABLE x (y); BEGIN EXCLUSIVE')
    }, /another program holds the database/],
    ['cannot be opened', (folder: string) => void mkdirSync(join(folder, 'roundhouse.db')), /cannot be opened/],
    ['has no folder', (folder: string) => {
      rmSync(folder, { recursive: true })
      writeFileSync(folder, 'a file')
    }, /EEXIST|ENOTDIR/],
  ])('where it %s the reason is told, and everything works in memory', async (_what, harm, reason) => {
    const folder = temporaryFolder()
    harm(folder)
    const store = openStore(folder, 1)
    expect(await store.notice()).toMatch(notKept)
    expect(await store.notice()).toMatch(reason)
    expect(await store.played(['a'], '2026-01-01T00:00:00.000Z')).toMatchObject([{ plays: 1 }])
  })
  it('calls are answered as if nothing were known where none can be had, and the reason is told', async () => {
    const { port1, port2 } = new MessageChannel()
    const lost: string[] = []
    serveStore(port1, () => { throw new Error('no room') })
    const store = connectStore(() => port2, { ...quiet, lost: (reason) => lost.push(reason) })
    expect(await store.analysis('a')).toEqual({ analysis: null, corrections: [], reason: null })
    expect(await store.match({ id: 'film', name: 'Film', tracks: [{ id: 'song' }] } as never, [])).toMatchObject([{ song: 'song', state: 'none', file: null }])
    expect(lost).toEqual(['no room'])
    port1.close()
  })
  it('a thread that dies is begun anew; what it was asked is answered, and so is everything when there is no other', async () => {
    const lost: string[] = []
    const folder = temporaryFolder()
    const ends: { port: MessagePort; closed: Promise<unknown> }[] = []
    const store = connectStore(() => {
      const { port1, port2 } = new MessageChannel()
      // The first one never answers; the others are sound.
      if (ends.push({ port: port1, closed: once(port2, 'close') }) > 1) serveStore(port1, () => openStore(folder, 1))
      return port2
    }, { ...quiet, lost: (reason) => lost.push(reason) })
    const die = async () => {
      ends.at(-1)!.port.close()
      await ends.at(-1)!.closed
    }
    const asked = store.facts(['a'])
    await die()
    expect(await asked).toEqual([null])
    expect(lost).toHaveLength(1)
    await store.setFact('name', 'value')
    await die()
    expect(await store.fact('name')).toBe('value')
    await die()
    expect(await store.fact('name')).toBeNull()
    expect(ends).toHaveLength(3)
  })
})

describe('a disk that is full in the middle', () => {
  /** As SQLite does when there is no room: it has rolled back by itself. */
  function room() {
    const db = new Database(':memory:')
    db.exec('CREATE TABLE a (x)')
    const told: (string | null)[] = []
    const again: (() => void)[] = []
    let full = false
    const limited = {
      exec(sql: string) {
        if (full && sql === 'COMMIT') {
          db.exec('ROLLBACK')
          throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
        }
        db.exec(sql)
      },
      get inTransaction() { return db.inTransaction },
    } as never
    const writing = createWriting({ db: limited, trouble: (reason) => told.push(reason), later: (work) => again.push(work) })
    const insert = (value: number) => writing.surely(() => (db.prepare('INSERT INTO a VALUES (?)').run(value), 'written'), () => 'waits')
    const rows = () => (db.prepare('SELECT x FROM a ORDER BY rowid').all() as { x: number }[]).map(({ x }) => x)
    return { writing, insert, rows, told, again, fill: (on: boolean) => void (full = on) }
  }

  it('is told by its true reason', () => {
    const { writing, fill } = room()
    fill(true)
    expect(() => writing.together(() => 1)).toThrow('database or disk is full')
  })
  it('is told once; what finds no room waits in memory, and is written in order when there is some', () => {
    const { insert, rows, told, again, fill } = room()
    expect(insert(1)).toBe('written')
    fill(true)
    expect([insert(2), insert(3)]).toEqual(['waits', 'waits'])
    expect(told).toEqual(['the disk is full (SQLITE_FULL)'])
    again.shift()?.()
    expect(rows()).toEqual([1])
    fill(false)
    again.shift()?.()
    expect(rows()).toEqual([1, 2, 3])
    expect(told.at(-1)).toBeNull()
    expect(again).toEqual([])
    fill(true)
    insert(4)
    fill(false)
    expect(insert(5)).toBe('written')
    expect(rows()).toEqual([1, 2, 3, 4, 5])
  })
  it('lets no more wait than memory can hold', () => {
    const { insert, fill } = room()
    fill(true)
    expect(() => { for (let i = 0; i < 10_000; i++) insert(i) }).toThrow(/too much waits/)
  })
  it('throws what is no trouble of the disk at once', () => {
    const { writing, told } = room()
    expect(() => writing.surely(() => { throw new Error('a bug') }, () => 1)).toThrow('a bug')
    expect(told).toEqual([])
  })
})
