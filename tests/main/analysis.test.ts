import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Track } from '../../src/core/music/track'
import { createAnalysis } from '../../src/main/analysis/queue'

const trackOf = (id: string): Track => ({ id, file: id, title: id, artist: null, album: null, duration: 100, tempo: null, tempoFrom: null })

/** A page that keeps what it was asked, and a library of tracks without tempo. */
function house(...ids: string[]) {
  const waiting = [...ids]
  const found: unknown[] = []
  const asked: string[] = []
  const log: string[] = []
  const page = { opened: 0, closed: 0, broken: false }
  const analysis = createAnalysis({
    next: () => (waiting[0] === undefined ? undefined : trackOf(waiting[0])),
    found: (id, tempo, failed) => {
      waiting.splice(waiting.indexOf(id), 1)
      found.push(failed === undefined ? [id, tempo] : [id, tempo, failed])
    },
    page: {
      open: () => (page.opened++, page.broken ? Promise.reject(new Error('no page')) : Promise.resolve()),
      ask: ({ id }) => void asked.push(id),
      close: () => void page.closed++,
    },
    log: (about, what) => void log.push(`${about}: ${String(what)}`),
  })
  const answer = async (id: string, tempo: number | null, confidence = 1) => {
    analysis.done(id, { tempo, confidence })
    await settle()
  }
  return { waiting, found, asked, log, page, analysis, answer }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('analysis', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('takes one file at a time, in order, and closes its page when there is nothing left', async () => {
    const { analysis, asked, answer, found, page } = house('a', 'b')
    analysis.wake()
    analysis.wake()
    await settle()
    expect(asked).toEqual(['a'])
    await answer('a', 140)
    expect(asked).toEqual(['a', 'b'])
    await answer('b', null, 0)
    expect(found).toEqual([['a', 140], ['b', null]])
    expect(page.closed).toBe(0)
    await vi.advanceTimersByTimeAsync(5000)
    expect(page.closed).toBe(1)
  })
  it('opens no page without work', async () => {
    const { analysis, page } = house()
    analysis.wake()
    await settle()
    expect(page.opened).toBe(0)
  })
  it('does not believe what is not sure', async () => {
    const { analysis, answer, found } = house('a', 'b')
    analysis.wake()
    await settle()
    await answer('a', 140, 0.19)
    await answer('b', 141, 0.2)
    expect(found).toEqual([['a', null], ['b', 141]])
  })
  it('passes the reason of a file that could not be decoded on', async () => {
    const { analysis, found } = house('a')
    analysis.wake()
    await settle()
    analysis.done('a', { failed: 'its audio cannot be decoded' })
    await settle()
    expect(found).toEqual([['a', null, 'its audio cannot be decoded']])
  })
  it('loses only the file that hangs', async () => {
    const { analysis, answer, found, page, log } = house('a', 'b')
    analysis.wake()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(found).toMatchObject([['a', null, expect.any(String)]])
    expect([page.closed, page.opened]).toEqual([1, 2])
    expect(log).toHaveLength(1)
    await answer('b', 120)
    expect(found[1]).toEqual(['b', 120])
  })
  it('loses only the file that crashes the page', async () => {
    const { analysis, answer, asked, found } = house('a', 'b')
    analysis.wake()
    await settle()
    analysis.broken('the page is gone (crashed)')
    await settle()
    expect(asked).toEqual(['a', 'b'])
    await answer('a', 99)
    await answer('b', 120)
    expect(found).toMatchObject([['a', null, expect.any(String)], ['b', 120]])
  })
  it('waits while a session runs', async () => {
    const { analysis, answer, asked } = house('a', 'b', 'c')
    analysis.wake()
    await settle()
    analysis.pause(true)
    await answer('a', 120)
    analysis.wake()
    await settle()
    expect(asked).toEqual(['a'])
    analysis.pause(false)
    await settle()
    expect(asked).toEqual(['a', 'b'])
  })
  it('gives up where no page can be opened, so that nobody waits for it', async () => {
    const { analysis, page, found, log } = house('a', 'b')
    page.broken = true
    analysis.wake()
    await settle()
    expect(found).toEqual([['a', null], ['b', null]])
    expect(log).toEqual(['analysis: Error: no page'])
  })
})
