import { mkdirSync, readFileSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createNotices } from '../../src/main/notices'
import { createWriter } from '../../src/main/writer'
import { temporaryFolder } from './folder'

function house() {
  const folder = temporaryFolder()
  const told: (string | null)[] = []
  const again: (() => void)[] = []
  const writer = createWriter({ trouble: (reason) => told.push(reason), later: (work) => again.push(work) })
  return { at: (name: string) => join(folder, name), told, again, writer }
}

describe('what cannot be written', () => {
  it('waits in memory, is told once, and is written when there is room', async () => {
    const { at, told, again, writer } = house()
    mkdirSync(at('a'))
    await writer.write(at('a'), 'old')
    await writer.write(at('a'), 'new')
    await writer.write(at('b'), 'beside')
    expect(readFileSync(at('b'), 'utf8')).toBe('beside')
    expect(told).toHaveLength(1)
    rmdirSync(at('a'))
    again.pop()?.()
    await writer.settled()
    expect(readFileSync(at('a'), 'utf8')).toBe('new')
    expect(told).toEqual([expect.any(String), null])
    expect(writer.waits()).toBe(false)
  })
  it('is told by its reason in words where the disk is full', async () => {
    const told: (string | null)[] = []
    const full = () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOSPC' }))
    await createWriter({ trouble: (reason) => told.push(reason), later: () => undefined, write: full }).write('/x', 'y')
    expect(told).toEqual(['the disk is full (ENOSPC)'])
  })
})

describe('notices', () => {
  const house = () => {
    const heard: string[] = []
    const notices = createNotices()
    notices.listen((text) => heard.push(text))
    return { heard, notices }
  }
  it('tell the user once that the disk is full, however many cannot write, and again when it is full again', () => {
    const { heard, notices } = house()
    notices.unwritten('database', 'the disk is full (SQLITE_FULL)')
    notices.unwritten('files', 'the disk is full (ENOSPC)')
    notices.unwritten('database', 'the disk is full (SQLITE_FULL)')
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatch(/the disk is full.*kept in memory/)
    notices.unwritten('database', null)
    notices.unwritten('files', null)
    notices.unwritten('files', 'the disk is full (ENOSPC)')
    expect(heard).toHaveLength(2)
  })
  it('are one sentence where nothing can be kept at all', () => {
    const { heard, notices } = house()
    notices.unkept('/data cannot be written (EROFS)')
    notices.unwritten('files', 'EROFS')
    notices.databaseless('EROFS')
    expect(heard).toEqual(['Nothing is kept in this run: /data cannot be written (EROFS).'])
    expect(notices.all()).toEqual(heard)
  })
})
