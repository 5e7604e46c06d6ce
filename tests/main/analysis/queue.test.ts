import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { crashed, createQueue, hung, killed, type AnalysisResult, type Task } from '../../../src/main/analysis/queue'

/** Pages that keep what they were asked; the clock is vitest's. */
function house(most = 1, ids: readonly string[] = []) {
  const pages: { asked: string[]; opened: number; closed: number; crash(bySystem?: boolean): void; fails: boolean }[] = []
  const ended: [string, AnalysisResult | null, number | null][] = []
  const log: string[] = []
  const order: string[] = []
  const gone = new Set<string>()
  const queue = createQueue({
    createPage: (broken) => {
      const page = { asked: [] as string[], opened: 0, closed: 0, crash: (bySystem = false) => broken('the page is gone', bySystem), fails: false }
      pages.push(page)
      return {
        open: () => (page.opened++, page.fails ? Promise.reject(new Error('no page')) : Promise.resolve()),
        ask: (id) => void (page.asked.push(id), order.push(id)),
        cpuSeconds: () => ended.length * 2,
        shows: (contents) => contents === page,
        close: () => void page.closed++,
      }
    },
    most,
    wanted: ({ id }) => !gone.has(id),
    ended: ({ id }, result, cpu) => void ended.push([id, result, cpu]),
    log: (about, what) => void log.push(`${about}: ${String(what)}`),
    now: () => Date.now(),
  })
  const add = (...more: string[]) => queue.add(more.map((id): Task => ({ id, content: id, place: { path: id, size: 1, modifiedMs: 1 }, duration: 100 })))
  add(...ids)
  const asked = () => order
  /** The page that was asked for a track last. */
  const pageOf = (id: string) => pages.findLast((page) => page.asked.includes(id))
  const finish = async (id: string, duration = 100) => {
    queue.done(id, { duration } as Extract<AnalysisResult, { duration: number }>, pageOf(id))
    await settle()
  }
  const results = () => ended.map(([id, result]) => [id, result])
  return { queue, pages, pageOf, ended, results, log, gone, add, asked, finish }
}
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('the queue', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('keeps as many files in work as it may, in order, and closes its pages when there is nothing left', async () => {
    const { asked, finish, ended, pages } = house(2, ['a', 'b', 'c'])
    await settle()
    expect(asked()).toEqual(['a', 'b'])
    await finish('b')
    expect(pages.map((page) => page.asked)).toEqual([['a'], ['b', 'c']])
    await finish('a')
    await finish('c')
    expect(ended.map(([id]) => id)).toEqual(['b', 'a', 'c'])
    expect(pages.map(({ closed }) => closed)).toEqual([0, 0])
    await vi.advanceTimersByTimeAsync(5000)
    expect(pages.map(({ closed }) => closed)).toEqual([1, 1])
  })
  it('opens no page without work, nor for a track that is gone, which it tells', async () => {
    const { pages, gone, add, asked, ended } = house(2)
    gone.add('a')
    add('a', 'b')
    await settle()
    expect(asked()).toEqual(['b'])
    expect(ended).toEqual([['a', null, null]])
    expect(pages.map(({ opened }) => opened)).toEqual([1, 0])
  })
  it('does one at a time while a session runs, and none while it is paused', async () => {
    const { queue, asked, finish } = house(2, ['a', 'b', 'c', 'd', 'e'])
    await settle()
    queue.session(true)
    await finish('a')
    expect(asked()).toEqual(['a', 'b'])
    await finish('b')
    expect(asked()).toEqual(['a', 'b', 'c'])
    queue.pause(true)
    await finish('c')
    expect(asked()).toEqual(['a', 'b', 'c'])
    queue.pause(false)
    await settle()
    expect(asked()).toEqual(['a', 'b', 'c', 'd'])
    queue.session(false)
    await settle()
    expect(asked()).toContain('e')
  })
  it('takes what the next session needs before all others, in its order', async () => {
    const { queue, asked, finish } = house(1, ['a', 'b', 'c', 'd'])
    queue.first(['d', 'unknown', 'c'])
    await settle()
    for (const id of ['a', 'd', 'c']) await finish(id)
    expect(asked()).toEqual(['a', 'd', 'c', 'b'])
  })
  it('tries a file that makes no progress once more, last and alone in a new page, and then gives it up', async () => {
    const { results, queue, pageOf, ended, pages, asked, log, finish } = house(1, ['a', 'b'])
    for (let minute = 1; minute <= 5; minute++) {
      await vi.advanceTimersByTimeAsync(50_000)
      queue.reached('a', minute, pageOf('a'))
    }
    expect(log).toEqual([])
    await vi.advanceTimersByTimeAsync(60_000)
    expect([ended, asked(), pages[0]?.closed, log.length]).toEqual([[], ['a', 'b'], 1, 1])
    await finish('b')
    expect([asked(), pages[0]?.closed, pages[0]?.opened]).toEqual([['a', 'b', 'a'], 2, 3])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(results()).toMatchObject([['b', { duration: 100 }], ['a', { failed: hung }]])
  })
  it('blames a file for a crash only where it happens again in a page of its own', async () => {
    const { results, pages, ended, asked, finish } = house(2, ['a', 'b', 'c'])
    await settle()
    pages[0]?.crash()
    await settle()
    expect([asked(), ended]).toEqual([['a', 'b', 'c'], []])
    await finish('b')
    expect(asked()).toEqual(['a', 'b', 'c'])
    await finish('c')
    expect(asked()).toEqual(['a', 'b', 'c', 'a'])
    pages.find((page) => page.asked.at(-1) === 'a')?.crash()
    await settle()
    expect(results().slice(2)).toMatchObject([['a', { failed: crashed }]])
    expect(ended[2]?.[1]).not.toHaveProperty('passing')
  })
  it('has an innocent file that was at work in a crashed page analysed after all', async () => {
    const { results, pages, finish } = house(1, ['a'])
    await settle()
    pages[0]?.crash()
    await settle()
    await finish('a')
    expect(results()).toMatchObject([['a', { duration: 100 }]])
  })
  it('never blames a file for what the system does to its page', async () => {
    const { results, pages } = house(1, ['a'])
    for (let turn = 0; turn < 2; turn++) {
      await settle()
      pages[0]?.crash(true)
    }
    await settle()
    expect(results()).toMatchObject([['a', { failed: killed, passing: true }]])
  })
  it('never has one track in two pages: what was asked anew waits for the end of the first', async () => {
    const { add, asked, finish } = house(2, ['a'])
    await settle()
    add('a', 'b')
    await settle()
    expect(asked()).toEqual(['a', 'b'])
    await finish('a')
    expect(asked()).toEqual(['a', 'b', 'a'])
  })
  it('stops where no page can be opened, and keeps what it had to do', async () => {
    const { queue, pages, add, ended, log } = house()
    pages[0]!.fails = true
    add('a', 'b')
    await settle()
    expect([queue.paused(), queue.waiting(), ended, log]).toEqual([true, 2, [], ['analysis: Error: no page']])
  })
  it('tells the time left by what it has done so far, and nothing before', async () => {
    const { queue, pageOf, finish } = house(1, ['a', 'b', 'c'])
    expect(queue.secondsLeft()).toBeNull()
    await vi.advanceTimersByTimeAsync(2000)
    await finish('a')
    expect(queue.secondsLeft()).toBeCloseTo(4)
    await vi.advanceTimersByTimeAsync(1000)
    queue.reached('b', 50, pageOf('b'))
    expect(queue.secondsLeft()).toBeCloseTo(3)
    await finish('b')
    await finish('c')
    expect(queue.secondsLeft()).toBe(0)
  })
  it('knows the CPU time of each file', async () => {
    const { ended, finish } = house(1, ['a', 'b'])
    await settle()
    await finish('a')
    await finish('b')
    expect(ended.map(([, , cpu]) => cpu)).toEqual([0, 0])
  })
  it('takes an answer only from the page that was asked, for the file that it was asked for, once it was asked', async () => {
    const { queue, pageOf, pages, ended, finish } = house(2, ['a', 'b'])
    const result = { duration: 100 } as Extract<AnalysisResult, { duration: number }>
    // Before the pages are there nobody was asked.
    queue.done('a', result, pages[0])
    await settle()
    queue.done('a', result, pageOf('b'))
    queue.done('b', result, pageOf('a'))
    queue.done('c', result, pageOf('a'))
    queue.done('a', result, null)
    queue.reached('a', 90, pageOf('b'))
    expect(ended).toEqual([])
    expect(queue.secondsLeft()).toBeNull()
    await finish('a')
    expect(ended.map(([id]) => id)).toEqual(['a'])
  })
})
