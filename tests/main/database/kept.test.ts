import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import Database from 'libsql'
import { migrate } from '../../../src/main/database/open'
import { migrations } from '../../../src/main/database/migrations'
import { openStore } from '../../../src/main/database/store'
import { wav } from '../files'
import { temporaryFolder } from '../folder'

const words = {
  notes: [{ title: 'Title', tempo: 141 }, { title: 'Title', mark: 'favourite', plays: 1, lastPlayed: '2026-01-01T00:00:00.000Z' }],
  corrections: [{ kind: 'times', factor: 2 }],
  decisions: [{ track: 'song', kind: 'unlink' }, { track: 'song', kind: 'not', content: 'one' }, { track: 'song', kind: 'confirm', content: 'two' }],
} as const

/** A folder with a database in which the user has said this and that; the store is closed. */
async function used() {
  const folder = temporaryFolder()
  const store = openStore(folder, 1)
  await store.correct('sound', { kind: 'times', factor: 2 })
  await store.note(['one', 'two'], { title: 'Title', mark: 'favourite' })
  await store.note(['one'], { tempo: 141, mark: null })
  await store.played(['two'], '2026-01-01T00:00:00.000Z')
  for (const decision of words.decisions) await store.decide('film', decision)
  await store.close()
  return folder
}
async function said(folder: string) {
  const store = openStore(folder, 1)
  const all = {
    notes: await store.note(['one', 'two'], {}),
    corrections: (await store.analysis('sound')).corrections,
    decisions: await store.decisions('film'),
    notice: await store.notice(),
  }
  await store.close()
  return all
}

describe('what the user said', () => {
  it('is there after a restart', async () => expect(await said(await used())).toEqual({ ...words, notice: null }))
  it('is there after the database was damaged, or lost', async () => {
    const folder = await used()
    const path = join(folder, 'roundhouse.db')
    writeFileSync(path, readFileSync(path).fill(0xa5, 4096))
    expect(await said(folder)).toEqual({ ...words, notice: expect.stringContaining('damaged') })
    writeFileSync(path, 'no database '.repeat(1000))
    expect(await said(folder)).toEqual({ ...words, notice: expect.stringContaining('damaged') })
    for (const name of readdirSync(folder)) if (name.startsWith('roundhouse.db')) rmSync(join(folder, name))
    expect(await said(folder)).toEqual({ ...words, notice: null })
  })
  it('is there after a start that found no room for a new database, and left an empty one', async () => {
    const folder = await used()
    for (const name of readdirSync(folder)) if (name.startsWith('roundhouse.db')) rmSync(join(folder, name))
    const db = new Database(join(folder, 'roundhouse.db'))
    migrate(db, migrations.slice(0, 2))
    db.close()
    expect(await said(folder)).toEqual({ ...words, notice: null })
  })
  it('is never taken from the second copy while the database is sound', async () => {
    const folder = await used()
    writeFileSync(join(folder, 'kept.json'), '{')
    expect(await said(folder)).toEqual({ ...words, notice: null })
  })
  it('is lost only as far as both copies are damaged; both are kept aside', async () => {
    const folder = await used()
    writeFileSync(join(folder, 'roundhouse.db'), 'x'.repeat(10_000))
    writeFileSync(join(folder, 'kept.json'), '{"version":1,"notes":')
    expect(await said(folder)).toMatchObject({ notes: [null, null], notice: expect.stringMatching(/kept\.json\.damaged/) })
    const aside = readdirSync(folder).filter((name) => name.includes('damaged'))
    for (const copy of ['kept.json', 'roundhouse.db']) expect(aside.some((name) => name.startsWith(copy))).toBe(true)
  })
  it('loses one row to damage in that row', async () => {
    const folder = await used()
    const kept = JSON.parse(readFileSync(join(folder, 'kept.json'), 'utf8'))
    kept.notes[0][3] = 'fast'
    writeFileSync(join(folder, 'kept.json'), JSON.stringify(kept))
    rmSync(join(folder, 'roundhouse.db'))
    expect((await said(folder)).notes).toEqual([null, words.notes[1]])
  })
  it('of the songs of a catalog is of no other catalog', async () => {
    const store = openStore(await used(), 1)
    expect(await store.decisions('other')).toEqual([])
  })
})

it('a database of the first version becomes one of this, with its analyses and corrections, under the names that contents have now', async () => {
  const { default: Database } = await import('libsql')
  const { migrate } = await import('../../../src/main/database/open')
  const { migrations } = await import('../../../src/main/database/migrations')
  const folder = temporaryFolder()
  const path = join(folder, 'a.wav')
  writeFileSync(path, wav(20))
  const was = 'ff779996e1365f260ee9754c31d6724e'
  const old = new Database(join(folder, 'roundhouse.db'))
  migrate(old, migrations.slice(0, 1))
  old.exec(`INSERT INTO files VALUES ('${path}', 5, 7.5, '${was}');
    INSERT INTO analyses (content, version, result, tempo, confidence, readings) VALUES ('${was}', 1, '{"energy":0.25}', 120, 1, '[]');
    INSERT INTO corrections (content, correction) VALUES ('${was}', '{"kind":"times","factor":2}');`)
  old.close()
  const store = openStore(folder, 1)
  const [looked] = await store.look([{ path, size: 5, modifiedMs: 7.5 }])
  expect(looked).toMatchObject({ fresh: true, heard: { energy: 0.25 } })
  expect(looked?.content).not.toBe(was)
  const content = looked!.content
  expect((await store.analysis(content)).corrections).toHaveLength(1)
  await store.close()
  // From now on the user's words are kept apart, also those that were said before.
  rmSync(join(folder, 'roundhouse.db'))
  const anew = openStore(folder, 1)
  await anew.look([{ path, size: 5, modifiedMs: 7.5 }])
  expect((await anew.analysis(content)).corrections).toHaveLength(1)
})

it('a failure that said nothing about its file is forgotten once, and tried again; what did stays', async () => {
  const { default: Database } = await import('libsql')
  const { migrate } = await import('../../../src/main/database/open')
  const { migrations } = await import('../../../src/main/database/migrations')
  const folder = temporaryFolder()
  const old = new Database(join(folder, 'roundhouse.db'))
  migrate(old, migrations.slice(0, 2))
  const reasons = ['the file is gone', 'the file is gone, or was changed while it was read', 'it crashed the decoder', 'the analysis hung on it', 'the analysis broke off', 'its audio cannot be decoded']
  for (const reason of reasons) old.prepare('INSERT INTO analyses (content, version, failed) VALUES (?, 1, ?)').run(reason, reason)
  old.close()
  expect((await openStore(folder, 1).known(reasons)).map(({ fresh }) => fresh)).toEqual([false, false, false, false, false, true])
})
