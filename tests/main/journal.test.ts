import { appendFileSync, existsSync, mkdirSync, readFileSync, rmdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Entry } from '../../src/core/journal'
import { openJournal } from '../../src/main/journal'
import { temporaryFolder } from './folder'

const beat = (at: number): Entry => ({ kind: 'beat', at, time: at, wall: at, heard: [] })
const places = (entries: readonly Entry[] | null) => entries?.map((entry) => (entry.kind === 'beat' ? entry.at : entry.kind))

describe('a journal', () => {
  it('holds what was written, in order, also after it is opened again', async () => {
    const path = join(temporaryFolder(), 'sessions', 'running.jsonl')
    const journal = openJournal(path)
    expect(await journal.read()).toBeNull()
    journal.begin([beat(1)])
    for (let i = 2; i < 50; i++) journal.append([beat(i)])
    expect(places(await journal.read())).toEqual(Array.from({ length: 49 }, (_, i) => i + 1))
    const next = openJournal(path)
    next.append([beat(50)])
    expect(places(await next.read())).toHaveLength(50)
  })
  it('begins anew and goes away, whatever is still to be written', async () => {
    const path = join(temporaryFolder(), 'running.jsonl')
    const journal = openJournal(path)
    journal.begin([beat(1)])
    journal.append([beat(2)])
    journal.begin([beat(3)])
    journal.append([beat(4)])
    expect(places(await journal.read())).toEqual([3, 4])
    journal.append([beat(5)])
    journal.clear()
    expect(await journal.read()).toBeNull()
    expect(existsSync(path)).toBe(false)
  })
  it('loses the line that was cut off and none that comes after it', async () => {
    const path = join(temporaryFolder(), 'running.jsonl')
    const journal = openJournal(path)
    journal.begin([beat(1), beat(2)])
    await journal.settled()
    truncateSync(path, readFileSync(path).length - 9)
    const next = openJournal(path)
    next.append([beat(3)])
    expect(places(await next.read())).toEqual([1, 3])
    appendFileSync(path, '{"kind":"be')
    expect(places(await openJournal(path).read())).toEqual([1, 3])
  })
  it('keeps what cannot be written until it can, and tells both', async () => {
    const path = join(temporaryFolder(), 'running.jsonl')
    mkdirSync(path)
    const told: unknown[] = []
    const journal = openJournal(path, (reason) => told.push(reason))
    journal.begin([beat(1)])
    journal.append([beat(2)])
    await journal.settled()
    expect(told).toEqual([expect.any(String)])
    rmdirSync(path)
    journal.append([beat(3)])
    expect(places(await journal.read())).toEqual([1, 2, 3])
    expect(told.at(-1)).toBeNull()
  })
})
